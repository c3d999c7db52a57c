/**
 * @file Checkpoints of training: saved at step 10, loaded under another method and number of devices, and trained on to
 * step 20. ALPA_CHECKPOINT_SEED and ALPA_CHECKPOINT_TRIALS draw other and more pairs of methods.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { moe } from "../../examples/moe.ts";
import { loadOnDevices } from "../../src/api/load-state.ts";
import { seededRandom } from "../../src/base/random.ts";
import { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { type FileLayer, localFiles } from "../../src/checkpoint/files.ts";
import { type AnyExample, initialState, stateSpecs } from "../../src/frontends/jaxjs/example.ts";
import { numpy as np } from "../../src/frontends/jaxjs/jax.ts";
import {
  auto,
  dataParallel,
  HostArray,
  loadState,
  type Method,
  megatron,
  type ParallelizedStep,
  type ParallelizeOptions,
  parallelize,
  pipeshard,
  readManifest,
  shard,
  TensorSpec,
  tensorParallel,
  zero,
} from "../../src/index.ts";

const scratch = mkdtempSync(join(tmpdir(), "alpa-checkpoints-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const tiny = { layers: 2, hidden: 8, heads: 2, seq: 4 };
const examples: Readonly<Record<string, AnyExample>> = {
  mlp: mlp({ hidden: 16, layers: 2 }),
  gpt: gpt(tiny),
  moe: moe({ ...tiny, experts: 2 }),
  conv: conv({ channels: [4, 8] }),
};

const methods: Readonly<Record<string, () => Method>> = {
  data: () => dataParallel(),
  tensor: () => tensorParallel(),
  zero1: () => zero({ stage: 1 }),
  zero2: () => zero({ stage: 2 }),
  zero3: () => zero({ stage: 3 }),
  shard: () => shard(),
  pipeshard: () => pipeshard({ stages: 2 }),
  megatron: () => megatron({ pipelineParallel: 2 }),
  auto: () => auto(),
};

const batch = 8;
const seed = 5;

type Options = Pick<ParallelizeOptions, "method" | "devices" | "microbatches">;

interface Part {
  readonly from: number;
  readonly to: number;
  readonly state: unknown;
  /** Saves at these steps, while the steps after run. */
  readonly saveAt?: readonly number[];
  readonly dir?: string;
}

/** Trains steps `from` + 1 to `to`. */
async function train(step: ParallelizedStep<AnyExample["trainStep"]>, example: AnyExample, part: Part) {
  const { from, to, state, saveAt = [], dir = "" } = part;
  const batches = example.batches(seed, batch);
  for (let i = 0; i < from; i++) batches.next();
  const losses: number[] = [];
  const saves: Promise<unknown>[] = [];
  let current = state;
  for (let i = from; i < to; i++) {
    const result = await step(current as never, ...(batches.next().value as never[]));
    current = result.state;
    losses.push(await result.loss.item());
    if (saveAt.includes(i + 1)) saves.push(step.save(dir, { step: i + 1 }));
  }
  await Promise.all(saves);
  return losses;
}

const optionsOf = (name: string, devices: number): Options => ({
  method: methods[name](),
  devices,
  ...(["pipeshard", "megatron"].includes(name) && { microbatches: 2 }),
});

/** Pipelines of two stages need at least two devices. */
const devicesOf = (name: string, drawn: number): number =>
  ["pipeshard", "megatron"].includes(name) ? Math.max(2, drawn) : drawn;

const random = seededRandom(Number(process.env.ALPA_CHECKPOINT_SEED ?? 1));
const pick = <T>(list: readonly T[]): T => list[random.int(list.length)];
const trials = Array.from({ length: Number(process.env.ALPA_CHECKPOINT_TRIALS ?? 4) }, (_, i) => {
  const [before, after] = [pick(Object.keys(methods)), pick(Object.keys(methods))];
  const devices = [devicesOf(before, pick([1, 2, 4])), devicesOf(after, pick([1, 2, 4]))] as const;
  return [Object.keys(examples)[i % 4], before, devices[0], after, devices[1]] as const;
});

test.each(trials)("%s: saved under %s on %i devices, trained on under %s on %i", async (...trial) => {
  const [name, before, devices, after, others] = trial;
  const example = examples[name];
  const dir = join(scratch, trial.join("-"));
  const { trainStep, batchArgs } = example;
  await using step = parallelize(trainStep, { ...optionsOf(before, devices), batchArgs });
  const first = { from: 0, to: 20, state: initialState(example, seed), saveAt: [10], dir };
  const losses = await train(step, example, first);
  expect(readManifest(dir).manifest).toMatchObject({ step: 10, run: { devices } });
  const rest = { from: 10, to: 20, state: await loadState(dir, stateSpecs(example)) };
  expect(await train(step, example, rest)).toEqual(losses.slice(10));
  await using next = parallelize(trainStep, { ...optionsOf(after, others), batchArgs });
  const other = await train(next, example, rest);
  // Read straight to the devices, as --resume does.
  const arrays = example.batches(seed, batch).next().value as never[];
  const checkpoint = new Checkpoint(dir);
  const executable = await next.getExecutable(stateSpecs(example) as never, ...arrays);
  const onDevices = await loadOnDevices(checkpoint, stateSpecs(example), executable);
  checkpoint.close();
  expect(onDevices).toBeDefined();
  expect(await train(next, example, { ...rest, state: onDevices })).toEqual(other);
  other.forEach((loss, i) => {
    expect(Math.abs(loss - losses[10 + i]) / Math.max(1, Math.abs(loss)), `step ${11 + i}`).toBeLessThan(1e-4);
  });
});

