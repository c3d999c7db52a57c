/** @file Random ops whose factors have many roles: contractions, reductions, gathers, scatters, sorts. */
import type { ValueId } from "../../../src/ir/graph.ts";
import type { Reducer } from "../../../src/ir/ops.ts";
import { isFloat, numElements, type TensorType } from "../../../src/ir/types.ts";
import { type GraphKind, type Grow, type Grower, isNumber } from "./grower.ts";

/** An operand's dims, named by role, in random order. */
function layOut(g: Grower, groups: readonly (readonly number[])[]) {
  const tagged = g.shuffled(groups.flatMap((group, role) => group.map((size, index) => ({ size, role, index }))));
  const shape = tagged.map(({ size }) => size);
  const at = (role: number) =>
    groups[role].map((_, index) => tagged.findIndex((dim) => dim.role === role && dim.index === index));
  return { shape, at };
}

const someSizes = (g: Grower, max: number): number[] =>
  Array.from({ length: g.random.int(max + 1) }, () => g.random.pick([1, 2, 4, 4, 8, 3]));

export const contractionGrow = {
  dot_general(g) {
    const dtype = g.dtype(isNumber);
    if (!dtype) return;
    const [batch, contract] = [someSizes(g, 1), someSizes(g, 2)];
    const lhs = layOut(g, [batch, contract, someSizes(g, 2)]);
    const rhs = layOut(g, [batch, contract, someSizes(g, 1)]);
    const x = g.tame(g.fetch({ shape: lhs.shape, dtype }), 8);
    const y = g.tame(g.fetch({ shape: rhs.shape, dtype }), 8);
    const bound = numElements(contract) * g.factOf(x).bound * g.factOf(y).bound;
    const attrs = { lhsBatch: lhs.at(0), rhsBatch: rhs.at(0), lhsContract: lhs.at(1), rhsContract: rhs.at(1) };
    g.op("dot_general", [x, y], attrs, { bound, ...(isFloat(dtype) ? { exact: false } : {}) });
  },
  convolution(g) {
    const dtype = g.dtype(isFloat);
    if (!dtype) return;
    const numSpatial = 1 + g.random.int(2);
    const spatial = <T>(make: (index: number) => T): T[] =>
      Array.from({ length: numSpatial }, (_, index) => make(index));
    const featureGroups = g.random.pick([1, 1, 2, 4]);
    const [inputs, outputs] = [g.random.pick([1, 2, 4]), g.random.pick([1, 2])];
    const window = spatial(() => 1 + g.random.int(3));
    const x = g.tame(
      g.fetch({
        shape: [g.random.pick([1, 2, 4]), inputs * featureGroups, ...spatial(() => 4 + g.random.int(3))],
        dtype,
      }),
      4,
    );
    const w = g.tame(g.fetch({ shape: [outputs * featureGroups, inputs, ...window], dtype }), 4);
    const attrs = {
      strides: spatial(() => 1 + g.random.int(2)),
      padding: spatial((index) => [g.random.int(window[index]), g.random.int(window[index])] as const),
      lhsDilation: spatial(() => (g.chance(0.2) ? 2 : 1)),
      rhsDilation: spatial(() => (g.chance(0.2) ? 2 : 1)),
      featureGroups,
    };
    const bound = inputs * numElements(window) * g.factOf(x).bound * g.factOf(w).bound;
    // Dilated windows need at most (3 − 1)·2 + 1 = 5 elements; rows of 4 with no padding may be shorter.
    const fits = window.every((size, index) => {
      const row = (g.typeOf(x).shape[index + 2] - 1) * attrs.lhsDilation[index] + 1;
      return row + attrs.padding[index][0] + attrs.padding[index][1] >= (size - 1) * attrs.rhsDilation[index] + 1;
    });
    if (fits) g.op("convolution", [x, w], attrs, { bound, exact: false });
  },
  reduce(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const { shape, dtype } = g.typeOf(x);
    const reducers: Reducer[] = dtype === "i1" ? ["and", "or"] : ["add", "add", "multiply", "maximum", "minimum"];
    const reducer = g.random.pick(reducers);
    const dims = g.dims(shape.length);
    const terms = dims.reduce((product, dim) => product * shape[dim], 1);
    const keepsExact = !isFloat(dtype) || reducer === "maximum" || reducer === "minimum" ? {} : { exact: false };
    if (reducer === "multiply") {
      const small = isFloat(dtype) ? g.tame(x, 1) : g.tame(x, 2);
      const bound = isFloat(dtype) ? 1 : 2 ** 31;
      g.op("reduce", [small], { reducer, dims }, { bound, ...keepsExact });
    } else {
      const bound = g.factOf(x).bound * (reducer === "add" ? terms : 1);
      g.op("reduce", [x], { reducer, dims }, { bound, ...keepsExact });
    }
  },
  gather(g) {
    const indices = growIndices(g, 10);
    const x = g.any(() => true);
    if (x === undefined) return;
    const { shape } = g.typeOf(x);
    if (shape.length === 0) return;
    const dims = g.shuffled(shape.map((_, dim) => dim));
    const indexed = dims.splice(0, 1 + g.random.int(2));
    const batching = g.chance(0.5) ? dims.splice(0, g.random.int(3)) : [];
    const { value, batch, batchingDims, indexVectorDim } = indices(
      indexed.length,
      batching.map((dim) => shape[dim]),
    );
    const collapsed = indexed.filter(() => g.chance(0.7)).sort((a, b) => a - b);
    const dropped = [...collapsed, ...batching];
    const sliceSizes = shape.map((size, dim) => {
      if (dropped.includes(dim)) return 1;
      return g.chance(0.75) ? size : 1 + g.random.int(size);
    });
    const windowRank = shape.length - dropped.length;
    const rank = windowRank + batch.length;
    const offsetDims = g
      .shuffled(Array.from({ length: rank }, (_, dim) => dim))
      .slice(0, windowRank)
      .sort((a, b) => a - b);
    const attrs = {
      offsetDims,
      collapsedSliceDims: collapsed,
      operandBatchingDims: batching,
      startIndicesBatchingDims: batchingDims,
      startIndexMap: indexed,
      indexVectorDim,
      sliceSizes,
    };
    const { bound, exact } = g.factOf(x);
    g.op("gather", [x, value], attrs, { bound, exact });
  },
  scatter(g) {
    const x = g.any(isNumber);
    if (x === undefined) return;
    const { shape, dtype } = g.typeOf(x);
    if (shape.length === 0) return;
    const dim = g.random.int(shape.length);
    const others = g.shuffled(shape.flatMap((_, d) => (d === dim ? [] : [d])));
    const batching = g.chance(0.5) ? others.slice(0, g.random.int(3)) : [];
    const reducer = g.random.pick(["add", "add", "add", "set", "set", "multiply", "maximum", "minimum"] as const);
    // One index into `dim`, its window a single element; the other dims are full windows, or one for every index.
    const free = reducer === "set" ? [1 + g.random.int(shape[dim])] : someSizes(g, 2);
    const { shape: batch, at } = layOut(g, [free, batching.map((d) => shape[d])]);
    const vector = g.chance(0.5) ? [1] : [];
    const indexType: TensorType = { shape: [...batch, ...vector], dtype: "i32" };
    let indices: ValueId;
    if (reducer === "set") {
      const distinct = g.shuffled(Array.from({ length: shape[dim] }, (_, index) => index)).slice(0, free[0]);
      const data = { dense: Int32Array.from(distinct) };
      const type: TensorType = { shape: free, dtype: "i32" };
      const list = g.op("constant", [], { type, data }, { bound: shape[dim], exact: true });
      indices = g.op("broadcast_in_dim", [list], { shape: indexType.shape, dims: at(0) });
    } else {
      const dense = Int32Array.from({ length: numElements(batch) }, () => g.random.int(shape[dim]));
      const offsets = g.op("constant", [], { type: indexType, data: { dense } }, { bound: shape[dim], exact: true });
      const moved = g.op("add", [offsets, g.op("abs", [g.fetch(indexType, true)], {})], {});
      indices = g.op("remainder", [moved, g.splat(indexType, shape[dim])], {}, { bound: shape[dim] });
    }
    const inserted = g.chance(0.7);
    const dropped = inserted ? [dim, ...batching] : batching;
    const window = shape.map((size, d) => (d === dim ? 1 : size)).filter((_, d) => !dropped.includes(d));
    const rank = batch.length + window.length;
    const updateWindowDims = g
      .shuffled(Array.from({ length: rank }, (_, d) => d))
      .slice(0, window.length)
      .sort((a, b) => a - b);
    const [nextBatch, nextWindow] = [[...batch], [...window]];
    const updateShape = Array.from({ length: rank }, (_, d) =>
      updateWindowDims.includes(d) ? nextWindow.shift()! : nextBatch.shift()!,
    );
    const fetched = g.fetch({ shape: updateShape, dtype });
    const updates = reducer === "multiply" ? g.tame(fetched, 1) : fetched;
    const [own, change] = [g.factOf(x).bound, g.factOf(updates).bound];
    const product = isFloat(dtype) ? own : 2 ** 31;
    const bound = reducer === "multiply" ? product : own + numElements(batch) * change;
    g.op(
      "scatter",
      [x, indices, updates],
      {
        updateWindowDims,
        insertedWindowDims: inserted ? [dim] : [],
        inputBatchingDims: batching,
        scatterIndicesBatchingDims: at(1),
        scatterDimsToOperandDims: [dim],
        indexVectorDim: batch.length,
        reducer,
      },
      {
        bound,
        exact:
          ((reducer !== "add" && reducer !== "multiply") || !isFloat(dtype)) &&
          g.factOf(x).exact &&
          g.factOf(updates).exact,
      },
    );
  },
  sort(g) {
    const x = g.any(isNumber, true);
    if (x === undefined) return;
    const { shape } = g.typeOf(x);
    if (shape.length === 0) return;
    const others = Array.from({ length: g.random.int(3) }, () => g.fetch({ shape, dtype: g.dtype()! }));
    g.emit("sort", [x, ...others], { dim: g.random.int(shape.length) });
  },
} satisfies Partial<Record<GraphKind, Grow>>;

/**
 * Index vectors for a gather: some integer value if one fits, with some indices out of range.
 * `own`: sizes of the batching dims among the batch.
 */
function growIndices(g: Grower, limit: number) {
  return (numIndexed: number, own: readonly number[]) => {
    const { shape: batch, at } = layOut(g, [someSizes(g, 2), own]);
    const vectorIsLast = numIndexed === 1 && g.chance(0.3);
    const indexVectorDim = vectorIsLast ? batch.length : g.random.int(batch.length + 1);
    const shape = vectorIsLast
      ? batch
      : [...batch.slice(0, indexVectorDim), numIndexed, ...batch.slice(indexVectorDim)];
    const type: TensorType = { shape, dtype: "i32" };
    const dense = Int32Array.from({ length: numElements(shape) }, () => g.random.int(limit) - 1);
    const fixed = () => g.op("constant", [], { type, data: { dense } }, { bound: limit, exact: true });
    const batchingDims = at(1).map((dim) => (dim >= indexVectorDim ? dim + 1 : dim));
    return { value: g.chance(0.5) ? fixed() : g.fetch(type, true), batch, batchingDims, indexVectorDim };
  };
}
