/** @file Rules of ops that compute each result element from the operand elements at the same index. */
import type { BinaryKind, UnaryKind } from "../ops.ts";
import type { OpRule } from "../rule.ts";
import { bytesPerElement, type DType, isFloat, type TensorType, typeText } from "../types.ts";
import {
  expectDType,
  expectOperands,
  expectSameDType,
  expectSameShape,
  FactorSpace,
  keepAttrs,
  noFlops,
  perResultElement,
  reject,
} from "./factors.ts";

type ElementwiseKind = UnaryKind | BinaryKind | "convert" | "bitcast_convert" | "compare" | "select";

const floats: readonly DType[] = ["f64", "f32", "f16", "bf16"];
const signed: readonly DType[] = [...floats, "i64", "i32", "i16", "i8"];
const integers: readonly DType[] = ["i64", "i32", "i16", "i8", "ui64", "ui32", "ui16", "ui8"];
const numbers: readonly DType[] = [...floats, ...integers];
const bits: readonly DType[] = [...integers, "i1"];

const domainText = new Map<readonly DType[], string>([
  [floats, "floating-point"],
  [signed, "signed"],
  [integers, "integer"],
  [numbers, "numeric (for booleans use and, or, xor, not)"],
  [bits, "integer or boolean"],
]);

type Linear = readonly (readonly number[])[];

/** The factor rule of every op in this file: operands and results share one index. */
function alike(operands: readonly TensorType[], shape: readonly number[], linear: Linear) {
  const space = new FactorSpace();
  const dims = space.addShape(shape);
  return space.rule(
    operands.map(() => dims),
    [dims],
    linear,
  );
}

/** A unary or binary op on elements of one of the types in `domain`; `linearIn` tells where it is linear. */
function arithmetic<K extends UnaryKind | BinaryKind>(
  numOperands: 1 | 2,
  domain: readonly DType[],
  linearIn: (dtype: DType) => Linear = () => [],
): OpRule<K> {
  return {
    infer(operands) {
      expectOperands(operands, numOperands);
      expectSameDType(operands);
      expectSameShape(operands);
      expectDType(operands[0], domain, domainText.get(domain)!);
      return [operands[0]];
    },
    flops: perResultElement,
    factors: (operands, results) => alike(operands, results[0].shape, linearIn(operands[0].dtype)),
    localize: keepAttrs,
  };
}

const inFirst = (): Linear => [[0]];
const inBoth = (): Linear => [[0, 1]];
const inEach = (): Linear => [[0], [1]];

/** Bits of precision. Converting to a type with fewer bits rounds, which is not linear. */
const precisionBits: Readonly<Partial<Record<DType, number>>> = { f64: 53, f32: 24, f16: 11, bf16: 8 };

/** Whether `to` represents every value of `from`, so that conversion is linear. */
export function widens(from: DType, to: DType): boolean {
  if (from === to) return true;
  // f16 → bf16 loses precision; bf16 → f16 would gain precision but lose range.
  if (to === "f16") return false;
  return isFloat(from) && isFloat(to) && precisionBits[to]! >= precisionBits[from]!;
}

export const elementwiseRules: { readonly [K in ElementwiseKind]: OpRule<K> } = {
  negate: arithmetic(1, numbers, inFirst),
  abs: arithmetic(1, signed),
  sign: arithmetic(1, signed),
  exponential: arithmetic(1, floats),
  log: arithmetic(1, floats),
  sqrt: arithmetic(1, floats),
  rsqrt: arithmetic(1, floats),
  sine: arithmetic(1, floats),
  cosine: arithmetic(1, floats),
  tanh: arithmetic(1, floats),
  logistic: arithmetic(1, floats),
  floor: arithmetic(1, floats),
  ceil: arithmetic(1, floats),
  not: arithmetic(1, bits),
  popcnt: arithmetic(1, integers),
  erf: arithmetic(1, floats),
  erfc: arithmetic(1, floats),
  asin: arithmetic(1, floats),
  atan: arithmetic(1, floats),

  add: arithmetic(2, numbers, inBoth),
  subtract: arithmetic(2, numbers, inBoth),
  multiply: arithmetic(2, numbers, inEach),
  // Integer division truncates.
  divide: arithmetic(2, numbers, (dtype) => (isFloat(dtype) ? [[0]] : [])),
  remainder: arithmetic(2, numbers),
  maximum: arithmetic(2, numbers),
  minimum: arithmetic(2, numbers),
  power: arithmetic(2, numbers),
  and: arithmetic(2, bits),
  or: arithmetic(2, bits),
  xor: arithmetic(2, bits),
  shift_left: arithmetic(2, integers, inFirst),
  shift_right_logical: arithmetic(2, integers),

  convert: {
    infer(operands, { dtype }) {
      expectOperands(operands, 1);
      return [{ shape: operands[0].shape, dtype }];
    },
    flops: perResultElement,
    factors: (operands, results, { dtype }) =>
      alike(operands, results[0].shape, widens(operands[0].dtype, dtype) ? [[0]] : []),
    localize: keepAttrs,
  },
  bitcast_convert: {
    infer(operands, { dtype }) {
      expectOperands(operands, 1);
      const from = operands[0].dtype;
      if (from !== dtype && (from === "i1" || dtype === "i1" || bytesPerElement(from) !== bytesPerElement(dtype))) {
        reject(`cannot reinterpret ${typeText(operands[0])} as ${dtype}; the element sizes must be equal`);
      }
      return [{ shape: operands[0].shape, dtype }];
    },
    flops: noFlops,
    factors: (operands, results) => alike(operands, results[0].shape, []),
    localize: keepAttrs,
  },
  compare: {
    infer(operands) {
      expectOperands(operands, 2);
      expectSameDType(operands);
      expectSameShape(operands);
      return [{ shape: operands[0].shape, dtype: "i1" }];
    },
    flops: perResultElement,
    factors: (operands, results) => alike(operands, results[0].shape, []),
    localize: keepAttrs,
  },
  select: {
    infer(operands) {
      expectOperands(operands, 3);
      expectSameShape(operands);
      expectDType(operands[0], ["i1"], "boolean");
      expectSameDType(operands.slice(1));
      return [operands[1]];
    },
    flops: perResultElement,
    factors: (operands, results) => alike(operands, results[0].shape, [[1, 2]]),
    localize: keepAttrs,
  },
};
