/**
 * @file The elementwise ops on 64-bit integers, computed exactly with bigints; the array that stores a result wraps it.
 * They have the same TypeScript types as the functions on numbers: moving data is the same for both, and only functions
 * for a dtype compute with it.
 */
import type { BinaryKind, Reducer, UnaryKind } from "../ops.ts";
import { bytesPerElement, type DType, isFloat, isWide } from "../types.ts";

type Unary = (x: bigint, isSigned: boolean) => bigint;
type Binary = (x: bigint, y: bigint, isSigned: boolean) => bigint;

const unsigned = (x: bigint): bigint => BigInt.asUintN(64, x);

/** x to the power y modulo 2⁶⁴, by squaring. A negative power is 0 unless x is 1 or −1. */
function power(x: bigint, y: bigint): bigint {
  if (y < 0n) return x === 1n ? 1n : x === -1n ? (y % 2n === 0n ? 1n : -1n) : 0n;
  let [result, base] = [1n, x];
  for (let rest = y; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = unsigned(result * base);
    base = unsigned(base * base);
  }
  return result;
}

function countBits(x: bigint): bigint {
  let count = 0n;
  for (let bits = unsigned(x); bits !== 0n; bits &= bits - 1n) count++;
  return count;
}

const unaryFunctions: Partial<Record<UnaryKind, Unary>> = {
  negate: (x) => -x,
  abs: (x) => (x < 0n ? -x : x),
  sign: (x) => (x > 0n ? 1n : x < 0n ? -1n : 0n),
  not: (x) => ~x,
  popcnt: countBits,
};

const binaryFunctions: Partial<Record<BinaryKind, Binary>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => (y === 0n ? -1n : x / y),
  remainder: (x, y) => (y === 0n ? x : x % y),
  // biome-ignore lint/complexity/useMathMinMax: Math.max takes no bigint
  maximum: (x, y) => (x < y ? y : x),
  // biome-ignore lint/complexity/useMathMinMax: Math.min takes no bigint
  minimum: (x, y) => (y < x ? y : x),
  power,
  and: (x, y) => x & y,
  or: (x, y) => x | y,
  xor: (x, y) => x ^ y,
  shift_left: (x, y) => (unsigned(y) < 64n ? x << y : 0n),
  shift_right_logical: (x, y) => (unsigned(y) < 64n ? unsigned(x) >> y : 0n),
};

/** The op on the elements of an array of 64-bit integers. */
export const wideUnary = (kind: UnaryKind): ((x: number) => number) => unaryFunctions[kind] as never;
export const wideBinary = (kind: BinaryKind): ((x: number, y: number) => number) => binaryFunctions[kind] as never;

/** Conversions from or to 64-bit integers; floats saturate, integers wrap. */
export function wideConvert(from: DType, to: DType): (x: number) => number {
  if (isWide(from)) {
    if (isWide(to)) return (x) => x;
    if (to === "i1") return (x) => Number(Number(x) !== 0);
    if (isFloat(to)) return Number;
    return (x) => Number(BigInt.asIntN(8 * bytesPerElement(to), x as unknown as bigint));
  }
  if (!isFloat(from)) return BigInt as never;
  const [low, high] = wideRange(to);
  const convert = (x: number): bigint => {
    if (Number.isNaN(x)) return 0n;
    if (x <= Number(low)) return low;
    return x >= Number(high) ? high : BigInt(Math.trunc(x));
  };
  return convert as never;
}

const wideRange = (dtype: DType): readonly [low: bigint, high: bigint] =>
  dtype === "ui64" ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];

/** The initial value of each reducer. */
export function wideIdentity(reducer: Reducer, dtype: DType): bigint {
  const [low, high] = wideRange(dtype);
  return { add: 0n, or: 0n, multiply: 1n, and: -1n, maximum: low, minimum: high }[reducer];
}
