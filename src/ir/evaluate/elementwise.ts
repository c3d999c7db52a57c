/** @file The elementwise ops on numbers; the array that stores a result rounds or wraps it to the result's dtype. */
import type { BinaryKind, CompareDirection, UnaryKind } from "../ops.ts";
import { bytesPerElement, type DType, isFloat, isWide } from "../types.ts";
import { wideBinary, wideConvert, wideUnary } from "./wide.ts";

export type UnaryFunction = (x: number) => number;
export type BinaryFunction = (x: number, y: number) => number;

const unaryFunctions: Readonly<Record<UnaryKind, UnaryFunction>> = {
  negate: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  exponential: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  sine: Math.sin,
  cosine: Math.cos,
  tanh: Math.tanh,
  logistic: (x) => 1 / (1 + Math.exp(-x)),
  floor: Math.floor,
  ceil: Math.ceil,
  not: (x) => ~x,
  popcnt: countBits,
  erf,
  erfc,
  asin: Math.asin,
  atan: Math.atan,
};

const binaryFunctions: Readonly<Record<BinaryKind, BinaryFunction>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  remainder: (x, y) => x % y,
  maximum: Math.max,
  minimum: Math.min,
  power: (x, y) => x ** y,
  and: (x, y) => x & y,
  or: (x, y) => x | y,
  xor: (x, y) => x ^ y,
  // A negative shift count is a large unsigned one.
  shift_left: (x, y) => (y >= 0 && y < 32 ? x << y : 0),
  shift_right_logical: (x, y) => (y >= 0 && y < 32 ? x >>> y : 0),
};

/** Addition and multiplication of booleans are `or` and `and`. */
const onBooleans: Partial<Record<BinaryKind, BinaryFunction>> = {
  add: (x, y) => x | y,
  multiply: (x, y) => x & y,
};

/**
 * Integer division truncates toward zero; division by zero gives −1, its remainder the dividend. Products of 32-bit
 * integers are special, because they can exceed the 53 bits of a double.
 */
const onIntegers: Partial<Record<BinaryKind, BinaryFunction>> = {
  divide: (x, y) => (y === 0 ? -1 : Math.trunc(x / y)),
  remainder: (x, y) => (y === 0 ? x : x % y),
  multiply: Math.imul,
};

/** Bits of the narrow integer types; higher bits are masked off. */
const narrowBits: Partial<Record<DType, number>> = { i8: 8, ui8: 8, i16: 16, ui16: 16 };

export function unaryFunction(kind: UnaryKind, dtype: DType): UnaryFunction {
  if (isWide(dtype)) return wideUnary(kind);
  if (kind === "not" && dtype === "i1") return (x) => 1 - x;
  const bits = narrowBits[dtype];
  if (kind === "popcnt" && bits !== undefined) return (x) => countBits(x & (2 ** bits - 1));
  return unaryFunctions[kind];
}

export function binaryFunction(kind: BinaryKind, dtype: DType): BinaryFunction {
  if (isWide(dtype)) return wideBinary(kind);
  const general = binaryFunctions[kind];
  if (isFloat(dtype)) return general;
  if (dtype === "i1") return onBooleans[kind] ?? general;
  const bits = narrowBits[dtype];
  if (kind === "shift_right_logical" && bits !== undefined) {
    return (x, y) => (y >= 0 && y < bits ? (x & (2 ** bits - 1)) >>> y : 0);
  }
  return onIntegers[kind] ?? general;
}

export const compareFunctions: Readonly<Record<CompareDirection, (x: number, y: number) => boolean>> = {
  EQ: (x, y) => x === y,
  NE: (x, y) => x !== y,
  LT: (x, y) => x < y,
  LE: (x, y) => x <= y,
  GT: (x, y) => x > y,
  GE: (x, y) => x >= y,
};

/**
 * Float → integer truncates and saturates (NaN → 0), as XLA and jax-js do; integers wrap when written; i1 is "not
 * zero".
 */
export function convertFunction(from: DType, to: DType): UnaryFunction {
  if (isWide(from) || isWide(to)) return wideConvert(from, to);
  if (to === "i1") return (x) => (x === 0 ? 0 : 1);
  if (!isFloat(from) || isFloat(to)) return (x) => x;
  const [low, high] = integerRange(to);
  return (x) => (Number.isNaN(x) ? 0 : Math.trunc(Math.min(high, Math.max(low, x))));
}

/** Smallest and largest value of an integer type of at most 32 bits. */
export function integerRange(dtype: DType): readonly [low: number, high: number] {
  if (dtype === "i1") return [0, 1];
  const bits = 8 * bytesPerElement(dtype);
  return dtype.startsWith("u") ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

function countBits(x: number): number {
  let count = 0;
  for (let bits = x >>> 0; bits !== 0; bits = (bits & (bits - 1)) >>> 0) count++;
  return count;
}

/** Error function to double precision: its Taylor series near zero, 1 − erfc elsewhere. */
function erf(x: number): number {
  if (Math.abs(x) > 2.5) return x > 0 ? 1 - erfcTail(x) : erfcTail(-x) - 1;
  let [sum, term] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function erfc(x: number): number {
  if (x > 2.5) return erfcTail(x);
  return 1 - erf(x);
}

/** erfc for x > 2.5 by its continued fraction (Abramowitz & Stegun 7.1.14). */
function erfcTail(x: number): number {
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