/** w ← w + v·x, v ← v·0.5: state in two arguments. */
const twoStates = (w: np.Array, opt: { v: np.Array }, x: np.Array) => ({
  w: w.add(opt.v.ref.mul(x.ref.mean())),
  opt: { v: opt.v.mul(0.5) },
  loss: x.mean(),
});

const filled = (value: number, ...shape: number[]): HostArray =>
  new HostArray(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape);

test("states of several arguments are saved by the arguments' names, those of one by its own paths", async () => {
  const dir = join(scratch, "two");
  await using step = parallelize(twoStates, { devices: 2, batchArgs: [2] });
  await expect(step.save(dir)).rejects.toThrow("twoStates has returned no state yet; run a step first");
  const x = filled(1, 4);
  const first = await step(filled(1, 2, 3), { v: filled(2, 2, 3) }, x);
  const saved = step.save(dir);
  // The next step consumes the state, after it was copied.
  const second = await step(first.w, first.opt, x);
  expect(await saved).toMatchObject({ step: 1, path: join(dir, "step-00000001") });
  const loaded = await loadState(dir, { w: new TensorSpec([2, 3]), opt: { v: np.zeros([2, 3]) } });
  expect([loaded.w.data[0], loaded.opt.v.data[5]]).toEqual([3, 1]);
  expect((await second.w.data())[0]).toBe(4);
  // Part of a checkpoint, and after stop().
  expect((await loadState(dir, { opt: { v: first.opt.v } })).opt.v.shape).toEqual([2, 3]);
  await step.stop();
  expect(await step.save(dir, { keep: 1 })).toMatchObject({ step: 2 });
  expect(readdirSync(dir)).toEqual(["step-00000002"]);
});

test("trees of host arrays, jax-js arrays, numbers and booleans are saved too", async () => {
  const dir = join(scratch, "trees");
  const step = parallelize(twoStates, { devices: 1 });
  const state = { list: [filled(3, 2), np.arange(4)], rate: 0.1, isOn: true, "a b": filled(1) };
  await step.save(dir, { state, step: 7 });
  const loaded = await loadState(dir, state);
  expect(loaded).toMatchObject({ rate: 0.1, isOn: true });
  expect([...loaded.list[1].data]).toEqual([0, 1, 2, 3]);
  expect(loaded["a b"].shape).toEqual([]);
  await step.save(dir, { state: filled(9, 3), step: 8 });
  expect((await loadState(dir, new TensorSpec([3]))).data[0]).toBe(9);
});

test("a large state, of which a part is not copied: what is saved is what it was, and a disk that fails there ends the save", async () => {
  const dir = join(scratch, "large");
  const step = parallelize(twoStates, { devices: 1 });
  const state = { a: filled(1, 3, 2 ** 20), b: filled(2, 3, 2 ** 20) };
  const full: FileLayer = {
    ...localFiles,
    async create(path) {
      const file = await localFiles.create(path);
      const write = async () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
      return { write, sync: () => file.sync(), close: () => file.close() };
    },
  };
  await expect(step.save(dir, { state, step: 1, files: full })).rejects.toThrow("step 1 was not saved");
  expect(readdirSync(dir)).toEqual([]);
  for (const at of [2, 3]) {
    const saved = step.save(dir, { state, step: at });
    // Runs when the state may change.
    await step.with(() => np.zeros([]))();
    (state.a.data as Float32Array).fill(at);
    (state.b.data as Float32Array).fill(at + 1);
    await saved;
  }
  for (const [at, a, b] of [
    [2, 1, 2],
    [3, 2, 3],
  ]) {
    const loaded = await loadState(join(dir, `step-0000000${at}`), state);
    for (const [array, value] of [
      [loaded.a, a],
      [loaded.b, b],
    ] as const)
      expect(array.data.every((each) => each === value)).toBe(true);
  }
});

test("a state that does not fit is refused by what differs", async () => {
  const dir = join(scratch, "misfit");
  const step = parallelize(twoStates, { devices: 1 });
  await step.save(dir, { state: { params: [{ w: filled(1, 2, 3) }] }, step: 1 });
  const path = join(dir, "step-00000001");
  const load = (like: unknown) => loadState(dir, like);
  await expect(load({ params: [{ w: filled(1, 3, 2) }] })).rejects.toThrow(
    `${path}: has params[0].w as tensor<2x3xf32>, and the state to load has tensor<3x2xf32>`,
  );
  await expect(load({ params: [{ v: filled(1), w: filled(1, 2, 3) }] })).rejects.toThrow(
    `${path}: lacks 1 tensor of 2, the first is params[0].v; it has params[0].w`,
  );
  await expect(load({ params: [{ w: "x" }] })).rejects.toThrow("params[0].w: has no type to load");
  await expect(step.save(dir, { state: { w: new TensorSpec([2]) }, step: 2 })).rejects.toThrow(
    "w: has no data to save",
  );
  await expect(step.save("", {})).rejects.toThrow("save: dir");
  await expect(step.save(dir, { keep: 0 })).rejects.toThrow("save: keep: got 0; give an integer of 1 or more");
  await expect(step.save(dir, { step: 0.5 })).rejects.toThrow("save: step: got 0.5");
});
