import { expect, test } from "vitest";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { jit, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { adam, adamw, applyUpdates, chain, clipByGlobalNorm, momentum, type Optimizer, sgd, warmup } from "./index.ts";
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
  // Nothing leaks: one reference is left to every array that is returned.
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
