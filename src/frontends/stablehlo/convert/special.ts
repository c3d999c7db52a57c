/** @file Functions of CHLO beyond the elementary ones: log Γ, its derivative, neighbours of numbers, long products. */
import { bytesPerElement, type DType } from "../../../ir/types.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";

/** Lanczos' approximation of the gamma function with g = 7 and nine terms (Godfrey, 2001). */
const lanczos = 7;
const base = 0.99999999999980993;
const terms = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Σ and t of Lanczos' formula: Γ(z + 1) = √(2π) t^(z + ½) e^(−t) Σ, t = z + g + ½. */
function parts(a: Arithmetic, x: Handle) {
  const isReflected = a.compare("LT", x, a.number(0.5));
  const z = a.select(isReflected, a.negate(x), a.subtract(x, a.number(1)));
  const shifted = terms.map((_, i) => a.add(z, a.number(i + 1)));
  const sum = terms.reduce((all, term, i) => a.add(all, a.divide(a.number(term), shifted[i])), a.number(base));
  const t = a.add(z, a.number(lanczos + 0.5));
  const logT = a.add(a.number(Math.log(lanczos + 0.5)), a.logPlusOne(a.divide(z, a.number(lanczos + 0.5))));
  return { isReflected, z, shifted, sum, t, logT };
}

/** log |Γ(x)|; for x < ½ by the reflection Γ(x) Γ(1 − x) = π / sin πx. */
export function logGamma(a: Arithmetic, x: Handle): Handle {
  const { isReflected, z, sum, t, logT } = parts(a, x);
  const power = a.multiply(a.subtract(a.add(z, a.number(0.5)), a.divide(t, logT)), logT);
  const plain = a.add(a.add(a.number(0.5 * Math.log(2 * Math.PI)), power), a.apply("log", sum));
  const size = a.apply("abs", x);
  const rest = a.subtract(size, a.apply("floor", size));
  const near = a.select(a.compare("GT", rest, a.number(0.5)), a.subtract(a.number(1), rest), rest);
  const wave = a.apply("log", a.apply("sine", a.multiply(a.number(Math.PI), near)));
  const turned = a.subtract(a.subtract(a.number(Math.log(Math.PI)), wave), plain);
  const reflected = a.select(a.isFinite(wave), turned, a.negate(wave));
  const found = a.select(isReflected, reflected, plain);
  const infinity = a.number(Number.POSITIVE_INFINITY);
  return a.select(a.compare("EQ", size, infinity), infinity, found);
}

/** The derivative of log Γ; for x < ½ by the reflection ψ(1 − x) − ψ(x) = π cot πx. */
export function digamma(a: Arithmetic, x: Handle): Handle {
  const { isReflected, shifted, sum, t, logT } = parts(a, x);
  const slope = terms.reduce((all, term, i) => {
    const square = a.multiply(shifted[i], shifted[i]);
    return a.subtract(all, a.divide(a.number(term), square));
  }, a.number(0));
  const plain = a.subtract(a.add(logT, a.divide(slope, sum)), a.divide(a.number(lanczos), t));
  // x minus the nearest integer, for the precision of the sine and cosine.
  const reduced = a.add(x, a.apply("abs", a.apply("floor", a.add(x, a.number(0.5)))));
  const angle = a.multiply(a.number(Math.PI), reduced);
  const cotangent = a.divide(a.apply("cosine", angle), a.apply("sine", angle));
  const reflected = a.subtract(plain, a.multiply(a.number(Math.PI), cotangent));
  const isPole = a.combine("and", a.compare("LE", x, a.number(0)), a.compare("EQ", x, a.apply("floor", x)));
  return a.select(isPole, a.number(Number.NaN), a.select(isReflected, reflected, plain));
}

/** The float next to x in the direction of y: its bits plus or minus one. */
export const nextAfter: Convert = ({ emitter, operands: [x, y] }) => {
  const { dtype, shape } = x.type;
  const bits = `i${8 * bytesPerElement(dtype)}` as DType;
  const [a, whole] = [new Arithmetic(emitter, x.type), new Arithmetic(emitter, { shape, dtype: bits })];
  const as = (value: Handle, to: DType): Handle => emitter.op("bitcast_convert", [value], { dtype: to });
  const isUp = a.compare("LT", x, y);
  const isZero = a.compare("EQ", x, a.number(0));
  // Away from zero the bits grow, whatever the sign is.
  const grows = emitter.op("compare", [isUp, a.compare("GT", x, a.number(0))], { direction: "EQ" });
  const one = whole.number(1);
  const stepped = whole.add(as(x, bits), whole.select(grows, one, whole.negate(one)));
  const least = as(one, dtype);
  const moved = a.select(isZero, a.select(isUp, least, a.negate(least)), as(stepped, dtype));
  const isNan = a.combine("or", a.compare("NE", x, x), a.compare("NE", y, y));
  return [a.select(isNan, a.number(Number.NaN), a.select(a.compare("EQ", x, y), y, moved))];
};

/** The upper half of the product of two integers. */
export const mulHigh: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const { dtype, shape } = operands[0].type;
  const bits = 8 * bytesPerElement(dtype);
  if (bits === 64) return [wideMulHigh(conversion)];
  const wide = (dtype.startsWith("u") ? "ui64" : "i64") as DType;
  const a = new Arithmetic(emitter, { shape, dtype: wide });
  const [x, y] = operands.map((operand) => emitter.convert(operand, wide));
  return [emitter.convert(a.combine("shift_right_logical", a.multiply(x, y), a.number(bits)), dtype)];
};

/** The same for 64 bits, of the products of halves; for negative numbers the other factor is subtracted. */
function wideMulHigh({ emitter, operands: [x, y] }: Conversion): Handle {
  const { dtype, shape } = x.type;
  const a = new Arithmetic(emitter, { shape, dtype: "ui64" });
  const by = a.number(32);
  const high = (value: Handle): Handle => a.combine("shift_right_logical", value, by);
  const low = (value: Handle): Handle => high(a.combine("shift_left", value, by));
  const [p, q] = [x, y].map((value) => emitter.convert(value, "ui64"));
  const [cross, other] = [a.multiply(high(p), low(q)), a.multiply(low(p), high(q))];
  const middle = a.add(a.add(high(a.multiply(low(p), low(q))), low(cross)), low(other));
  const found = a.add(a.add(a.multiply(high(p), high(q)), high(middle)), a.add(high(cross), high(other)));
  if (dtype === "ui64") return found;
  const less = (of: Handle, factor: Handle): Handle => {
    const isNegative = emitter.op("compare", [of, emitter.splat(0, of.type)], { direction: "LT" });
    return a.select(isNegative, factor, a.number(0));
  };
  return emitter.convert(a.subtract(a.subtract(found, less(x, q)), less(y, p)), dtype);
}
