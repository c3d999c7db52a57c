/**
 * @file Plain numbers as arguments of a parallelized step are inputs: results equal those of jax-js for the same call,
 * and new values do not compile the step again.
 */
import { expect, test } from "vitest";
import { nn, numpy as np, random, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import {
  dataParallel,
  HostArray,
  layer,
  type Method,
  parallelize,
  pipeshard,
  tensorParallel,
  zero,
} from "../../src/index.ts";
import { fromJax, toJax } from "../support/oracle.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const filled = (seed: number, ...shape: number[]): HostArray => {
  const length = shape.reduce((a, b) => a * b, 1);
  return new HostArray(
    Float32Array.from({ length }, (_, i) => Math.sin(1 + i * seed) / 2),
    shape,
  );
};
const initial = () => ({ u: filled(0.7, 8, 16), v: filled(0.3, 16, 8) });
const [x, y] = [filled(0.11, 8, 8), filled(0.13, 8, 8)];

/** Adam with weight decay and dropout: the step number, the rates and the seed are numbers. */
function trainStep(params: Any, moments: Any, x: Any, y: Any, rate: Any, count: Any, seed: Any, decay = 0.01) {
  const hidden = layer((x: Any, u: Any, rate: Any) => nn.relu(np.dot(x, u)).mul(np.sqrt(rate).add(rate)), "hidden");
  const error = layer((h: Any, v: Any, y: Any) => np.square(np.dot(h, v).sub(y)).mean(), "error");
  const loss = ({ u, v }: Any) => {
    const keep = random.bernoulli(random.key(seed), 0.8, [16]);
    return error(np.where(keep, hidden(x, u, rate), 0), v, y);
  };
  const [value, grads] = (valueAndGrad as Any)(loss)(tree.ref(params));
  const next = tree.map(((m: Any, g: Any) => m.mul(0.9).add(g.mul(0.1))) as never, moments, grads) as Any;
  const bias = np.subtract(1, np.power(0.9, count));
  const update = (p: Any, m: Any) => p.ref.sub(m.div(bias.ref).mul(rate)).sub(p.mul(rate).mul(decay));
  const params2 = tree.map(update as never, params, tree.ref(next)) as Any;
  bias.dispose();
  return { params: params2, moments: next, loss: value };
}

const numbers = (i: number): [number, number, number] => [
  0.1 / (1 + i),
  i + 1,
  [7, 2 ** 24 + 1, 4_000_000_007, -1][i % 4],
];

function oracle(steps: number) {
  const [params, moments] = [
    toJax(initial()),
    toJax(tree.map(((p: HostArray) => HostArray.zeros(p.shape)) as never, initial() as never)),
  ];
  let state: Any = { params, moments };
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const result = trainStep(state.params, state.moments, x.toJax(), y.toJax(), ...numbers(i)) as Any;
    losses.push(result.loss.item());
    state = result;
  }
  return { losses, params: fromJax(state.params) as ReturnType<typeof initial> };
}

test.each<[string, Method, number, number]>([
  ["data", dataParallel(), 2, 1],
  ["tensor, 2 microbatches", tensorParallel(), 2, 2],
  ["zero-3", zero({ stage: 3 }), 2, 1],
  ["a pipeline", pipeshard({ stages: 2 }), 2, 2],
])("%s: one program for all numbers, with jax-js's results", async (_, method, devices, microbatches) => {
  const notices: string[] = [];
  const onCompile = (notice: string) => notices.push(notice);
  await using step = parallelize(trainStep, { method, devices, microbatches, batchArgs: [2, 3], onCompile });
  let state: Any = {
    params: initial(),
    moments: tree.map(((p: HostArray) => HostArray.zeros(p.shape)) as never, initial() as never),
  };
  const expected = oracle(6);
  for (let i = 0; i < 6; i++) {
    state = await step(state.params, state.moments, x, y, ...numbers(i));
    expect(Math.abs((await state.loss.item()) / expected.losses[i] - 1)).toBeLessThan(1e-5);
  }
  for (const name of ["u", "v"] as const) {
    const data: Float32Array = await state.params[name].data();
    data.forEach((value, i) => {
      expect(value).toBeCloseTo(Number(expected.params[name].data[i]), 5);
    });
  }
  expect(notices).toEqual([]);
});

test("the message about a recompilation has the argument's name and its old and new value or type", async () => {
  const notices: string[] = [];
  const fn = (x: Any, scale: Any, mode: string, size: number, config: Any) => {
    const scaled = mode === "double" ? x.mul(scale).mul(2) : x.mul(scale);
    return { y: np.concatenate([scaled, np.ones([size])]).mul(config.isOn ? config.rate : 1) };
  };
  await using step = parallelize(fn as Any, {
    devices: 1,
    staticArgs: [3],
    batchArgs: [],
    onCompile: (notice: string) => notices.push(notice),
  }) as Any;
  const ones = (length: number) => new HostArray(new Float32Array(length).fill(1), [length]);
  const run = async (...args: unknown[]) => [...(await (await step(...args)).y.data())];
  const on = { isOn: true, rate: 5 };
  expect(await run(ones(2), 3, "single", 1, on)).toEqual([15, 15, 5]);
  expect(await run(ones(2), 4, "single", 1, { ...on, rate: 2 })).toEqual([8, 8, 2]);
  expect(notices).toEqual([]);
  const say = (what: string, kept: number) =>
    `fn: compiling again, since ${what} (${kept} of at most 8 programs are kept)`;
  expect(await run(ones(3), 4, "single", 1, on)).toEqual([20, 20, 20, 5]);
  expect(await run(ones(3), 4, "double", 1, on)).toEqual([40, 40, 40, 5]);
  expect(await run(ones(3), 4, "double", 2, on)).toEqual([40, 40, 40, 5, 5]);
  expect(await run(ones(3), 4, "double", 2, { ...on, isOn: false })).toEqual([8, 8, 8, 1, 1]);
  expect(await run(ones(2), 4, "double", 1, { ...on, isOn: false })).toEqual([8, 8, 1]);
  expect(notices).toEqual([
    say("x is float32[3], was float32[2]", 1),
    say('mode is "double", was "single"', 2),
    say("size is 2, was 1", 3),
    say("config.isOn is false, was true", 4),
    say("x is float32[2], was float32[3] (and 1 more)", 5),
  ]);
  // All are kept.
  expect(await run(ones(2), 4, "single", 1, on)).toEqual([20, 20, 5]);
  expect(await run(ones(3), 1, "double", 2, on)).toEqual([10, 10, 10, 5, 5]);
  expect(notices).toHaveLength(5);
});

test("a number used as a condition has a second program for false values", async () => {
  const notices: string[] = [];
  const fn = (x: Any, rate: Any, count: Any) => x.mul(rate || 5).add(count);
  await using step = parallelize(fn as Any, {
    devices: 1,
    batchArgs: [],
    onCompile: (notice: string) => notices.push(notice),
  }) as Any;
  const results = [];
  for (const [count, rate] of [2, 0, 3, 0, 4].entries())
    results.push((await (await step(new HostArray(Float32Array.of(1), [1]), rate, count)).data())[0]);
  expect(results).toEqual([2, 6, 5, 8, 8]);
  expect(notices).toEqual(["fn: compiling again, since rate is 0, was a number (1 of at most 8 programs are kept)"]);
});
