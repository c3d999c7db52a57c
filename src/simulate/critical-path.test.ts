import { expect, test } from "vitest";
import { exactCluster, pipelineProgram } from "../../test/support/pipeline-programs.ts";
import { seededRandom } from "../base/random.ts";
import { scheduleByName, scheduleRules } from "../schedules/registry.ts";
import type { Task } from "../schedules/schedule.ts";
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
