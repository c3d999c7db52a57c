/** @file `gather` and `scatter`. Dims that are batched over become a part of the index: each element's own place along them. */
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { reducerOf } from "./regions.ts";

/** Indices of a type that the IR indexes by. */
function indicesOf({ emitter }: Conversion, indices: Handle): Handle {
  const { dtype } = indices.type;
  return dtype === "i32" || dtype === "i64" || dtype === "ui32" ? indices : emitter.convert(indices, "i32");
}

const ascending = (dims: readonly number[]): number[] => dims.toSorted((a, b) => a - b);

interface Indices {
  readonly value: Handle;
  readonly vectorDim: number;
  /** Dims of the operand that the entries of an index vector index. */
  readonly map: readonly number[];
}

/** Index vectors that begin with the place along the batching dims. */
function withBatching(
  conversion: Conversion,
  value: Handle,
  vectorDim: number,
  map: readonly number[],
  operandBatch: readonly number[],
  indicesBatch: readonly number[],
): Indices {
  const { emitter } = conversion;
  if (operandBatch.length === 0) return { value, vectorDim, map };
  const { shape } = value.type;
  const implicit = vectorDim === shape.length;
  const vectors = implicit ? emitter.reshape(value, [...shape, 1]) : value;
  const type = { ...vectors.type, shape: vectors.type.shape.map((size, dim) => (dim === vectorDim ? 1 : size)) };
  const places = indicesBatch.map((dim) => emitter.op("iota", [], { type, dim }));
  const joined = map.length === 0 ? places : [...places, vectors];
  const joinedValue = joined.length === 1 ? joined[0] : emitter.op("concatenate", joined, { dim: vectorDim });
  return { value: joinedValue, vectorDim, map: [...operandBatch, ...map] };
}

const gather: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const { numbers, integer } = conversion.fields("dimension_numbers");
  const batching = numbers("operand_batching_dims");
  const indices = withBatching(
    conversion,
    indicesOf(conversion, operands[1]),
    integer("index_vector_dim"),
    numbers("start_index_map"),
    batching,
    numbers("start_indices_batching_dims"),
  );
  return [
    emitter.op("gather", [operands[0], indices.value], {
      offsetDims: numbers("offset_dims"),
      collapsedSliceDims: ascending([...numbers("collapsed_slice_dims"), ...batching]),
      startIndexMap: indices.map,
      indexVectorDim: indices.vectorDim,
      sliceSizes: conversion.numbers("slice_sizes"),
    }),
  ];
};

const scatter: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const { numbers, integer } = conversion.fields("scatter_dimension_numbers");
  const count = (operands.length - 1) / 2;
  const batching = numbers("input_batching_dims");
  const indices = withBatching(
    conversion,
    indicesOf(conversion, operands[count]),
    integer("index_vector_dim"),
    numbers("scatter_dims_to_operand_dims"),
    batching,
    numbers("scatter_indices_batching_dims"),
  );
  return operands.slice(0, count).map((input, i) => {
    const reducer = reducerOf(operation.regions[0], i);
    const { dtype } = input.type;
    if (reducer !== "set" && (reducer !== "add" || dtype === "i1")) {
      throw conversion.unsupported(`combines updates by ${reducer ?? "another region"}; it can add numbers or set`);
    }
    return emitter.op("scatter", [input, indices.value, operands[count + 1 + i]], {
      updateWindowDims: numbers("update_window_dims"),
      insertedWindowDims: ascending([...numbers("inserted_window_dims"), ...batching]),
      scatterDimsToOperandDims: indices.map,
      indexVectorDim: indices.vectorDim,
      reducer,
    });
  });
};

export const indexingConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.gather": gather,
  "stablehlo.scatter": scatter,
};
