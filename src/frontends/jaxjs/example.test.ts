import { expect, test } from "vitest";
import { type AnyExample, defineExample, exampleSpecs } from "./example.ts";
import { HostArray, TensorSpec } from "./host-array.ts";

const scalar = {
  name: "scalar",
  description: "one weight",
  init: () => ({}),
  trainStep: () => undefined as never,
  *batches(_: number, size: number): Generator<HostArray[], never> {
    for (;;) yield [HostArray.zeros([size, 3]), HostArray.zeros([2], "ui32")];
  },
  defaults: { batch: 4, steps: 3 },
};

const shapesOf = (example: AnyExample, size: number) =>
  exampleSpecs(example, size)
    .slice(1)
    .map(({ shape, dtype }) => ({ shape, dtype }));

test("all arguments in `batch` are batch arguments, unless batchArgs says which are", () => {
  const batch = { x: new TensorSpec([3]), key: new TensorSpec([2], "ui32") };
  expect(defineExample({ ...scalar, batch }).batchArgs).toEqual([1, 2]);
  expect(shapesOf(defineExample({ ...scalar, batch, batchArgs: [1] }), 8)).toEqual([
    { shape: [8, 3], dtype: "f32" },
    { shape: [2], dtype: "ui32" },
  ]);
});

test("without `batch`, shapes are those of the data", () => {
  expect(shapesOf(defineExample({ ...scalar, batchArgs: [1] }), 8)).toEqual([
    { shape: [8, 3], dtype: "f32" },
    { shape: [2], dtype: "ui32" },
  ]);
  expect(() => defineExample(scalar)).toThrow("example scalar: says nothing of its batch; give");
});
