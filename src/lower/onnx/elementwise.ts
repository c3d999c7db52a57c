/** @file ONNX lowering of elementwise ops: arithmetic, bits, comparison, selection and conversion. */
import { integerRange } from "../../ir/evaluate/elementwise.ts";
import type { BinaryKind, CompareDirection, UnaryKind } from "../../ir/ops.ts";
import { bytesPerElement, type DType, isFloat } from "../../ir/types.ts";
import type { OnnxBuilder, OnnxValue } from "./builder.ts";
import type { LoweringContext } from "./context.ts";
import type { OnnxLowering } from "./lowering.ts";
import { onnxElementType } from "./proto.ts";

type Shape = readonly number[];

/** A unary op that is one ONNX operator. */
const unary =
  (opType: string): OnnxLowering<UnaryKind> =>
  (op, context) =>
    context.elementwise(op.results[0], op.operands, ([x], shape) => context.builder.node(opType, [x], shape));

/** Like `unary`, for operators that ONNX Runtime computes in f32 only. */
const unarySingle =
  (opType: string): OnnxLowering<UnaryKind> =>
  (op, context) => {
    if (context.type(op.results[0]).dtype === "f64")
      throw context.unsupported(`ONNX Runtime has no f64 kernel of ${opType}; compute it in f32`);
    unary(opType)(op, context);
  };

/** Some builds of ONNX Runtime have no f64 kernel of Cos: cos x = 1 − 2 sin²(x/2). */
const lowerCosine: OnnxLowering<"cosine"> = (op, context) => {
  const { builder } = context;
  if (context.type(op.results[0]).dtype !== "f64") return unary("Cos")(op, context);
  context.elementwise(op.results[0], op.operands, ([x], shape) => {
    const sine = builder.node("Sin", [builder.node("Mul", [x, builder.scalar("f64", 0.5)], shape)], shape);
    const twice = builder.node("Mul", [builder.node("Mul", [sine, sine], shape), builder.scalar("f64", 2)], shape);
    return builder.node("Sub", [builder.scalar("f64", 1), twice], shape);
  });
};

/** A binary op on numbers that is one ONNX operator, with another operator for booleans. */
const binary =
  (opType: string, boolean: string): OnnxLowering<BinaryKind> =>
  (op, context) => {
    const chosen = context.type(op.operands[0]).dtype === "i1" ? boolean : opType;
    context.elementwise(op.results[0], op.operands, (tensors, shape) => context.builder.node(chosen, tensors, shape));
  };

/** The unsigned type in which bit operations of a type are computed; 16-bit values are shifted in 32 bits. */
const unsignedOf = (dtype: DType): DType =>
  bytesPerElement(dtype) === 8 ? "ui64" : bytesPerElement(dtype) === 1 ? "ui8" : "ui32";

/** The bits of a tensor as its unsigned type, with higher bits cleared. */
const toBits = (builder: OnnxBuilder, x: OnnxValue, dtype: DType): OnnxValue =>
  builder.cast(bytesPerElement(dtype) === 2 ? builder.cast(x, "ui16") : x, unsignedOf(dtype));

