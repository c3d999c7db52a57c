import { afterEach, describe, expect, test } from "vitest";
import { withEvaluate } from "../../../test/support/evaluate-executor.ts";
import { findRace, type LaidOut } from "../../../test/support/races.ts";
import { randomPipeline, randomSizes } from "../../../test/support/random-pipeline.ts";
import { randomStages } from "../../../test/support/random-stages.ts";
import { conv, mlp, moe, stepOf as trainStep } from "../../../test/support/train-steps.ts";
import { InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import { numElements, type TensorType } from "../../ir/types.ts";
import { planArena } from "../../lower/arena.ts";
import { interpretProgram } from "../../lower/interpret.ts";
import { lower } from "../../lower/lower.ts";
import type { Buffer, Instruction, MeshProgram, Program, ProgramPort } from "../../lower/program.ts";
import { localType, type Mesh, meshSize, type Placement } from "../../plan/placement.ts";
import type { RunningProgram } from "../engine.ts";
import { placeFences } from "./fences.ts";
import { startThreads, type ThreadsOptions } from "./threads.ts";

let running: RunningProgram | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
async function start(program: Program, options: ThreadsOptions = withEvaluate): Promise<RunningProgram> {
  running = await startThreads(program, options);
  return running;
}

const meshOf = (...sizes: number[]): Mesh => ({ axes: sizes.map((size, i) => ({ name: "xyz"[i], size })) });
const place = (...dims: string[][]): Placement => ({ dims, partial: [] });
const type: TensorType = { dtype: "f32", shape: [12, 8] };
const random = seededRandom(41);
const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());

/**
 * `count` messages of one transfer, all sent before the first is received in reverse order, and copied to the outputs.
 */
function burst(ends: readonly { readonly mesh: Mesh; readonly placement: Placement }[], count = 3): Program {
  const messages = Array.from({ length: count }, (_, message) => message);
  const moves = (kind: "send" | "recv") =>
    messages.map((message): Instruction => ({ kind, microbatch: message, transfer: 0, message, buffer: message }));
  let device = 0;
  const meshes = ends.map(({ mesh, placement }, end): MeshProgram => {
    const buffer = (name: string): Buffer => {
      return { kind: end === 0 ? "input" : "temporary", name, type: localType(type, placement, mesh) };
    };
    return {
      mesh,
      devices: Array.from({ length: meshSize(mesh) }, () => device++),
      buffers: messages.map((message) => buffer(`x${message}`)),
      segments: [],
      instructions: end === 0 ? moves("send") : moves("recv").reverse(),
      tasks: [],
    };
  });
  const ports = (mesh: number): ProgramPort[] =>
    messages.map((buffer) => ({ name: `x${buffer}`, mesh, buffer, type, placement: ends[mesh].placement }));
  return {
    name: "burst",
    meshes,
    transfers: [
      {
        name: "x",
        type,
        from: { mesh: 0, placement: ends[0].placement },
        to: { mesh: 1, placement: ends[1].placement },
      },
    ],
    inputs: ports(0),
    outputs: ports(1),
    stateOf: messages.map(() => -1),
  };
}

const bytes = 4 * numElements(type.shape);

describe("several messages in flight, over several steps", () => {
  test.each([
    ["replicated on 2 → split on 3", meshOf(2), place([], []), meshOf(3), place(["x"], []), bytes],
    ["split on 2 → split on 4 along the other dim", meshOf(2), place(["x"], []), meshOf(4), place([], ["x"]), bytes],
    ["one device → replicated on 4", meshOf(1), place([], []), meshOf(4), place([], []), 4 * bytes],
    ["split on 3 → split on 2", meshOf(3), place(["x"], []), meshOf(2), place(["x"], []), bytes],
    ["two by two → two by two transposed", meshOf(2, 2), place(["x"], ["y"]), meshOf(2, 2), place(["y"], ["x"]), bytes],
    ["split, with replicas → replicated", meshOf(2, 2), place(["y"], []), meshOf(2), place([], []), 2 * bytes],
  ])("%s", async (_name, fromMesh, from, toMesh, to, bytesPerMessage) => {
    const program = burst([
      { mesh: fromMesh, placement: from },
      { mesh: toMesh, placement: to },
    ]);
    const run = await start(program);
    for (let step = 0; step < 4; step++) {
      const inputs = program.inputs.map(() => floats(numElements(type.shape)));
      expect(interpretProgram(program, inputs)).toEqual(inputs);
      await run.step(new Map(inputs.entries()));
      for (const [i, data] of inputs.entries()) expect(await run.readOutput(i)).toEqual(data);
    }
    const stats = run.stats();
    const sum = (of: (transfers: (typeof stats)[number]["transfers"]) => number): number =>
      stats.reduce((total, { transfers }) => total + of(transfers), 0);
    expect(sum(({ count }) => count)).toBe(4 * 3 * meshSize(toMesh));
    expect(sum(({ sentBytes }) => sentBytes)).toBe(4 * 3 * bytesPerMessage);
    expect(sum(({ receivedBytes }) => receivedBytes)).toBe(4 * 3 * bytesPerMessage);
    expect(stats.map(({ communicationBytes }) => communicationBytes)).toEqual(
      stats.map(({ transfers }) => transfers.sentBytes),
    );
  });
});

