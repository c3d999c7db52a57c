/** @file Helpers that the families of rules share: rejecting an op and building its factor rule. */
import { InvalidGraph } from "../../base/errors.ts";
import type { Reducer } from "../ops.ts";
import type { Factor, FactorRule } from "../rule.ts";
import { type DType, numElements, sameShape, type TensorType, typeText } from "../types.ts";

/** Throws InvalidGraph without a place; `inferTypes` adds the name of the op. */
export function reject(what: string): never {
  throw new InvalidGraph("", what);
}

export function expectOperands(operands: readonly TensorType[], count: number): void {
  if (operands.length !== count) reject(`takes ${count} operands, got ${operands.length}`);
}

/** Rejects dims that are repeated or outside [0, rank). `what` names the attribute. */
export function expectDims(what: string, dims: readonly number[], rank: number): void {
  for (const dim of dims) {
    if (!Number.isInteger(dim) || dim < 0 || dim >= rank) reject(`${what} names dim ${dim} of a value of rank ${rank}`);
  }
  if (new Set(dims).size !== dims.length) reject(`${what} = [${dims}] repeats a dim`);
}

export function expectLength(what: string, list: readonly unknown[], length: number): void {
  if (list.length !== length) reject(`${what} has ${list.length} entries, needs ${length}`);
}

export function expectSameDType(operands: readonly TensorType[]): void {
  const odd = operands.find((type) => type.dtype !== operands[0].dtype);
  if (odd) reject(`operands must have one element type, got ${typeText(operands[0])} and ${typeText(odd)}`);
}

export function expectSameShape(operands: readonly TensorType[]): void {
  const odd = operands.find((type) => !sameShape(type.shape, operands[0].shape));
  if (odd) reject(`operands must have one shape, got ${typeText(operands[0])} and ${typeText(odd)}`);
}

export function expectDType(type: TensorType, allowed: readonly DType[], what: string): void {
  if (!allowed.includes(type.dtype)) reject(`needs ${what} elements, got ${typeText(type)}`);
}

/** Total elements of the results: the FLOPs of an op that does one operation per result element. */
export const perResultElement = (_: readonly TensorType[], results: readonly TensorType[]): number =>
  numElements(results[0].shape);

/** The FLOPs of an op that only moves data. */
export const noFlops = (): number => 0;

/** `localize` of an op whose attributes hold no sizes. */
export const keepAttrs = <A>(attrs: A): A => attrs;

/** The factors of a dim: none for a dim of size 1. */
export type DimFactors = readonly number[];

/** Collects the factors of one op. */
export class FactorSpace {
  readonly #factors: Factor[] = [];

  /** A new factor for a dim of `size`; none when the size is 1. */
  add(size: number, kind: Factor["kind"] = "parallel"): DimFactors {
    return this.#add({ size, kind });
  }

  /** A new factor for a dim that index vectors address. */
  addIndexed(size: number, kind: "parallel" | "reduction"): DimFactors {
    return this.#add({ size, kind, isIndexed: true });
  }

  #add(factor: Factor): DimFactors {
    return factor.size === 1 ? [] : [this.#factors.push(factor) - 1];
  }

  /** One new factor per dim of `shape`; dims for which `isWhole` holds stay on one device. */
  addShape(shape: readonly number[], isWhole: (dim: number) => boolean = () => false): DimFactors[] {
    return shape.map((size, dim) => this.add(size, isWhole(dim) ? "whole" : "parallel"));
  }

  rule(
    operands: readonly (readonly DimFactors[])[],
    results: readonly (readonly DimFactors[])[],
    linear: readonly (readonly number[])[],
    reducer: Reducer = "add",
  ): FactorRule {
    return { factors: this.#factors, operands, results, reducer, linear };
  }
}
