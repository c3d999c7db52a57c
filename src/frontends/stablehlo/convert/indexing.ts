/** @file `gather` and `scatter`. */
import type { Convert } from "./conversion.ts";
import { reducerOf } from "./regions.ts";

const gather: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const { numbers, integer } = conversion.fields("dimension_numbers");
  return [
    emitter.op("gather", [operands[0], operands[1]], {
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
  return operands.slice(0, count).map((input, i) => {
    const reducer = reducerOf(operation.regions[0], i);
    if (reducer === undefined || reducer === "and" || reducer === "or") {
      throw conversion.unsupported(
        `combines updates by ${reducer ?? "a region"}; it can be a sum, product, minimum, maximum of numbers, or the update itself`,
      );
    }
    return emitter.op("scatter", [input, operands[count], operands[count + 1 + i]], {
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
