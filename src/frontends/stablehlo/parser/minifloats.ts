/** @file The floating-point types of 8 bits and fewer, as tables of the values of their codes. */

export interface MinifloatFormat {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /** The codes that are not finite: as in IEEE 754, only all ones, only negative zero, or none. */
  readonly special: "ieee" | "ones" | "negativeZero" | "none";
}

const format = (
  exponentBits: number,
  mantissaBits: number,
  bias: number,
  special: MinifloatFormat["special"],
): MinifloatFormat => ({
  exponentBits,
  mantissaBits,
  bias,
  special,
});

const formats: Readonly<Record<string, MinifloatFormat>> = {
  f8E5M2: format(5, 2, 15, "ieee"),
  f8E4M3: format(4, 3, 7, "ieee"),
  f8E3M4: format(3, 4, 3, "ieee"),
  f8E4M3FN: format(4, 3, 7, "ones"),
  f8E5M2FNUZ: format(5, 2, 16, "negativeZero"),
  f8E4M3FNUZ: format(4, 3, 8, "negativeZero"),
  f8E4M3B11FNUZ: format(4, 3, 11, "negativeZero"),
  f6E3M2FN: format(3, 2, 3, "none"),
  f6E2M3FN: format(2, 3, 1, "none"),
  f4E2M1FN: format(2, 1, 1, "none"),
};

/** Value of a code of `format`. */
function codeValue(code: number, { exponentBits, mantissaBits, bias, special }: MinifloatFormat): number {
  const mantissa = code & ((1 << mantissaBits) - 1);
  const top = (1 << exponentBits) - 1;
  const exponent = (code >> mantissaBits) & top;
  const isNegative = code >> (exponentBits + mantissaBits) === 1;
  if (special === "ieee" && exponent === top) {
    if (mantissa !== 0) return Number.NaN;
    return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (special === "ones" && exponent === top && mantissa === (1 << mantissaBits) - 1) return Number.NaN;
  if (special === "negativeZero" && isNegative && exponent === 0 && mantissa === 0) return Number.NaN;
  const fraction = mantissa / (1 << mantissaBits);
  const size = exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
  return isNegative ? -size : size;
}

/** By element type: the value of every code. f8E8M0FNU has exponents only. */
const tables = new Map<string, readonly number[]>([
  ...Object.entries(formats).map(([name, form]): [string, number[]] => {
    const numCodes = 2 ** (1 + form.exponentBits + form.mantissaBits);
    return [name, Array.from({ length: numCodes }, (_, code) => codeValue(code, form))];
  }),
  ["f8E8M0FNU", Array.from({ length: 256 }, (_, code) => (code === 255 ? Number.NaN : 2 ** (code - 127)))],
]);

/** The format of a small floating-point type with a sign; undefined for any other type. */
export const minifloatFormat = (element: string): MinifloatFormat | undefined =>
  Object.hasOwn(formats, element) ? formats[element] : undefined;

/** Values of the codes of a small floating-point type; undefined for any other type. */
export const minifloatValues = (element: string): readonly number[] | undefined => tables.get(element);

/**
 * The code nearest to `value`, ties to the even one. Beyond the largest number: infinity, or NaN for formats without
 * infinity, if they have NaN.
 */
export function toMinifloat(value: number, values: readonly number[]): number {
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  values.forEach((candidate, code) => {
    if (Object.is(candidate, value)) {
      best = code;
      bestDistance = -1;
    }
    if (!Number.isFinite(candidate)) return;
    const distance = Math.abs(candidate - value);
    if (distance < bestDistance || (distance === bestDistance && best % 2 === 1)) {
      best = code;
      bestDistance = distance;
    }
  });
  return best < 0 ? Math.max(0, values.findIndex(Number.isNaN)) : best;
}
