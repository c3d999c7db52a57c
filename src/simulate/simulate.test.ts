import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exactCluster, pipelineProgram, type Waits } from "../../test/support/pipeline-programs.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../test/support/train-steps.ts";
import { range } from "../base/integers.ts";
import { seededRandom } from "../base/random.ts";
import { type Cluster, makeCluster } from "../cluster/cluster.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { parseCluster } from "../cluster/parse.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { factorRules } from "../ir/signatures.ts";
import { bytesOf } from "../ir/types.ts";
import { planArena } from "../lower/arena.ts";
import { lower } from "../lower/lower.ts";
import type { Instruction, Segment } from "../lower/program.ts";
import { segmentBytes } from "../lower/segment-memory.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { pipeshard } from "../methods/pipeshard.ts";
import { shard } from "../methods/shard.ts";
import { tensorParallel } from "../methods/tensor-parallel.ts";
import { zero } from "../methods/zero.ts";
import { findSchedule, scheduleByName, scheduleRules } from "../schedules/registry.ts";
import type { Schedule, Task } from "../schedules/schedule.ts";
import { timeSchedule } from "../schedules/timing.ts";
import { planCost } from "../sharding/plan-cost.ts";
import { instructionSeconds } from "./seconds.ts";
import { simulatedEvents, simulateProgram } from "./simulate.ts";
import { deviceUsage } from "./usage.ts";

const transferSeconds = 0.25;

/** A cluster whose engine runs every op as a kernel of its own. */
function unfused(name: string): Cluster {
  const { hosts } = parseCluster(name);
  return makeCluster(
    name,
    hosts.map((host) => ({ ...host, device: { ...host.device, fusion: "nothing" } })),
  );
}

describe.each(scheduleRules.map((rule) => [rule.name, rule] as const))("programs of %s", (name, rule) => {
  const schedules: Schedule[] = [1, 2, 4].flatMap((numStages) =>
    [1, 4, 8, 12].flatMap((numMicrobatches) => {
      const sizes = { numStages, numMicrobatches, numChunks: rule.defaultChunks };
      const microbatchesPerUpdate = rule.defaultMicrobatchesPerUpdate(numStages, numMicrobatches);
      const isLegal = rule.findProblem({ ...sizes, microbatchesPerUpdate }) === undefined;
      return isLegal ? [scheduleByName(name, sizes)] : [];
    }),
  );
  const random = seededRandom(3);
  const kindSeconds = { forward: 1, backward: 2, "backward-input": 1.25, "backward-weight": 0.75, update: 0.5 };
  const stageSeconds = range(4).map(() => 1 + random.next());
  const taskSeconds = ({ kind, stage }: Task): number => kindSeconds[kind] * stageSeconds[stage];

  test("take the schedule's time, task by task", () => {
    expect(schedules.length).toBeGreaterThan(4);
    for (const schedule of schedules) {
      const timing = timeSchedule(schedule, taskSeconds, () => transferSeconds);
      const program = pipelineProgram(schedule, taskSeconds);
      const simulation = simulateProgram(program, { cluster: exactCluster(4, transferSeconds) });
      expect(simulation.seconds).toBeCloseTo(timing.makespanSeconds, 6);
      timing.stages.forEach(({ tasks, bubble, busySeconds, peakInFlight }, stage) => {
        const { endSeconds, usage, peakInFlight: simulated } = simulation.meshes[stage];
        program.meshes[stage].tasks.forEach(({ end }, index) => {
          expect(endSeconds[end - 1]).toBeCloseTo(tasks[index].endSeconds, 6);
        });
        expect(usage.computeSeconds).toBeCloseTo(busySeconds, 6);
        expect(usage.bubble).toBeCloseTo(bubble, 6);
        expect(simulated).toBe(peakInFlight);
      });
    }
  });

  test("hold as many activations as the schedule's rule says", () => {
    for (const schedule of schedules) {
      const { numStages, numMicrobatches, numChunks } = schedule.sizes;
      const activation = { dtype: "f32", shape: [1000] } as const;
      const program = pipelineProgram(schedule, taskSeconds, { activation });
      const { meshes } = simulateProgram(program, { cluster: exactCluster(4, 0) });
      meshes.forEach(({ memory, peakInFlight }, stage) => {
        const most = rule.inFlight(stage, numStages, numMicrobatches, numChunks);
        if (numMicrobatches >= 2 * numStages - 1) expect(peakInFlight).toBe(most);
        // Besides activations there are one weight, one received scalar and one computed scalar at a time.
        expect(Math.floor(memory.peakBytes / 4000)).toBe(peakInFlight);
        expect(memory.peakBytes % 4000).toBeLessThanOrEqual(12);
        const { instructions } = program.meshes[stage];
        expect(instructions[memory.peakInstruction].kind).not.toBe("free");
        expect(Math.max(...memory.bytes)).toBe(memory.peakBytes);
      });
    }
  });
});

