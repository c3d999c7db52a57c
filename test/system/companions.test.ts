/**
 * @file Companion steps (`step.with`): evaluation and prediction on the state that the devices hold, under every
 * method.
 * ALPA_COMPANION_SEED and ALPA_COMPANION_TRIALS draw other and more cases.
 */
import { expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { moe } from "../../examples/moe.ts";
import { seededRandom } from "../../src/base/random.ts";
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { jit, numpy as np, tree } from "../../src/frontends/jaxjs/jax.ts";
import {
  auto,
  dataParallel,
  fixedPlan,
  getLastExecutable,
  HostArray,
  type Method,
  megatron,
  optim,
  parallelize,
  pipedream,
  pipeshard,
  shard,
  tensorParallel,
  toHost,
  zero,
} from "../../src/index.ts";
import { toJax } from "../support/oracle.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const tiny = { hidden: 8, heads: 2, seq: 4 };
const examples: Readonly<Record<string, (layers: number) => AnyExample>> = {
  mlp: (layers) => mlp({ hidden: 16, layers }),
  gpt: (layers) => gpt({ ...tiny, layers }),
  moe: (layers) => moe({ ...tiny, layers, experts: 2 }),
  conv: () => conv({ channels: [4, 8] }),
};

const methods: Readonly<Record<string, (devices: number) => Method>> = {
  data: () => dataParallel(),
  tensor: () => tensorParallel(),
  zero1: () => zero({ stage: 1 }),
  zero2: () => zero({ stage: 2 }),
  zero3: () => zero({ stage: 3 }),
  shard: () => shard(),
  auto: () => auto(),
  pipeshard: () => pipeshard({ stages: 2 }),
  "pipeshard of zero3": () => pipeshard({ stages: 2, intra: zero({ stage: 3 }) }),
  "interleaved pipeline": () => pipeshard({ stages: 2, schedule: "interleaved-1f1b", chunks: 2 }),
  "V-shaped pipeline": () => pipeshard({ stages: 2, schedule: "zb-v" }),
  megatron: (devices) => megatron({ pipelineParallel: 2, tensorParallel: devices / 2 }),
  pipedream: () => pipedream(),
};

const random = seededRandom(Number(process.env.ALPA_COMPANION_SEED ?? 1));
const trials = Number(process.env.ALPA_COMPANION_TRIALS ?? 13);
const cases = Array.from({ length: trials }, (_, i) => {
  const method = Object.keys(methods)[i % Object.keys(methods).length];
  const names = Object.keys(examples).filter((name) => name !== "conv" || !/pipeline|pipedream/.test(method));
  const devices = method === "pipedream" ? 2 : [2, 4][random.int(2)];
  return [names[random.int(names.length)], method, devices, [4, 8, 12][random.int(3)]] as const;
});

test.each(cases)("%s under %s on %i devices, evaluated on %i examples", async (name, method, devices, held) => {
  const example = examples[name](/pipeline/.test(method) ? 4 : 2);
  const { trainStep, batchArgs } = example;
  const evaluation = example.evaluation!.step as Any;
  const microbatches = /pipe|megatron/.test(method) ? 4 : 1;
  const train = async (planned: Method, isEvaluated: boolean) => {
    await using step = parallelize(trainStep, { method: planned, devices, microbatches, batchArgs });
    const evaluate = step.with(evaluation, { batchArgs }) as Any;
    const batches = example.batches(3, 16);
    const evaluated = example.batches(5, held);
    let state: Any = initialState(example, 3);
    const losses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const result = await step(state, ...(batches.next().value as never[]));
      ({ state } = result);
      losses.push(await result.loss.item());
      if (!isEvaluated || i % 2 === 0) continue;
      const data = evaluated.next().value as HostArray[];
      const value = await (await evaluate(state, ...data)).item();
      const leaves = tree.leaves(state) as Any[];
      const executable = getLastExecutable(step);
      expect(leaves.every((leaf) => executable.inputOf(leaf.value) !== undefined)).toBe(true);
      const expected = jit(evaluation)(toJax(await toHost(state)), ...data.map((array) => array.toJax()));
      expect(Math.abs(value - (expected as Any).item()) / Math.max(1, Math.abs(value))).toBeLessThan(1e-4);
    }
    return { losses, plan: getLastExecutable(step).plan };
  };
  const { losses, plan } = await train(methods[method](devices), true);
  // The same plan: a search that takes another time may find another one.
  expect((await train(fixedPlan(plan), false)).losses).toEqual(losses);
});

