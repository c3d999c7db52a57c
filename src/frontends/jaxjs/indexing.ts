/**
 * @file jax-js's integer-array indexing as StableHLO gather and scatter. In jax-js, reading at an index out of range
 * gives undefined elements; here it gives the nearest element, because StableHLO clamps. Writes out of range are
 * dropped in both.
 */
import type { ValueId } from "../../ir/graph.ts";
import { numElements } from "../../ir/types.ts";
import type { Emitter } from "./emitter.ts";

interface IndexParams {
  /** The dims of the indexed array that the index arrays index. */
  readonly axis: readonly number[];
  /** The position of the index arrays' dims in the result. */
  readonly outDim: number;
}

/**
 * The index arrays, broadcast together and stacked along a new last dim. A single one is returned unchanged, with an
 * implicit last dim.
 */
function stackIndices(emitter: Emitter, indices: readonly ValueId[]): { stacked: ValueId; shape: readonly number[] } {
  const rank = Math.max(...indices.map((index) => emitter.shape(index).length));
  const shape = Array.from({ length: rank }, (_, dim) => {
    const sizes = indices.map((index) => emitter.shape(index).at(dim - rank) ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
  if (indices.length === 1) return { stacked: indices[0], shape };
  const columns = indices.map((index) =>
    emitter.reshape(emitter.expand(index, { shape, dtype: "i32" }), [...shape, 1]),
  );
  return { stacked: emitter.op("concatenate", columns, { dim: rank }), shape };
}

const ascending = (dims: readonly number[]): number[] => dims.toSorted((a, b) => a - b);

/**
 * Dims of the result (or of the updates) that do not come from the index arrays. They correspond to whole dims of the
 * indexed array.
 */
const windowDims = (rank: number, outDim: number, indexRank: number): number[] =>
  [...Array(rank).keys()].filter((dim) => dim < outDim || dim >= outDim + indexRank);

/** `x[indices]`: elements at `indices` of dims `axis`, whole along the others. */
export function gather(
  emitter: Emitter,
  x: ValueId,
  indices: readonly ValueId[],
  { axis, outDim }: IndexParams,
): ValueId {
  const { stacked, shape } = stackIndices(emitter, indices);
  const rank = emitter.shape(x).length - axis.length + shape.length;
  return emitter.op("gather", [x, stacked], {
    offsetDims: windowDims(rank, outDim, shape.length),
    collapsedSliceDims: ascending(axis),
    operandBatchingDims: [],
    startIndicesBatchingDims: [],
    startIndexMap: axis,
    indexVectorDim: shape.length,
    sliceSizes: emitter.shape(x).map((size, dim) => (axis.includes(dim) ? 1 : size)),
  });
}

interface ScatterParams extends IndexParams {
  readonly op: string;
  readonly shape: readonly number[];
}

/** Zeros of `shape` with `updates` added, or set in order, at `indices` of dims `axis`. */
export function scatter(
  emitter: Emitter,
  updates: ValueId,
  indices: readonly ValueId[],
  { op, shape, axis, outDim }: ScatterParams,
): ValueId {
  const { dtype } = emitter.type(updates);
  // Adding booleans means "any": count, then compare.
  const counted = dtype === "i1" && op === "add";
  const values = counted ? emitter.convert(updates, "i32") : updates;
  const { stacked, shape: indexShape } = stackIndices(emitter, indices);
  const zeros = emitter.splat(0, { shape, dtype: counted ? "i32" : dtype });
  if (numElements(emitter.shape(updates)) === 0) return emitter.splat(0, { shape, dtype });
  const out = emitter.op("scatter", [zeros, stacked, values], {
    updateWindowDims: windowDims(emitter.shape(updates).length, outDim, indexShape.length),
    insertedWindowDims: ascending(axis),
    inputBatchingDims: [],
    scatterIndicesBatchingDims: [],
    scatterDimsToOperandDims: axis,
    indexVectorDim: indexShape.length,
    reducer: op === "add" ? "add" : "set",
  });
  return counted ? emitter.convert(out, dtype) : out;
}
