/**
 * @file Frozen weights (LoRA's base, a teacher, an encoder) passed as separate arguments: they are split like trained
 * weights, and losses equal those of jax-js.
 */
import { describe, expect, test } from "vitest";
import { numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import {
  auto,
  dataParallel,
  fsdp,
  HostArray,
  type Method,
  megatron,
  parallelize,
  pipeshard,
  stateBytes,
  tensorParallel,
  zero,
} from "../../src/index.ts";
import { toJax } from "../support/oracle.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const filled = (seed: number, ...shape: number[]): HostArray => {
  const length = shape.reduce((a, b) => a * b, 1);
  return new HostArray(
    Float32Array.from({ length }, (_, i) => Math.sin(1 + i * seed) / 3),
    shape,
  );
};
const size = 32;
const rank = 4;
const square = (seed: number) => filled(seed, size, size);
const descend = (params: Any, grads: Any): Any =>
  tree.map(((p: Any, g: Any) => p.sub(g.mul(0.5))) as never, params, grads);
const gradientsOf = (loss: Any, params: Any, ...rest: Any[]): Any =>
  (valueAndGrad(loss) as Any)(tree.ref(params), ...rest);

/** LoRA: a frozen base of four layers, and two small trained matrices for each. */
const lora = {
  frozen: [0.7, 0.3, 0.9, 0.5].map(square),
  trained: [0.2, 0.4, 0.6, 0.8].map((seed) => ({ down: filled(seed, size, rank), up: filled(1 - seed, rank, size) })),
  loss: (low: Any, base: Any, x: Any, y: Any) => {
    const layer = (h: Any, w: Any, i: number) =>
      np.tanh(np.dot(h.ref, w).add(np.dot(np.dot(h, low[i].down), low[i].up)));
    return np.square(base.reduce(layer, x).sub(y)).mean();
  },
};

/** A student that learns a larger teacher's outputs. */
const distillation = {
  frozen: { u: filled(0.7, size, 2 * size), v: filled(0.3, 2 * size, size) },
  trained: { u: square(0.5), v: square(0.9) },
  loss: (student: Any, teacher: Any, x: Any, y: Any) => {
    const predict = ({ u, v }: Any, input: Any) => np.dot(np.tanh(np.dot(input, u)), v);
    return np.square(predict(student, x.ref).sub(predict(teacher, x)).add(y.mul(0.1))).mean();
  },
};

/** A frozen encoder of images and a frozen lookup table, with one trained head. */
const encoder = {
  frozen: { table: filled(0.7, 8, size), layers: [square(0.3), square(0.6)] },
  trained: { head: square(0.4) },
  loss: ({ head }: Any, { table, layers }: Any, x: Any, y: Any) => {
    const h = layers.reduce((input: Any, w: Any) => np.tanh(np.dot(input, w)), x.add(np.mean(table, 0)));
    return np.square(np.dot(h, head).sub(y)).mean();
  },
};

const [x, y] = [filled(0.11, 16, size), filled(0.13, 16, size)];
const devices = 4;
const runs: [string, Method, microbatches: number][] = [
  ["data", dataParallel(), 2],
  ["zero-1", zero({ stage: 1 }), 1],
  ["zero-3", zero({ stage: 3 }), 1],
  ["fsdp, 4 microbatches", fsdp(), 4],
  ["tensor", tensorParallel(), 1],
  ["tensor and data, 2 microbatches", tensorParallel({ degree: 2 }), 2],
  ["megatron", megatron({ pipelineParallel: 2, tensorParallel: 2 }), 4],
  ["zero-3 in two stages", pipeshard({ stages: 2, intra: zero({ stage: 3 }) }), 4],
];

const bytesOf = (weights: Any): number =>
  (tree.leaves(weights) as Any[]).reduce((sum, { data }) => sum + data.byteLength, 0);

