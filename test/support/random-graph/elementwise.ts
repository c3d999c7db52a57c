/** @file Random elementwise ops: functions of one value and of two. */
import type { ValueId } from "../../../src/ir/graph.ts";
import type { BinaryKind, UnaryKind } from "../../../src/ir/ops.ts";
import { type DType, isFloat } from "../../../src/ir/types.ts";
import { isUnsigned } from "../random-data.ts";
import { type Grow, type Grower, isInteger, isNumber, maxBound } from "./grower.ts";

/** Elementwise functions, with the range of their arguments and the bound of their results. */
export function growUnary(kind: UnaryKind): Grow {
  const smooth = (limit: number, bound: number | ((argument: number) => number)): Grow => {
    return (g) => {
      const x = g.any(isFloat);
      if (x === undefined) return;
      const argument = g.tame(x, limit);
      const known = g.factOf(argument).bound;
      g.op(kind, [argument], {}, { bound: typeof bound === "number" ? bound : bound(known), exact: false });
    };
  };
  /** Arguments are made positive: max(|x|, 1/2). */
  const positive = (bound: (argument: number) => number): Grow => {
    return (g) => {
      const x = g.any(isFloat);
      if (x === undefined) return;
      const argument = g.op("maximum", [g.op("abs", [x], {}), g.splat(g.typeOf(x), 0.5)], {}, { bound: maxBound });
      g.op(kind, [argument], {}, { bound: bound(maxBound), exact: false });
    };
  };
  const exact = (allowed: (dtype: DType) => boolean, bound?: number): Grow => {
    return (g) => {
      const x = g.any(allowed, true);
      if (x !== undefined) g.op(kind, [x], {}, bound === undefined ? {} : { bound });
    };
  };
  const any = (allowed: (dtype: DType) => boolean): Grow => {
    return (g) => {
      const x = g.any(allowed);
      if (x === undefined) return;
      g.op(kind, [x], {}, isUnsigned(g.typeOf(x).dtype) ? { bound: 2 ** 32 } : {});
    };
  };
  const grow: { readonly [K in UnaryKind]: Grow } = {
    negate: any(isNumber),
    abs: any((dtype) => isNumber(dtype) && !isUnsigned(dtype)),
    sign: exact((dtype) => isNumber(dtype) && !isUnsigned(dtype), 1),
    exponential: smooth(3, Math.exp),
    log: positive(() => 5),
    sqrt: positive(Math.sqrt),
    rsqrt: positive(() => 1.5),
    sine: smooth(8, 1),
    cosine: smooth(8, 1),
    tanh: smooth(8, 1),
    logistic: smooth(8, 1),
    floor: exact(isFloat, maxBound + 1),
    ceil: exact(isFloat, maxBound + 1),
    not: exact((dtype) => !isFloat(dtype) && !isUnsigned(dtype), maxBound + 1),
    popcnt: exact(isInteger, 64),
    erf: smooth(4, 1),
    erfc: smooth(4, 2),
    asin: smooth(0.9, 1.6),
    atan: smooth(8, 1.6),
  };
  return grow[kind];
}

export function growBinary(kind: BinaryKind): Grow {
  const pair = (g: Grower, allowed: (dtype: DType) => boolean, exact = false) => {
    const x = g.any(allowed, exact);
    return x === undefined ? undefined : ([x, g.fetch(g.typeOf(x), exact)] as const);
  };
  const with2 = (
    allowed: (dtype: DType) => boolean,
    bound: (a: number, b: number) => number,
    keepsExact: (dtype: DType) => boolean,
  ): Grow => {
    return (g) => {
      const xy = pair(g, allowed);
      if (!xy) return;
      const { dtype } = g.typeOf(xy[0]);
      const [a, b] = xy.map((value) => g.factOf(value).bound);
      const wraps = isUnsigned(dtype) && kind === "subtract";
      g.op(kind, xy, {}, { bound: wraps ? 2 ** 32 : bound(a, b), ...(keepsExact(dtype) ? {} : { exact: false }) });
    };
  };
  /** max(|y|, 1/2) for floats, y | 1 for integers. */
  const nonzero = (g: Grower, y: ValueId): ValueId => {
    const type = g.typeOf(y);
    if (!isFloat(type.dtype)) return g.op("or", [y, g.splat(type, 1)], {}, { bound: maxBound + 1 });
    return g.op("maximum", [g.op("abs", [y], {}), g.splat(type, 0.5)], {}, { bound: maxBound });
  };
  const dividing = (exact: boolean): Grow => {
    return (g) => {
      const xy = pair(g, isNumber, exact);
      if (!xy) return;
      const float = isFloat(g.typeOf(xy[0]).dtype);
      const bound = 2 * g.factOf(xy[0]).bound;
      g.op(kind, [xy[0], nonzero(g, xy[1])], {}, { bound, ...(float && !exact ? { exact: false } : {}) });
    };
  };
  const shift: Grow = (g) => {
    const xy = pair(g, isInteger);
    if (!xy) return;
    const type = g.typeOf(xy[0]);
    const amount = g.op("and", [xy[1], g.splat(type, 3)], {}, { bound: 3 });
    g.op(kind, [xy[0], amount], {}, { bound: kind === "shift_left" ? 8 * maxBound : 2 ** 32 });
  };
  const bitwise = with2(
    (dtype) => !isFloat(dtype),
    (a, b) => (a <= 1 && b <= 1 ? 1 : 2 * maxBound),
    () => true,
  );
  const grow: { readonly [K in BinaryKind]: Grow } = {
    add: with2(isNumber, (a, b) => a + b, isInteger),
    subtract: with2(isNumber, (a, b) => a + b, isInteger),
    multiply: with2(isNumber, (a, b) => a * b, isInteger),
    divide: dividing(false),
    remainder: dividing(true),
    maximum: with2(isNumber, Math.max, () => true),
    minimum: with2(isNumber, Math.max, () => true),
    power(g) {
      const xy = pair(g, isFloat);
      if (!xy) return;
      g.op("power", [nonzero(g, g.tame(xy[0], 4)), g.tame(xy[1], 2)], {}, { bound: maxBound ** 2, exact: false });
    },
    and: bitwise,
    or: bitwise,
    xor: bitwise,
    shift_left: shift,
    shift_right_logical: shift,
  };
  return grow[kind];
}
