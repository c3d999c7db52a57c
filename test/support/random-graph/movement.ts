/** @file Random ops that create, select and move values. */
import { isFloat, numElements } from "../../../src/ir/types.ts";
import { isUnsigned, randomData } from "../random-data.ts";
import { type GraphKind, type Grow, inputBound, isNumber, maxElements, sizes } from "./grower.ts";

export const movementGrow = {
  convert(g) {
    const to = g.dtype(isNumber);
    const x = g.any(() => true, true);
    if (to === undefined || x === undefined) return;
    // Converting a negative number to an unsigned type is undefined.
    const from = g.typeOf(x).dtype;
    const source = isUnsigned(to) && !isUnsigned(from) && from !== "i1" ? g.op("abs", [x], {}) : x;
    g.op("convert", [source], { dtype: to });
  },
  bitcast_convert(g) {
    const x = g.any((dtype) => dtype === "f32" || dtype === "i32" || dtype === "ui32", true);
    if (x === undefined) return;
    const type = g.typeOf(x);
    if (type.dtype === "f32") {
      g.op("bitcast_convert", [x], { dtype: "i32" }, { bound: 2 ** 31 });
    } else {
      // Mantissa bits under the exponent of 1: a float in [1, 2).
      const mantissa = g.op("and", [x, g.splat(type, 0x7fffff)], {}, { bound: 2 ** 23 });
      const bits = g.op("or", [mantissa, g.splat(type, 0x3f800000)], {}, { bound: 2 ** 30 });
      g.op("bitcast_convert", [bits], { dtype: "f32" }, { bound: 2 });
    }
  },
  compare(g) {
    const dtype = g.dtype();
    if (dtype) g.compare({ shape: g.shape(), dtype });
  },
  select(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const type = g.typeOf(x);
    const y = g.fetch(type);
    g.op("select", [g.fetch({ shape: type.shape, dtype: "i1" }, true), x, y], {});
  },
  constant(g) {
    const dtype = g.dtype();
    if (!dtype) return;
    const type = { shape: g.shape(), dtype };
    if (g.chance(0.5)) g.splat(type, isFloat(dtype) ? g.random.pick([0, 1, -1, 0.5, 2]) : g.random.int(3));
    else {
      const data = { dense: randomData(g.random, type) };
      g.op("constant", [], { type, data }, { bound: inputBound(dtype), exact: true });
    }
  },
  iota(g) {
    const dtype = g.dtype(isNumber);
    if (!dtype) return;
    const shape = [...g.shape(2), g.random.pick(sizes)];
    g.op("iota", [], { type: { shape, dtype }, dim: g.random.int(shape.length) }, { bound: 8, exact: true });
  },
  broadcast_in_dim(g) {
    const x = g.any(() => true, false, 2);
    if (x === undefined) return;
    const from = g.typeOf(x).shape;
    const rank = from.length + g.random.int(3);
    const dims = g
      .shuffled(Array.from({ length: rank }, (_, dim) => dim))
      .slice(0, from.length)
      .sort((a, b) => a - b);
    const shape = Array.from({ length: rank }, (_, dim) => {
      const size = dims.includes(dim) ? from[dims.indexOf(dim)] : 1;
      return size === 1 ? g.random.pick([1, 2, 4, 8]) : size;
    });
    if (numElements(shape) <= 2 * maxElements) g.op("broadcast_in_dim", [x], { shape, dims });
  },
  reshape(g) {
    const x = g.any(() => true, false, 4);
    if (x === undefined) return;
    const primes: number[] = [];
    for (let left = numElements(g.typeOf(x).shape), p = 2; left > 1; ) {
      if (left % p === 0) {
        primes.push(p);
        left /= p;
      } else p++;
    }
    const keepOrder = g.chance(0.7) ? primes : g.shuffled(primes);
    const shape: number[] = [];
    for (const prime of keepOrder) {
      if (shape.length > 0 && g.chance(0.6)) shape[shape.length - 1] *= prime;
      else shape.push(prime);
    }
    if (g.chance(0.3)) shape.splice(g.random.int(shape.length + 1), 0, 1);
    g.op("reshape", [x], { shape });
  },
  transpose(g) {
    const x = g.any(() => true, false, 4);
    if (x === undefined) return;
    g.op("transpose", [x], { permutation: g.shuffled(g.typeOf(x).shape.map((_, dim) => dim)) });
  },
  reverse(g) {
    const x = g.any(() => true);
    if (x !== undefined) g.op("reverse", [x], { dims: g.dims(g.typeOf(x).shape.length) });
  },
  slice(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const ranges = g.typeOf(x).shape.map((size) => {
      if (g.chance(0.4)) return [0, size, 1];
      const start = g.random.int(size);
      return [start, start + 1 + g.random.int(size - start), 1 + g.random.int(2)];
    });
    const column = (index: number) => ranges.map((range) => range[index]);
    g.op("slice", [x], { start: column(0), limit: column(1), strides: column(2) });
  },
  pad(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const { shape, dtype } = g.typeOf(x);
    const amounts = shape.map((size) => {
      if (g.chance(0.5)) return [0, 0, 0];
      const crop = size > 1 && g.chance(0.2) ? -1 : 0;
      return [crop || g.random.int(3), g.random.int(3), g.random.int(2)];
    });
    const column = (index: number) => amounts.map((amount) => amount[index]);
    const value = g.fetch({ shape: [], dtype });
    g.op("pad", [x, value], { low: column(0), high: column(1), interior: column(2) });
  },
  concatenate(g) {
    const first = g.any(() => true);
    if (first === undefined) return;
    const { shape, dtype } = g.typeOf(first);
    if (shape.length === 0) return;
    const dim = g.random.int(shape.length);
    const others = Array.from({ length: g.random.int(3) }, () =>
      g.fetch({ shape: shape.map((size, d) => (d === dim ? g.random.pick([1, 2, 4]) : size)), dtype }),
    );
    g.op("concatenate", [first, ...others], { dim });
  },
} satisfies Partial<Record<GraphKind, Grow>>;
