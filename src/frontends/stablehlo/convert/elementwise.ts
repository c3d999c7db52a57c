/**
 * @file Elementwise operations. Those that the IR lacks are composed of its ops, accurate to a few units in the
 * last place.
 */
import { type BinaryKind, binaryKinds, type CompareDirection, type UnaryKind, unaryKinds } from "../../../ir/ops.ts";
import { bytesPerElement, type DType, isFloat, type TensorType } from "../../../ir/types.ts";
import { Arithmetic } from "./arithmetic.ts";
import { bitcast } from "./bitcast.ts";
import { carrierOf, narrowed } from "./carried.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { digamma, logGamma, mulHigh, nextAfter } from "./special.ts";
import { totalOrderKey } from "./total-order.ts";

const isUnsigned = (dtype: DType): boolean => dtype.startsWith("u");

const unary =
  (kind: UnaryKind): Convert =>
  ({ emitter, operands }) => [emitter.op(kind, operands, {})];

/** The logical op that each arithmetic op on booleans means. */
const onBooleans: Partial<Record<BinaryKind, BinaryKind>> = {
  add: "or",
  subtract: "xor",
  multiply: "and",
  maximum: "or",
  minimum: "and",
};

const binary =
  (kind: BinaryKind): Convert =>
  ({ emitter, operands }) => {
    const chosen = operands[0].type.dtype === "i1" ? (onBooleans[kind] ?? kind) : kind;
    return [emitter.op(chosen, operands, {})];
  };

/** An operation on one or two values, composed of arithmetic ops; 16-bit floats are computed in f32, rounded once. */
const written =
  (write: (a: Arithmetic, x: Handle, y: Handle) => Handle): Convert =>
  ({ emitter, operands }) => {
    const { dtype, shape } = operands[0].type;
    const isHalf = dtype === "f16" || dtype === "bf16";
    const [x, y] = operands.map((operand) => (isHalf ? emitter.convert(operand, "f32") : operand));
    const result = write(new Arithmetic(emitter, { shape, dtype: x.type.dtype }), x, y);
    return [isHalf && result.type.dtype === "f32" ? emitter.convert(result, dtype) : result];
  };

const compare: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const direction = conversion.text("comparison_direction") as CompareDirection;
  const isTotal = conversion.text("compare_type") === "TOTALORDER" && isFloat(operands[0].type.dtype);
  const keys = isTotal ? operands.map((x) => totalOrderKey(emitter, x)) : operands;
  return [emitter.op("compare", keys, { direction })];
};

/** A scalar of select or clamp broadcast to the other operands' shape. */
function spread({ emitter }: Conversion, value: Handle, { shape }: TensorType): Handle {
  return value.type.shape.length === 0 ? emitter.broadcast(value, shape, []) : value;
}

const select: Convert = (conversion) => {
  const [condition, yes, no] = conversion.operands;
  return [conversion.emitter.op("select", [spread(conversion, condition, yes.type), yes, no], {})];
};

const clamp: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [low, x, high] = operands;
  const atLeast = emitter.op("maximum", [x, spread(conversion, low, x.type)], {});
  return [emitter.op("minimum", [atLeast, spread(conversion, high, x.type)], {})];
};

/** `abs` and `sign`: unsigned numbers are their own absolute value, and their sign is 1 unless they are 0. */
const abs: Convert = ({ emitter, operands: [x] }) => [isUnsigned(x.type.dtype) ? x : emitter.op("abs", [x], {})];
const sign: Convert = ({ emitter, operands: [x] }) => {
  if (!isUnsigned(x.type.dtype)) return [emitter.op("sign", [x], {})];
  return [emitter.op("minimum", [x, emitter.splat(1, x.type)], {})];
};

const convert: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const element = conversion.element();
  if (carrierOf(element) !== undefined) return [narrowed(emitter, operands[0], element)];
  return [emitter.op("convert", operands, { dtype: conversion.type().dtype })];
};

const reducePrecision: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [x] = operands;
  const format = `e${conversion.integer("exponent_bits")}m${conversion.integer("mantissa_bits")}`;
  const formats: Readonly<Record<string, DType>> = { e8m7: "bf16", e5m10: "f16", e8m23: "f32", e11m52: "f64" };
  const dtype = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (dtype === undefined) throw conversion.unsupported(`rounds to ${format}; it can be e8m7, e5m10, e8m23 or e11m52`);
  const isWider = bytesPerElement(dtype) > bytesPerElement(x.type.dtype);
  return [isWider ? x : emitter.convert(emitter.convert(x, dtype), x.type.dtype)];
};

const rules: Readonly<Record<string, Convert>> = {
  abs,
  sign,
  compare,
  select,
  clamp,
  convert,
  bitcast_convert: bitcast,
  reduce_precision: reducePrecision,
  is_finite: written((a, x) => a.isFinite(x)),
  exponential_minus_one: written((a, x) => a.exponentialMinusOne(x)),
  log_plus_one: written((a, x) => a.logPlusOne(x)),
  cbrt: written((a, x) => a.cubeRoot(x)),
  tan: written((a, x) => a.divide(a.apply("sine", x), a.apply("cosine", x))),
  atan2: written((a, y, x) => a.arcTangent2(y, x)),
  round_nearest_even: written((a, x) => a.roundToEven(x)),
  round_nearest_afz: written((a, x) => a.roundFromZero(x)),
  shift_right_arithmetic: written((a, x, y) => a.shiftRightArithmetic(x, y)),
  count_leading_zeros: written((a, x) => a.countLeadingZeros(x)),
};

const chloRules: Readonly<Record<string, Convert>> = {
  square: written((a, x) => a.multiply(x, x)),
  erf: unary("erf"),
  erfc: unary("erfc"),
  asin: unary("asin"),
  atan: unary("atan"),
  acos: written((a, x) => a.arcCosine(x)),
  tan: rules.tan,
  sinh: written((a, x) => a.sinh(x)),
  cosh: written((a, x) => a.cosh(x)),
  asinh: written((a, x) => a.arcSinh(x)),
  acosh: written((a, x) => a.arcCosh(x)),
  atanh: written((a, x) => a.arcTanh(x)),
  erf_inv: written((a, x) => a.inverseErf(x)),
  lgamma: written(logGamma),
  digamma: written(digamma),
  next_after: nextAfter,
  mulhi: mulHigh,
  is_inf: written((a, x) => a.compare("EQ", a.apply("abs", x), a.number(Number.POSITIVE_INFINITY))),
  is_pos_inf: written((a, x) => a.compare("EQ", x, a.number(Number.POSITIVE_INFINITY))),
  is_neg_inf: written((a, x) => a.compare("EQ", x, a.number(Number.NEGATIVE_INFINITY))),
};

export const elementwiseConversions: Readonly<Record<string, Convert>> = Object.fromEntries([
  ...unaryKinds.map((kind) => [`stablehlo.${kind}`, unary(kind)]),
  ...binaryKinds.map((kind) => [`stablehlo.${kind}`, binary(kind)]),
  ...Object.entries(rules).map(([name, convert]) => [`stablehlo.${name}`, convert]),
  ...Object.entries(chloRules).map(([name, convert]) => [`chlo.${name}`, convert]),
]);
