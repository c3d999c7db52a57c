/** @file Ops that move elements: pad, concatenate, gather, scatter, sort. */
import type { GatherAttrs, OpAttrs, ScatterAttrs } from "../ops.ts";
import { numElements, type TensorType } from "../types.ts";
import { allocateNumbers, type Numbers, type Operand, offsetsOf, stridesOf } from "./data.ts";
import { binaryFunction } from "./elementwise.ts";

/** Pads with `value`, also between elements (`interior`). Negative padding crops. */
export function pad(x: Operand, value: number, { low, high, interior }: OpAttrs["pad"]): Operand {
  const shape = x.shape.map((size, dim) => low[dim] + high[dim] + size + Math.max(size - 1, 0) * interior[dim]);
  const data = allocateNumbers(x.dtype, numElements(shape)).fill(value);
  // Along each dim, the part of x that lands inside the result.
  const ranges = x.shape.map((size, dim) => {
    const step = interior[dim] + 1;
    const first = Math.max(0, Math.ceil(-low[dim] / step));
    const last = Math.min(size - 1, Math.floor((shape[dim] - 1 - low[dim]) / step));
    return { first, count: Math.max(0, last - first + 1), step };
  });
  const counts = ranges.map(({ count }) => count);
  const [from, to] = [stridesOf(x.shape), stridesOf(shape)];
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, n, i) => sum + n * b[i], 0);
  const firsts = ranges.map(({ first }) => first);
  const sources = offsetsOf(counts, from, dot(firsts, from));
  const targets = offsetsOf(
    counts,
    to.map((stride, dim) => stride * ranges[dim].step),
    dot(
      ranges.map(({ first, step }, dim) => low[dim] + first * step),
      to,
    ),
  );
  for (let i = 0; i < sources.length; i++) data[targets[i]] = x.data[sources[i]];
  return { shape, dtype: x.dtype, data };
}

export function concatenate(parts: readonly Operand[], dim: number, { shape, dtype }: TensorType): Numbers {
  const out = allocateNumbers(dtype, numElements(shape));
  const inner = numElements(shape.slice(dim + 1));
  const rows = numElements(shape.slice(0, dim));
  let start = 0;
  for (const part of parts) {
    const run = part.shape[dim] * inner;
    for (let row = 0; row < rows; row++) {
      out.set(part.data.subarray(row * run, (row + 1) * run) as never, row * shape[dim] * inner + start);
    }
    start += run;
  }
  return out;
}

/**
 * Index vectors of a gather or scatter, one per batch position, in row-major order, each followed by its positions
 * along `batchingDims`.
 */
function indexVectors({ shape, data }: Operand, vectorDim: number, batchingDims: readonly number[]): number[][] {
  const strides = stridesOf(shape);
  const length = shape[vectorDim] ?? 1;
  const batchDims = [...shape.keys()].filter((dim) => dim !== vectorDim);
  const starts = offsetsOf(
    batchDims.map((dim) => shape[dim]),
    batchDims.map((dim) => strides[dim]),
  );
  return Array.from(starts, (start) => [
    ...Array.from({ length }, (_, i) => Number(data[start + i * (strides[vectorDim] ?? 0)])),
    ...batchingDims.map((dim) => Math.floor(start / strides[dim]) % shape[dim]),
  ]);
}

const without = (rank: number, dims: readonly number[]): number[] =>
  [...Array(rank).keys()].filter((dim) => !dims.includes(dim));

