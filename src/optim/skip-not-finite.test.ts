import { expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { initialState } from "../frontends/jaxjs/example.ts";
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";
import {
  auto,
  dataParallel,
  type Method,
  megatron,
  parallelize,
  pipeshard,
  shard,
  tensorParallel,
  toHost,
  zero,
} from "../index.ts";
import { skipNotFinite } from "./index.ts";

const example = mlp({ hidden: 16, layers: 2 });
const { batchArgs, trainStep } = example;

/** Batches, some of which are replaced by one whose first number is not finite; or left out. */
function* batchesWith(bad: ReadonlyMap<number, number>, isLeftOut: boolean) {
  const batches = example.batches(1, 8);
  for (let i = 0; i < 6; i++) {
    const [images, labels] = batches.next().value;
    const value = bad.get(i);
    if (value !== undefined && isLeftOut) continue;
    const data = Float32Array.from(images.data as Float32Array);
    if (value !== undefined) data[0] = value;
    yield [new HostArray(data, images.shape), labels] as const;
  }
}

async function train(method: Method, microbatches: number, batches: ReturnType<typeof batchesWith>) {
  await using step = parallelize(skipNotFinite(trainStep), { method, devices: 2, microbatches, batchArgs });
  let state: unknown = initialState(example, 1);
  const losses: number[] = [];
  const states: unknown[] = [];
  for (const batch of batches) {
    const result = await step(state as never, ...batch);
    const loss = await result.loss.item();
    losses.push(loss);
    expect(await result.isSkipped.item()).toBe(Number.isFinite(loss) ? 0 : 1);
    states.push(await toHost(result.state));
    state = result.state;
  }
  return { losses, states };
}

const bad = new Map([
  [2, Number.NaN],
  [3, Number.POSITIVE_INFINITY],
]);
const rows: [string, Method, number][] = [
  ["data", dataParallel(), 1],
  ["data", dataParallel(), 2],
  ["tensor", tensorParallel(), 1],
  ["zero3", zero({ stage: 3 }), 1],
  ["shard", shard(), 1],
  ["pipeshard", pipeshard({ stages: 2 }), 2],
  ["megatron", megatron({ pipelineParallel: 2 }), 2],
  ["auto", auto(), 2],
];

test.each(rows)("%s: bad batches change nothing, and it trains on as if they had been left out", async (_, ...how) => {
  const { losses, states } = await train(...how, batchesWith(bad, false));
  const usual = await train(...how, batchesWith(bad, true));
  expect(losses.map(Number.isFinite)).toEqual([true, true, false, false, true, true]);
  // A search that ends by its time may find another plan, whose sums are in another order.
  losses.filter(Number.isFinite).forEach((loss, i) => {
    expect(Math.abs(loss - usual.losses[i]), `loss ${i}`).toBeLessThan(1e-5);
  });
  expect(states[2]).toEqual(states[1]);
  expect(states[3]).toEqual(states[1]);
});

test("a finite loss with a gradient that is none is skipped too; integers are kept; names are those of the step", async () => {
  /** The gradient of √w is infinite at 0. */
  function rootStep(params: { w: np.Array; count: np.Array }, x: np.Array) {
    const { w, count } = params;
    const root = np.sqrt(w.ref);
    const loss = root.ref.sum().mul(x.ref.sum());
    return { state: { w: w.sub(x.sum().div(root).mul(0.5)), count: count.add(1) }, loss };
  }
  await using step = parallelize(skipNotFinite(rootStep), { devices: 1, batchArgs: [1] });
  const one = (...values: number[]) => new HostArray(Float32Array.from(values), [values.length]);
  const state = { w: one(0, 4), count: new HostArray(Int32Array.of(7), [], "i32") };
  const result = await step(state, one(1));
  expect([await result.loss.item(), await result.isSkipped.item()]).toEqual([2, 1]);
  expect((await toHost(result.state)).w.data).toEqual(Float32Array.of(0, 4));
  expect((await toHost(result.state)).count.data).toEqual(Int32Array.of(7));
  const next = await step({ ...state, w: one(1, 4) }, one(1));
  expect([await next.loss.item(), await next.isSkipped.item()]).toEqual([3, 0]);
  expect((await toHost(next.state)).count.data).toEqual(Int32Array.of(8));
  expect(step.lastExecutable!.program.inputs.map(({ name }) => name)).toEqual(["params.w", "params.count", "x"]);
});
