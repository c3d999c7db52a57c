import { expect, test } from "vitest";
import { InvalidConfig } from "../base/errors.ts";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { jit, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import {
  adafactor,
  adam,
  adamw,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  momentum,
  type Optimizer,
  sgd,
  warmup,
} from "./index.ts";
import type { Arrays } from "./optimizer.ts";

/** Runs `steps` steps from p = [1, −2] and q = 3 with gradients g(t) = p·t and q²; returns [p0, p1, q]. */
function run(optimizer: Optimizer, steps: number, compile = false): number[] {
  const step = (params: Arrays, gradients: Arrays, state: Arrays): [Arrays, Arrays] => {
    const [updates, next] = optimizer.update(gradients, state, tree.ref(params));
    return [applyUpdates(params, updates), next];
  };
  const fn = compile ? (jit(step as never) as unknown as typeof step) : step;
  let params: { p: np.Array; q: np.Array } = { p: np.array([1, -2]), q: np.array([3]) };
  let state = optimizer.init(params) as Arrays;
  for (let t = 1; t <= steps; t++) {
    const gradients = { p: params.p.ref.mul(t), q: np.square(params.q.ref) };
    [params, state] = fn(params, gradients, state) as [typeof params, Arrays];
  }
  const values = [...params.p.ref.js(), ...params.q.ref.js()];
  // Nothing leaks: exactly one reference to every returned array is left.
  for (const leaf of tree.leaves([params, state] as never) as np.Array[]) expect(leaf.refCount).toBe(1);
  return values;
}

/** The same in double precision, one number at a time. */
function reference(update: (g: number, p: number, t: number, memory: number[]) => number, steps: number): number[] {
  return [1, -2, 3].map((start, i) => {
    let p = start;
    const memory = [0, 0];
    for (let t = 1; t <= steps; t++) p += update(i < 2 ? p * t : p * p, p, t, memory);
    return p;
  });
}

const adamDirection = (g: number, t: number, m: number[], b1: number, b2: number, epsilon: number): number => {
  m[0] = b1 * m[0] + (1 - b1) * g;
  m[1] = b2 * m[1] + (1 - b2) * g * g;
  return m[0] / (1 - b1 ** t) / (Math.sqrt(m[1] / (1 - b2 ** t)) + epsilon);
};

const cases: [name: string, Optimizer, (g: number, p: number, t: number, m: number[]) => number][] = [
  ["sgd", sgd(0.1), (g) => -0.1 * g],
  [
    "momentum",
    momentum(0.02, 0.8),
    (g, _, __, m) => {
      m[0] = 0.8 * m[0] + g;
      return -0.02 * m[0];
    },
  ],
  ["sgd with warm-up", chain(sgd(0.1), warmup(4)), (g, _, t) => -0.1 * Math.min(1, t / 4) * g],
  ["adam", adam(0.1), (g, _, t, m) => -0.1 * adamDirection(g, t, m, 0.9, 0.999, 1e-8)],
  [
    "adamw",
    adamw(0.1, { weightDecay: 0.05, b1: 0.8, b2: 0.95, epsilon: 1e-3 }),
    (g, p, t, m) => -0.1 * (adamDirection(g, t, m, 0.8, 0.95, 1e-3) + 0.05 * p),
  ],
];

test.each(cases)("%s follows its formula, eager and under jit", (_, optimizer, update) => {
  const expected = reference(update, 6);
  for (const compile of [false, true]) {
    run(optimizer, 6, compile).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 4);
    });
  }
});

test("the global norm is clipped over all gradients together, and zero gradients stay zero", () => {
  const gradients = { a: np.array([3, 0]), b: np.array([[4]]) };
  const clip = (by: number, input: Arrays): number[] =>
    (tree.leaves(clipByGlobalNorm(by).update(input, [], tree.ref(input))[0] as never) as np.Array[]).flatMap((x) =>
      [x.ravel().js()].flat(),
    );
  clip(1, tree.ref(gradients) as Arrays).forEach((x, i) => {
    expect(x).toBeCloseTo([0.6, 0, 0.8][i], 6);
  });
  expect(clip(10, gradients)).toEqual([3, 0, 4]);
  expect(clip(1, { a: np.zeros([2]) })).toEqual([0, 0]);
  expect(clip(0, { a: np.zeros([2]) })).toEqual([0, 0]);
  expect(clip(0, { a: np.array([3, 4]) })).toEqual([0, 0]);
  expect(clip(Infinity, { a: np.array([3, 4]), b: np.zeros([1]) })).toEqual([3, 4, 0]);
});

test("state comes in the kind of the parameters and traces by shape", () => {
  const optimizer = chain(clipByGlobalNorm(1), adamw(1e-3));
  const spec = new TensorSpec([12288, 49152]);
  const state = optimizer.init({ w: spec });
  expect(tree.leaves(state as never).every((leaf: unknown) => leaf instanceof TensorSpec)).toBe(true);
  const host = optimizer.init({ w: HostArray.zeros([3]) });
  expect(tree.leaves(host as never).every((leaf: unknown) => leaf instanceof HostArray)).toBe(true);
  expect(tree.structure(host as never).equals(tree.structure(state as never))).toBe(true);

  const { graph } = traceJaxjs(optimizer.update as never, [{ w: spec }, state, { w: spec }]);
  expect(graph.outputs.length).toBe(1 + 4);
  expect(graph.inputs.map(({ name }) => name)).toContain("state[1][0].mu.w");
});

