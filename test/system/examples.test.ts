import { expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { loadDigits } from "../../examples/digits.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { type MoeOptions, moe } from "../../examples/moe.ts";
import { loadWindows, unigramEntropy, vocabulary } from "../../examples/text.ts";
import { type AnyExample, exampleSpecs, initialState } from "../../src/frontends/jaxjs/example.ts";
import type { HostArray } from "../../src/frontends/jaxjs/host-array.ts";
import { nn, type numpy as np, tree } from "../../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { verifyGraph } from "../../src/ir/verify.ts";
import { adafactor } from "../../src/optim/index.ts";
import { runOracle, toJax } from "../support/oracle.ts";

/** Experts as in Alpa's benchmark. */
const alpas: MoeOptions = {
  every: 2,
  group: 32,
  capacityFactor: 1,
  activation: nn.relu,
  optimizer: adafactor(1e-2, { minDimToFactor: 4 }),
};

const small: [AnyExample, batch: number][] = [
  [mlp({ hidden: 32, layers: 3 }), 8],
  [gpt({ layers: 2, hidden: 32, heads: 4, seq: 16 }), 4],
  [moe({ layers: 1, hidden: 16, heads: 2, seq: 16, experts: 4 }), 4],
  [moe({ ...alpas, layers: 2, hidden: 16, heads: 2, seq: 16, experts: 4 }), 4],
  [conv({ channels: [4, 8] }), 4],
];

const named = small.map(([example, batch]) => ({ name: example.name, example, batch }));

test.each(named)("$name: the traced step trains as jax-js does", ({ example, batch }) => {
  const steps = 4;
  const oracle = runOracle(example, { steps, seed: 5, batch });
  const { graph, outTree } = traceJaxjs(example.trainStep as never, exampleSpecs(example, batch));
  const simplified = simplify(graph);
  for (const each of [graph, simplified]) verifyGraph(each);
  const lossAt = graph.outputs.findIndex(({ name }) => name === "loss");
  const batches = example.batches(5, batch);
  let state = (tree.leaves(initialState(example, 5)) as HostArray[]).map(({ data }) => data);
  for (let step = 0; step < steps; step++) {
    const inputs = [...state, ...batches.next().value.map(({ data }) => data)];
    const outputs = evaluateGraph(simplified, inputs);
    for (const loss of [outputs[lossAt][0], evaluateGraph(graph, inputs)[lossAt][0]]) {
      expect(Math.abs(Number(loss) - oracle.losses[step]) / oracle.losses[step]).toBeLessThan(1e-4);
    }
    state = outputs.filter((_, i) => i !== lossAt);
  }
  expect(outTree.toString()).toContain("state");
  expect(graph.inputs[0].name).toMatch(/^state\.params/);
  expect(graph.outputs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(graph.inputs.map(({ name }) => name).filter((name) => name.startsWith("state"))),
  );
});

test("groups of tokens share the experts' capacity: they matter only if capacity is short", () => {
  const lossWith = (group: number, capacityFactor: number): number => {
    const size = { layers: 1, hidden: 16, heads: 2, seq: 16, experts: 4, balance: 0 };
    return runOracle(moe({ ...size, group, capacityFactor }), { steps: 1, seed: 5, batch: 4 }).losses[0];
  };
  // Capacity for every token at every expert.
  expect(lossWith(32, 2)).toBeCloseTo(lossWith(16, 2), 5);
  expect(Math.abs(lossWith(32, 0.5) - lossWith(16, 0.5))).toBeGreaterThan(1e-5);
  // A batch smaller than a group is one group; windows that do not divide into groups are refused.
  expect(lossWith(128, 2)).toBeCloseTo(lossWith(64, 2), 5);
  expect(() => lossWith(48, 1)).toThrow(/4 windows of 16 tokens do not divide into groups of 48/);
  expect(() => lossWith(24, 1)).toThrow(/use whole windows/);
});

test.each(named)(
  "$name: the shapes it states are those of its data, which planning does not read",
  ({ example, batch }) => {
    const unread: AnyExample = {
      ...example,
      batches: () => {
        throw new Error("planning reads data");
      },
    };
    const [, ...specs] = exampleSpecs(unread, batch);
    const shapes = specs.map(({ shape, dtype }) => ({ shape, dtype }));
    const data = example.batches(5, batch).next().value;
    expect(shapes).toEqual(data.map(({ shape, dtype }) => ({ shape, dtype })));
    // Names as in the graph's inputs.
    const { graph } = traceJaxjs(example.trainStep as never, exampleSpecs(unread, batch));
    expect(graph.inputs.slice(-specs.length).map(({ name }) => name)).toEqual(Object.keys(example.batch!));
  },
);

test.each(named)("$name: held-out batches are measured", ({ example, batch }) => {
  const { evaluation } = example;
  if (!evaluation) throw new Error("every example here has an evaluation");
  const [first] = evaluation.batches(batch);
  const value = evaluation
    .step(toJax(initialState(example, 5)) as never, ...first.map((array) => array.toJax()))
    .item();
  expect(value).toBeGreaterThanOrEqual(0);
  expect(value).toBeLessThan(5);
});

test("the data are 10,000 digits and 420,550 characters, held-out parts apart", () => {
  const { train, test: heldOut } = loadDigits();
  expect([train.images.shape, heldOut.images.shape]).toEqual([
    [8000, 784],
    [2000, 784],
  ]);
  expect(new Set(heldOut.labels.data as Int32Array).size).toBe(10);
  expect(Math.max(...(train.images.data as Float32Array).subarray(0, 78_400))).toBeLessThanOrEqual(1);
  const windows = loadWindows(64);
  expect(windows.train.tokens.shape[0] + windows.test.tokens.shape[0]).toBe(Math.floor(420_550 / 64) - 1);
  expect(windows.train.targets.data.subarray(0, 9)).toEqual(windows.train.tokens.data.subarray(1, 10));
  expect(Math.max(...(windows.test.tokens.data as Int32Array))).toBeLessThan(vocabulary);
  expect(unigramEntropy()).toBeCloseTo(3.0467, 4);
});

test("state and batches depend on the seed only", () => {
  const [example] = small[0];
  const first = (seed: number): number[] =>
    [
      ...(tree.leaves(initialState(example, seed)) as HostArray[])[0].data.slice(0, 5),
      ...example.batches(seed, 8).next().value[1].data,
    ].map(Number);
  expect(first(1)).toEqual(first(1));
  expect(first(1)).not.toEqual(first(2));
});

test.each(named)("$name: a step run eagerly frees every array it is given", ({ example, batch }) => {
  const state = toJax(initialState(example, 5));
  const arrays = example
    .batches(5, batch)
    .next()
    .value.map((array) => array.toJax());
  const given = [...tree.leaves(state), ...arrays] as np.Array[];
  const result = example.trainStep(state, ...arrays);
  expect(result.loss.item()).toBeGreaterThan(0);
  const kept = new Set<unknown>(tree.leaves(result.state as never));
  expect(given.filter((array) => !kept.has(array)).map((array) => array.refCount)).toEqual(
    given.filter((array) => !kept.has(array)).map(() => 0),
  );
  tree.dispose(result.state);
});
