import { beforeAll, expect, test } from "vitest";
import { evaluateStep } from "../analysis/evaluate-step.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { matchState } from "../analysis/state.ts";
import { memoize } from "../base/memoize.ts";
import { seededRandom } from "../base/random.ts";
import { exampleSpecs, initialState, stateSpecs } from "../frontends/jaxjs/example.ts";
import { HostArray, type TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { init, jit, lax, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { simplify } from "../ir/simplify.ts";
import { numElements, type TensorData } from "../ir/types.ts";
import { adam, sgd } from "../optim/index.ts";
import { catalogue } from "./catalogue.ts";
import { maxOfThree, wideResnet } from "./wide-resnet.ts";

beforeAll(() => init("wasm"));

const leavesOf = (value: unknown): HostArray[] => tree.leaves(value as never) as never;

/** A model's step under jax-js's jit, which is ten times as fast as op by op from the second call on. */
const compiled = memoize(
  (model: ReturnType<typeof wideResnet>) => jit(model.trainStep as never) as unknown as typeof model.trainStep,
);

/** Eight images of 32 × 32 random colours and their labels. */
function images8(seed: number): HostArray[] {
  const random = seededRandom(seed);
  const images = HostArray.zeros([8, 3, 32, 32]);
  for (let i = 0; i < images.data.length; i++) images.data[i] = 2 * random.next() - 1;
  const labels = Int32Array.from({ length: 8 }, () => random.int(10));
  return [images, new HostArray(labels, [8], "i32")];
}

/** One step of a model from seed 0: the loss, and every leaf of the next state. */
async function step(
  model: ReturnType<typeof wideResnet>,
  batch: readonly HostArray[],
): Promise<[number, TensorData[]]> {
  const state = tree.map((leaf: HostArray) => leaf.toJax(), initialState(model, 0) as never) as never;
  const [images, labels] = batch.map((array) => array.toJax());
  const result = compiled(model)(state, images, labels);
  const leaves = tree.leaves(result.state as never) as np.Array[];
  return [await result.loss.item(), leaves.map((leaf) => leaf.dataSync() as TensorData)];
}

const rows = ({ data, shape, dtype }: HostArray, from: number, to: number): HostArray => {
  const width = numElements(shape.slice(1));
  return new HostArray(data.slice(from * width, to * width), [to - from, ...shape.slice(1)], dtype);
};

function expectClose(actual: readonly TensorData[], expected: readonly TensorData[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((data, leaf) => {
    for (let i = 0; i < data.length; i++) {
      const [got, want] = [Number(data[i]), Number(expected[leaf][i])];
      if (Math.abs(got - want) > 5e-5 * (1 + Math.abs(want))) expect(got, `leaf ${leaf}, element ${i}`).toBe(want);
    }
  });
}

test("parameters are those of Flax's ResNet-50 at width 1, and of Alpa's code for its rows", () => {
  const count = (params: unknown): number =>
    (tree.leaves(params as never) as unknown as TensorSpec[]).reduce((sum, { shape }) => sum + numElements(shape), 0);
  const resnet50 = wideResnet({ blocks: [3, 4, 6, 3], channels: 64, width: 1, image: 224, classes: 1000 });
  expect(count(stateSpecs(resnet50).params)).toBe(25_557_032);
  expect(count(stateSpecs(catalogue.get("wide-resnet-6.8b")!.make()).params) / 1e9).toBeCloseTo(6.73, 2);
});

test("3 × 3 max pooling by rows and columns", () => {
  const x = np.array(Array.from({ length: 2 * 36 }, (_, i) => 1 + Math.sin(i * i))).reshape([1, 2, 6, 6]);
  const padded = np.pad(x.ref, [
    [0, 0],
    [0, 0],
    [0, 1],
    [0, 1],
  ]);
  const expected = lax.reduceWindow(padded, (window) => window.max(), [3, 3], [2, 2]);
  expect(maxOfThree(maxOfThree(x, 2), 3).js()).toEqual(expected.js());
});

test("a batch of two ghost batches takes the mean of the steps that each of them takes alone", async () => {
  const model = wideResnet({ channels: 4, ghostBatch: 4, optimizer: sgd(0.1) });
  const batch = images8(1);
  const [loss, whole] = await step(model, batch);
  const halves = [
    await step(
      model,
      batch.map((x) => rows(x, 0, 4)),
    ),
    await step(
      model,
      batch.map((x) => rows(x, 4, 8)),
    ),
  ];
  expect(loss).toBeCloseTo((halves[0][0] + halves[1][0]) / 2, 5);
  const mean = halves[0][1].map((data, leaf) =>
    Float32Array.from(data as Float32Array, (x, i) => (x + Number(halves[1][1][leaf][i])) / 2),
  );
  expectClose(whole, mean);
  // With one group, batch normalization averages over all examples, so the result differs.
  const [other] = await step(wideResnet({ channels: 4, ghostBatch: 8, optimizer: sgd(0.1) }), batch);
  expect(Math.abs(other - loss)).toBeGreaterThan(1e-4);
});

test("running averages start at the mean 0 and variance 1 and move a tenth towards the images'", async () => {
  const model = wideResnet({ channels: 4, ghostBatch: 4 });
  const batch = images8(1);
  const [filter] = leavesOf(initialState(model, 0).params.stem.filter);
  const y = lax.convGeneralDilated(batch[0].toJax(), filter.toJax(), [2, 2], "SAME");
  const [, leaves] = await step(model, batch);
  const names = leavesOf(initialState(model, 0)).length;
  expect(leaves.length).toBe(names);
  const first = leavesOf(initialState(model, 0).statistics).length;
  const [mean] = leaves.slice(-first);
  const expected = y.mean([0, 2, 3]).mul(0.1).js() as number[];
  expected.forEach((value, i) => {
    expect(Number(mean[i])).toBeCloseTo(value, 5);
  });
});

test("cut into microbatches of whole ghost batches, it takes the same step; other cuts are refused", async () => {
  const model = wideResnet({ channels: 4, ghostBatch: 4, optimizer: sgd(0.1) });
  const batch = images8(1);
  const { graph } = traceJaxjs(model.trainStep as never, exampleSpecs(model, 8));
  const batchInputs = [graph.inputs.length - 2, graph.inputs.length - 1].map((input) => ({ input, dim: 0 }));
  const simple = simplify(graph);
  const split = (microbatches: number) =>
    splitMicrobatches(simple, { batchInputs, microbatches, stateOf: matchState(simple, batchInputs) });
  const inputs = [...leavesOf(initialState(model, 0)), ...batch].map(({ data }) => data);
  const outputs = evaluateStep(split(2), inputs);
  const [loss, leaves] = await step(model, batch);
  expect(Number(outputs.at(-1)![0])).toBeCloseTo(loss, 4);
  expectClose(outputs.slice(0, -1), leaves);
  expect(() => split(8)).toThrow(/regroups the batch in 2 groups, which 8 microbatches do not divide/);
  expect(() => traceJaxjs(model.trainStep as never, exampleSpecs(model, 7))).toThrow(/7 examples .* multiple of 4/);
});

test("learns a batch by heart", async () => {
  const model = wideResnet({ channels: 4, ghostBatch: 4, optimizer: adam(5e-3) });
  const [images, labels] = images8(0);
  let state = tree.map((leaf: HostArray) => leaf.toJax(), initialState(model, 0) as never) as never;
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) {
    const result = compiled(model)(state, images.toJax(), labels.toJax());
    state = result.state as never;
    losses.push(await result.loss.item());
  }
  expect(losses.at(-1)).toBeLessThan(losses[0] / 2);
});
