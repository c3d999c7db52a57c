/** @file Rules of ops along dims: reduce and sort. */
import type { Reducer } from "../ops.ts";
import type { OpRule } from "../rule.ts";
import { isFloat, numElements, type TensorType, typeText } from "../types.ts";
import { expectDims, expectSameShape, FactorSpace, keepAttrs, reject } from "./factors.ts";

/** Booleans combine by and, or; numbers by the arithmetic reducers. */
export function expectReducer(reducer: Reducer, type: TensorType): void {
  const logical = reducer === "and" || reducer === "or";
  if (logical ? isFloat(type.dtype) : type.dtype === "i1") reject(`cannot combine ${typeText(type)} by ${reducer}`);
}

export const reduceRules: { readonly [K in "reduce" | "sort"]: OpRule<K> } = {
  reduce: {
    infer(operands, { dims, reducer }) {
      if (operands.length !== 1) reject(`takes 1 operand, got ${operands.length}`);
      const { shape, dtype } = operands[0];
      expectDims("dims", dims, shape.length);
      expectReducer(reducer, operands[0]);
      return [{ shape: shape.filter((_, dim) => !dims.includes(dim)), dtype }];
    },
    flops: ([operand]) => numElements(operand.shape),
    factors([operand], _, { dims, reducer }) {
      const space = new FactorSpace();
      const from = operand.shape.map((size, dim) => space.add(size, dims.includes(dim) ? "reduction" : "parallel"));
      const kept = from.filter((_, dim) => !dims.includes(dim));
      return space.rule([from], [kept], reducer === "add" ? [[0]] : [], reducer);
    },
    localize: keepAttrs,
  },
  sort: {
    infer(operands, { dim }) {
      if (operands.length === 0) reject("needs at least one operand");
      expectSameShape(operands);
      expectDims("dim", [dim], operands[0].shape.length);
      return [...operands];
    },
    flops([operand], _, { dim }) {
      return numElements(operand.shape) * Math.ceil(Math.log2(Math.max(2, operand.shape[dim])));
    },
    factors(operands, _, { dim }) {
      const space = new FactorSpace();
      const dims = space.addShape(operands[0].shape, (d) => d === dim);
      const all = operands.map(() => dims);
      return space.rule(all, all, []);
    },
    localize: keepAttrs,
  },
};
