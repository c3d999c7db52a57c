/**
 * @file Sliding windows. `reduce_window` combines shifted copies, one dim at a time, in about log₂ of the window's size
 * steps. `select_and_scatter`, the gradient of max pooling, finds the selected position of every window and scatters
 * the source to it.
 */

import type { CompareDirection, Reducer } from "../../../ir/ops.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { withStart } from "./reductions.ts";
import { reducerOf } from "./regions.ts";

interface Windows {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly baseDilation: readonly number[];
  readonly dilation: readonly number[];
}

function windowsOf(conversion: Conversion): Windows {
  const size = conversion.numbers(
    "window_dimensions",
    conversion.operands[0].type.shape.map(() => 1),
  );
  const ones = size.map(() => 1);
  const padding = conversion.numbers(
    "padding",
    size.flatMap(() => [0, 0]),
  );
  return {
    size,
    strides: conversion.numbers("window_strides", ones),
    low: ones.map((_, dim) => padding[2 * dim]),
    high: ones.map((_, dim) => padding[2 * dim + 1]),
    baseDilation: conversion.numbers("base_dilations", ones),
    dilation: conversion.numbers("window_dilations", ones),
  };
}

/** The part [start, limit) of one dim, every `stride`-th. */
function sliceDim({ emitter }: Conversion, x: Handle, dim: number, start: number, limit: number, stride = 1): Handle {
  const { shape } = x.type;
  const at = (of: number, otherwise: (size: number) => number) =>
    shape.map((size, d) => (d === dim ? of : otherwise(size)));
  const [from, to] = [at(start, () => 0), at(limit, (size) => size)];
  if (stride === 1) return emitter.slice(x, from, to);
  return emitter.op("slice", [x], { start: from, limit: to, strides: at(stride, () => 1) });
}

/** Combines the window of `size` elements, `dilation` apart along `dim`, at every position. */
function combineDim(c: Conversion, reducer: Reducer, x: Handle, dim: number, size: number, dilation: number): Handle {
  const shifted = (value: Handle, by: number, length: number) => sliceDim(c, value, dim, by, by + length);
  // `window` combines `covered` elements. It doubles until one more step reaches the size.
  let [window, covered] = [x, 1];
  while (covered < size) {
    const step = Math.min(covered, size - covered);
    const length = window.type.shape[dim] - step * dilation;
    // A sum must not count an element twice, so its last step adds a window of the missing elements only.
    if (step < covered && reducer !== "maximum" && reducer !== "minimum" && reducer !== "and" && reducer !== "or") {
      const rest = combineDim(c, reducer, x, dim, size - covered, dilation);
      const total = x.type.shape[dim] - (size - 1) * dilation;
      return c.emitter.op(reducer, [shifted(window, 0, total), shifted(rest, covered * dilation, total)], {});
    }
    window = c.emitter.op(reducer, [shifted(window, 0, length), shifted(window, step * dilation, length)], {});
    covered += step;
  }
  return window;
}

const reduceWindow: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const [region] = operation.regions;
  const count = operands.length / 2;
  const windows = windowsOf(conversion);
  return operands.slice(0, count).map((x, i) => {
    const reducer = reducerOf(region, i);
    if (reducer === undefined || reducer === "set") {
      throw conversion.unsupported("combines windows by a region that is no sum, product, minimum, maximum, and, or");
    }
    const { shape } = conversion.type(i);
    const identity = emitter.identity(reducer, { shape: [], dtype: x.type.dtype });
    const { low, high, baseDilation, size, dilation, strides } = windows;
    const isPadded = [...low, ...high].some((amount) => amount !== 0) || baseDilation.some((step) => step > 1);
    const interior = baseDilation.map((step) => step - 1);
    let out = isPadded ? emitter.op("pad", [x, identity], { low, high, interior }) : x;
    shape.forEach((length, dim) => {
      const extent = (size[dim] - 1) * dilation[dim] + 1;
      if (out.type.shape[dim] < extent) out = sliceDim(conversion, out, dim, 0, 0);
      else out = combineDim(conversion, reducer, out, dim, size[dim], dilation[dim]);
      const limit = Math.min(out.type.shape[dim], (length - 1) * strides[dim] + 1);
      if (length > 0) out = sliceDim(conversion, out, dim, 0, limit, strides[dim]);
    });
    return withStart(conversion, reducer, out, operands[count + i]);
  });
};

/** Positions in a window, in row-major order. */
function placesOf(size: readonly number[]): number[][] {
  return size.reduce<number[][]>(
    (places, length) => places.flatMap((place) => Array.from({ length }, (_, i) => [...place, i])),
    [[]],
  );
}

const selectAndScatter: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const [x, source, start] = operands;
  const [select, scatter] = operation.regions;
  const compare = select.operations.find(({ name }) => name === "stablehlo.compare");
  const direction = compare?.attributes.get("comparison_direction");
  const isPlain =
    select.operations.length === 2 &&
    compare?.operands[0] === select.args[0] &&
    compare.operands[1] === select.args[1] &&
    direction?.kind === "dialect";
  const reducer = reducerOf(scatter, 0);
  if (!isPlain || reducer !== "add") {
    throw conversion.unsupported("needs a region that selects by one comparison and one that adds");
  }
  const { size, strides, low, high } = windowsOf(conversion);
  const { dtype } = x.type;
  const places = placesOf(size);
  const kind = direction.text === "GE" || direction.text === "GT" ? "maximum" : "minimum";
  // Padding is never selected: it loses every comparison against an element.
  const edge = emitter.identity(kind, { shape: [], dtype });
  const interior = size.map(() => 0);
  const isPadded = [...low, ...high].some((amount) => amount !== 0);
  const padded = isPadded ? emitter.op("pad", [x, edge], { low, high, interior }) : x;
  const { shape } = source.type;
  const elementsAt = (place: readonly number[]): Handle => {
    const limit = place.map((at, dim) => at + (shape[dim] - 1) * strides[dim] + 1);
    if (strides.every((stride) => stride === 1)) return emitter.slice(padded, place, limit);
    return emitter.op("slice", [padded], { start: place, limit, strides });
  };
  let best = elementsAt(places[0]);
  let chosen = emitter.splat(0, { shape, dtype: "i32" });
  places.slice(1).forEach((place, i) => {
    const candidate = elementsAt(place);
    const keeps = emitter.op("compare", [best, candidate], { direction: direction.text as CompareDirection });
    best = emitter.op("select", [keeps, best, candidate], {});
    chosen = emitter.op("select", [keeps, chosen, emitter.splat(i + 1, chosen.type)], {});
  });
  const zero = emitter.splat(0, { shape: [], dtype });
  let total: Handle | undefined;
  places.forEach((place, i) => {
    const isHere = emitter.op("compare", [chosen, emitter.splat(i, chosen.type)], { direction: "EQ" });
    const part = emitter.op("select", [isHere, source, emitter.splat(0, source.type)], {});
    const extent = shape.map((length, dim) => (length - 1) * strides[dim] + 1);
    const spread = emitter.op("pad", [part, zero], {
      low: place.map((at, dim) => at - low[dim]),
      high: place.map((at, dim) => x.type.shape[dim] + low[dim] - at - extent[dim]),
      interior: strides.map((stride) => stride - 1),
    });
    total = total === undefined ? spread : emitter.op("add", [total, spread], {});
  });
  return [withStart(conversion, "add", total!, start)];
};

export const windowConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.reduce_window": reduceWindow,
  "stablehlo.select_and_scatter": selectAndScatter,
};