test("Alpa's clock count, 2(m + n − 1) + 1 with the update, and at most n − i microbatches on mesh i", () => {
  for (const [numStages, numMicrobatches] of [
    [8, 32],
    [3, 4],
    [4, 1],
  ]) {
    const program = pipelineProgram(scheduleByName("1f1b", { numStages, numMicrobatches }), () => 1);
    const { seconds, meshes } = simulateProgram(program, { cluster: exactCluster(numStages, 0) });
    expect(seconds).toBeCloseTo(2 * (numMicrobatches + numStages - 1) + 1, 6);
    meshes.forEach(({ peakInFlight }, mesh) => {
      expect(peakInFlight).toBe(Math.min(numStages - mesh, numMicrobatches));
    });
  }
});

test("messages overlap with compute; those between two meshes are sent one after another", () => {
  const program = pipelineProgram(scheduleByName("gpipe", { numStages: 2, numMicrobatches: 3 }), ({ kind }) =>
    kind === "update" ? 0 : 1,
  );
  const { messages, meshes, seconds } = simulateProgram(program, { cluster: exactCluster(2, 3) });
  const forward = messages.filter(({ transfer }) => program.transfers[transfer].from.mesh === 0);
  const times = forward.map(({ sentSeconds, startSeconds, arrivedSeconds }) => [
    sentSeconds,
    startSeconds,
    arrivedSeconds,
  ]);
  expect(times).toEqual([
    [1, 1, 4],
    [2, 4, 7],
    [3, 7, 10],
  ]);
  // The second mesh runs forward at 4, 7 and 10, then backward; its last gradient arrives 3 · 3 seconds after the first
  // is computed.
  expect(seconds).toBe(10 + 1 + 1 + 9 + 1);
  expect(meshes[0].usage).toMatchObject({ computeSeconds: 6, idleSeconds: 16, bubble: 16 / 22 });
});

test("usage of events is the usage of the simulation", () => {
  const program = pipelineProgram(scheduleByName("1f1b", { numStages: 3, numMicrobatches: 5 }), () => 1);
  const simulation = simulateProgram(program, { cluster: exactCluster(3, 0.5) });
  const usage = deviceUsage(program, simulatedEvents(program, simulation));
  expect(usage).toEqual(simulation.meshes.map((mesh, device) => ({ device, mesh: device, ...mesh.usage })));
});

test("errors name a message that no mesh sends, and missing devices", () => {
  const program = pipelineProgram(scheduleByName("1f1b", { numStages: 2, numMicrobatches: 2 }), () => 1);
  const [first, second] = program.meshes;
  const silent = { ...second, instructions: second.instructions.filter(({ kind }) => kind !== "send") };
  expect(() => simulateProgram({ ...program, meshes: [first, silent] }, { cluster: exactCluster(2, 0) })).toThrow(
    "deadlock: mesh 0 blocks at instruction 6, waiting for message 0 of 1 to 0",
  );
  expect(() => simulateProgram(program, { cluster: exactCluster(1, 0) })).toThrow(/device 1.*has devices 0 to 0/);
});

