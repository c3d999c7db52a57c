/**
 * @file Sliding windows. `reduce_window` combines shifted copies, one dim at a time, in about log₂ of the window's size
 * steps. `select_and_scatter`, the gradient of max pooling, finds the selected position of every window and scatters
 * the source to it.
 */

import type { CompareDirection, Reducer } from "../../../ir/ops.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { combined, onEach } from "./folds.ts";
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
  const ones = conversion.operands[0].type.shape.map(() => 1);
  const rank = ones.length;
  const padding = conversion.numbers(
    "padding",
    ones.flatMap(() => [0, 0]),
  );
  const positive = (key: string): readonly number[] => {
    const numbers = conversion.numbers(key, ones);
    if (numbers.length === rank && numbers.every((each) => each >= 1)) return numbers;
    throw conversion.unsupported(`needs ${rank} numbers of 1 or more for ${key}, got ${numbers.join(", ")}`);
  };
  return {
    size: positive("window_dimensions"),
    strides: positive("window_strides"),
    low: ones.map((_, dim) => padding[2 * dim]),
    high: ones.map((_, dim) => padding[2 * dim + 1]),
    baseDilation: positive("base_dilations"),
    dilation: positive("window_dilations"),
  };
}

/** The part [start, limit) of one dim, every `stride`-th. */
function sliceDim({ emitter }: Conversion, x: Handle, dim: number, start: number, limit: number, stride = 1): Handle {
  const { shape } = x.type;
  const at = (of: number, otherwise: (size: number) => number) =>
    shape.map((size, d) => (d === dim ? of : otherwise(size)));
  const [from, to] = [at(start, () => 0), at(limit, (size) => size)];
  return onEach(x, (part) => {
    if (stride === 1) return emitter.slice(part, from, to);
    return emitter.op("slice", [part], { start: from, limit: to, strides: at(stride, () => 1) });
  });
}

/** The operation that combines values of a window, on one tensor or on several at once. */
interface Combination {
  readonly of: (left: readonly Handle[], right: readonly Handle[]) => readonly Handle[];
  /** Whether an element may be counted twice. */
  readonly isIdempotent: boolean;
}

/** Combines the window of `size` elements, `dilation` apart along `dim`, at every position. */
function combineDim(
  c: Conversion,
  combination: Combination,
  x: readonly Handle[],
  dim: number,
  size: number,
  dilation: number,
): readonly Handle[] {
  const shifted = (values: readonly Handle[], by: number, length: number) =>
    values.map((value) => sliceDim(c, value, dim, by, by + length));
  // `window` combines `covered` elements. It doubles until one more step reaches the size.
  let [window, covered] = [x, 1];
  while (covered < size) {
    const step = Math.min(covered, size - covered);
    const length = window[0].type.shape[dim] - step * dilation;
    // A sum must not count an element twice, so its last step adds a window of the missing elements only.
    if (step < covered && !combination.isIdempotent) {
      const rest = combineDim(c, combination, x, dim, size - covered, dilation);
      const total = x[0].type.shape[dim] - (size - 1) * dilation;
      return combination.of(shifted(window, 0, total), shifted(rest, covered * dilation, total));
    }
    window = combination.of(shifted(window, 0, length), shifted(window, step * dilation, length));
    covered += step;
  }
  return window;
}

/** Every window of the operands combined, where `edges` are around and between the elements. */
function combineWindows(
  conversion: Conversion,
  combination: Combination,
  operands: readonly Handle[],
  edges: readonly Handle[],
): readonly Handle[] {
  const { emitter } = conversion;
  const { low, high, baseDilation, size, dilation, strides } = windowsOf(conversion);
  const { shape } = conversion.partType();
  const isPadded = [...low, ...high].some((amount) => amount !== 0) || baseDilation.some((step) => step > 1);
  const interior = baseDilation.map((step) => step - 1);
  const padded = (x: Handle, edge: Handle): Handle => emitter.op("pad", [x, edge], { low, high, interior });
  let out: readonly Handle[] = operands.map((x, i) => {
    if (!isPadded) return x;
    if (!x.complex) return padded(x, edges[i]);
    const parts = [0, 1].map((part) => padded(x.complex![part], edges[i].complex![part]));
    return { type: parts[0].type, complex: [parts[0], parts[1]] };
  });
  shape.forEach((length, dim) => {
    const extent = (size[dim] - 1) * dilation[dim] + 1;
    if (out[0].type.shape[dim] < extent) out = out.map((x) => sliceDim(conversion, x, dim, 0, 0));
    else out = combineDim(conversion, combination, out, dim, size[dim], dilation[dim]);
    const limit = Math.min(out[0].type.shape[dim], (length - 1) * strides[dim] + 1);
    if (length > 0) out = out.map((x) => sliceDim(conversion, x, dim, 0, limit, strides[dim]));
  });
  return out;
}

const idempotent: readonly Reducer[] = ["maximum", "minimum", "and", "or"];

const reduceWindow: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const [region] = operation.regions;
  const count = operands.length / 2;
  const values = operands.slice(0, count);
  const reducers = values.map((_, i) => reducerOf(region, i));
  if (reducers.some((reducer) => reducer === undefined || reducer === "set") || values.some(({ complex }) => complex)) {
    const inits = operands.slice(count);
    const combination = {
      of: (left: readonly Handle[], right: readonly Handle[]) => combined(conversion, left, right),
      isIdempotent: false,
    };
    const windows = combineWindows(conversion, combination, values, inits);
    const { shape } = windows[0].type;
    const starts = inits.map((init) => onEach(init, (part) => emitter.broadcast(part, shape, [])));
    return combined(conversion, starts, windows);
  }
  return values.map((x, i) => {
    const reducer = reducers[i] as Reducer;
    const identity = emitter.identity(reducer, { shape: [], dtype: x.type.dtype });
    const combination: Combination = {
      of: ([a], [b]) => [emitter.op(reducer, [a, b], {})],
      isIdempotent: idempotent.includes(reducer),
    };
    const [out] = combineWindows(conversion, combination, [x], [identity]);
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
