import { afterEach, describe, expect, test } from "vitest";
import { withEvaluate } from "../../../test/support/evaluate-executor.ts";
import { InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import type { Graph } from "../../ir/graph.ts";
import type { TensorData, TensorType } from "../../ir/types.ts";
import type { Buffer, Instruction, Program, ProgramPort } from "../../lower/program.ts";
import type { Mesh, Placement } from "../../plan/placement.ts";
import type { RunningProgram } from "../engine.ts";
import { startThreads, type ThreadsOptions } from "./threads.ts";

const f32 = (...shape: number[]): TensorType => ({ dtype: "f32", shape });
const line = (size: number): Mesh => ({ axes: [{ name: "data", size }] });
const split: Placement = { dims: [["data"], []], partial: [] };
const whole = (rank: number): Placement => ({ dims: Array.from({ length: rank }, () => []), partial: [] });

let running: RunningProgram | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
async function start(program: Program, options: ThreadsOptions = withEvaluate): Promise<RunningProgram> {
  running = await startThreads(program, options);
  return running;
}

/** Gradient of mean (x·w)² over `rows` local examples, scaled for `total` examples. */
function gradientGraph(rows: number, total: number, name = "gradient"): Graph {
  const builder = new GraphBuilder(name);
  const x = builder.input("x", f32(rows, 3));
  const w = builder.input("w", f32(3, 2));
  const dot = { lhsBatch: [], rhsBatch: [] };
  const y = builder.op("dot_general", [x, w], { ...dot, lhsContract: [1], rhsContract: [0] });
  const scaled = builder.op("multiply", [y, builder.splat(f32(rows, 2), 2 / total)], {});
  const gradient = builder.op("dot_general", [x, scaled], { ...dot, lhsContract: [0], rhsContract: [0] });
  const squares = builder.op("multiply", [y, y], {});
  const sum = builder.op("reduce", [squares], { reducer: "add", dims: [0, 1] });
  const loss = builder.op("multiply", [sum, builder.splat(f32(), 1 / total)], {});
  return builder.finish([
    { value: gradient, name: "gradient" },
    { value: loss, name: "loss" },
  ]);
}

function sgdGraph(): Graph {
  const builder = new GraphBuilder("sgd");
  const w = builder.input("w", f32(3, 2));
  const gradient = builder.input("gradient", f32(3, 2));
  const step = builder.op("multiply", [gradient, builder.splat(f32(3, 2), 0.1)], {});
  return builder.finish([{ value: builder.op("subtract", [w, step], {}), name: "w" }]);
}

/** Data-parallel SGD of a linear model: batch split, w replicated and updated in place. */
function trainProgram(devices: number, total: number, misbehaviour = "gradient"): Program {
  const rows = total / devices;
  const buffers: Buffer[] = [
    { kind: "input", type: f32(3, 2), name: "w" },
    { kind: "input", type: f32(rows, 3), name: "x" },
    { kind: "temporary", type: f32(3, 2), name: "gradient" },
    { kind: "temporary", type: f32(), name: "loss" },
    { kind: "temporary", type: f32(), name: "mean loss" },
  ];
  const sum = { axes: ["data"], groupSize: devices, reducer: "add" } as const;
  const instructions: Instruction[] = [
    { kind: "run", microbatch: 0, segment: 0, inputs: [1, 0], outputs: [2, 3] },
    { kind: "all_reduce", microbatch: 0, attrs: sum, input: 2, output: 2 },
    { kind: "all_reduce", microbatch: 0, attrs: sum, input: 3, output: 4 },
    { kind: "free", microbatch: 0, buffers: [3] },
    { kind: "run", microbatch: -1, segment: 1, inputs: [0, 2], outputs: [0] },
    { kind: "free", microbatch: -1, buffers: [2] },
  ];
  const port = (name: string, buffer: number, type: TensorType, placement: Placement): ProgramPort => ({
    name,
    mesh: 0,
    buffer,
    type,
    placement,
  });
  return {
    name: "train",
    meshes: [
      {
        mesh: line(devices),
        devices: Array.from({ length: devices }, (_, i) => i),
        buffers,
        segments: [
          { kernel: "general", graph: gradientGraph(rows, total, misbehaviour) },
          { kernel: "elementwise", graph: sgdGraph() },
        ],
        instructions,
        tasks: [],
      },
    ],
    transfers: [],
    inputs: [port("w", 0, f32(3, 2), whole(2)), port("x", 1, f32(total, 3), split)],
    outputs: [port("w", 0, f32(3, 2), whole(2)), port("loss", 4, f32(), whole(0))],
    stateOf: [0, -1],
  };
}

const random = seededRandom(3);
const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());

