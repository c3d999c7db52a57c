/**
 * @file Tensor data as plain numbers for the interpreter: half floats decoded, walked by strides. Integers of 64 bits
 * stay bigints, which are moved and compared like numbers; `wide.ts` computes with them.
 */
import { allocateData, type DType, isWide, numElements, type TensorData, type TensorType } from "../types.ts";

/** Typed arrays with number elements. Arrays of 64-bit integers have bigint elements behind the same type. */
export type Numbers = Exclude<TensorData, BigInt64Array | BigUint64Array>;

/** An operand: its type and its elements as numbers, row-major. */
export interface Operand extends TensorType {
  readonly data: Numbers;
}

/** Elements of `data` as numbers; shares memory where they already are. */
export function decode(data: TensorData, dtype: DType): Numbers {
  const numbers = data as Numbers;
  if (dtype === "bf16") return new Float32Array(Uint32Array.from(numbers, (bits) => bits << 16).buffer);
  if (dtype === "f16") return Float32Array.from(numbers, halfToNumber);
  return numbers;
}

/** A number as an array of `dtype` holds it. */
export const elementOf = (value: number, dtype: DType): number =>
  isWide(dtype) ? (BigInt(Math.trunc(value)) as unknown as number) : value;

/** An array of numbers that rounds (or wraps) as `dtype` does when written to; `encode` turns it into tensor data. */
export function allocateNumbers(dtype: DType, length: number): Numbers {
  if (dtype === "f16" || dtype === "bf16") return new Float32Array(length);
  return allocateData(dtype, length) as Numbers;
}

export function encode(numbers: Numbers, dtype: DType): TensorData {
  if (dtype === "f16") return Uint16Array.from(numbers, numberToHalf);
  if (dtype !== "bf16") return numbers;
  const bits = new Uint32Array((numbers as Float32Array).buffer);
  return Uint16Array.from(bits, (word, i) =>
    Number.isNaN(numbers[i]) ? 0x7fc0 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16,
  );
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
}

/** Nearest half float, ties to even. */
function numberToHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 2 ** -24)));
  const scaled = size / 2 ** (exponent - 10);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  // A carry out of the fraction increments the exponent, as it should; subnormals have no implicit bit to remove.
  return sign | (rounded < 1024 ? rounded : ((exponent + 15) << 10) + (rounded - 1024));
}

/** Strides of a row-major tensor, in elements. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    strides[dim] = stride;
    stride *= shape[dim];
  }
  return strides;
}

/** Offsets Σ index·stride of every index of `shape`, in row-major order. */
export function offsetsOf(shape: readonly number[], strides: readonly number[], start = 0): Float64Array {
  let offsets = Float64Array.of(start);
  shape.forEach((size, dim) => {
    const next = new Float64Array(offsets.length * size);
    for (let i = 0, at = 0; i < offsets.length; i++) {
      for (let index = 0; index < size; index++) next[at++] = offsets[i] + index * strides[dim];
    }
    offsets = next;
  });
  return offsets;
}

/** Reads `data` at Σ index·stride + start for every index of `shape`: transposes, slices, broadcasts and reversals. */
export function readStrided(
  { data, dtype }: Operand,
  shape: readonly number[],
  strides: readonly number[],
  start = 0,
): Numbers {
  const out = allocateNumbers(dtype, numElements(shape));
  const rank = shape.length;
  if (rank === 0) {
    out[0] = data[start];
    return out;
  }
  const [inner, innerStride] = [shape[rank - 1], strides[rank - 1]];
  let at = 0;
  for (const offset of offsetsOf(shape.slice(0, -1), strides, start)) {
    for (let i = 0; i < inner; i++) out[at++] = data[offset + i * innerStride];
  }
  return out;
}
