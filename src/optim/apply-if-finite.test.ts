import { expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { trainExample } from "../../test/support/train-example.ts";
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import { numpy as np, tree, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import { parallelize, toHost, zero } from "../index.ts";
import { adam, applyIfFinite, applyUpdates, type Optimizer, sgd } from "./index.ts";
import type { Arrays } from "./optimizer.ts";

/** Seven steps from [1, −2, 3] with gradients p·t, p·t, p²; `bad` replaces the second gradient at some steps. */
function run(optimizer: Optimizer, bad: Readonly<Record<number, number>>): number[][] {
  let params: np.Array = np.array([1, -2, 3]);
  let state = optimizer.init(params) as Arrays;
  const rows: number[][] = [];
  for (let t = 1; t <= 7; t++) {
    const [p, q, r] = params.ref.js() as number[];
    const gradients = np.array([p * t, bad[t] ?? q * t, r * r]);
    const [updates, next] = optimizer.update(gradients, state, params.ref);
    [params, state] = [applyUpdates(params, updates), next];
    const { notFinite, totalNotFinite } = state as unknown as Record<string, np.Array>;
    rows.push([...(params.ref.js() as number[]), Number(notFinite.ref.js()), Number(totalNotFinite.ref.js())]);
  }
  for (const leaf of tree.leaves([params, state] as never) as np.Array[]) expect(leaf.refCount).toBe(1);
  return rows;
}

test("steps with gradients that are not finite are skipped, as by optax.apply_if_finite(optax.adam(0.1), 2)", () => {
  const expected = [
    [0.900001, -1.900001, 2.900001, 0, 0],
    [0.900001, -1.900001, 2.900001, 1, 1],
    [0.806954, -1.807606, 2.800236, 0, 1],
    [0.806954, -1.807606, 2.800236, 1, 2],
    [0.806954, -1.807606, 2.800236, 2, 3],
    [0.715292, -1.717052, 2.700871, 0, 3],
    [0.620568, -1.623342, 2.60208, 0, 3],
  ];
  const rows = run(applyIfFinite(adam(0.1), 2), { 2: Number.NaN, 4: Number.POSITIVE_INFINITY, 5: Number.NaN });
  rows.forEach((row, t) => {
    row.forEach((value, i) => {
      expect(value, `step ${t + 1}`).toBeCloseTo(expected[t][i], 5);
    });
  });
  // More errors in a row than allowed reach the parameters.
  const failing = run(applyIfFinite(sgd(0.1), 1), { 2: Number.NaN, 3: Number.NaN });
  expect(failing[1].every(Number.isFinite)).toBe(true);
  expect(failing[2][1]).toBeNaN();
});

test("on several devices a bad batch changes nothing, and the next one trains on", async () => {
  const optimizer = applyIfFinite(adam(0.1), 5);
  // biome-ignore lint/suspicious/noExplicitAny: the type of an optimizer's state is a tree of any depth
  const train = (state: any, x: np.Array): any => {
    const loss = (w: np.Array) => np.square(np.dot(x, w)).mean() as np.Array;
    const [value, gradient] = valueAndGrad(loss)(state.params.ref);
    const [updates, next] = optimizer.update(gradient, state.optimizer, state.params.ref);
    return { state: { params: applyUpdates(state.params, updates), optimizer: next }, loss: value };
  };
  await using step = parallelize(train, {
    devices: 2,
    method: zero({ stage: 2 }),
    batchArgs: [1],
    onCompile: () => {},
  });
  const w = new HostArray(Float32Array.of(1, 2, 3, 4), [4, 1]);
  const batch = (value: number) => new HostArray(new Float32Array(16).fill(value), [4, 4]);
  const first = await step({ params: w, optimizer: optimizer.init(w) }, batch(0.1));
  const good = await toHost(first.state);
  const second = await step(first.state, batch(Number.NaN));
  const after = await toHost(second.state);
  expect(after.params).toEqual(good.params);
  expect((after.optimizer as { totalNotFinite: HostArray }).totalNotFinite.data[0]).toBe(1);
  const third = await step(second.state, batch(0.1));
  expect((await toHost(third.state.params)).data[0]).not.toBe(good.params.data[0]);
});

test("without errors it is the optimizer itself, also in a pipeline", async () => {
  const training = { steps: 4, seed: 1, batch: 8 };
  const size = { hidden: 16, layers: 2 };
  const { losses } = await trainExample(mlp({ ...size, optimizer: adam(0.01) }), { ...training, devices: 1 });
  const skipping = mlp({ ...size, optimizer: applyIfFinite(adam(0.01), 3) });
  const { pipeshard } = await import("../methods/pipeshard.ts");
  const options = { method: pipeshard({ stages: 2 }), devices: 2, microbatches: 2 };
  const other = await trainExample(skipping, { ...training, ...options });
  other.losses.forEach((loss, i) => {
    expect(Math.abs(loss - losses[i])).toBeLessThan(1e-4);
  });
});