describe.each([
  ["reference interpreter", withEvaluate],
  ["ONNX Runtime", {}],
])("segments run by the %s", (_name, options) => {
  test.each([1, 2, 3, 4])("%i devices train as one", async (devices) => {
    const run = await start(trainProgram(devices, 12), options);
    let w = floats(6);
    run.writeInput(0, w);
    for (let step = 1; step <= 5; step++) {
      const x = floats(36);
      const report = await run.step(new Map([[1, x]]));
      expect(report.step).toBe(step);
      const [gradient, loss] = evaluateGraph(gradientGraph(12, 12), [x, w]);
      w = evaluateGraph(sgdGraph(), [w, gradient])[0] as Float32Array<ArrayBuffer>;
      expect((await run.readOutput(1))[0]).toBeCloseTo(Number(loss[0]), 5);
      const trained = (await run.readOutput(0)) as Float32Array;
      trained.forEach((value, i) => {
        expect(value).toBeCloseTo(w[i], 5);
      });
      expect(await run.readInput(0)).toEqual(trained);
    }
    const [stats] = run.stats();
    expect(stats.collectives.all_reduce.count).toBe(10);
    expect(stats.communicationBytes).toBeCloseTo((5 * 2 * (devices - 1) * (24 + 4)) / devices);
    expect(stats.computeSeconds).toBeGreaterThan(0);
    expect(run.memory()).toHaveLength(devices);
  });
});

test("the timeline has every instruction of the last step in order on one clock", async () => {
  const run = await start(trainProgram(2, 4), { ...withEvaluate, timeline: true });
  run.writeInput(0, floats(6));
  run.writeInput(1, floats(12));
  await run.step();
  const before = performance.now() / 1e3;
  await run.step();
  const after = performance.now() / 1e3;
  for (const device of [0, 1]) {
    const events = run.timeline().filter((event) => event.device === device);
    expect(events.map((event) => event.instruction)).toEqual([0, 1, 2, 4]);
    let last = before;
    for (const { startSeconds, endSeconds } of events) {
      expect(startSeconds).toBeGreaterThanOrEqual(last);
      expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
      last = endSeconds;
    }
    expect(last).toBeLessThanOrEqual(after);
  }
});

/** y = tanh(x) in one segment, then summed over the devices, on `length` elements per device. */
function tanhProgram(devices: number, length: number): Program {
  const type = f32(length);
  const builder = new GraphBuilder("tanh");
  const graph = builder.finish([{ value: builder.op("tanh", [builder.input("x", type)], {}), name: "y" }]);
  const sum = { axes: ["data"], groupSize: devices, reducer: "add" } as const;
  const port = { name: "x", mesh: 0, type, placement: whole(1) };
  return {
    name: "tanh",
    meshes: [
      {
        mesh: line(devices),
        devices: Array.from({ length: devices }, (_, i) => i),
        buffers: [
          { kind: "input", type, name: "x" },
          { kind: "temporary", type, name: "y" },
        ],
        segments: [{ kernel: "general", graph }],
        instructions: [
          { kind: "run", microbatch: 0, segment: 0, inputs: [0], outputs: [1] },
          { kind: "all_reduce", microbatch: 0, attrs: sum, input: 1, output: 1 },
        ],
        tasks: [],
      },
    ],
    transfers: [],
    inputs: [{ ...port, buffer: 0 }],
    outputs: [{ ...port, name: "y", buffer: 1 }],
    stateOf: [-1],
  };
}

test("memory does not grow over 1,000 steps", async () => {
  const length = 2 ** 15;
  const run = await start(tanhProgram(2, length), {});
  const steps = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await run.step();
  };
  run.writeInput(0, new Float32Array(length).fill(0.5));
  await steps(100);
  const before = process.memoryUsage().rss;
  await steps(1000);
  // A leak of one tensor per step would be 128 MiB.
  expect(process.memoryUsage().rss - before).toBeLessThan(48 * 2 ** 20);
  expect((await run.readOutput(0))[length - 1]).toBeCloseTo(2 * Math.tanh(0.5), 6);
});