/**
 * Five steps of optax 0.2.8: `optax.adafactor(0.1, min_dim_size_to_factor=2)` on parameters sin(1.7 i + seed) · scale
 * with gradients (p · t)² − 0.3 p.
 */
const afterAdafactor: readonly [shape: number[], scale: number, values: number[]][] = [
  // biome-ignore format: four rows a line
  [[2, 3, 4], 1, [
    0, 0.528246, -0.291162, -1.464473, 0.239531, 0.404404, -1.093793, -0.958801, 0.351698, 0.308368, -1.481396, -0.164677,
    0.570492, -0.118106, -1.475046, 0.283869, 0.458431, -0.882074, -1.124909, 0.391432, 0.386767, -1.480927, -0.342243, 0.503283,
  ]],
  [[3], 1, [0.449192, 0.081698, -1.370808]],
  [[3, 2], 1e-4, [0.000685, -0.000428, -0.000588, 0.000562, 0.00043, -0.000695]],
];

test.each([false, true])("adafactor follows optax (compiled: %s)", (isCompiled) => {
  const optimizer = adafactor(0.1, { minDimToFactor: 2 });
  const step = (params: np.Array[], state: Arrays, t: np.Array): [np.Array[], Arrays] => {
    const gradients = params.map((p) => np.square(p.ref.mul(t.ref)).sub(p.ref.mul(0.3)));
    t.dispose();
    const [updates, next] = optimizer.update(gradients, state, tree.ref(params as never) as unknown as np.Array[]);
    return [applyUpdates(params, updates), next];
  };
  const fn = isCompiled ? (jit(step as never) as unknown as typeof step) : step;
  let params = afterAdafactor.map(([shape, scale], seed) => {
    const values = Array.from({ length: shape.reduce((all, size) => all * size) }, (_, i) => Math.sin(1.7 * i + seed));
    return np.array(values).mul(scale).reshape(shape);
  });
  let state = optimizer.init(params) as Arrays;
  for (let t = 1; t <= 5; t++) [params, state] = fn(params, state, np.array(t, { dtype: np.float32 }));
  for (const leaf of tree.leaves([params, state] as never) as np.Array[]) expect(leaf.refCount).toBe(1);
  params.forEach((param, i) => {
    const [, scale, values] = afterAdafactor[i];
    (param.ravel().js() as number[]).forEach((value, j) => {
      expect(Math.abs(value - values[j])).toBeLessThan(scale === 1 ? 2e-6 : 1e-6);
    });
  });
});

test("adafactor keeps rows and columns of matrices, not their elements", () => {
  const state = adafactor(0.1).init({ w: new TensorSpec([3, 128, 256]), b: new TensorSpec([256]) });
  const shapes = (tree.leaves(state as never) as unknown as TensorSpec[]).map(({ shape }) => shape);
  expect(shapes.map(String).toSorted()).toEqual(["", "256", "3,1,256", "3,128,1"]);
});

test.each<[call: () => unknown, message: string]>([
  [() => sgd(undefined as never), "sgd: learningRate: got undefined; give a finite number of 0 or more"],
  [() => sgd(-0.1), "sgd: learningRate: got -0.1; give a finite number of 0 or more"],
  [() => sgd("0.1" as never), 'sgd: learningRate: got "0.1"; give'],
  [() => sgd({} as never), "sgd: learningRate: got an object; give"],
  [() => adam(NaN), "adam: learningRate: got NaN; give"],
  [() => adamw(Infinity), "adamw: learningRate: got Infinity; give"],
  [() => adafactor(-1), "adafactor: learningRate: got -1; give"],
  [() => momentum(0.1, 1), "momentum: decay: got 1; give a number of 0 or more and below 1"],
  [() => adam(0.1, { b2: 1 }), "adam: b2: got 1; give a number of 0 or more and below 1"],
  [() => adam(0.1, { epsilon: -1e-8 }), "adam: epsilon: got -1e-8; give a finite number of 0 or more"],
  [() => adam(0.1, { eps: 1e-8 } as never), "adam: eps: is not an option; known: b1, b2, epsilon"],
  [() => adam(0.1, 0.9 as never), "adam: got 0.9 for options; give an object of b1, b2, epsilon"],
  [() => adamw(0.1, { weightDecay: -1 }), "adamw: weightDecay: got -1; give"],
  [() => adafactor(0.1, { minDimToFactor: NaN }), "adafactor: minDimToFactor: got NaN; give a number of 0 or more"],
  [() => clipByGlobalNorm(-1), "clipByGlobalNorm: maxNorm: got -1; give a number of 0 or more"],
  [() => warmup(-1), "warmup: steps: got -1; give a finite number of 0 or more"],
])("%s is refused where the optimizer is made", (call, message) => {
  expect(call).toThrow(InvalidConfig);
  expect(call).toThrow(message);
});

test("options that are left out or undefined are the usual ones", () => {
  expect(run(adam(0.1, { b1: undefined, epsilon: 0 }), 3)).toHaveLength(3);
  expect(run(chain(sgd(0), warmup(0)), 3)).toEqual([1, -2, 3]);
});
