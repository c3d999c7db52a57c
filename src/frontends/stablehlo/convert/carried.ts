/**
 * @file Element types that the IR lacks, carried by wider ones: floats of 8 bits and fewer by f16, which has all their
 * values, and integers of 2 and 4 bits by those of 8. Results of arithmetic are rounded or wrapped to the narrow type.
 */
import { toHalf } from "../../../base/half.ts";
import { type DType, isFloat } from "../../../ir/types.ts";
import type { DenseAttribute } from "../ast.ts";
import { minifloatFormat, minifloatValues } from "../parser/minifloats.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { Emitter, Handle } from "./emitter.ts";
import { toTensorData } from "./tensor-data.ts";

const integers: Readonly<Record<string, { readonly dtype: DType; readonly bits: number }>> = {
  i2: { dtype: "i8", bits: 2 },
  i4: { dtype: "i8", bits: 4 },
  ui2: { dtype: "ui8", bits: 2 },
  ui4: { dtype: "ui8", bits: 4 },
};

/** The type that carries elements of type `element`; undefined for types of the IR and unknown ones. */
export function carrierOf(element: string): DType | undefined {
  if (Object.hasOwn(integers, element)) return integers[element].dtype;
  return minifloatFormat(element) ? "f16" : undefined;
}

/** The values of `element` nearest to those of `x`, in the carrier. Integers wrap; made of floats, they saturate. */
export function narrowed(emitter: Emitter, x: Handle, element: string): Handle {
  if (!Object.hasOwn(integers, element))
    return emitter.convert(rounded(emitter, emitter.convert(x, "f32"), element), "f16");
  const { dtype, bits } = integers[element];
  const [low, high] = dtype === "i8" ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  if (isFloat(x.type.dtype)) {
    const a = new Arithmetic(emitter, x.type);
    return emitter.convert(a.combine("minimum", a.combine("maximum", x, a.number(low)), a.number(high)), dtype);
  }
  const word = emitter.convert(x, "i32");
  const a = new Arithmetic(emitter, word.type);
  const inside = a.combine("and", word, a.number(2 ** bits - 1));
  const isAbove = a.compare("GT", inside, a.number(high));
  return emitter.convert(a.select(isAbove, a.subtract(inside, a.number(2 ** bits)), inside), dtype);
}

/** f32 numbers rounded to a small floating-point type, ties to even. */
function rounded(emitter: Emitter, x: Handle, element: string): Handle {
  const { mantissaBits, bias, special } = minifloatFormat(element)!;
  const a = new Arithmetic(emitter, x.type);
  const size = a.apply("abs", x);
  const bits = emitter.op("bitcast_convert", [size], { dtype: "i32" });
  const exponentBits = emitter.op("and", [bits, emitter.splat(0x7f800000, bits.type)], {});
  // The power of two below each number, and the distance of its neighbours in the type: both are exact.
  const power = emitter.op("bitcast_convert", [exponentBits], { dtype: "f32" });
  const distance = a.multiply(a.combine("maximum", power, a.number(2 ** (1 - bias))), a.number(2 ** -mantissaBits));
  const near = a.multiply(a.roundToEven(a.divide(size, distance)), distance);
  const largest = minifloatValues(element)!.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, value) : most),
    0,
  );
  const beyond = special === "ieee" ? Number.POSITIVE_INFINITY : special === "none" ? largest : Number.NaN;
  const isInside = a.compare("LE", near, a.number(largest));
  const known = a.select(isInside, near, a.number(beyond));
  const isNan = a.compare("NE", x, x);
  const value = a.select(isNan, a.number(Number.NaN), known);
  const signed = a.select(a.isNegative(x), a.negate(value), value);
  // Without a negative zero, that code is NaN: −0 + 0 is 0.
  return special === "negativeZero" ? a.add(signed, a.number(0)) : signed;
}

/** Elements of a dense attribute in the carrier of its type. */
export function carriedData(value: DenseAttribute): ReturnType<typeof toTensorData> {
  const { bytes, type } = value;
  const values = minifloatValues(type.element);
  if (!values) return toTensorData(bytes, integers[type.element].dtype);
  return Uint16Array.from(bytes, (code) => toHalf(values[code]));
}
