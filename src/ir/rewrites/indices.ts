/**
 * @file Gives batching dims to gathers and scatters whose index vectors contain their own position along a dim of the
 * indices, such as the row in a row-wise take or in the gradient of a sort or top-k. Batching dims make explicit that
 * every row reads and writes only its own row, so rows are independent.
 */
import { affineOf } from "../affine.ts";
import type { ValueId } from "../graph.ts";
import type { GatherAttrs, ScatterAttrs } from "../ops.ts";
import { numElements } from "../types.ts";
import type { RewriteRule, RewriteRules, Rewriter } from "./rewriter.ts";

/** The common attributes of gathers and scatters. */
interface Indexing {
  /** The value that is indexed. */
  readonly shape: readonly number[];
  readonly indices: ValueId;
  readonly indexVectorDim: number;
  /** The dim of the value that each entry of an index vector indexes. */
  readonly indexed: readonly number[];
  /** Dims of the value with a window of one element, which the result or the updates do not have. */
  readonly collapsed: readonly number[];
  /** Dims of the value that are batching dims already, and their dims of the indices. */
  readonly batching: readonly number[];
  readonly indicesBatching: readonly number[];
}

/** For each entry of the index vectors, the dim of the indices along which it is the position, or −1. */
function findRows(
  r: Rewriter,
  { shape, indices, indexVectorDim, indexed, collapsed, indicesBatching }: Indexing,
): number[] {
  const sizes = r.shape(indices);
  const isTaken = new Set(indicesBatching);
  const definitions = { definer: (value: ValueId) => r.definer(value), type: (value: ValueId) => r.type(value) };
  return indexed.map((dim, entry) => {
    if (!collapsed.includes(dim)) return -1;
    const fixed = sizes.map((_, d) => (d === indexVectorDim ? entry : undefined));
    const affine = affineOf(definitions, indices, fixed);
    if (affine?.base !== 0) return -1;
    const [row, ...others] = [...sizes.keys()].filter((d) => affine.steps[d] !== 0);
    if (row === undefined || others.length > 0 || isTaken.has(row)) return -1;
    if (affine.steps[row] !== 1 || sizes[row] !== shape[dim]) return -1;
    isTaken.add(row);
    return row;
  });
}

/**
 * The same indexing with batching dims for `rows`. Index vectors are the last dim of the indices, which is implicit
 * when they have one entry.
 */
function withRows(r: Rewriter, indexing: Indexing, rows: readonly number[]): Omit<Indexing, "shape"> {
  const { indices, indexVectorDim, indexed } = indexing;
  const sizes = r.shape(indices);
  const batchDims = [...sizes.keys()].filter((dim) => dim !== indexVectorDim);
  const batchShape = batchDims.map((dim) => sizes[dim]);
  const own = [...rows.keys()].filter((entry) => rows[entry] >= 0);
  const others = [...rows.keys()].filter((entry) => rows[entry] < 0);
  const ownDims = own.map((entry) => indexed[entry]);
  const columnOf = (entry: number, shape: readonly number[]) =>
    r.op("reshape", [column(r, indices, indexVectorDim, entry)], { shape });
  const rank = batchShape.length;
  return {
    indices:
      others.length === 1
        ? columnOf(others[0], batchShape)
        : r.op(
            "concatenate",
            others.map((entry) => columnOf(entry, [...batchShape, 1])),
            { dim: rank },
          ),
    indexVectorDim: rank,
    indexed: others.map((entry) => indexed[entry]),
    collapsed: indexing.collapsed.filter((dim) => !ownDims.includes(dim)),
    batching: [...indexing.batching, ...ownDims],
    indicesBatching: [...indexing.indicesBatching, ...own.map((entry) => rows[entry])].map((dim) =>
      batchDims.indexOf(dim),
    ),
  };
}

/** Entry `entry` of all index vectors. */
function column(r: Rewriter, indices: ValueId, vectorDim: number, entry: number): ValueId {
  const shape = r.shape(indices);
  if (vectorDim === shape.length || shape[vectorDim] === 1) return indices;
  const joined = r.made(indices, "concatenate");
  if (joined?.attrs.dim === vectorDim) {
    let rest = entry;
    for (const part of joined.operands) {
      const size = r.shape(part)[vectorDim];
      if (rest < size) return column(r, part, vectorDim, rest);
      rest -= size;
    }
  }
  return r.op("slice", [indices], {
    start: shape.map((_, dim) => (dim === vectorDim ? entry : 0)),
    limit: shape.map((size, dim) => (dim === vectorDim ? entry + 1 : size)),
    strides: shape.map(() => 1),
  });
}

const gather: RewriteRule<"gather"> = (r, [x, indices], attrs) => {
  const shape = r.shape(x);
  const { indexVectorDim, startIndexMap, collapsedSliceDims, operandBatchingDims, startIndicesBatchingDims } = attrs;
  const indexing: Indexing = {
    shape,
    indices,
    indexVectorDim,
    indexed: startIndexMap,
    collapsed: collapsedSliceDims,
    batching: operandBatchingDims,
    indicesBatching: startIndicesBatchingDims,
  };
  const rows = findRows(r, indexing);
  if (!rows.some((row) => row >= 0)) return undefined;
  if (rows.every((row) => row >= 0)) return gatherOfRows(r, x, indexing, rows, attrs);
  const own = withRows(r, indexing, rows);
  return r.op("gather", [x, own.indices], {
    offsetDims: attrs.offsetDims,
    collapsedSliceDims: own.collapsed,
    operandBatchingDims: own.batching,
    startIndicesBatchingDims: own.indicesBatching,
    startIndexMap: own.indexed,
    indexVectorDim: own.indexVectorDim,
    sliceSizes: attrs.sliceSizes,
  });
};

