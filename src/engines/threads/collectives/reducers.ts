/**
 * @file Reductions of buffers of any dtype as plain loops. For f32 they are used only for reducers without a SIMD
 * kernel.
 */
import { InternalError } from "../../../base/errors.ts";
import { fromBrainFloat, fromHalf, toBrainFloat, toHalf } from "../../../base/half.ts";
import type { Reducer } from "../../../ir/ops.ts";
import { bytesPerElement, type DType, isWide, type TensorData, viewData } from "../../../ir/types.ts";

const numberReducers: Readonly<Record<Reducer, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  maximum: Math.max,
  minimum: Math.min,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
};

const bigintReducers: Readonly<Record<Reducer, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  // biome-ignore lint/complexity/useMathMinMax: Math.max takes no bigint
  maximum: (a, b) => (a < b ? b : a),
  // biome-ignore lint/complexity/useMathMinMax: Math.min takes no bigint
  minimum: (a, b) => (a > b ? b : a),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
};

const decoders: Partial<Record<DType, (bits: number) => number>> = { f16: fromHalf, bf16: fromBrainFloat };
const encoders: Partial<Record<DType, (value: number) => number>> = { f16: toHalf, bf16: toBrainFloat };

/** Returns the function that combines two stored elements; 16-bit floats are represented by their bits. */
export function elementReducer(
  dtype: DType,
  reducer: Reducer,
): (a: number | bigint, b: number | bigint) => number | bigint {
  type Combine = (a: number | bigint, b: number | bigint) => number | bigint;
  if (isWide(dtype)) return bigintReducers[reducer] as Combine;
  const combine = numberReducers[reducer];
  const [decode, encode] = [decoders[dtype], encoders[dtype]];
  if (decode && encode) return ((a: number, b: number) => encode(combine(decode(a), decode(b)))) as Combine;
  if ((dtype === "i32" || dtype === "ui32") && reducer === "multiply") return Math.imul as Combine;
  return combine as Combine;
}

/**
 * Combines `numElements` elements at the byte offsets `sources` into all `destinations`. Destinations may equal
 * sources.
 */
export function combineElements(
  dtype: DType,
  reducer: Reducer,
  buffer: ArrayBufferLike,
  numElements: number,
  sources: readonly number[],
  destinations: readonly number[],
): void {
  const view = (at: number): TensorData => viewData(dtype, buffer, at, numElements);
  if (sources.some((at) => at % bytesPerElement(dtype) !== 0))
    throw new InternalError("collective", "unaligned buffer");
  const from = sources.map(view);
  const into = destinations.map(view);
  const combine = elementReducer(dtype, reducer);
  for (let i = 0; i < numElements; i++) {
    let total: number | bigint = from[0][i];
    for (let s = 1; s < from.length; s++) total = combine(total, from[s][i]);
    for (const data of into) data[i] = total;
  }
}
