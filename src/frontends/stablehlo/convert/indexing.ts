/** @file `gather` and `scatter`. */
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { reducerOf } from "./regions.ts";

/** Indices of a type that the IR indexes by. */
function indicesOf({ emitter }: Conversion, indices: Handle): Handle {
  const { dtype } = indices.type;
  return dtype === "i32" || dtype === "i64" || dtype === "ui32" ? indices : emitter.convert(indices, "i32");
}

const gather: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const { numbers, integer } = conversion.fields("dimension_numbers");
  return [
    emitter.op("gather", [operands[0], indicesOf(conversion, operands[1])], {
      offsetDims: numbers("offset_dims"),
      collapsedSliceDims: numbers("collapsed_slice_dims"),
      operandBatchingDims: numbers("operand_batching_dims"),
      startIndicesBatchingDims: numbers("start_indices_batching_dims"),
      startIndexMap: numbers("start_index_map"),
      indexVectorDim: integer("index_vector_dim"),
      sliceSizes: conversion.numbers("slice_sizes"),
    }),
  ];
};

const scatter: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const { numbers, integer } = conversion.fields("scatter_dimension_numbers");
  const count = (operands.length - 1) / 2;
  const indices = indicesOf(conversion, operands[count]);
  return operands.slice(0, count).map((input, i) => {
    const reducer = reducerOf(operation.regions[0], i);
    if (reducer !== "set" && (reducer !== "add" || input.type.dtype === "i1")) {
      throw conversion.unsupported(`combines updates by ${reducer ?? "another region"}; it can add numbers or set`);
    }
    return emitter.op("scatter", [input, indices, operands[count + 1 + i]], {
      updateWindowDims: numbers("update_window_dims"),
      insertedWindowDims: numbers("inserted_window_dims"),
      inputBatchingDims: numbers("input_batching_dims"),
      scatterIndicesBatchingDims: numbers("scatter_indices_batching_dims"),
      scatterDimsToOperandDims: numbers("scatter_dims_to_operand_dims"),
      indexVectorDim: integer("index_vector_dim"),
      reducer,
    });
  });
};

export const indexingConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.gather": gather,
  "stablehlo.scatter": scatter,
};
