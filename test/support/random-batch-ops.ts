/**
 * @file Parts of training steps that depend on the whole batch, or on the index of the example.
 */
import type { Random } from "../../src/base/random.ts";
import type { GraphBuilder } from "../../src/ir/builder.ts";
import type { ValueId } from "../../src/ir/graph.ts";
import type { BinaryKind } from "../../src/ir/ops.ts";
import { type DType, numElements } from "../../src/ir/types.ts";

/** Dropout with one key: keeps `x` where random bits drawn by position are set, and is 0 elsewhere. */
export function drawnMask(b: GraphBuilder, random: Random, x: ValueId): ValueId {
  const { shape } = b.typeOf(x);
  const count = numElements(shape);
  const type = { shape, dtype: "ui32" } as const;
  const flat = b.op("iota", [], { type: { shape: [count], dtype: "ui32" }, dim: 0 });
  const counter = random.int(2)
    ? b.op("reshape", [flat], { shape })
    : b.op("iota", [], { type, dim: random.int(shape.length) });
  const binary = (kind: BinaryKind, by: number, value: ValueId) => b.op(kind, [value, b.splat(type, by)], {});
  const key = 1 + random.int(1000);
  let bits = binary("multiply", 0x9e3779b1, binary("add", key, counter));
  bits = b.op("xor", [bits, binary("shift_right_logical", 15, bits)], {});
  const kept = b.op("compare", [binary("and", 3, bits), b.splat(type, 1)], { direction: "GT" });
  return b.op("select", [kept, x, b.splat(b.typeOf(x), 0)], {});
}

/** The values of `x` sorted along a dim, its best few, or their gradient: each row put back in its own places. */
export function rowwise(b: GraphBuilder, random: Random, x: ValueId, isExact: boolean): ValueId | undefined {
  const { shape } = b.typeOf(x);
  const dim = random.int(shape.length);
  const numBest = 1 + random.int(shape[dim]);
  const best = (value: ValueId) =>
    b.op("slice", [value], {
      start: shape.map(() => 0),
      limit: shape.map((size, d) => (d === dim ? numBest : size)),
      strides: shape.map(() => 1),
    });
  const positions = b.op("iota", [], { type: { shape, dtype: "i32" }, dim });
  if (!isExact) return best(b.op("sort", [x], { dim }));
  const [sorted, order] = b.emit("sort", [x, positions], { dim });
  const form = random.int(3);
  if (form === 0) return best(sorted);
  const rows = [...shape.keys()].filter((d) => d !== dim);
  const index = best(order);
  if (form === 1)
    return b.op("gather", [x, index], {
      offsetDims: [],
      collapsedSliceDims: [dim],
      operandBatchingDims: rows,
      startIndicesBatchingDims: rows,
      startIndexMap: [dim],
      indexVectorDim: shape.length,
      sliceSizes: shape.map(() => 1),
    });
  return b.op("scatter", [b.splat(b.typeOf(x), 0), index, best(x)], {
    updateWindowDims: [],
    insertedWindowDims: [dim],
    inputBatchingDims: rows,
    scatterIndicesBatchingDims: rows,
    scatterDimsToOperandDims: [dim],
    indexVectorDim: shape.length,
    reducer: random.int(2) ? "add" : "set",
  });
}

/**
 * A metric of the whole batch along `dim`: maximum or minimum, their positions, whether any or all elements are
 * positive.
 */
export function batchMetric(
  b: GraphBuilder,
  random: Random,
  x: ValueId,
  dim: number,
  isExact: boolean,
): ValueId | undefined {
  if (dim < 0) return undefined;
  const type = b.typeOf(x);
  const reducer = random.pick(["maximum", "minimum"] as const);
  const extreme = b.op("reduce", [x], { reducer, dims: [dim] });
  const form = random.int(3);
  const dims = [...type.shape.keys()].filter((d) => d !== dim);
  if (!isExact || form === 0) return extreme;
  const asFloat = (value: ValueId) => b.op("convert", [value], { dtype: "f64" as DType });
  if (form === 1) {
    const isPositive = b.op("compare", [x, b.splat(type, 0.5)], { direction: "GT" });
    return asFloat(b.op("reduce", [isPositive], { reducer: random.pick(["or", "and"]), dims: [dim] }));
  }
  const size = type.shape[dim];
  const spread = b.op("broadcast_in_dim", [extreme], { shape: type.shape, dims });
  const isExtreme = b.op("compare", [x, spread], { direction: "EQ" });
  const countDown = Int32Array.from({ length: size }, (_, i) => size - i);
  const line = b.op("constant", [], { type: { shape: [size], dtype: "i32" }, data: { dense: countDown } });
  const left = b.op("broadcast_in_dim", [line], { shape: type.shape, dims: [dim] });
  const places = b.op("multiply", [b.op("convert", [isExtreme], { dtype: "i32" }), left], {});
  return asFloat(b.op("reduce", [places], { reducer: "maximum", dims: [dim] }));
}

/** `x` minus its mean over the batch, divided by its standard deviation: a batch total that depends on another one. */
export function standardize(b: GraphBuilder, random: Random, x: ValueId, dim: number): ValueId | undefined {
  if (dim < 0) return undefined;
  const type = b.typeOf(x);
  const dims = [...type.shape.keys()].filter((d) => d !== dim);
  const mean = (value: ValueId) => {
    const total = b.op("reduce", [value], { reducer: "add", dims: [dim] });
    return b.op("multiply", [total, b.splat(b.typeOf(total), 1 / type.shape[dim])], {});
  };
  const spread = (value: ValueId) => b.op("broadcast_in_dim", [value], { shape: type.shape, dims });
  const centered = b.op("subtract", [x, spread(mean(x))], {});
  const variance = mean(b.op("multiply", [centered, centered], {}));
  if (random.int(4) === 0) return variance;
  const deviation = b.op("sqrt", [b.op("add", [variance, b.splat(b.typeOf(variance), 0.1)], {})], {});
  return b.op("divide", [centered, spread(deviation)], {});
}