describe.each([
  ["LoRA", lora],
  ["distillation", distillation],
  ["encoder", encoder],
] as const)("%s", (_, { frozen, trained, loss }) => {
  const train = (weights: Any, adapted: Any, input: Any, target: Any) => {
    const [value, grads] = gradientsOf(loss, adapted, weights, input, target);
    return { loss: value, adapted: descend(adapted, grads) };
  };
  const steps = 3;
  const expected: number[] = [];
  let state: Any = toJax(trained);
  for (let i = 0; i < steps; i++) {
    const result = train(toJax(frozen), state, x.toJax(), y.toJax());
    state = result.adapted;
    expected.push(result.loss.item());
  }

  // The joint search takes longest.
  const all: typeof runs = loss === lora.loss ? [...runs, ["auto", auto(), 4]] : runs;
  test.each(all)("%s", async (name, method, microbatches) => {
    await using step = parallelize(train, { method, devices, microbatches, batchArgs: [2, 3] }) as Any;
    let own: Any = trained;
    for (let i = 0; i < steps; i++) {
      const result = await step(frozen, own, x, y);
      own = result.adapted;
      expect(Math.abs((await result.loss.item()) / expected[i] - 1)).toBeLessThan(1e-5);
    }
    const executable = step.lastExecutable;
    const roles = new Map<string, number>();
    for (const { role, argument } of executable.roles) roles.set(role, argument);
    expect([...roles]).toEqual([
      ["frozen", 0],
      ["parameter", 1],
      ["batch", 3],
    ]);
    const bytes = stateBytes(executable.step, executable.plan);
    expect(bytes.optimizer).toBe(0);
    expect(bytes.gradients).toBeLessThanOrEqual(bytesOf(trained));
    const whole = bytesOf(frozen) + bytesOf(trained);
    if (name === "data" || name === "zero-1") expect(bytes.parameters).toBe(whole);
    if (name === "zero-3" || name.startsWith("fsdp")) {
      expect(bytes.parameters).toBe(whole / devices);
      if (microbatches === 1) expect(bytes.gradients).toBeLessThanOrEqual(bytesOf(trained) / devices);
      for (const { stateBytes: held } of executable.perDevice()) expect(held).toBe(whole / devices);
    }
    if (name.startsWith("zero-3 in")) expect(bytes.parameters).toBeLessThan(0.8 * (whole / 2));
    if (name === "tensor" && loss !== encoder.loss) expect(bytes.parameters).toBeLessThan(0.6 * whole);
  });
});

test("a frozen embedding that the first and the last stage read is split on both", async () => {
  const vocabulary = 16;
  const tied = (inner: Any, table: Any, tokens: Any, y: Any) => {
    const h = inner.reduce((input: Any, w: Any) => np.tanh(np.dot(input, w)), np.take(table.ref, tokens, 0));
    return np.square(np.dot(h, table.transpose()).sub(y)).mean();
  };
  const train = (table: Any, inner: Any, tokens: Any, target: Any) => {
    const [value, grads] = gradientsOf(tied, inner, table, tokens, target);
    return { loss: value, inner: descend(inner, grads) };
  };
  const table = filled(0.7, vocabulary, size);
  const inner = [0.2, 0.4, 0.6, 0.8].map(square);
  const tokens = new HostArray(
    Int32Array.from({ length: 16 }, (_, i) => (7 * i) % vocabulary),
    [16],
    "i32",
  );
  const target = filled(0.13, 16, vocabulary);
  const method = pipeshard({ stages: 2, intra: zero({ stage: 3 }) });
  await using step = parallelize(train, { method, devices, microbatches: 2, batchArgs: [2, 3] }) as Any;
  let [own, expected]: Any[] = [inner, toJax(inner)];
  for (let i = 0; i < 3; i++) {
    const result = await step(table, own, tokens, target);
    const want = train(table.toJax(), expected, tokens.toJax(), target.toJax());
    [own, expected] = [result.inner, want.inner];
    expect(Math.abs((await result.loss.item()) / want.loss.item() - 1)).toBeLessThan(1e-5);
  }
  const { lastExecutable } = step;
  const bytes = (bytesOf(inner) / 2 + bytesOf(table)) / 2;
  for (const { stateBytes: held } of lastExecutable.perDevice()) expect(held).toBe(bytes);
  expect(stateBytes(lastExecutable.step, lastExecutable.plan).parameters).toBe(bytes);
});