/** A gather whose indices are all positions is a view of its operand. */
function gatherOfRows(
  r: Rewriter,
  x: ValueId,
  indexing: Indexing,
  rows: readonly number[],
  attrs: GatherAttrs,
): ValueId {
  const { shape, indices, indexVectorDim, indexed, batching, indicesBatching, collapsed } = indexing;
  const sizes = r.shape(indices);
  const batch = [...sizes.keys()].filter((dim) => dim !== indexVectorDim);
  const walked = new Map([
    ...indexed.map((dim, entry) => [dim, rows[entry]] as const),
    ...batching.map((dim, i) => [dim, indicesBatching[i]] as const),
  ]);
  const window = shape.map((size, dim) => (walked.has(dim) ? size : attrs.sliceSizes[dim]));
  const sliced = r.op("slice", [x], { start: shape.map(() => 0), limit: window, strides: shape.map(() => 1) });
  const kept = [...shape.keys()].filter((dim) => walked.has(dim) || !collapsed.includes(dim));
  const rank = batch.length + attrs.offsetDims.length;
  const batchPlaces = [...Array(rank).keys()].filter((place) => !attrs.offsetDims.includes(place));
  const windowDims = kept.filter((dim) => !walked.has(dim));
  const placeOf = (dim: number): number =>
    walked.has(dim) ? batchPlaces[batch.indexOf(walked.get(dim)!)] : attrs.offsetDims[windowDims.indexOf(dim)];
  const source = r.op("reshape", [sliced], { shape: kept.map((dim) => window[dim]) });
  const result = Array.from({ length: rank }, (_, place) => {
    const at = attrs.offsetDims.indexOf(place);
    return at >= 0 ? window[windowDims[at]] : sizes[batch[batchPlaces.indexOf(place)]];
  });
  return r.op("broadcast_in_dim", [source], { shape: result, dims: kept.map(placeOf) });
}

const scatter: RewriteRule<"scatter"> = (r, [x, indices, updates], attrs) => {
  const indexing: Indexing = {
    shape: r.shape(x),
    indices,
    indexVectorDim: attrs.indexVectorDim,
    indexed: attrs.scatterDimsToOperandDims,
    collapsed: attrs.insertedWindowDims,
    batching: attrs.inputBatchingDims,
    indicesBatching: attrs.scatterIndicesBatchingDims,
  };
  const rows = findRows(r, indexing);
  if (!rows.some((row) => row >= 0)) return undefined;
  if (rows.every((row) => row >= 0)) {
    const whole = scatterToRows(r, x, updates, indexing, rows, attrs);
    if (whole !== undefined) return whole;
    rows[rows.length - 1] = -1;
    if (rows.length === 1) return undefined;
  }
  const own = withRows(r, indexing, rows);
  return r.op("scatter", [x, own.indices, updates], {
    updateWindowDims: attrs.updateWindowDims,
    insertedWindowDims: own.collapsed,
    inputBatchingDims: own.batching,
    scatterIndicesBatchingDims: own.indicesBatching,
    scatterDimsToOperandDims: own.indexed,
    indexVectorDim: own.indexVectorDim,
    reducer: attrs.reducer,
  });
};

/** A scatter whose indices are all positions is a sum with the updates; undefined for any other scatter. */
function scatterToRows(
  r: Rewriter,
  x: ValueId,
  updates: ValueId,
  { shape, indices, indexVectorDim, indexed, collapsed, batching, indicesBatching }: Indexing,
  rows: readonly number[],
  { updateWindowDims, reducer }: ScatterAttrs,
): ValueId | undefined {
  if (reducer !== "add" && reducer !== "set") return undefined;
  const sizes = r.shape(updates);
  const batch = [...r.shape(indices).keys()].filter((dim) => dim !== indexVectorDim);
  const batchPlaces = [...sizes.keys()].filter((place) => !updateWindowDims.includes(place));
  const placeOfRow = (row: number) => batchPlaces[batch.indexOf(row)];
  const places = new Map([
    ...indexed.map((dim, entry) => [dim, placeOfRow(rows[entry])] as const),
    ...batching.map((dim, i) => [dim, placeOfRow(indicesBatching[i])] as const),
  ]);
  const windowDims = [...shape.keys()].filter((dim) => !places.has(dim) && !collapsed.includes(dim));
  windowDims.forEach((dim, i) => {
    places.set(dim, updateWindowDims[i]);
  });
  if (shape.some((size, dim) => size !== (places.has(dim) ? sizes[places.get(dim)!] : 1))) return undefined;
  const read = [...places.values()];
  const summed = [...sizes.keys()].filter((place) => !read.includes(place));
  if (reducer === "set" && numElements(summed.map((place) => sizes[place])) !== 1) return undefined;
  const total = r.op("reduce", [updates], { reducer: "add", dims: summed });
  const left = [...sizes.keys()].filter((place) => read.includes(place));
  const ordered = [...places].sort(([a], [b]) => a - b).map(([, place]) => left.indexOf(place));
  const laid = r.op("reshape", [r.op("transpose", [total], { permutation: ordered })], { shape });
  return reducer === "set" ? laid : r.op("add", [x, laid], {});
}

export const indexRules: RewriteRules = { gather: [gather], scatter: [scatter] };