/** A scalar of an unsigned type from a bit pattern. */
function bits(builder: OnnxBuilder, element: DType, value: bigint): OnnxValue {
  const numBytes = element === "ui64" ? 8 : element === "ui32" ? 4 : 1;
  const bytes = Uint8Array.from({ length: numBytes }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
  return builder.constant(element, [], bytes);
}

/** Counts set bits by adding neighbours in fields of 2, 4, 8, … bits. */
const lowerPopcnt: OnnxLowering<"popcnt"> = (op, context) => {
  const { builder } = context;
  const { dtype } = context.type(op.results[0]);
  const element = unsignedOf(dtype);
  const numBits = 8 * bytesPerElement(dtype);
  context.elementwise(op.results[0], op.operands, ([x], shape) => {
    let sums = toBits(builder, x, dtype);
    for (let width = 1; width < numBits; width *= 2) {
      let mask = 0n;
      for (let at = 0; at < numBits; at += 2 * width) mask |= ((1n << BigInt(width)) - 1n) << BigInt(at);
      const low = builder.node("BitwiseAnd", [sums, bits(builder, element, mask)], shape);
      const shifted = builder.node("BitShift", [sums, bits(builder, element, BigInt(width))], shape, {
        attributes: { direction: "RIGHT" },
      });
      const high = builder.node("BitwiseAnd", [shifted, bits(builder, element, mask)], shape);
      sums = builder.raw("Add", [low, high], shape, element);
    }
    return builder.cast(sums, dtype);
  });
};

/** Bits shifted in are zero; shifting by the width of the type or more gives zero. */
const shift =
  (direction: "LEFT" | "RIGHT"): OnnxLowering<"shift_left" | "shift_right_logical"> =>
  (op, context) => {
    const { builder } = context;
    const { dtype } = context.type(op.results[0]);
    const element = unsignedOf(dtype);
    const numBits = 8 * bytesPerElement(dtype);
    const count = context.form(op.operands[1]);
    const safe = count.kind === "splat" && count.value >= 0 && count.value < numBits;
    context.elementwise(op.results[0], op.operands, ([x, by], shape) => {
      const shifted = builder.raw("BitShift", [toBits(builder, x, dtype), toBits(builder, by, dtype)], shape, element, {
        attributes: { direction },
      });
      const result = builder.cast(shifted, dtype);
      if (safe) return result;
      const inside = builder.raw(
        "Less",
        [toBits(builder, by, dtype), bits(builder, element, BigInt(numBits))],
        by.shape,
        "i1",
      );
      return builder.node("Where", [inside, result, builder.scalar(dtype, 0)], shape, { element: dtype });
    });
  };

/**
 * Integer division rounds towards zero. Division by zero gives −1, as on XLA, instead of a processor fault; computing
 * in the widest type also avoids the fault of the smallest number divided by −1.
 */
function divideIntegers(builder: OnnxBuilder, [x, y]: readonly OnnxValue[], shape: Shape, dtype: DType): OnnxValue {
  const element = dtype === "ui64" ? "ui64" : "i64";
  const wideX = builder.cast(x, element);
  const wideY = builder.cast(y, element);
  const isZero = builder.raw("Equal", [wideY, builder.scalar(element, 0)], y.shape, "i1");
  const safeY = builder.node("Where", [isZero, builder.scalar(element, 1), wideY], y.shape, { element });
  const quotient = builder.raw("Div", [wideX, safeY], shape, element);
  return builder.cast(
    builder.node("Where", [isZero, builder.scalar(element, -1), quotient], shape, { element }),
    dtype,
  );
}

const lowerDivide: OnnxLowering<"divide"> = (op, context) => {
  const { builder } = context;
  const { dtype } = context.type(op.results[0]);
  context.elementwise(op.results[0], op.operands, (tensors, shape) =>
    isFloat(dtype) ? builder.node("Div", tensors, shape) : divideIntegers(builder, tensors, shape, dtype),
  );
};

/** The remainder has the sign of the dividend (C's fmod and %); an integer's remainder by zero is the dividend. */
const lowerRemainder: OnnxLowering<"remainder"> = (op, context) => {
  const { builder } = context;
  const { dtype } = context.type(op.results[0]);
  context.elementwise(op.results[0], op.operands, (tensors, shape) => {
    if (isFloat(dtype)) return builder.node("Mod", tensors, shape, { attributes: { fmod: 1 } });
    const quotient = builder.cast(divideIntegers(builder, tensors, shape, dtype), "i64");
    const [x, y] = tensors.map((tensor) => builder.cast(tensor, "i64"));
    const isZero = builder.raw("Equal", [y, builder.scalar("i64", 0)], y.shape, "i1");
    const product = builder.raw("Mul", [quotient, y], shape, "i64");
    const rest = builder.raw("Sub", [x, product], shape, "i64");
    return builder.cast(builder.raw("Where", [isZero, x, rest], shape, "i64"), dtype);
  });
};

const lowerMaximum: OnnxLowering<"maximum"> = (op, context) => {
  const { builder } = context;
  const [a, b] = op.operands;
  const isRelu = isFloat(context.type(a).dtype) && (context.isSplat(a, 0) || context.isSplat(b, 0));
  if (!isRelu) return binary("Max", "Or")(op, context);
  context.elementwise(op.results[0], [context.isSplat(a, 0) ? b : a], ([x], shape) => builder.node("Relu", [x], shape));
};

/** Computes several nodes on 16-bit floats in f32 and rounds once, as one op would. */
function roundedOnce(builder: OnnxBuilder, x: OnnxValue, compute: (x: OnnxValue) => OnnxValue): OnnxValue {
  const isHalf = x.element === "f16" || x.element === "bf16";
  return isHalf ? builder.cast(compute(builder.cast(x, "f32")), x.element) : compute(x);
}

const lowerRsqrt: OnnxLowering<"rsqrt"> = (op, context) => {
  const { builder } = context;
  context.elementwise(op.results[0], op.operands, ([given], shape) =>
    roundedOnce(builder, given, (x) => builder.node("Reciprocal", [builder.node("Sqrt", [x], shape)], shape)),
  );
};

const lowerErfc: OnnxLowering<"erfc"> = (op, context) => {
  const { builder } = context;
  const { dtype } = context.type(op.results[0]);
  if (dtype === "f64") throw context.unsupported("ONNX Runtime has no f64 kernel of Erf; compute it in f32");
  context.elementwise(op.results[0], op.operands, ([given], shape) =>
    roundedOnce(builder, given, (x) =>
      builder.node("Sub", [builder.scalar(x.element, 1), builder.node("Erf", [x], shape)], shape),
    ),
  );
};

const lowerNot: OnnxLowering<"not"> = (op, context) =>
  unary(context.type(op.operands[0]).dtype === "i1" ? "Not" : "BitwiseNot")(op, context);

const comparisons: Readonly<Record<CompareDirection, string>> = {
  EQ: "Equal",
  NE: "Equal",
  LT: "Less",
  LE: "LessOrEqual",
  GT: "Greater",
  GE: "GreaterOrEqual",
};

const lowerCompare: OnnxLowering<"compare"> = (op, context) => {
  const { builder } = context;
  const { direction } = op.attrs;
  context.elementwise(op.results[0], op.operands, (tensors, shape) => {
    const result = builder.node(comparisons[direction], tensors, shape, { result: "i1" });
    return direction === "NE" ? builder.raw("Not", [result], shape, "i1") : result;
  });
};

const lowerSelect: OnnxLowering<"select"> = (op, context) => {
  const { builder } = context;
  const { dtype } = context.type(op.results[0]);
  context.elementwise(op.results[0], op.operands, ([condition, yes, no], shape) => {
    if (dtype !== "i1") return builder.node("Where", [condition, yes, no], shape, { element: dtype });
    const otherwise = builder.raw("Not", [condition], condition.shape, "i1");
    const kept = builder.raw("And", [condition, yes], shape, "i1");
    return builder.raw("Or", [kept, builder.raw("And", [otherwise, no], shape, "i1")], shape, "i1");
  });
};

/** Converts a splat to another type; returns undefined where ONNX Runtime must do the rounding. */
function convertNumber(value: number, to: DType): number | undefined {
  if (to === "i1") return value === 0 ? 0 : 1;
  if (to === "f32" || to === "f64") return value;
  return Number.isInteger(value) && value >= 0 && value < 128 ? value : undefined;
}

const lowerConvert: OnnxLowering<"convert"> = (op, context) => {
  const { dtype } = op.attrs;
  const form = context.form(op.operands[0]);
  const number = form.kind === "splat" ? convertNumber(form.value, dtype) : undefined;
  if (number !== undefined) return context.set(op.results[0], { kind: "splat", value: number });
  context.elementwise(op.results[0], op.operands, ([x]) => {
    const isShort = dtype !== "i1" && !isFloat(dtype) && bytesPerElement(dtype) < 4;
    return context.builder.cast(isShort && isFloat(x.element) ? clamped(context, x, dtype) : x, dtype);
  });
};

/** Floats within the range of a short integer type: ONNX Runtime's casts take the low bits of numbers outside. */
function clamped({ builder }: LoweringContext, x: OnnxValue, dtype: DType): OnnxValue {
  const [low, high] = integerRange(dtype).map((limit) => builder.scalar(x.element, limit));
  return builder.node("Min", [builder.node("Max", [x, low], x.shape), high], x.shape);
}

const lowerBitcast: OnnxLowering<"bitcast_convert"> = (op, context) => {
  const { dtype } = op.attrs;
  const from = context.type(op.operands[0]).dtype;
  if (bytesPerElement(from) !== bytesPerElement(dtype))
    throw context.unsupported(`a bitcast from ${from} to ${dtype} changes the element size; convert instead`);
  context.elementwise(op.results[0], op.operands, ([x], shape) =>
    context.builder.raw("BitCast", [x], shape, dtype, { attributes: { to: onnxElementType[dtype] } }),
  );
};

type ElementwiseKind = UnaryKind | BinaryKind | "compare" | "select" | "convert" | "bitcast_convert";

export const elementwiseLowerings: { readonly [K in ElementwiseKind]: OnnxLowering<K> } = {
  negate: unary("Neg"),
  abs: unary("Abs"),
  sign: unary("Sign"),
  exponential: unary("Exp"),
  log: unary("Log"),
  sqrt: unary("Sqrt"),
  rsqrt: lowerRsqrt,
  sine: unary("Sin"),
  cosine: lowerCosine,
  tanh: unary("Tanh"),
  logistic: unary("Sigmoid"),
  floor: unary("Floor"),
  ceil: unary("Ceil"),
  not: lowerNot,
  popcnt: lowerPopcnt,
  erf: unarySingle("Erf"),
  erfc: lowerErfc,
  asin: unarySingle("Asin"),
  atan: unarySingle("Atan"),
  add: binary("Add", "Or"),
  subtract: binary("Sub", "Xor"),
  multiply: binary("Mul", "And"),
  divide: lowerDivide,
  remainder: lowerRemainder,
  maximum: lowerMaximum,
  minimum: binary("Min", "And"),
  power: binary("Pow", "Pow"),
  and: binary("BitwiseAnd", "And"),
  or: binary("BitwiseOr", "Or"),
  xor: binary("BitwiseXor", "Xor"),
  shift_left: shift("LEFT"),
  shift_right_logical: shift("RIGHT"),
  compare: lowerCompare,
  select: lowerSelect,
  convert: lowerConvert,
  bitcast_convert: lowerBitcast,
};
