/** @file Numbers and dense arrays in MLIR's spelling. */
import { hexText } from "../../base/bytes.ts";
import { decode, stridesOf } from "../evaluate/data.ts";
import type { ConstantData, Reducer } from "../ops.ts";
import { bytesPerElement, type DType, isFloat, type TensorData, type TensorType } from "../types.ts";

/** The number of elements from which an array is printed as one hexadecimal string. */
const minHexElements = 64;

const hexDigits: Readonly<Partial<Record<DType, number>>> = { f64: 16, f32: 8, f16: 4, bf16: 4 };

/** Infinities and NaN are printed as bits, since they have no decimal spelling. */
function nonFiniteText(value: number, dtype: DType): string {
  const bytes = new DataView(new ArrayBuffer(8));
  if (dtype === "f64") bytes.setFloat64(0, value);
  else bytes.setFloat32(0, value);
  let bits = bytes.getBigUint64(0);
  if (dtype === "f32") bits >>= 32n;
  if (dtype === "bf16") bits >>= 48n;
  if (dtype === "f16") bits = Number.isNaN(value) ? 0x7e00n : value > 0 ? 0x7c00n : 0xfc00n;
  return `0x${bits.toString(16).toUpperCase().padStart(hexDigits[dtype]!, "0")}`;
}

/** `1.5e+0`, `0x7F800000`, `-3`, `true`. */
export function numberText(value: number, dtype: DType): string {
  if (dtype === "i1") return value ? "true" : "false";
  if (!isFloat(dtype)) return `${value}`;
  if (!Number.isFinite(value)) return nonFiniteText(value, dtype);
  const text = Object.is(value, -0) ? "-0e+0" : value.toExponential();
  return text.includes(".") ? text : text.replace("e", ".0e");
}

function nestedText(data: TensorData, { shape, dtype }: TensorType): string {
  const numbers = decode(data, dtype);
  const strides = stridesOf(shape);
  const at = (dim: number, offset: number): string => {
    if (dim === shape.length) return numberText(numbers[offset] as number, dtype);
    const parts = Array.from({ length: shape[dim] }, (_, index) => at(dim + 1, offset + index * strides[dim]));
    return `[${parts.join(", ")}]`;
  };
  return at(0, 0);
}

/** `dense<…>` for a constant, without its type. */
export function denseText(data: ConstantData, type: TensorType): string {
  if ("splat" in data) return `dense<${numberText(data.splat, type.dtype)}>`;
  // A hexadecimal string packs booleans into bits, so they are listed.
  if (data.dense.length < minHexElements || type.dtype === "i1") {
    return data.dense.length === 0 ? "dense<>" : `dense<${nestedText(data.dense, type)}>`;
  }
  return `dense<"0x${hexText(data.dense)}">`;
}

/** Smallest and largest integer of a dtype, exactly. */
function integerLimits(dtype: DType): readonly [bigint, bigint] {
  const bits = BigInt(8 * bytesPerElement(dtype));
  if (dtype === "i1") return [0n, 1n];
  if (dtype.startsWith("u")) return [0n, (1n << bits) - 1n];
  return [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
}

/** `dense<…>` of the value that leaves others unchanged under `reducer`. */
export function identityText(reducer: Reducer, dtype: DType): string {
  const number = (value: number) => `dense<${numberText(value, dtype)}>`;
  switch (reducer) {
    case "add":
    case "or":
      return number(0);
    case "multiply":
      return number(1);
    case "and":
      return number(dtype === "i1" ? 1 : -1);
    case "maximum":
      return isFloat(dtype) ? number(Number.NEGATIVE_INFINITY) : `dense<${integerLimits(dtype)[0]}>`;
    case "minimum":
      return isFloat(dtype) ? number(Number.POSITIVE_INFINITY) : `dense<${integerLimits(dtype)[1]}>`;
  }
}
