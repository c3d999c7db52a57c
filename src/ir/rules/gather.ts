/** @file Rules of gather and scatter (StableHLO's dimension numbers). */
import type { OpRule } from "../rule.ts";
import { numElements, type TensorType, typeText } from "../types.ts";
import {
  type DimFactors,
  expectDims,
  expectDType,
  expectLength,
  expectOperands,
  expectSameDType,
  FactorSpace,
  keepAttrs,
  noFlops,
  reject,
} from "./factors.ts";
import { expectReducer } from "./reduce.ts";

/** The sizes of the dims of `indices` other than the index vector. */
const withoutIndexVector = (indices: TensorType, indexVectorDim: number): number[] =>
  indices.shape.filter((_, dim) => dim !== indexVectorDim);

const indexVectorSize = (indices: TensorType, indexVectorDim: number): number =>
  indexVectorDim === indices.shape.length ? 1 : indices.shape[indexVectorDim];

function expectIndices(indices: TensorType, indexVectorDim: number, numIndexed: number): void {
  expectDType(indices, ["i64", "i32", "i16", "ui64", "ui32", "ui16", "ui8"], "integer index");
  if (indexVectorDim < 0 || indexVectorDim > indices.shape.length) {
    reject(`the index vector dim ${indexVectorDim} is outside ${typeText(indices)}`);
  }
  const size = indexVectorSize(indices, indexVectorDim);
  if (size !== numIndexed) reject(`an index vector has ${size} entries, needs ${numIndexed}`);
}

/**
 * Batching dims: dims of the operand that are indexed by the position along dims of the indices.
 * @param taken  further dims of the operand that an index vector or a collapsed window has
 */
function expectBatching(
  operand: TensorType,
  operandDims: readonly number[],
  taken: readonly number[],
  indices: TensorType,
  indicesDims: readonly number[],
  indexVectorDim: number,
): void {
  expectDims("the operand's batching dims", operandDims, operand.shape.length);
  expectDims("the indices' batching dims", indicesDims, indices.shape.length);
  expectLength("the indices' batching dims", indicesDims, operandDims.length);
  operandDims.forEach((dim, i) => {
    if (taken.includes(dim))
      reject(`dim ${dim} of ${typeText(operand)} is a batching dim and indexed or collapsed too`);
    if (indicesDims[i] === indexVectorDim) reject(`the index vector dim ${indexVectorDim} is a batching dim too`);
    const [size, count] = [operand.shape[dim], indices.shape[indicesDims[i]]];
    if (size !== count) reject(`batching dim ${dim} has size ${size}, dim ${indicesDims[i]} of the indices ${count}`);
  });
}

/** The position of dim `dim` among the dims of `indices` other than the index vector. */
const batchPosition = (dim: number, indexVectorDim: number): number => (dim > indexVectorDim ? dim - 1 : dim);

/** Lays factors of batch dims and of window dims out over a value whose window dims are `windowDims`. */
const interleave = (rank: number, windowDims: readonly number[], window: DimFactors[], batch: DimFactors[]) => {
  const nextBatch = [...batch];
  return Array.from({ length: rank }, (_, dim): DimFactors => {
    const at = windowDims.indexOf(dim);
    return at >= 0 ? window[at] : nextBatch.shift()!;
  });
};

/** The factors of `indices`: the batch ones in order, the index vector whole. */
function indicesFactors(space: FactorSpace, indices: TensorType, indexVectorDim: number, batch: DimFactors[]) {
  const vector = indexVectorDim < indices.shape.length ? [indexVectorDim] : [];
  const vectorFactors = vector.map((dim) => space.add(indices.shape[dim], "whole"));
  return interleave(indices.shape.length, vector, vectorFactors, batch);
}

/** Unsigned 64-bit indices have no signed type in which a part's first index could be subtracted. */
const canShift = (indices: TensorType): boolean => indices.dtype !== "ui64";

const ascending = (dims: readonly number[]): boolean =>
  dims.every((dim, index) => index === 0 || dims[index - 1] < dim);

