/**
 * @file The meaning of a region of scalars: a known reducer or, for regions that only compare and select, its results
 * on samples.
 */

import { numberOf } from "../../../base/units.ts";
import type { Reducer } from "../../../ir/ops.ts";
import { type DType, isFloat } from "../../../ir/types.ts";
import type { Operation, Region, Value } from "../ast.ts";
import type { Conversion } from "./conversion.ts";

const reducers: Readonly<Record<string, Reducer>> = {
  "stablehlo.add": "add",
  "stablehlo.multiply": "multiply",
  "stablehlo.maximum": "maximum",
  "stablehlo.minimum": "minimum",
  "stablehlo.and": "and",
  "stablehlo.or": "or",
};

/** The logical reducer that each numeric reducer means for booleans. */
export const onBooleans: Readonly<Record<Reducer, Reducer>> = {
  add: "or",
  multiply: "and",
  maximum: "or",
  minimum: "and",
  and: "and",
  or: "or",
};

/** The region's result number `index`, and the operation that produces it. */
function returned(region: Region, index: number): { value: Value | undefined; operation: Operation | undefined } {
  const value = region.operations.at(-1)?.operands[index];
  return { value, operation: region.operations.find(({ results }) => value !== undefined && results.includes(value)) };
}

/**
 * The reducer that combines argument `index` of the first half of the region's arguments with its counterpart in the
 * second half; "set" if the region returns the counterpart; undefined for any other region.
 */
export function reducerOf(region: Region, index: number): Reducer | "set" | undefined {
  const half = region.args.length / 2;
  const [old, update] = [region.args[index], region.args[half + index]];
  const { value, operation } = returned(region, index);
  if (value === update) return "set";
  if (!operation || !Object.hasOwn(reducers, operation.name)) return undefined;
  const [a, b] = operation.operands;
  if (!((a === old && b === update) || (a === update && b === old))) return undefined;
  const reducer = reducers[operation.name];
  const isBoolean = old.type.kind === "tensor" && old.type.element === "i1";
  return isBoolean ? onBooleans[reducer] : reducer;
}

const choosing = new Set(
  ["compare", "select", "and", "or", "xor", "not", "constant", "return"].map((n) => `stablehlo.${n}`),
);

/**
 * Whether the region only compares its arguments with each other and with constants. Then samples in every order
 * determine its meaning.
 */
export const onlyCompares = (region: Region): boolean => region.operations.every(({ name }) => choosing.has(name));

/** Samples below, between and above the values that comparators distinguish. */
export function samplesOf(dtype: DType): readonly number[] {
  if (isFloat(dtype)) return [Number.NEGATIVE_INFINITY, -2, -1, 0, 1, 2, Number.POSITIVE_INFINITY, Number.NaN];
  return dtype === "i1" ? [0, 1] : [0, 1, 2, 100];
}

/** The results of the region for given numbers; undefined where it depends on more than these. */
export function evaluateRegion(
  conversion: Conversion,
  region: Region,
  args: readonly number[],
): readonly number[] | undefined {
  const { converter, operation } = conversion;
  const { emitter } = converter;
  if (region.args.length !== args.length)
    throw conversion.unsupported(`has a region with ${numberOf(region.args.length, "argument")}; give ${args.length}`);
  const handles = args.map((value, i) => emitter.splat(value, converter.tensorType(region.args[i].type, operation)));
  const { folds } = emitter;
  emitter.folds = true;
  const numbers = converter.region(region, handles, operation).map((result) => emitter.number(result));
  emitter.folds = folds;
  return numbers.every((number) => number !== undefined) ? (numbers as number[]) : undefined;
}
