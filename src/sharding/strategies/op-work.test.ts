import { expect, test } from "vitest";
import type { OpWork } from "../../cost/ops.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import type { ValueId } from "../../ir/graph.ts";
import { bytesOf, type TensorType } from "../../ir/types.ts";
import { localWork } from "./op-work.ts";

type Shape = readonly number[];
const f32 = (shape: Shape): TensorType => ({ dtype: "f32", shape });

/** The work of the one op that `make` adds. */
function workOf(
  shapes: readonly Shape[],
  make: (builder: GraphBuilder, inputs: readonly ValueId[]) => ValueId,
): OpWork {
  const builder = new GraphBuilder("one op");
  const inputs = shapes.map((shape, i) => builder.input(`x${i}`, f32(shape)));
  const graph = builder.finish([{ value: make(builder, inputs), name: "y" }]);
  const [op] = graph.ops;
  const typesOf = (values: readonly ValueId[]): TensorType[] => values.map((value) => graph.types[value]);
  return localWork(op, typesOf(op.operands), typesOf(op.results))!;
}

const convolve = (lhs: Shape, rhs: Shape, pad: number, spread = 1): OpWork =>
  workOf([lhs, rhs], (b, inputs) =>
    b.op("convolution", inputs, {
      strides: [1, 1],
      padding: [
        [pad, pad],
        [pad, pad],
      ],
      lhsDilation: [spread, spread],
      rhsDilation: [1, 1],
      featureGroups: lhs[1] / rhs[1],
    }),
  );

test("a convolution has the sizes of the products it is computed by, forward and backward", () => {
  const forward = convolve([8, 16, 14, 14], [32, 16, 5, 5], 2);
  expect(forward.sizes).toEqual({ batch: 8, m: 32, n: 14 * 14, k: 16 * 25 });
  // The gradient of its filters: channels in place of images, and filters as large as images.
  const byFilters = convolve([16, 8, 14, 14], [32, 8, 14, 14], 2);
  expect(byFilters.sizes).toEqual({ batch: 16, m: 32, n: 25, k: 8 * 14 * 14 });
  const inGroups = convolve([8, 16, 14, 14], [32, 4, 5, 5], 2);
  expect(inGroups.sizes).toEqual({ batch: 8 * 4, m: 32 / 4, n: 14 * 14, k: 4 * 25 });
  for (const { sizes, flops, kernel } of [forward, byFilters, inGroups]) {
    expect(2 * sizes!.batch * sizes!.m * sizes!.n * sizes!.k).toBe(flops);
    expect(kernel).toBeUndefined();
  }
  expect(convolve([8, 16, 14, 14], [32, 16, 1, 1], 0).kernel).toBe("pointwise");
  // The gradient of the input of a convolution with strides.
  expect(convolve([8, 32, 7, 7], [16, 32, 3, 3], 1, 2).kernel).toBe("spread");
});

test.each<[Shape, dims: Shape, kernel: string | undefined]>([
  [[64, 256], [1], undefined],
  [[64, 256], [0, 1], undefined],
  [[4, 64, 256, 1], [2], undefined],
  [[4, 64, 256], [0, 1], "columns"],
  [[4, 64, 256], [1], "columns"],
  [[4, 8, 14, 2, 14, 2], [3, 5], "windows"],
  [[4, 8, 14, 14, 2, 2], [4, 5], "windows"],
  [[64, 8], [0], "windows"],
])("the kernel of a sum of %j over dims %j follows its memory access", (shape, dims, kernel) => {
  expect(workOf([shape], (b, inputs) => b.op("reduce", inputs, { reducer: "add", dims })).kernel).toBe(kernel);
});

test("moves of contiguous blocks have another kernel than moves of single elements", () => {
  const transpose = (shape: Shape, permutation: Shape) =>
    workOf([shape], (b, inputs) => b.op("transpose", inputs, { permutation })).kernel;
  expect(transpose([4, 8, 16], [1, 0, 2])).toBe("blocks");
  expect(transpose([4, 8, 16, 1], [3, 1, 0, 2])).toBe("blocks");
  expect(transpose([4, 8, 16], [0, 2, 1])).toBeUndefined();
  const slice = (strides: Shape) =>
    workOf([[8, 8]], (b, inputs) => b.op("slice", inputs, { start: [0, 0], limit: [8, 8], strides })).kernel;
  expect(slice([2, 1])).toBe("blocks");
  expect(slice([1, 2])).toBeUndefined();
});

test("an elementwise op has a kernel of its own and reads all operands", () => {
  const shape = [16, 16];
  const work = workOf([shape, shape], (b, inputs) => b.op("power", inputs, {}));
  expect(work).toMatchObject({ kind: "elementwise", kernel: "power", bytesRead: 2 * bytesOf(f32(shape)) });
});