export const gatherRules: { readonly [K in "gather" | "scatter"]: OpRule<K> } = {
  gather: {
    infer(operands, attrs) {
      expectOperands(operands, 2);
      const [operand, indices] = operands;
      const rank = operand.shape.length;
      expectDims("collapsedSliceDims", attrs.collapsedSliceDims, rank);
      expectDims("startIndexMap", attrs.startIndexMap, rank);
      expectIndices(indices, attrs.indexVectorDim, attrs.startIndexMap.length);
      const { collapsedSliceDims, startIndexMap, operandBatchingDims, startIndicesBatchingDims } = attrs;
      const taken = [...collapsedSliceDims, ...startIndexMap];
      expectBatching(operand, operandBatchingDims, taken, indices, startIndicesBatchingDims, attrs.indexVectorDim);
      expectLength("sliceSizes", attrs.sliceSizes, rank);
      attrs.sliceSizes.forEach((size, dim) => {
        if (size < 0 || size > operand.shape[dim]) reject(`slices ${size} of dim ${dim} of ${typeText(operand)}`);
      });
      const dropped = [...collapsedSliceDims, ...operandBatchingDims];
      for (const dim of dropped) {
        if (attrs.sliceSizes[dim] === 1) continue;
        const what = collapsedSliceDims.includes(dim) ? "collapsed" : "batching";
        reject(`${what} dim ${dim} has slice size ${attrs.sliceSizes[dim]}, needs 1`);
      }
      const window = attrs.sliceSizes.filter((_, dim) => !dropped.includes(dim));
      expectLength("offsetDims", attrs.offsetDims, window.length);
      const batch = withoutIndexVector(indices, attrs.indexVectorDim);
      expectDims("offsetDims", attrs.offsetDims, window.length + batch.length);
      if (!ascending(attrs.offsetDims)) reject(`offsetDims [${attrs.offsetDims}] must ascend`);
      const shape = Array.from({ length: window.length + batch.length }, (_, dim) =>
        attrs.offsetDims.includes(dim) ? window[attrs.offsetDims.indexOf(dim)] : -1,
      );
      return [{ shape: shape.map((size) => (size === -1 ? batch.shift()! : size)), dtype: operand.dtype }];
    },
    flops: noFlops,
    // A device that holds some of the rows returns those and zeros for the others, so the dim that is addressed is a
    // reduction (vocabulary-parallel embedding, Megatron-LM).
    factors([operand, indices], [result], attrs) {
      const space = new FactorSpace();
      const batch = withoutIndexVector(indices, attrs.indexVectorDim).map((size) => space.add(size));
      const window: DimFactors[] = [];
      const operandDims = operand.shape.map((size, dim) => {
        const batching = attrs.operandBatchingDims.indexOf(dim);
        if (batching >= 0) return batch[batchPosition(attrs.startIndicesBatchingDims[batching], attrs.indexVectorDim)];
        if (attrs.collapsedSliceDims.includes(dim)) {
          const isAddressed = attrs.startIndexMap.includes(dim) && canShift(indices) && operand.dtype !== "i1";
          return isAddressed ? space.addIndexed(size, "reduction") : space.add(size, "whole");
        }
        // A full slice starts at 0 whatever the index says (start indices are clamped), on every device.
        const full = attrs.sliceSizes[dim] === size;
        const from = space.add(size, full ? "parallel" : "whole");
        window.push(full ? from : space.add(attrs.sliceSizes[dim], "whole"));
        return from;
      });
      return space.rule(
        [operandDims, indicesFactors(space, indices, attrs.indexVectorDim, batch)],
        [interleave(result.shape.length, attrs.offsetDims, window, batch)],
        [[0]],
      );
    },
    localize: (attrs, [operand]) => ({
      ...attrs,
      sliceSizes: attrs.sliceSizes.map((size, dim) => Math.min(size, operand.shape[dim])),
    }),
  },

  scatter: {
    infer(operands, attrs) {
      expectOperands(operands, 3);
      const [input, indices, updates] = operands;
      expectSameDType([input, updates]);
      if (attrs.reducer !== "set") expectReducer(attrs.reducer, input);
      const rank = input.shape.length;
      expectDims("insertedWindowDims", attrs.insertedWindowDims, rank);
      expectDims("scatterDimsToOperandDims", attrs.scatterDimsToOperandDims, rank);
      expectIndices(indices, attrs.indexVectorDim, attrs.scatterDimsToOperandDims.length);
      const { insertedWindowDims, scatterDimsToOperandDims, inputBatchingDims, scatterIndicesBatchingDims } = attrs;
      const taken = [...insertedWindowDims, ...scatterDimsToOperandDims];
      expectBatching(input, inputBatchingDims, taken, indices, scatterIndicesBatchingDims, attrs.indexVectorDim);
      expectDims("updateWindowDims", attrs.updateWindowDims, updates.shape.length);
      if (!ascending(attrs.updateWindowDims)) reject(`updateWindowDims [${attrs.updateWindowDims}] must ascend`);
      const dropped = [...insertedWindowDims, ...inputBatchingDims];
      const windowDims = input.shape.flatMap((_, dim) => (dropped.includes(dim) ? [] : [dim]));
      expectLength("updateWindowDims", attrs.updateWindowDims, windowDims.length);
      windowDims.forEach((dim, index) => {
        const size = updates.shape[attrs.updateWindowDims[index]];
        if (size > input.shape[dim]) reject(`an update window of ${size} exceeds dim ${dim} of ${typeText(input)}`);
      });
      const batch = withoutIndexVector(indices, attrs.indexVectorDim);
      const updateBatch = updates.shape.filter((_, dim) => !attrs.updateWindowDims.includes(dim));
      if (batch.length !== updateBatch.length || batch.some((size, index) => size !== updateBatch[index])) {
        reject(`the indices have batch dims [${batch}], the updates [${updateBatch}]`);
      }
      return [input];
    },
    flops: ([, , updates], _, { reducer }) => (reducer === "set" ? 0 : numElements(updates.shape)),
    // Each device adds its share of the updates, so the batch of indices is a reduction; the input does not carry it
    // and must therefore be partial too: counted once. With "set" the order of updates matters and the batch stays
    // whole. Along batching dims every index vector has its own part of the input. A device that holds some of the rows
    // that are addressed writes only those.
    factors([input, indices, updates], _, attrs) {
      const space = new FactorSpace();
      const { indexVectorDim, inputBatchingDims, scatterIndicesBatchingDims } = attrs;
      const batching = scatterIndicesBatchingDims.map((dim) => batchPosition(dim, indexVectorDim));
      const batch = withoutIndexVector(indices, indexVectorDim).map((size, position) => {
        return space.add(
          size,
          batching.includes(position) ? "parallel" : attrs.reducer === "add" ? "reduction" : "whole",
        );
      });
      const window: DimFactors[] = [];
      const inputDims = input.shape.map((size, dim) => {
        const at = inputBatchingDims.indexOf(dim);
        if (at >= 0) return batch[batching[at]];
        if (attrs.insertedWindowDims.includes(dim)) {
          const isAddressed = attrs.scatterDimsToOperandDims.includes(dim) && canShift(indices);
          return isAddressed ? space.addIndexed(size, "parallel") : space.add(size, "whole");
        }
        const windowSize = updates.shape[attrs.updateWindowDims[window.length]];
        const full = windowSize === size;
        const factors = space.add(size, full ? "parallel" : "whole");
        window.push(full ? factors : space.add(windowSize, "whole"));
        return factors;
      });
      return space.rule(
        [
          inputDims,
          indicesFactors(space, indices, attrs.indexVectorDim, batch),
          interleave(updates.shape.length, attrs.updateWindowDims, window, batch),
        ],
        [inputDims],
        attrs.reducer === "add" || attrs.reducer === "set" ? [[0, 2]] : [],
      );
    },
    localize: keepAttrs,
  },
};
