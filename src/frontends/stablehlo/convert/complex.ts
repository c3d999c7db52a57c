/**
 * @file Complex numbers as pairs of real tensors. Operations that only move or add elements are applied to each part;
 * products and functions are composed of real ops.
 */
import { numElements } from "../../../ir/types.ts";
import { type Operation, partOf } from "../ast.ts";
import { Arithmetic } from "./arithmetic.ts";
import { ComplexMath } from "./complex-math.ts";
import { contractionConversions } from "./contractions.ts";
import { Conversion, type Convert, type Converter } from "./conversion.ts";
import { elementwiseConversions } from "./elementwise.ts";
import type { Complex, Handle } from "./emitter.ts";
import { map } from "./folds.ts";
import { fourier } from "./fourier.ts";
import { indexingConversions } from "./indexing.ts";
import { movementConversions } from "./movement.ts";
import { reductionConversions } from "./reductions.ts";
import { reducerOf } from "./regions.ts";
import { toTensorData } from "./tensor-data.ts";
import { windowConversions } from "./windows.ts";

/** The two parts; a real number has no imaginary one. */
function partsOf({ emitter }: Conversion, x: Handle): Complex {
  return x.complex ?? [x, emitter.splat(0, x.type)];
}

const pair = ([real, imag]: Complex): Handle => ({ type: real.type, complex: [real, imag] });

/** The conversion of an operation whose operands and results are parts of the complex ones. */
function onParts(conversion: Conversion, operands: readonly Handle[]): Conversion {
  const { converter, operation } = conversion;
  const part: Converter = {
    emitter: converter.emitter,
    outside: (regions, at) => converter.outside(regions, at),
    graph: (region, args, outside, at) => converter.graph(region, args, outside, at),
    region: (region, args, at) => converter.region(region, args, at),
    lifted: (region, args, shape, at) => converter.lifted(region, args, shape, at),
    call: (name, args, at) => converter.call(name, args, at),
    tensorType: (type, at) => converter.tensorType(partOf(type) ?? type, at),
    note: (text, at) => converter.note(text, at),
    where: (at) => converter.where(at),
  };
  return new Conversion(part, operation, operands);
}

/** Converts both parts alike. */
const apart =
  (convert: Convert): Convert =>
  (conversion) => {
    const [real, imag] = [0, 1].map((part) =>
      convert(
        onParts(
          conversion,
          conversion.operands.map((operand) => operand.complex?.[part] ?? operand),
        ),
      ),
    );
    return real.map((value, i) => pair([value, imag[i]]));
  };

/** The same for operations with a region, if it adds or replaces; `otherwise` for others. */
const apartIfSum =
  (convert: Convert, otherwise?: Convert): Convert =>
  (conversion) => {
    const { regions } = conversion.operation;
    const reducers = regions.flatMap((region) =>
      region.args.slice(region.args.length / 2).map((_, i) => reducerOf(region, i)),
    );
    if (reducers.every((reducer) => reducer === "add" || reducer === "set")) return apart(convert)(conversion);
    if (otherwise) return otherwise(conversion);
    throw conversion.unsupported("combines complex numbers otherwise than by a sum; combine their parts");
  };

/** (a + bi)(c + di) for a product that is linear in both operands. */
const product =
  (multiply: Convert): Convert =>
  (conversion) => {
    const { emitter, operands } = conversion;
    const [[a, b], [c, d]] = operands.map((operand) => partsOf(conversion, operand));
    const of = (x: Handle, y: Handle): Handle => multiply(onParts(conversion, [x, y]))[0];
    const real = emitter.op("subtract", [of(a, c), of(b, d)], {});
    return [pair([real, emitter.op("add", [of(a, d), of(b, c)], {})])];
  };

/** A function of one or two complex numbers. */
const written =
  (write: (math: ComplexMath, x: Complex, y: Complex) => Complex | Handle): Convert =>
  (conversion) => {
    const [x, y] = conversion.operands.map((operand) => partsOf(conversion, operand));
    const result = write(new ComplexMath(new Arithmetic(conversion.emitter, x[0].type)), x, y);
    return ["type" in result ? result : pair(result)];
  };

/** A constant's parts, which alternate in its bytes. */
const constant: Convert = (conversion) => {
  const value = conversion.attribute("value");
  const type = conversion.type();
  if (value?.kind !== "dense") throw conversion.unsupported("needs a dense value");
  const { isSplat, bytes } = value;
  const numbers = toTensorData(bytes, type.dtype);
  const [real, imag] = [0, 1].map((part) => {
    const isOwn = (i: number): boolean => i % 2 === part && numElements(type.shape) > 0;
    const data = (numbers as Float64Array).filter((_, i) => isOwn(i));
    return conversion.emitter.written(type, { isSplat: isSplat && data.length > 0, data });
  });
  return [pair([real, imag])];
};

const compare: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const direction = conversion.text("comparison_direction");
  if (direction !== "EQ" && direction !== "NE")
    throw conversion.unsupported(`compares complex numbers by ${direction}`);
  const [[a, b], [c, d]] = operands.map((operand) => partsOf(conversion, operand));
  const parts = [emitter.op("compare", [a, c], { direction }), emitter.op("compare", [b, d], { direction })];
  return [emitter.op(direction === "EQ" ? "and" : "or", parts, {})];
};