test("meshes of different sizes run in parallel on their own workers", async () => {
  const [one, three] = [tanhProgram(1, 100), tanhProgram(3, 200)];
  const onMesh = (ports: readonly ProgramPort[], mesh: number) => ports.map((port) => ({ ...port, mesh }));
  const run = await start({
    name: "both",
    meshes: [one.meshes[0], { ...three.meshes[0], devices: [1, 2, 3] }],
    transfers: [],
    inputs: [...one.inputs, ...onMesh(three.inputs, 1)],
    outputs: [...one.outputs, ...onMesh(three.outputs, 1)],
    stateOf: [-1, -1],
  });
  await run.step(
    new Map([
      [0, new Float32Array(100).fill(0.5)],
      [1, new Float32Array(200).fill(0.25)],
    ]),
  );
  expect((await run.readOutput(0))[99]).toBeCloseTo(Math.tanh(0.5), 6);
  expect((await run.readOutput(1))[199]).toBeCloseTo(3 * Math.tanh(0.25), 6);
  expect(run.stats().map(({ device }) => device)).toEqual([0, 1, 2, 3]);
});

test("runs can be started and stopped again and again", async () => {
  for (let i = 0; i < 5; i++) {
    const run = await start(tanhProgram(2, 64), {});
    await run.step();
    await Promise.all([run.stop(), run.stop()]);
  }
});

test("the event loop stays free while a step runs, and reads wait for it", async () => {
  const run = await start(trainProgram(2, 12));
  run.writeInput(0, floats(6));
  run.writeInput(1, floats(36));
  const step = run.step();
  expect(() => run.writeInput(0, floats(6))).toThrow(/step 1 is still running/);
  await expect(run.step()).rejects.toThrow(InvalidConfig);
  expect(await run.readOutput(1)).toHaveLength(1);
  await step;
});

test("values of the wrong size or kind are refused with the input's name", async () => {
  const run = await start(trainProgram(2, 12));
  expect(() => run.writeInput(1, floats(35))).toThrow(/x: got 35 elements in a Float32Array; give 36/);
  expect(() => run.writeInput(1, new Int32Array(36) as TensorData)).toThrow(/Int32Array/);
});

test("a program too large for shared memory says how much it needs", async () => {
  const program = trainProgram(4, 12);
  const big = f32(2 ** 14, 2 ** 15);
  const mesh = program.meshes[0];
  const buffers = [...mesh.buffers, { kind: "input", type: big, name: "big" } as const];
  await expect(startThreads({ ...program, meshes: [{ ...mesh, buffers }] }, withEvaluate)).rejects.toThrow(
    /needs 8.00 GiB of shared memory \(4 devices, up to 2.00 GiB each\), at most 4.00 GiB; use fewer devices/,
  );
});

describe("a failure ends the run on all devices", () => {
  const failing = async (name: string): Promise<RuntimeFailure> => {
    const run = await start(trainProgram(3, 12, `${name}@1`));
    run.writeInput(0, floats(6));
    // The first element of each device's shard is the device's number.
    run.writeInput(
      1,
      Float32Array.from({ length: 36 }, (_, i) => Math.floor(i / 12)),
    );
    const failure = await run.step().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RuntimeFailure);
    await expect(run.step()).rejects.toBe(failure);
    await expect(run.readOutput(0)).rejects.toBe(failure);
    return failure as RuntimeFailure;
  };

  test("the error for a segment that throws has its device and step", async () => {
    expect((await failing("throw")).message).toBe(
      "device 1: failed in step 1, segment 0 (dot_general, constant, multiply, dot_general, 4 more ops): boom; all devices have been stopped",
    );
  });

  test("the error for a worker that dies has its device and step", async () => {
    expect((await failing("exit")).message).toMatch(
      /device 1: failed in step 1, segment 0 .*: the worker exited with code 3/,
    );
  });

  test("a worker that cannot start fails the start", async () => {
    await expect(startThreads(trainProgram(2, 12, "refuse to bind@1"), withEvaluate)).rejects.toThrow(
      /device [01]: failed while starting: refused; all devices have been stopped/,
    );
    const nowhere = { ...withEvaluate, binder: { ...withEvaluate.binder, name: "nothing" } };
    await expect(startThreads(trainProgram(2, 12), nowhere)).rejects.toThrow(/no export "nothing"/);
  });

  test("a run stopped in the middle of a step rejects the step and ends within a second", async () => {
    const run = await start(trainProgram(3, 12, "busy loop@1"));
    run.writeInput(0, floats(6));
    run.writeInput(
      1,
      Float32Array.from({ length: 36 }, (_, i) => Math.floor(i / 12)),
    );
    const step = run.step();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begin = performance.now();
    await Promise.all([run.stop(), expect(step).rejects.toThrow(/the run was stopped/)]);
    expect(performance.now() - begin).toBeLessThan(1000);
    await expect(run.step()).rejects.toThrow(/stopped/);
  });
});
