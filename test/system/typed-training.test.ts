/** @file Training code as a user types it: no casts, with an optimizer whose state is a tree of any depth. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { numpy as np } from "../../src/frontends/jaxjs/jax.ts";
import { HostArray, loadState, optim, parallelize, toHost, toJax } from "../../src/index.ts";

const scratch = mkdtempSync(join(tmpdir(), "alpa-typed-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Params<T> {
  w: T;
  layers: { b: T }[];
}

const filled = (value: number, ...shape: number[]): HostArray =>
  new HostArray(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape);

test("states of minimize pass from step to step, to checkpoints and to the host without a cast", async () => {
  const loss = ({ w, layers }: Params<np.Array>, x: np.Array): np.Array =>
    np.square(np.dot(x, w).add(layers[0].b)).mean();
  const { init, step: update } = optim.minimize(loss, optim.adam(0.1));
  const trainStep = (state: Parameters<typeof update>[0], x: np.Array) => update(state, x);
  await using step = parallelize(trainStep, { devices: 2, batchArgs: [1] });
  const initial = init({ w: filled(1, 2, 2), layers: [{ b: filled(0, 2) }] });
  let state: Parameters<typeof step>[0] = initial;
  const losses: number[] = [];
  for (let i = 0; i < 3; i++) {
    const result = await step(state, filled(1, 4, 2));
    state = result.state;
    losses.push(await result.loss.item());
  }
  expect(losses[2]).toBeLessThan(losses[0]);
  await step.save(scratch);
  const loaded = await loadState(scratch, initial);
  const host = await toHost(state);
  expect(loaded.params.layers[0].b.data).toEqual(host.params.layers[0].b.data);
  const jax = await toJax(state);
  expect(jax.params.w.shape).toEqual([2, 2]);
  const next = await step(loaded, filled(1, 4, 2));
  expect(await next.loss.item()).toBeLessThan(losses[2]);
});
