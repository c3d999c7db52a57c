/**
 * @file Steps whose per-example values depend on the example's index, or on the whole batch, in microbatches under
 * every kind of method: they train as in jax-js alone.
 */
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { HostArray } from "../../src/frontends/jaxjs/host-array.ts";
import { lax, nn, numpy as np, random, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import {
  auto,
  dataParallel,
  type Method,
  megatron,
  parallelize,
  pipeshard,
  shard,
  tensorParallel,
  zero,
} from "../../src/index.ts";
import { adam, applyUpdates } from "../../src/optim/index.ts";
import { fromJax, toJax } from "../support/oracle.ts";

const [batch, width] = [16, 8];
const optimizer = adam(0.02);

type Arr = np.Array;
type Params = { readonly layers: readonly Arr[]; readonly gate: Arr };
/** The loss and other metrics of the batch. */
type Loss = (params: Params, x: Arr, y: Arr, key: Arr) => { loss: Arr; told: Record<string, Arr> };

const meanOf = (x: Arr): Arr => x.mean(0, { keepdims: true });

/**
 * Dropout by one key, the two best gates of every token, a balance loss over the batch, and metrics of the whole batch.
 */
const routed: Loss = (params, x, y, key) => {
  let h = x;
  const keys = random.split(key, params.layers.length);
  params.layers.forEach((w, i) => {
    const keep = random.bernoulli(keys.ref.slice(i), 0.8, [batch, width]);
    h = np.where(keep, np.tanh(np.matmul(h, w)).div(0.8), 0);
  });
  keys.dispose();
  const gates = nn.softmax(np.matmul(h.ref, params.gate), -1);
  const [best, chosen] = lax.topK(gates.ref, 2);
  const share = nn.oneHot(chosen.slice([], 0), 4).mean(0);
  const balance = share.mul(gates.mean(0)).sum();
  const errors = np.square(h.mul(best.sum(-1, { keepdims: true })).sub(y)).mean(-1);
  const told = {
    worst: errors.ref.max(),
    least: errors.ref.min(),
    place: np.argmax(errors.ref),
    median: np.sort(errors.ref).slice(batch / 2),
    isHigh: errors.ref.greater(0.9).any(),
  };
  return { loss: errors.mean().add(balance), told };
};

/** Batch normalization and a root mean square: statistics of activations, and of their gradients. */
const normalized: Loss = (params, x, y, key) => {
  key.dispose();
  params.gate.dispose();
  let h = x;
  params.layers.forEach((w, i) => {
    h = np.matmul(h, w);
    if (i === params.layers.length - 1) {
      const centered = h.ref.sub(meanOf(h));
      h = centered.ref.div(np.sqrt(meanOf(np.square(centered)).add(0.01)));
    }
    h = np.tanh(h);
  });
  return { loss: np.sqrt(np.square(h.sub(y)).mean()), told: {} };
};

function stepOf(lossOf: Loss) {
  return (state: { params: Params; opt: unknown; key: Arr }, x: Arr, y: Arr) => {
    const keys = random.split(state.key, 2);
    const key = keys.ref.slice(0);
    const { told } = lossOf(tree.ref(state.params as never), x.ref, y.ref, key.ref);
    const scalar = (params: Params, ...rest: [Arr, Arr, Arr]) => {
      const found = lossOf(params, ...rest);
      for (const value of Object.values(found.told)) value.dispose();
      return found.loss;
    };
    const [loss, grads] = (valueAndGrad as unknown as (fn: unknown) => (...args: unknown[]) => [Arr, never])(scalar)(
      tree.ref(state.params as never),
      x,
      y,
      key,
    );
    const [updates, opt] = optimizer.update(grads, state.opt as never, tree.ref(state.params as never) as never);
    return { state: { params: applyUpdates(state.params as never, updates), opt, key: keys.slice(1) }, loss, told };
  };
}

const generator = seededRandom(5);
const normal = (...shape: number[]) =>
  new HostArray(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => 0.6 * generator.normal()),
    shape,
  );
const params = { layers: [0, 1, 2, 3].map(() => normal(width, width)), gate: normal(width, 4) };
const initial = { params, opt: optimizer.init(params as never), key: new HostArray(Uint32Array.of(3, 7), [2], "ui32") };
const batches = [0, 1].map(() => [normal(batch, width), normal(batch, width)] as const);

/** The numbers in a step's results: the loss, the metrics, the new weights. */
const numbersOf = (result: unknown): number[] =>
  (tree.leaves(result as never) as unknown as HostArray[]).flatMap(({ data }) => Array.from(data, Number));

function alone(step: ReturnType<typeof stepOf>): number[] {
  // Op by op: jax-js's own jit does not compile the gradient of top-k.
  let state = toJax(initial);
  return batches.flatMap((arrays) => {
    const result = step(state, ...(toJax(arrays) as [Arr, Arr]));
    state = tree.ref(result.state as never) as never;
    return numbersOf(fromJax(result));
  });
}

const methods: [label: string, Method, devices: number][] = [
  ["data", dataParallel(), 2],
  ["tensor", tensorParallel(), 2],
  ["zero-3", zero({ stage: 3 }), 2],
  ["shard", shard(), 2],
  ["pipeline of 2 stages", pipeshard({ stages: 2 }), 2],
  ["megatron, pp 2 · tp 2", megatron({ pipelineParallel: 2, tensorParallel: 2 }), 4],
  ["auto", auto(), 2],
];

describe.each([
  { name: "routed", lossOf: routed },
  { name: "normalized", lossOf: normalized },
])("$name", ({ lossOf }) => {
  const step = stepOf(lossOf);
  const expected = alone(step);
  test.each(methods)("%s, in 4 microbatches", async (_, method, devices) => {
    await using run = parallelize(step, { method, devices, microbatches: 4, batchArgs: [1, 2], onCompile: () => {} });
    let state: unknown = initial;
    const numbers: number[] = [];
    for (const [x, y] of batches) {
      const result = await run(state as never, x as never, y as never);
      state = result.state;
      const leaves = tree.leaves(result as never) as unknown as { data(): Promise<ArrayLike<number>> }[];
      for (const leaf of leaves) numbers.push(...Array.from(await leaf.data(), Number));
    }
    expect(numbers).toHaveLength(expected.length);
    numbers.forEach((number, i) => {
      expect(Math.abs(number - expected[i]), `number ${i}`).toBeLessThan(2e-4 * (1 + Math.abs(expected[i])));
    });
  });
});