test.each([
  ["gpipe", 2, 4],
  ["1f1b", 4, 8],
  ["interleaved-1f1b", 2, 4],
  ["zb-h1", 4, 8],
  ["zb-v", 2, 4],
])(
  "a lowered step by %s on %d stages takes its schedule's time with the tasks' seconds",
  (name, numStages, numMicrobatches) => {
    const step = stepOf(gpt(8), numMicrobatches);
    const program = lower(step, planNow(pipeshard({ stages: numStages, schedule: name }), step, numStages));
    const { seconds, meshes, messages } = simulateProgram(program, { cluster: unfused("1x4:a100-80gb") });
    const { defaultChunks } = findSchedule(name);
    const schedule = scheduleByName(name, { numStages, numMicrobatches, numChunks: defaultChunks });
    const busy = new Map<string, number>();
    const keyOf = (stage: number, { kind, chunk, microbatch }: Pick<Task, "kind" | "chunk" | "microbatch">) =>
      `${stage} ${kind} ${chunk} ${microbatch}`;
    program.meshes.forEach(({ tasks, instructions }, stage) => {
      const { startSeconds, endSeconds } = meshes[stage];
      for (const task of tasks) {
        const own = range(task.end - task.begin).map((i) => task.begin + i);
        const worked = own.filter((index) => instructions[index].kind !== "recv");
        busy.set(
          keyOf(stage, task),
          worked.reduce((sum, index) => sum + endSeconds[index] - startSeconds[index], 0),
        );
      }
    });
    const travel = Math.max(...messages.map(({ startSeconds, arrivedSeconds }) => arrivedSeconds - startSeconds));
    const timing = timeSchedule(
      schedule,
      (task) => busy.get(keyOf(task.stage, task))!,
      () => travel,
    );
    // A task may begin ops that need no message before its message arrives, and messages may wait for each other.
    expect(seconds).toBeGreaterThan(0.97 * timing.makespanSeconds);
    expect(seconds).toBeLessThan(1.005 * timing.makespanSeconds);
    expect(meshes.map(({ peakInFlight }) => peakInFlight)).toEqual(
      timing.stages.map(({ peakInFlight }) => peakInFlight),
    );
  },
);

const validation = `${process.env.ALPA_SHARED_DATA ?? "../shared/data"}/validation.json`;

describe.skipIf(!existsSync(validation))("bubble rates of the zero-bubble paper, Table 5 (needs shared data)", () => {
  interface Oracle {
    readonly rows: readonly (readonly [model: string, ...numbers: number[]])[];
    readonly interleave_chunks_v: Readonly<Record<string, number>>;
  }
  const oracle = (): Oracle => JSON.parse(readFileSync(validation, "utf8")).oracles.zb_bubble_rates;

  const bubbleRate = (name: string, numChunks: number, row: Oracle["rows"][number], waits?: Waits): number => {
    const [, numStages, numMicrobatches, forward, input, weight, transfer] = row;
    const seconds = {
      forward,
      backward: input + weight,
      "backward-input": input,
      "backward-weight": weight,
      update: 0,
    };
    const schedule = scheduleByName(name, { numStages, numMicrobatches, numChunks });
    const program = pipelineProgram(schedule, ({ kind }) => seconds[kind] / numChunks, { waits });
    const { meshes } = simulateProgram(program, { cluster: exactCluster(numStages, transfer) });
    const cost = Math.max(
      ...meshes.map(({ startSeconds, endSeconds }, mesh) => {
        const { instructions } = program.meshes[mesh];
        return endSeconds.at(-1)! - startSeconds[instructions.findIndex(({ kind }) => kind === "run")];
      }),
    );
    return (cost - numMicrobatches * (forward + input + weight)) / cost;
  };

  test("1F1B and ZB-H1", () => {
    for (const row of oracle().rows) {
      expect(Math.abs(bubbleRate("1f1b", 1, row) - row[7])).toBeLessThan(1e-4);
      expect(Math.abs(bubbleRate("zb-h1", 1, row) - row[9])).toBeLessThan(1e-4);
    }
  });

  test("interleaved takes p transfers more than the published rates, which omit waits between chunks", () => {
    const { rows, interleave_chunks_v } = oracle();
    for (const row of rows) {
      const [model, p, m, forward, input, weight, transfer] = row;
      const v = interleave_chunks_v[model];
      const published = bubbleRate(
        "interleaved-1f1b",
        v,
        row,
        (from, to) => from.chunk === to.chunk || to.microbatch % p === 0,
      );
      expect(Math.abs(published - row[8])).toBeLessThan(1e-4);
      const seconds = forward + input + weight;
      const cost = m * seconds + ((p - 1) * seconds) / v + (2 * p * v - 2) * transfer;
      expect(bubbleRate("interleaved-1f1b", v, row)).toBeCloseTo((cost - m * seconds) / cost, 6);
    }
  });
});

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("programs of one stage, %s: differences between the plan's cost and the simulation", (_, traced) => {
  const cluster = unfused("2x2:v100-16gb");
  test.each([
    ["data", dataParallel()],
    ["tensor", tensorParallel({ degree: 2 })],
    ["zero2", zero({ stage: 2 })],
  ])("%s", (_name, method) => {
    for (const microbatches of [1, 2]) {
      const step = stepOf(traced, microbatches);
      const plan = planNow(method, step, 4);
      const program = lower(step, plan);
      const [mesh] = program.meshes;
      const price = planCost(step, plan, meshCost(logicalMesh(cluster, mesh.mesh.axes)));
      const { usage, memory } = simulateProgram(program, { cluster }).meshes[0];
      // The same collectives, at the same cost.
      expect(usage.communicationSeconds / price.communicationSeconds).toBeCloseTo(1, 3);
      expect(usage.idleSeconds).toBeCloseTo(0, 12);

      const seconds = (segments: readonly Segment[], kinds: readonly Instruction["kind"][]): number => {
        const all = instructionSeconds({ ...mesh, segments }, { cluster });
        return mesh.instructions.reduce((sum, { kind }, i) => (kinds.includes(kind) ? sum + all[i] : sum), 0);
      };
      // Op by op the compute is the same, except for cheap ops on constants that segments repeat.
      const opByOp = mesh.segments.map((segment) => ({ ...segment, kernel: "general" as const }));
      // The plan's cost leaves out the kernels of index arithmetic and masking of a lookup in a table split by rows:
      // seven small ones of the gather, one of the scatter (lower/indexed-parts.ts).
      const hasSplitTable = plan.ops.some(({ factors }, op) =>
        factorRules(step.graph)[op].factors.some(({ isIndexed }, factor) => isIndexed && factors[factor].length > 0),
      );
      const lookups = hasSplitTable ? 8 * microbatches * cluster.hosts[0].device.kernelSeconds : 0;
      const repeated = (seconds(opByOp, ["run"]) - lookups) / price.computeSeconds;
      expect(repeated).toBeGreaterThan(1 - 1e-9);
      expect(repeated).toBeLessThan(1.03);
      // Updates in one pass take fewer seconds, sums over microbatches add some.
      expect(seconds(mesh.segments, ["run"])).toBeLessThanOrEqual(seconds(opByOp, ["run"]) + 1e-12);
      const sums = seconds(mesh.segments, ["accumulate", "copy"]);
      expect(usage.computeSeconds).toBeCloseTo(seconds(mesh.segments, ["run"]) + sums, 12);
      if (microbatches > 1) expect(sums).toBeGreaterThan(0);

      // The arena rounds every buffer up to 64 bytes and may overwrite values that die. It does not include the
      // workspace of segments.
      const arena = planArena(
        mesh,
        program.outputs.map(({ buffer }) => buffer),
      );
      const inside = Math.max(...mesh.segments.map((segment) => segmentBytes(segment)));
      expect(memory.peakBytes).toBeLessThanOrEqual(arena.bytes + inside);
      expect(arena.bytes - memory.peakBytes).toBeLessThan(64 * mesh.buffers.length);
    }
  });
});

