/** @file Arguments of a step are read at the call; results stay readable as long as the ownership rules say. */
import { expect, test } from "vitest";
import { numpy as np, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { type DistributedArray, dataParallel, HostArray, InvalidConfig, parallelize } from "../../src/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const filled = (value: number, ...shape: number[]): HostArray =>
  new HostArray(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape);

/** w ← w − 0.1·∂loss; the loss is the mean of (x·w)². */
function train(params: Any, x: Any) {
  const { w } = params;
  const [loss, grad] = valueAndGrad((v: Any) => np.square(np.dot(x, v)).mean() as Any)(w.ref) as Any;
  return { params: { w: w.sub(grad.mul(0.1)) }, loss };
}
const start = (): Any => parallelize(train as Any, { method: dataParallel(), devices: 2, onCompile: () => {} });

/** The result of `train` if all elements of w (4 × 1) are the same number, and all of x (rows × 4). */
const expected = (w: number, x: number) => ({ loss: 16 * w * w * x * x, w: w - 0.8 * w * x * x });

test("arrays are read at the call, even if the call has to wait", async () => {
  await using step = start();
  const [w, x] = [filled(1, 4, 1), filled(1, 2, 4)];
  const [jaxW, jaxX] = [filled(1, 4, 1).toJax(), filled(1, 2, 4).toJax()];
  const calls = [step({ w }, x), step({ w: jaxW }, x), step({ w }, jaxX.ref), step({ w: jaxW }, jaxX)];
  w.data.fill(5 as never);
  x.data.fill(7 as never);
  const other = step({ w: filled(2, 4, 1) }, x);
  x.data.fill(9 as never);
  const results = [];
  for (const call of calls) {
    const result = await call.catch((error: Error) => error);
    results.push(result instanceof Error ? result.message : await result.loss.item());
  }
  expect(results).toEqual([16, 16, 16, 16]);
  expect(await (await other).loss.item()).toBeCloseTo(expected(2, 7).loss, 1);
  expect([jaxW.refCount, jaxX.refCount]).toEqual([0, 0]);
});

test("a call that is refused consumes nothing", async () => {
  await using step = start();
  const [w, x] = [filled(1, 4, 1).toJax(), filled(1, 2, 4).toJax()];
  await expect(step({ w }, new Date())).rejects.toThrow("x: is a Date");
  await expect(step({ w }, filled(1, 3, 4))).rejects.toThrow(/does not divide/);
  expect([w.refCount, x.refCount]).toEqual([1, 1]);
  expect(await (await step({ w }, x)).loss.item()).toBe(16);
  await expect(step({ w }, filled(1, 2, 4))).rejects.toThrow(
    "params.w: is a jax-js array that has been used up; pass x.ref where x is needed again",
  );
});

test("data() returns a new array each time", async () => {
  await using step = start();
  const { params, loss } = await step({ w: filled(1, 4, 1) }, filled(1, 2, 4));
  for (const array of [params.w, loss] as DistributedArray[]) {
    const first = await array.data();
    const copy = first.slice();
    first.fill(3 as never);
    expect(await array.data()).toEqual(copy);
    expect(await array.data()).not.toBe(await array.data());
  }
  expect(await loss.item()).toBe(16);
});

test("a state handle is consumed by the step that it is passed to, and by no other", async () => {
  await using step = start();
  const x = filled(1, 2, 4);
  const first = await step({ w: filled(1, 4, 1) }, x);
  // Another state in the same program, and in the program of another shape.
  const other = await step({ w: filled(2, 4, 1) }, x);
  const wider = await step({ w: filled(3, 4, 1) }, filled(1, 4, 4));
  for (const [result, w] of [
    [first, 1],
    [other, 2],
    [wider, 3],
  ] as const)
    expect((await result.params.w.data())[0]).toBeCloseTo(expected(w, 1).w, 5);
  const next = await step(first.params, filled(1, 4, 4));
  expect((await next.params.w.data())[0]).toBeCloseTo(expected(expected(1, 1).w, 1).w, 5);
  await expect(first.params.w.data()).rejects.toThrow(InvalidConfig);
  await expect(first.params.w.data()).rejects.toThrow(/params\.w: this state was passed to a later step/);
  await expect(step(first.params, x)).rejects.toThrow(/passed to a later step/);
  expect(await first.loss.item()).toBe(16);
  expect((await (await step(other.params, x)).params.w.data())[0]).toBeCloseTo(expected(expected(2, 1).w, 1).w, 5);
  // A step of another function does not consume it.
  await using evaluate = parallelize(((params: Any, x: Any) => np.dot(x, params.w).sum()) as Any, {
    devices: 2,
  }) as Any;
  expect(await (await evaluate(wider.params, x)).item()).toBeCloseTo(8 * expected(3, 1).w, 4);
  expect((await wider.params.w.data())[0]).toBeCloseTo(expected(3, 1).w, 5);
});

test("values stay readable after stop() and can be passed to the next call", async () => {
  const step = start();
  const { params, loss } = await step({ w: filled(1, 4, 1) }, filled(1, 2, 4));
  const read = await params.w.data();
  await step.stop();
  await step.stop();
  expect(await params.w.data()).toEqual(read);
  expect(await loss.item()).toBe(16);
  await using again = start();
  for (const next of [await step(params, filled(1, 2, 4)), await again(params, filled(1, 2, 4))])
    expect((await next.params.w.data())[0]).toBeCloseTo(expected(expected(1, 1).w, 1).w, 5);
  await step.stop();
});

test("a call that waits when the step is stopped is refused", async () => {
  const step = start();
  const calls = [1, 2, 3].map((value) => step({ w: filled(value, 4, 1) }, filled(1, 2, 4)));
  await calls[0];
  const [, ...ends] = await Promise.all([
    step.stop(),
    ...calls.map((call) => call.catch((error: Error) => error.message)),
  ]);
  expect(ends[2]).toMatch(/train: was stopped while this call waited; call it again to start anew/);
});