test.each([
  ["ONNX Runtime", {}, 4],
  ["the reference interpreter", withEvaluate, 8],
])(
  "values that wander over random meshes arrive in every step, buffers used again in between, segments by %s",
  async (_name, options, cases) => {
    for (let trial = 0; trial < cases; trial++) {
      const { program, inputs, outputs } = randomStages(random);
      const run = await start(program, options);
      for (let step = 0; step < 5; step++) {
        const data = inputs();
        await run.step(new Map(data.entries()));
        for (const [i, want] of outputs(data).entries()) {
          expect(await run.readOutput(i), `case ${trial}, step ${step}, output ${i}`).toEqual(want);
        }
      }
      await run.stop();
    }
  },
);

/** Arenas and fences of every mesh. */
const laidOut = (program: Program): LaidOut[] =>
  program.meshes.map((mesh, index) => {
    const ports = program.outputs.filter((port) => port.mesh === index);
    const { offsets } = planArena(
      mesh,
      ports.map((port) => port.buffer),
    );
    return { program: mesh, offsets, placed: placeFences(mesh, offsets) };
  });

describe("messages and fences order all accesses to memory", () => {
  test("of random stages that pass values around", () => {
    const own = seededRandom(5);
    let [races, messages] = [0, 0];
    for (let trial = 0; trial < 40; trial++) {
      const { program } = randomStages(own);
      const meshes = laidOut(program);
      expect(findRace(meshes, program.transfers), `trial ${trial}`).toBeUndefined();
      messages += program.meshes.flatMap((mesh) => mesh.instructions).filter(({ kind }) => kind === "send").length;
      // If a receiver waited only for the devices that it reads from, other devices could lag behind and races would
      // occur.
      if (findRace(meshes, program.transfers, (_all, _rank, readFrom) => readFrom)) races++;
    }
    expect(messages).toBeGreaterThan(500);
    expect(races).toBeGreaterThan(0);
  });

  test("of training in random pipelines", () => {
    const models = [mlp(8), moe(8), conv(8)];
    for (let trial = 0, done = 0; done < 8; trial++) {
      const own = seededRandom(trial);
      const step = trainStep(own.pick(models), own.pick([1, 2, 4]));
      const program = tryLower(step, randomPipeline(own, step, randomSizes(own, step.microbatches)));
      if (!program) continue;
      done++;
      expect(findRace(laidOut(program), program.transfers), `trial ${trial}`).toBeUndefined();
    }
  });
});

/** The lowered program, or undefined if the random stages contradict the order of the model. */
function tryLower(...args: Parameters<typeof lower>): Program | undefined {
  try {
    return lower(...args);
  } catch (error) {
    if (error instanceof InvalidConfig) return undefined;
    throw error;
  }
}

test("an input that several meshes hold is written on all and read from the first", async () => {
  const single = burst([
    { mesh: meshOf(2), placement: place(["x"], []) },
    { mesh: meshOf(3), placement: place(["x"], []) },
  ]);
  const [first, second] = single.meshes;
  const copy = { mesh: 1, buffer: 3, placement: place(["x"], []) };
  const buffers: Buffer[] = [...second.buffers, { ...second.buffers[0], kind: "input", name: "x0 too" }];
  const program: Program = {
    ...single,
    meshes: [first, { ...second, buffers }],
    inputs: [{ ...single.inputs[0], copies: [copy] }, ...single.inputs.slice(1)],
    outputs: [...single.outputs, { ...single.outputs[0], ...copy }],
    stateOf: [-1, -1, -1, -1],
  };
  const inputs = program.inputs.map(() => floats(numElements(type.shape)));
  expect(interpretProgram(program, inputs)).toEqual([...inputs, inputs[0]]);
  const run = await start(program);
  await run.step(new Map(inputs.entries()));
  expect(await run.readOutput(3)).toEqual(inputs[0]);
  expect(await run.readInput(0)).toEqual(inputs[0]);
});

