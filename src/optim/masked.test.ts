import { expect, test } from "vitest";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { jit, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { parallelize, toHost } from "../index.ts";
import {
  adam,
  addDecayedWeights,
  applyUpdates,
  chain,
  ema,
  incrementalUpdate,
  masked,
  minimize,
  momentum,
  multiTransform,
  type Optimizer,
  setToZero,
  sgd,
  withParamsEma,
} from "./index.ts";
import type { Arrays } from "./optimizer.ts";

interface Params {
  a: np.Array;
  layers: { w: np.Array; b: np.Array }[];
}

const initial = (): Params => ({
  a: np.array([1, -2]),
  layers: [
    { w: np.array([3]), b: np.array([0.5]) },
    { w: np.array([-1]), b: np.array([2]) },
  ],
});

/** The values of a tree's leaves, by name. Consumes it. */
const valuesOf = ({ a, layers }: Params): Record<string, number[]> => ({
  a: a.js() as number[],
  ...Object.fromEntries(
    layers.flatMap(({ w, b }, i) => [
      [`w${i}`, w.js() as number[]],
      [`b${i}`, b.js() as number[]],
    ]),
  ),
});

/** Parameters after five steps with gradients p·t, and the last state. */
function run(optimizer: Optimizer, compile = false): { values: Record<string, number[]>; state: Arrays } {
  const step = (params: Params, gradients: Params, state: Arrays): [Params, Arrays] => {
    const [updates, next] = optimizer.update(gradients, state, tree.ref(params as never) as Params);
    return [applyUpdates(params, updates), next];
  };
  const fn = compile ? (jit(step as never) as unknown as typeof step) : step;
  let params = initial();
  let state = optimizer.init(params) as Arrays;
  for (let t = 1; t <= 5; t++) {
    const gradients = tree.map((p: np.Array) => p.ref.mul(0.1 * t), params as never) as unknown as Params;
    [params, state] = fn(params, gradients, state);
  }
  for (const leaf of tree.leaves([params, state] as never) as np.Array[]) expect(leaf.refCount).toBe(1);
  return { values: valuesOf(params), state };
}

const alone = (optimizer: Optimizer, compile = false) => run(optimizer, compile).values;
const numLeaves = (state: Arrays): number => (tree.leaves(state as never) as unknown[]).length;

test.each([false, true])("groups of parameters train as each optimizer alone (jit: %s)", (compile) => {
  const optimizers = { fast: adam(0.1), slow: momentum(0.01), frozen: setToZero() };
  const labels = { a: "slow", layers: ["fast", { w: "frozen", b: "fast" }] } as const;
  const { values, state } = run(multiTransform(optimizers, labels), compile);
  const [fast, slow, frozen] = Object.values(optimizers).map((optimizer) => alone(optimizer, compile));
  expect(frozen).toEqual(valuesOf(initial()));
  const expected: Record<string, number[]> = { a: slow.a, w0: fast.w0, b0: fast.b0, w1: frozen.w1, b1: fast.b1 };
  for (const [name, list] of Object.entries(expected))
    list.forEach((value, i) => {
      expect(values[name][i], name).toBeCloseTo(value, 5);
    });
  // Adam's two averages of three arrays and its two weights; one velocity.
  expect(numLeaves(state)).toBe(2 * 3 + 2 + 1);
});

test("a mask may be a function, and leaves other gradients as they are", () => {
  const onlyWeights = (params: Params) => ({ a: false, layers: params.layers.map(() => ({ w: true, b: false })) });
  const { values, state } = run(chain(masked(addDecayedWeights(0.5), onlyWeights), sgd(0.1)));
  expect(numLeaves(state)).toBe(0);
  const decayed = (p: number): number => [1, 2, 3, 4, 5].reduce((w, t) => w - 0.1 * (w * 0.1 * t + 0.5 * w), p);
  expect(values.w0[0]).toBeCloseTo(decayed(3), 5);
  expect(values.w1[0]).toBeCloseTo(decayed(-1), 5);
  const { a, b0, b1 } = alone(sgd(0.1));
  expect([values.a, values.b0, values.b1]).toEqual([a, b0, b1]);
});

test("optimizers for groups keep the names of the parameters, for host arrays and shapes too", () => {
  const params = { w: HostArray.zeros([2, 3]), b: new TensorSpec([3]) };
  const state = masked(momentum(0.1), { w: true, b: false }).init(params) as never as {
    inner: Record<string, never>[];
  };
  expect(state.inner[0]).toEqual({ velocity: { w: HostArray.zeros([2, 3]), b: [] } });
});

test.each([
  [
    () => run(masked(sgd(1), { a: true } as never)),
    "masked: mask: has nothing at layers; give a tree like the parameters",
  ],
  [() => run(masked(sgd(1), { a: "x", layers: true } as never)), 'masked: mask: got "x" at a; give true or false'],
  [() => run(masked(sgd(1), { a: [true], layers: true } as never)), "masked: mask: is no label at a"],
  [
    () => run(multiTransform({ fast: sgd(1) }, { a: "fats", layers: "fast" })),
    'multiTransform: labels: got "fats" at a; did you mean "fast"?',
  ],
  [() => ema(1), "ema: decay: got 1; give a number of 0 or more and below 1"],
])("wrong masks are refused with the place (%#)", (work, message) => {
  expect(work).toThrow(message);
});

test("averages follow their formulas", () => {
  // Of gradients, as optax.ema; of weights, as the weighted mean of all parameters so far.
  const decay = 0.8;
  const [gradients, weights]: number[][] = [[], []];
  let [p, m] = [3, 0];
  for (let t = 1; t <= 5; t++) {
    gradients.push(p * 0.1 * t);
    m = decay * m + (1 - decay) * gradients[t - 1];
    p -= 0.1 * (m / (1 - decay ** t));
    weights.push(p);
  }
  expect(run(chain(ema(decay), sgd(0.1))).values.w0[0]).toBeCloseTo(p, 5);
  const { state } = run(withParamsEma(chain(ema(decay), sgd(0.1)), 0.9));
  const total = weights.reduce((sum, _, i) => sum + 0.9 ** (4 - i), 0);
  const mean = weights.reduce((sum, w, i) => sum + 0.9 ** (4 - i) * w, 0) / total;
  const { ema: average } = state as unknown as { ema: Params };
  expect(valuesOf(average).w0[0]).toBeCloseTo(mean, 5);
  const mixed = incrementalUpdate(np.array([1, 2]), np.array([5, 6]), 0.25);
  expect(mixed.js()).toEqual([4, 5]);
});

test("on several devices, weights are averaged and a frozen layer stays", async () => {
  const loss = (params: Params, x: np.Array): np.Array =>
    np
      .square(x.mul(params.a.sum()).add(params.layers[0].w.mul(params.layers[1].w)).sub(1))
      .mean()
      .add(params.layers[0].b.mul(params.layers[1].b).sum()) as np.Array;
  const groups = multiTransform({ train: adam(0.1), frozen: setToZero() }, { a: "train", layers: ["train", "frozen"] });
  const { init, step: train } = minimize(loss, withParamsEma(groups, 0.9));
  const host = tree.map((leaf: np.Array) => HostArray.fromJax(leaf), initial() as never) as never as Params;
  const results = await Promise.all(
    [1, 2].map(async (devices) => {
      await using step = parallelize((state: never, x: np.Array) => train(state, x), { devices, batchArgs: [1] });
      // biome-ignore lint/suspicious/noExplicitAny: the type of an optimizer's state is a tree of any depth
      let state: any = init(host);
      for (let t = 0; t < 4; t++)
        ({ state } = (await step(state as never, new HostArray(Float32Array.of(t, 1, 2, 3), [4, 1]))) as never);
      return (await toHost(state)) as { params: Record<string, never>; optimizer: { ema: unknown } };
    }),
  );
  const flat = results.map((each) =>
    (tree.leaves(each as never) as HostArray[]).flatMap(({ data }) => [...data].map(Number)),
  );
  flat[1].forEach((value, i) => {
    expect(value).toBeCloseTo(flat[0][i], 5);
  });
  const [{ params }] = results as never as [{ params: { layers: { w: HostArray }[] } }];
  expect([...params.layers[1].w.data]).toEqual([-1]);
  expect(params.layers[0].w.data[0]).not.toBe(3);
});
