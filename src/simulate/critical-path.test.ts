import { expect, test } from "vitest";
import { exactCluster, pipelineProgram } from "../../test/support/pipeline-programs.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { seededRandom } from "../base/random.ts";
import { makeCluster } from "../cluster/cluster.ts";
import { type EngineName, engines } from "../cluster/engine.ts";
import { parseCluster } from "../cluster/parse.ts";
import { lower } from "../lower/lower.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { zero } from "../methods/zero.ts";
import { scheduleByName, scheduleRules } from "../schedules/registry.ts";
import type { Task } from "../schedules/schedule.ts";
import { timelineOf } from "../studio/lanes.ts";
import { criticalPath } from "./critical-path.ts";
import { simulateProgram } from "./simulate.ts";

test.each(scheduleRules.map(({ name }) => name))(
  "%s: the path has no holes, from the step's start to its end",
  (name) => {
    const random = seededRandom(5);
    const stageSeconds = Array.from({ length: 4 }, () => 1 + random.next());
    const taskSeconds = ({ stage, kind }: Task): number => stageSeconds[stage] * (kind === "update" ? 0.1 : 1);
    for (const transferSeconds of [0, 0.25, 2]) {
      const schedule = scheduleByName(name, { numStages: 4, numMicrobatches: 8 });
      const program = pipelineProgram(schedule, taskSeconds);
      const simulation = simulateProgram(program, { cluster: exactCluster(4, transferSeconds) });
      const path = criticalPath(program, simulation);
      let at = 0;
      path.forEach(({ mesh, kind, startSeconds, endSeconds, instruction }, i) => {
        expect(startSeconds).toBeCloseTo(at, 9);
        at = endSeconds;
        const { kind: what } = program.meshes[mesh].instructions[instruction];
        expect(what === "recv").toBe(kind === "message");
        // Only a message leads from one mesh to another.
        if (i > 0 && kind === "instruction") expect(path[i - 1].mesh).toBe(mesh);
      });
      expect(at).toBeCloseTo(simulation.seconds, 9);
      if (transferSeconds > 0) expect(path.some(({ kind }) => kind === "message")).toBe(true);
    }
  },
);

test.each([0, 1, 3] as const)(
  "ZeRO-%i with collectives beside compute: no holes, and what is waited for is on it",
  (stage) => {
    const { hosts } = parseCluster("2x2:v100-16gb");
    const engine = (Object.keys(engines) as EngineName[]).find((name) => engines[name].overlapsGradients)!;
    const cluster = makeCluster(
      engine,
      hosts.map((host) => ({ ...host, device: { ...host.device, engine } })),
    );
    const step = stepOf(mlp(8), 1);
    const method = stage === 0 ? dataParallel() : zero({ stage });
    const program = lower(step, planNow(method, step, 4, { cluster }));
    const simulation = simulateProgram(program, { cluster });
    const path = criticalPath(program, simulation);
    expect(path[0].startSeconds).toBeCloseTo(0, 12);
    path.slice(1).forEach(({ startSeconds }, i) => {
      expect(startSeconds).toBeCloseTo(path[i].endSeconds, 9);
    });
    expect(path.at(-1)!.endSeconds).toBeCloseTo(simulation.seconds, 9);
    // The bars of each row of the studio's lane follow each other.
    const [{ details, beside }] = timelineOf(program, simulation).lanes;
    expect(beside.start.length).toBeGreaterThan(0);
    for (const { start, end } of [details, beside])
      for (let bar = 1; bar < start.length; bar++) expect(start[bar]).toBeGreaterThanOrEqual(end[bar - 1] - 1e-12);
  },
);
