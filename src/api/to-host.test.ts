import { expect, test } from "vitest";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { parallelize, toHost, toJax, zero } from "../index.ts";

const halve = (state: { w: np.Array; list: np.Array[] }, x: np.Array) => ({
  state: { w: state.w.mul(0.5), list: state.list.map((each) => each.add(1)) },
  loss: x.mean(),
});

test("trees of results are copied to the host and to jax-js, and outlive the devices", async () => {
  const step = parallelize(halve, { devices: 2, method: zero({ stage: 3 }), batchArgs: [1] });
  const w = new HostArray(
    Float32Array.from({ length: 8 }, (_, i) => i),
    [4, 2],
  );
  const x = HostArray.zeros([4]);
  const first = await step({ w, list: [np.arange(2)] }, x);
  const host = await toHost(first);
  const jax = await toJax(first.state);
  const second = await step(first.state, x);
  await expect(toHost(first.state)).rejects.toThrow("w: this state was passed to a later step");
  await step.stop();
  expect([...host.state.w.data]).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]);
  expect(host.state.w.shape).toEqual([4, 2]);
  expect(jax.list[0].js()).toEqual([1, 2]);
  expect((await toHost(second)).state.w.data[2]).toBe(0.5);
  // Copies are arguments of a step again.
  const third = await step(host.state, x);
  expect(await toHost(third.state)).toEqual(await toHost(second.state));
  await step.stop();
  tree.dispose([jax.w] as never);
});

test("numbers stay, jax-js arrays are not consumed, shapes without data are refused", async () => {
  const array = np.arange(3);
  const { list, rate } = await toHost({ list: [array], rate: 0.5 });
  expect([[...list[0].data], rate, array.refCount]).toEqual([[0, 1, 2], 0.5, 1]);
  array.dispose();
  await expect(toHost([array])).rejects.toThrow("[0]: is a jax-js array that has been used up");
  await expect(toJax({ w: new TensorSpec([2]) })).rejects.toThrow("w: is a shape without data");
});