/** Mesh 0 computes `x + x` and sends it to mesh 1, which waits for it from the start and sends it on to mesh 2. */
function chain(behaviour: string): Program {
  const local: TensorType = { dtype: "f32", shape: [4] };
  const whole: TensorType = { dtype: "f32", shape: [8] };
  const split = place(["x"]);
  const builder = new GraphBuilder(behaviour);
  const x = builder.input("x", local);
  const graph = builder.finish([{ value: builder.op("add", [x, x], {}), name: "y" }]);
  const move = (kind: "send" | "recv", transfer: number, buffer: number): Instruction => {
    return { kind, microbatch: 0, transfer, message: 0, buffer };
  };
  const instructions: Instruction[][] = [
    [{ kind: "run", microbatch: 0, segment: 0, inputs: [0], outputs: [1] }, move("send", 0, 1)],
    [move("recv", 0, 1), move("send", 1, 1)],
    [move("recv", 1, 1)],
  ];
  const end = (mesh: number) => ({ mesh, placement: split });
  const port = (mesh: number, buffer: number): ProgramPort => ({ name: "x", type: whole, buffer, ...end(mesh) });
  return {
    name: "chain",
    meshes: instructions.map((list, mesh) => ({
      mesh: meshOf(2),
      devices: [2 * mesh, 2 * mesh + 1],
      buffers: [
        { kind: "input", name: "x", type: local },
        { kind: "temporary", name: "y", type: local },
      ],
      segments: [{ kernel: "general", graph }],
      instructions: list,
      tasks: [],
    })),
    transfers: [0, 1].map((i) => ({ name: "y", type: whole, from: end(i), to: end(i + 1) })),
    inputs: [port(0, 0)],
    outputs: [port(2, 1)],
    stateOf: [-1],
  };
}

/** The first element of each device's shard is the device's number. */
const numbered = new Map([[0, Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1)]]);

test("the wait for a message does not count as transfer, nor does it show on the timeline", async () => {
  const run = await start(chain("y"), { ...withEvaluate, timeline: true });
  await run.step(numbered);
  await run.step(new Map([[0, Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8)]]));
  expect(await run.readOutput(0)).toEqual(Float32Array.of(2, 4, 6, 8, 10, 12, 14, 16));
  const timeline = run.timeline();
  const when = (mesh: number, instruction: number) =>
    timeline.filter((event) => event.mesh === mesh && event.instruction === instruction);
  const [sent, received] = [when(0, 1), when(1, 0)];
  expect(received).toHaveLength(2);
  const sentAt = Math.max(...sent.map(({ startSeconds }) => startSeconds));
  for (const { startSeconds } of received) expect(startSeconds).toBeGreaterThanOrEqual(sentAt);
  const last = run.stats()[5];
  expect(last.communicationSeconds).toBeCloseTo(last.waitSeconds + last.transfers.seconds, 9);
  expect(last.waitSeconds).toBeGreaterThan(0);
});

describe("a run that ends while receivers wait", () => {
  test("the error names the worker that died, and the waiting workers stop", async () => {
    for (const [behaviour, message] of [
      ["exit", /device 1: failed in step 1, segment 0 .*: the worker exited with code 3/],
      ["throw", /device 1: failed in step 1, segment 0 .*: boom/],
    ] as const) {
      const run = await start(chain(`${behaviour}@1`));
      const failure = await run.step(numbered).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(RuntimeFailure);
      expect((failure as Error).message).toMatch(message);
      await run.stop();
    }
  });

  test("stop() ends a step in which receivers sleep", async () => {
    const run = await start(chain("busy loop@1"));
    const step = run.step(numbered);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([run.stop(), expect(step).rejects.toThrow(/the run was stopped/)]);
  });
});

test("a program whose meshes deadlock is refused at the start", async () => {
  const program = chain("y");
  const [first, second, third] = program.meshes;
  const early: Instruction = { kind: "recv", microbatch: 0, transfer: 2, message: 0, buffer: 1 };
  const late: Instruction = { ...early, kind: "send" };
  const [back] = program.transfers;
  await expect(
    startThreads(
      {
        ...program,
        meshes: [
          { ...first, instructions: [early, ...first.instructions] },
          { ...second, instructions: [...second.instructions, late] },
          third,
        ],
        transfers: [...program.transfers, { ...back, from: back.to, to: back.from }],
      },
      withEvaluate,
    ),
  ).rejects.toThrow(/deadlock: mesh 0, instruction 0 waits for message 0 of transfer 2/);
});
