/** Tests each rule with one op that breaks it and the error message. */
import { expect, test } from "vitest";
import type { OpAttrs, OpKind } from "./ops.ts";
import { inferTypes } from "./table.ts";
import type { DType, TensorType } from "./types.ts";

const f32 = (...shape: number[]): TensorType => ({ shape, dtype: "f32" });
const of = (dtype: DType, ...shape: number[]): TensorType => ({ shape, dtype });

const dot = { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] };
const convolution = { strides: [1], padding: [[0, 0]] as const, lhsDilation: [1], rhsDilation: [1], featureGroups: 1 };
const gather = {
  offsetDims: [1],
  collapsedSliceDims: [0],
  operandBatchingDims: [],
  startIndicesBatchingDims: [],
  startIndexMap: [0],
  indexVectorDim: 1,
  sliceSizes: [1, 4],
};
const scatter = {
  updateWindowDims: [1],
  insertedWindowDims: [0],
  inputBatchingDims: [],
  scatterIndicesBatchingDims: [],
  scatterDimsToOperandDims: [0],
  indexVectorDim: 1,
  reducer: "add",
} as const;
const group = { axes: ["x"], groupSize: 4 };

type Case = {
  [K in OpKind]: readonly [kind: K, operands: readonly TensorType[], attrs: OpAttrs[K], message: string];
}[OpKind];

const cases: readonly Case[] = [
  ["negate", [f32(2), f32(2)], {}, "takes 1 operands, got 2"],
  ["add", [f32(2), f32(3)], {}, "operands must have one shape, got tensor<2xf32> and tensor<3xf32>"],
  ["add", [f32(2), of("i32", 2)], {}, "operands must have one element type, got tensor<2xf32> and tensor<2xi32>"],
  ["add", [of("i1", 2), of("i1", 2)], {}, "needs numeric (for booleans use and, or, xor, not) elements"],
  ["exponential", [of("i32")], {}, "needs floating-point elements, got tensor<i32>"],
  ["popcnt", [f32()], {}, "needs integer elements, got tensor<f32>"],
  ["abs", [of("ui32")], {}, "needs signed elements, got tensor<ui32>"],
  ["and", [f32(), f32()], {}, "needs integer or boolean elements, got tensor<f32>"],
  ["bitcast_convert", [f32(2)], { dtype: "f64" }, "cannot reinterpret tensor<2xf32> as f64; the element sizes must be"],
  ["select", [f32(2), f32(2), f32(2)], {}, "needs boolean elements, got tensor<2xf32>"],
  [
    "constant",
    [],
    { type: f32(3), data: { dense: new Float32Array(2) } },
    "has 2 elements for tensor<3xf32>, which needs 3",
  ],
  ["constant", [], { type: f32(-1), data: { splat: 0 } }, "the shape [-1] has a dim of size -1"],
  ["iota", [], { type: f32(3), dim: 1 }, "dim names dim 1 of a value of rank 1"],
  ["iota", [], { type: of("i1", 3), dim: 0 }, "cannot count in tensor<3xi1>"],
  ["broadcast_in_dim", [f32(2)], { shape: [3], dims: [0] }, "operand dim 0 of size 2 cannot become dim 0 of size 3"],
  ["broadcast_in_dim", [f32(2)], { shape: [2], dims: [] }, "dims has 0 entries, needs 1"],
  ["reshape", [f32(6)], { shape: [4] }, "tensor<6xf32> has 6 elements, the new shape [4] has 4"],
  ["transpose", [f32(2, 3)], { permutation: [0, 0] }, "permutation = [0,0] repeats a dim"],
  ["reverse", [f32(2)], { dims: [2] }, "dims names dim 2 of a value of rank 1"],
  ["slice", [f32(4)], { start: [2], limit: [5], strides: [1] }, "[2:5:1] is outside dim 0 of size 4"],
  [
    "pad",
    [f32(4), f32(1)],
    { low: [0], high: [0], interior: [0] },
    "the padding value must be a scalar, got tensor<1xf32>",
  ],
  ["pad", [f32(4), f32()], { low: [-3], high: [-2], interior: [0] }, "padding -3 and -2 crops dim 0 of size 4 to -1"],
  ["pad", [f32(4), f32()], { low: [0], high: [0], interior: [-1] }, "interior padding -1 of dim 0 is negative"],
  ["concatenate", [], { dim: 0 }, "needs at least one operand"],
  ["concatenate", [f32(2, 3), f32(2, 4)], { dim: 0 }, "operands must agree except in dim 0"],
  ["dot_general", [f32(2, 3), f32(4, 5)], dot, "contracts lhs dim 1 of size 3 with rhs dim 0 of size 4"],
  ["dot_general", [f32(2, 3), f32(3)], { ...dot, lhsBatch: [0] }, "rhs batches dims has 0 entries, needs 1"],
  ["dot_general", [of("i1", 2, 2), of("i1", 2, 2)], dot, "needs numeric elements, got tensor<2x2xi1>"],
  ["convolution", [f32(1, 4, 8), f32(2, 3, 3)], convolution, "4 input channels are not 1 feature groups of 3"],
  [
    "convolution",
    [f32(1, 4, 8), f32(3, 2, 3)],
    { ...convolution, featureGroups: 2 },
    "3 output channels do not divide into 2",
  ],
  ["convolution", [f32(1, 4, 8), f32(2, 4)], convolution, "operands must have one rank of at least 2"],
  ["reduce", [f32(2)], { reducer: "and", dims: [0] }, "cannot combine tensor<2xf32> by and"],
  ["reduce", [of("i1", 2)], { reducer: "add", dims: [0] }, "cannot combine tensor<2xi1> by add"],
  ["gather", [f32(9, 4), f32(5, 1)], gather, "needs integer index elements, got tensor<5x1xf32>"],
  ["gather", [f32(9, 4), of("i32", 5, 2)], gather, "an index vector has 2 entries, needs 1"],
  [
    "gather",
    [f32(9, 4), of("i32", 5, 1)],
    { ...gather, indexVectorDim: 3 },
    "the index vector dim 3 is outside tensor<5x1xi32>",
  ],
  ["gather", [f32(9, 4), of("i32", 5, 1)], { ...gather, sliceSizes: [1, 5] }, "slices 5 of dim 1 of tensor<9x4xf32>"],
  [
    "gather",
    [f32(9, 4), of("i32", 5, 1)],
    { ...gather, sliceSizes: [2, 4] },
    "collapsed dim 0 has slice size 2, needs 1",
  ],
  [
    "scatter",
    [f32(9, 4), of("i32", 5, 1), f32(5, 5)],
    scatter,
    "an update window of 5 exceeds dim 1 of tensor<9x4xf32>",
  ],
  ["scatter", [f32(9, 4), of("i32", 5, 1), f32(6, 4)], scatter, "the indices have batch dims [5], the updates [6]"],
  ["sort", [f32(2), f32(3)], { dim: 0 }, "operands must have one shape"],
  ["all_reduce", [f32(2)], { axes: ["x"], groupSize: 0, reducer: "add" }, "the group over [x] has 0 members"],
  ["all_slice", [f32(6)], { ...group, dim: 0 }, "dim 0 of tensor<6xf32> does not divide into 4 slices"],
];

test.each(cases)("%s of %j", (kind, operands, attrs, message) => {
  expect(() => inferTypes(kind, operands, attrs as never, () => "step: op.7")).toThrow(`step: op.7: ${message}`);
});
