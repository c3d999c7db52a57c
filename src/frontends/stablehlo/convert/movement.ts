/**
 * @file Operations that make or move elements: constants, views, slices, concatenations. Slices with computed starts
 * become gathers and scatters.
 */

import { carriedData, carrierOf } from "./carried.ts";
import { Conversion, type Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { toTensorData } from "./tensor-data.ts";

const constant: Convert = (conversion) => {
  const value = conversion.attribute("value");
  if (value?.kind !== "dense") throw conversion.unsupported("needs a dense value");
  const type = conversion.type();
  // In a region for many elements at once, the one element repeats.
  const isSplat = value.isSplat || value.type.shape.length === 0;
  const isCarried = carrierOf(value.type.element) !== undefined;
  const data = isCarried ? carriedData(value) : toTensorData(value.bytes, type.dtype);
  return [conversion.emitter.written(type, { isSplat, data })];
};

const iota: Convert = (conversion) => [
  conversion.emitter.op("iota", [], { type: conversion.type(), dim: conversion.integer("iota_dimension") }),
];

const broadcastInDim: Convert = (conversion) => {
  const dims = conversion.numbers("broadcast_dimensions");
  return [conversion.emitter.op("broadcast_in_dim", conversion.operands, { shape: conversion.type().shape, dims })];
};

/** Adds dims before the operand's. */
const broadcast: Convert = (conversion) => {
  const [x] = conversion.operands;
  const count = conversion.numbers("broadcast_sizes").length;
  return [
    conversion.emitter.broadcast(
      x,
      conversion.type().shape,
      x.type.shape.map((_, dim) => count + dim),
    ),
  ];
};

const reshape: Convert = (conversion) => [
  conversion.emitter.op("reshape", conversion.operands, { shape: conversion.type().shape }),
];

/** The same operation on its first operand only. */
const only =
  (convert: Convert): Convert =>
  ({ converter, operation, operands }) =>
    convert(new Conversion(converter, operation, operands.slice(0, 1)));

const transpose: Convert = (conversion) => [
  conversion.emitter.op("transpose", conversion.operands, { permutation: conversion.numbers("permutation") }),
];

const reverse: Convert = (conversion) => [
  conversion.emitter.op("reverse", conversion.operands, { dims: conversion.numbers("dimensions") }),
];

const slice: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [start, limit] = [conversion.numbers("start_indices"), conversion.numbers("limit_indices")];
  const strides = conversion.numbers(
    "strides",
    start.map(() => 1),
  );
  const isWhole = operands[0].id === undefined && strides.every((stride) => stride === 1);
  if (isWhole) return [emitter.slice(operands[0], start, limit)];
  return [emitter.op("slice", operands, { start, limit, strides })];
};

const pad: Convert = (conversion) => {
  const [low, high] = [conversion.numbers("edge_padding_low"), conversion.numbers("edge_padding_high")];
  const interior = conversion.numbers(
    "interior_padding",
    low.map(() => 0),
  );
  return [conversion.emitter.op("pad", conversion.operands, { low, high, interior })];
};

const concatenate: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const dim = conversion.integer("dimension");
  const parts = operands.filter(({ type }) => type.shape[dim] > 0);
  return [emitter.op("concatenate", parts.length > 0 ? parts : operands, { dim })];
};

/** The start of a slice of `sizes`, clamped to `shape`; undefined if it is unknown. */
function knownStarts(
  { emitter }: Conversion,
  starts: readonly Handle[],
  shape: readonly number[],
  sizes: readonly number[],
): number[] | undefined {
  const numbers = starts.map((start, dim) => (shape[dim] === sizes[dim] ? 0 : emitter.number(start)));
  if (numbers.some((number) => number === undefined)) return undefined;
  return numbers.map((number, dim) => Math.min(Math.max(number!, 0), shape[dim] - sizes[dim]));
}

/** The starts concatenated to one index vector. */
function indexVector({ emitter }: Conversion, starts: readonly Handle[]): Handle {
  const parts = starts.map((start) => emitter.reshape(start, [1]));
  return parts.length === 1 ? parts[0] : emitter.op("concatenate", parts, { dim: 0 });
}

const dims = (rank: number): number[] => Array.from({ length: rank }, (_, dim) => dim);

const dynamicSlice: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [x, ...starts] = operands;
  const sizes = conversion.numbers("slice_sizes");
  const known = knownStarts(conversion, starts, x.type.shape, sizes);
  if (known)
    return [
      emitter.slice(
        x,
        known,
        known.map((start, dim) => start + sizes[dim]),
      ),
    ];
  // Only sliced dims have an index.
  const cut = dims(sizes.length).filter((dim) => sizes[dim] !== x.type.shape[dim]);
  const indices = indexVector(
    conversion,
    cut.map((dim) => starts[dim]),
  );
  return [
    emitter.op("gather", [x, indices], {
      offsetDims: dims(sizes.length),
      collapsedSliceDims: [],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
      startIndexMap: cut,
      indexVectorDim: 0,
      sliceSizes: sizes,
    }),
  ];
};

const dynamicUpdateSlice: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [x, update, ...starts] = operands;
  const { shape } = x.type;
  const sizes = update.type.shape;
  const known = knownStarts(conversion, starts, shape, sizes);
  const replaced = known && emitter.replace(x, update, known);
  if (replaced) return [replaced];
  const cut = dims(sizes.length).filter((dim) => sizes[dim] !== shape[dim]);
  // A scatter drops elements outside its operand; dynamic_update_slice clamps its start instead.
  const inside = cut.map((dim) => {
    const start = starts[dim].type.dtype === "i64" ? starts[dim] : emitter.convert(starts[dim], "i32");
    const atLeast = emitter.op("maximum", [start, emitter.splat(0, start.type)], {});
    return emitter.op("minimum", [atLeast, emitter.splat(shape[dim] - sizes[dim], start.type)], {});
  });
  return [
    emitter.op("scatter", [x, indexVector(conversion, inside), update], {
      updateWindowDims: dims(sizes.length),
      insertedWindowDims: [],
      inputBatchingDims: [],
      scatterIndicesBatchingDims: [],
      scatterDimsToOperandDims: cut,
      indexVectorDim: 0,
      reducer: "set",
    }),
  ];
};

const getDimensionSize: Convert = (conversion) => {
  const size = conversion.operands[0].type.shape[conversion.integer("dimension")];
  return [conversion.emitter.splat(size, conversion.type())];
};

const identity: Convert = ({ operands }) => operands;

export const movementConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.constant": constant,
  "chlo.constant": constant,
  "arith.constant": constant,
  "stablehlo.iota": iota,
  "stablehlo.broadcast_in_dim": broadcastInDim,
  "stablehlo.broadcast": broadcast,
  "stablehlo.reshape": reshape,
  // Their second operand is the result's shape, which the result's type has too.
  "stablehlo.dynamic_reshape": only(reshape),
  "stablehlo.dynamic_broadcast_in_dim": only(broadcastInDim),
  "stablehlo.dynamic_iota": iota,
  "stablehlo.transpose": transpose,
  "stablehlo.reverse": reverse,
  "stablehlo.slice": slice,
  "stablehlo.pad": pad,
  "stablehlo.concatenate": concatenate,
  "stablehlo.dynamic_slice": dynamicSlice,
  "stablehlo.dynamic_update_slice": dynamicUpdateSlice,
  "stablehlo.get_dimension_size": getDimensionSize,
  "stablehlo.optimization_barrier": identity,
  "sdy.sharding_constraint": identity,
  "sdy.reshard": identity,
  "sdy.propagation_barrier": identity,
};