const filled = (value: number, ...shape: number[]): HostArray =>
  new HostArray(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape);
const update = ({ w }: { w: np.Array }, x: np.Array) => ({
  state: { w: w.ref.add(x.ref.mean()) },
  loss: w.mean().add(x.mean()),
});

test("predictions per example, with parts of the state, weights from the host, and numbers", async () => {
  await using step = parallelize(update, { devices: 2, batchArgs: [1] });
  const predict = step.with(
    (w: np.Array, x: np.Array, scale: number, head: np.Array) => ({ y: np.dot(x, w).mul(scale), sum: np.sum(head) }),
    { batchArgs: [1] },
  );
  const { state } = await step({ w: filled(1, 3, 2) }, filled(1, 4, 3));
  const { y, sum } = await predict(state.w, filled(2, 6, 3), 0.5, filled(3, 5));
  expect([...(await y.data())]).toEqual(Array(12).fill(6));
  expect(await sum.item()).toBe(15);
  // Another batch size, the state from the host, and before any step of a new run.
  const host = await toHost(state);
  expect((await (await predict(host.w, filled(1, 3, 3), 1, filled(3, 5))).y.data())[0]).toBe(6);
  await step.stop();
  expect((await (await predict(state.w, filled(1, 2, 3), 1, filled(3, 5))).y.data())[0]).toBe(6);
  const next = await step(state, filled(1, 4, 3));
  expect((await next.state.w.data())[0]).toBe(3);
});

test("a parameter that two stages of a pipeline use", async () => {
  const model = ({ tied, w }: Any, x: Any) =>
    np.dot(np.tanh(np.dot(np.tanh(np.dot(x, tied.ref)), w)), np.transpose(tied));
  const loss = (params: Any, x: Any) => np.square(model(params, x).sub(1)).mean();
  const { init, step: trainStep } = optim.minimize(loss, optim.adam(0.1));
  const method = pipeshard({ stages: 2, layers: 2 });
  await using step = parallelize(trainStep as Any, { method, devices: 4, microbatches: 2, batchArgs: [1] }) as Any;
  const wave = (seed: number, ...shape: number[]) => {
    const data = Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => Math.sin(seed * (i + 1)));
    return new HostArray(data, shape);
  };
  let state: Any = init({ tied: wave(0.3, 8, 16), w: wave(0.7, 16, 16) });
  for (let i = 0; i < 2; i++) ({ state } = await step(state, wave(i + 0.1, 8, 8)));
  const predict = step.with(({ params, optimizer }: Any, x: Any) => {
    tree.dispose(optimizer);
    return model(params, x);
  });
  const x = wave(0.9, 4, 8);
  const predicted = await (await predict(state, x)).data();
  const { params } = (await toHost(state)) as Any;
  const expected = model(toJax(params), x.toJax()).dataSync();
  predicted.forEach((value: number, i: number) => {
    expect(Math.abs(value - expected[i])).toBeLessThan(1e-5);
  });
});

test("consumed state is refused, calls keep their order, and a thrown error leaves the state", async () => {
  await using step = parallelize(update, { devices: 2, batchArgs: [1] });
  const mean = step.with((state: { w: np.Array }) => state.w.mean());
  const first = await step({ w: filled(1, 2, 2) }, filled(1, 4));
  const [before, second] = await Promise.all([mean(first.state), step(first.state, filled(1, 4))]);
  expect(await before.item()).toBe(2);
  await expect(mean(first.state)).rejects.toThrow("this state was passed to a later step");
  const broken = step.with((state: { w: np.Array }) => np.dot(state.w, np.zeros([7, 2])));
  await expect(broken(second.state)).rejects.toThrow();
  expect(await (await mean(second.state)).item()).toBe(3);
});

test("a companion of a step with several shapes reads the state of the one that ran last", async () => {
  await using step = parallelize(update, { devices: 2, batchArgs: [1], onCompile: () => {} });
  const mean = step.with((state: { w: np.Array }) => state.w.mean());
  let state: Any = { w: filled(1, 2, 2) };
  for (const rows of [4, 6, 4, 8, 6]) {
    ({ state } = await step(state, filled(1, rows)));
    await step.getExecutable(state, filled(1, 2 * rows));
    await mean(state);
  }
  expect(await (await mean(state)).item()).toBe(6);
});