const convert: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const type = operation.results[0].type;
  const { dtype } = conversion.converter.tensorType(partOf(type) ?? type, operation);
  const parts = partsOf(conversion, operands[0]).map((part) => emitter.convert(part, dtype)) as [Handle, Handle];
  return [partOf(type) ? pair(parts) : parts[0]];
};

const named = (prefix: string, from: Readonly<Record<string, Convert>>, names: string, as: (of: Convert) => Convert) =>
  names.split(" ").map((name) => [`${prefix}.${name}`, as(from[`${prefix}.${name}`])] as const);

const table: Readonly<Record<string, Convert>> = {
  ...Object.fromEntries([
    ...named("stablehlo", elementwiseConversions, "add subtract negate select", apart),
    ...named(
      "stablehlo",
      movementConversions,
      "broadcast_in_dim broadcast reshape transpose reverse slice pad concatenate dynamic_slice dynamic_update_slice",
      apart,
    ),
    ...named("stablehlo", indexingConversions, "gather", apart),
    ...named("stablehlo", indexingConversions, "scatter", apartIfSum),
    ...named("stablehlo", reductionConversions, "reduce", (reduce) => apartIfSum(reduce, reduce)),
    ...named("stablehlo", windowConversions, "reduce_window", (reduce) => apartIfSum(reduce, reduce)),
    ...named("stablehlo", elementwiseConversions, "multiply", product),
    ...named("stablehlo", contractionConversions, "dot_general dot convolution", product),
  ]),
  "stablehlo.constant": constant,
  "stablehlo.complex": ({ operands }) => [pair([operands[0], operands[1]])],
  "stablehlo.real": (conversion) => [partsOf(conversion, conversion.operands[0])[0]],
  "stablehlo.imag": (conversion) => [partsOf(conversion, conversion.operands[0])[1]],
  "chlo.conj": written(({ a }, [x, y]) => [x, a.negate(y)]),
  "chlo.square": written(({ a }, [x, y]) => {
    const both = a.multiply(x, y);
    return [a.multiply(a.subtract(x, y), a.add(x, y)), a.add(both, both)];
  }),
  "stablehlo.compare": compare,
  "stablehlo.convert": convert,
  "stablehlo.divide": written((math, x, y) => math.divide(x, y)),
  "stablehlo.abs": written((math, x) => math.abs(x)),
  "stablehlo.exponential": written((math, x) => math.exponential(x)),
  "stablehlo.log": written((math, x) => math.log(x)),
  "stablehlo.sqrt": written((math, x) => math.squareRoot(x)),
  "stablehlo.rsqrt": written((math, x) => math.divide([math.a.number(1), math.a.number(0)], math.squareRoot(x))),
  "stablehlo.sine": written((math, x) => math.sine(x)),
  "stablehlo.cosine": written((math, x) => math.cosine(x)),
  "stablehlo.exponential_minus_one": written((math, x) => math.exponentialMinusOne(x)),
  "stablehlo.log_plus_one": written((math, x) => math.logPlusOne(x)),
  "stablehlo.power": written((math, x, y) => math.power(x, y)),
  "stablehlo.tanh": written((math, x) => math.tanh(x)),
  "stablehlo.tan": written((math, x) => math.tangent(x)),
  "stablehlo.logistic": written((math, x) => math.logistic(x)),
  "chlo.sinh": written((math, x) => math.sinh(x)),
  "chlo.cosh": written((math, x) => math.cosh(x)),
  "chlo.tan": written((math, x) => math.tangent(x)),
  "stablehlo.iota": (conversion) => {
    const dim = conversion.integer("iota_dimension");
    const real = conversion.emitter.op("iota", [], { type: conversion.partType(), dim });
    return [pair([real, conversion.emitter.splat(0, real.type)])];
  },
  "stablehlo.sign": written((math, x) => math.sign(x)),
  "stablehlo.fft": fourier,
  "stablehlo.map": map,
  "stablehlo.is_finite": written(({ a }, [x, y]) => a.combine("and", a.isFinite(x), a.isFinite(y))),
};

/** Operations that pass values of any type on. */
const passing = new Set(
  ["while", "case", "if", "composite", "custom_call", "optimization_barrier"].map((name) => `stablehlo.${name}`),
).add("func.call");

/** Whether an operation has a form for complex numbers only. */
export const isOnlyComplex = (name: string): boolean =>
  ["stablehlo.complex", "stablehlo.real", "stablehlo.imag", "chlo.conj", "stablehlo.fft"].includes(name);

/** Whether an operation computes with complex numbers. */
export const isOnComplex = ({ name, results }: Operation, operands: readonly Handle[]): boolean =>
  isOnlyComplex(name) ||
  (!passing.has(name) &&
    !name.startsWith("sdy.") &&
    (operands.some(({ complex }) => complex) || results.some(({ type }) => partOf(type))));

/** Converts an operation on complex numbers. */
export const onComplex: Convert = (conversion) => {
  const { name } = conversion.operation;
  const own = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!own) throw conversion.unsupported("has no form for complex numbers; compute it with their parts");
  return own(name === "stablehlo.constant" ? onParts(conversion, conversion.operands) : conversion);
};