/** StableHLO gather. Start indices are clamped so that every slice is within the operand. */
export function gather(x: Operand, indices: Operand, attrs: GatherAttrs, result: TensorType): Numbers {
  const strides = stridesOf(x.shape);
  const outStrides = stridesOf(result.shape);
  const windowDims = without(x.shape.length, [...attrs.collapsedSliceDims, ...attrs.operandBatchingDims]);
  const windowShape = windowDims.map((dim) => attrs.sliceSizes[dim]);
  const sources = offsetsOf(
    windowShape,
    windowDims.map((dim) => strides[dim]),
  );
  const targets = offsetsOf(
    windowShape,
    attrs.offsetDims.map((dim) => outStrides[dim]),
  );
  const batchDims = without(result.shape.length, attrs.offsetDims);
  const corners = offsetsOf(
    batchDims.map((dim) => result.shape[dim]),
    batchDims.map((dim) => outStrides[dim]),
  );
  const out = allocateNumbers(x.dtype, numElements(result.shape));
  const indexed = [...attrs.startIndexMap, ...attrs.operandBatchingDims];
  indexVectors(indices, attrs.indexVectorDim, attrs.startIndicesBatchingDims).forEach((vector, b) => {
    let start = 0;
    indexed.forEach((dim, i) => {
      const limit = x.shape[dim] - attrs.sliceSizes[dim];
      start += Math.min(limit, Math.max(0, vector[i])) * strides[dim];
    });
    for (let i = 0; i < sources.length; i++) out[corners[b] + targets[i]] = x.data[start + sources[i]];
  });
  return out;
}

/** StableHLO scatter: updates outside the operand are dropped; duplicates apply in order. */
export function scatter(x: Operand, indices: Operand, updates: Operand, attrs: ScatterAttrs): Numbers {
  const strides = stridesOf(x.shape);
  const updateStrides = stridesOf(updates.shape);
  const windowDims = without(x.shape.length, [...attrs.insertedWindowDims, ...attrs.inputBatchingDims]);
  const windowShape = attrs.updateWindowDims.map((dim) => updates.shape[dim]);
  const sources = offsetsOf(
    windowShape,
    attrs.updateWindowDims.map((dim) => updateStrides[dim]),
  );
  const batchDims = without(updates.shape.length, attrs.updateWindowDims);
  const corners = offsetsOf(
    batchDims.map((dim) => updates.shape[dim]),
    batchDims.map((dim) => updateStrides[dim]),
  );
  const combine = attrs.reducer === "set" ? undefined : binaryFunction(attrs.reducer, x.dtype);
  const windowStrides = stridesOf(windowShape);
  const out = x.data.slice() as Numbers;
  const indexed = [...attrs.scatterDimsToOperandDims, ...attrs.inputBatchingDims];
  indexVectors(indices, attrs.indexVectorDim, attrs.scatterIndicesBatchingDims).forEach((vector, b) => {
    const start = new Array<number>(x.shape.length).fill(0);
    indexed.forEach((dim, i) => {
      start[dim] = vector[i];
    });
    for (let w = 0; w < sources.length; w++) {
      const index = start.slice();
      windowDims.forEach((dim, i) => {
        index[dim] += Math.floor(w / windowStrides[i]) % windowShape[i];
      });
      if (index.some((at, dim) => at < 0 || at >= x.shape[dim])) continue;
      const target = index.reduce((sum, at, dim) => sum + at * strides[dim], 0);
      const update = updates.data[corners[b] + sources[w]];
      out[target] = combine ? combine(out[target], update) : update;
    }
  });
  return out;
}

/** Sorts the first operand along `dim` (stable, NaN last) and permutes the others the same way. */
export function sort(operands: readonly Operand[], dim: number): Numbers[] {
  const { shape, data } = operands[0];
  const strides = stridesOf(shape);
  const outer = without(shape.length, [dim]);
  const outs = operands.map((operand) => allocateNumbers(operand.dtype, operand.data.length));
  const starts = offsetsOf(
    outer.map((d) => shape[d]),
    outer.map((d) => strides[d]),
  );
  for (const start of starts) {
    const at = (i: number): number => start + i * strides[dim];
    const order = [...Array(shape[dim]).keys()].sort((i, j) => compareNanLast(data[at(i)], data[at(j)]));
    order.forEach((from, to) => {
      outs.forEach((out, k) => {
        out[at(to)] = operands[k].data[at(from)];
      });
    });
  }
  return outs;
}

function compareNanLast(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x < y ? -1 : Number(x > y);
}