// A kernel that a collective splits takes one more launch and one more pass: at most 8 % (ZeRO-2) at this size.
test.each([
  ["data", dataParallel()],
  ["tensor", tensorParallel({ degree: 4 })],
  ["zero2", zero({ stage: 2 })],
  ["zero3", zero({ stage: 3 })],
  ["shard", shard()],
])(
  "with kernels, the compute seconds of a plan's cost and of its simulation agree: %s",
  (_name, method) => {
    const cluster = parseCluster("1x4:v100-16gb");
    const step = stepOf(gpt(16, { layers: 2, heads: 8, width: 512, length: 128, vocabulary: 512 }), 2);
    const plan = planNow(method, step, 4);
    const [mesh] = lower(step, plan).meshes;
    const price = planCost(step, plan, meshCost(logicalMesh(cluster, mesh.mesh.axes)));
    const all = instructionSeconds(mesh, { cluster });
    const computed = mesh.instructions.reduce((sum, { kind }, i) => (kind === "run" ? sum + all[i] : sum), 0);
    expect(computed / price.computeSeconds).toBeGreaterThan(0.97);
    expect(computed / price.computeSeconds).toBeLessThan(1.09);
  },
  60_000,
);

test("traffic: a ring over two hosts crosses once from each host to the other", () => {
  const cluster = parseCluster("2x2:v100-16gb");
  const program = lower(stepOf(mlp(8)), planNow(dataParallel(), stepOf(mlp(8)), 4));
  const [{ instructions, buffers }] = program.meshes;
  const reduced = instructions.reduce(
    (sum, instruction) => (instruction.kind === "all_reduce" ? sum + bytesOf(buffers[instruction.input].type) : sum),
    0,
  );
  const bytes = 1.5 * reduced;
  expect(simulateProgram(program, { cluster }).traffic).toEqual([
    { fromHost: 0, toHost: 0, bytes },
    { fromHost: 0, toHost: 1, bytes },
    { fromHost: 1, toHost: 0, bytes },
    { fromHost: 1, toHost: 1, bytes },
  ]);
});
