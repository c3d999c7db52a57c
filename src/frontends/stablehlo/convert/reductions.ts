/** @file `reduce`: with a known reducer and any initial value, argmax and argmin; by any other region as a fold. */
import type { Reducer } from "../../../ir/ops.ts";
import { isFloat } from "../../../ir/types.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { fold, map } from "./folds.ts";
import { evaluateRegion, onBooleans, onlyCompares, reducerOf, samplesOf } from "./regions.ts";

/** `value` combined with the initial value of the reduction, unless that changes nothing. */
export function withStart({ emitter }: Conversion, reducer: Reducer, value: Handle, start: Handle): Handle {
  if (emitter.isIdentity(start, reducer)) return value;
  return emitter.op(reducer, [value, emitter.broadcast(start, value.type.shape, [])], {});
}

const reduce: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const [region] = operation.regions;
  const count = operands.length / 2;
  const dims = conversion.numbers("dimensions");
  if (operands.some(({ complex }) => complex)) return fold(conversion, dims);
  const reducers = operands.slice(0, count).map((_, i) => reducerOf(region, i));
  if (reducers.every((reducer) => reducer !== undefined && reducer !== "set")) {
    return reducers.map((reducer, i) => {
      const x = operands[i];
      const reduced = emitter.op("reduce", [x], { reducer: reducer as Reducer, dims });
      return withStart(conversion, reducer as Reducer, reduced, operands[count + i]);
    });
  }
  const position = count === 2 ? positionReducer(conversion) : undefined;
  if (position) return positionOf(conversion, position, dims);
  return fold(conversion, dims);
};

/**
 * Whether the region keeps the larger ("maximum") or the smaller value with its position. Of equal values it keeps the
 * smaller position; NaN precedes all numbers, and of two NaNs it may keep either position.
 */
function positionReducer(conversion: Conversion): "maximum" | "minimum" | undefined {
  const { operation, operands } = conversion;
  const [region] = operation.regions;
  if (!onlyCompares(region)) return undefined;
  const values = samplesOf(operands[0].type.dtype);
  const positions = [0, 1].flatMap((i) => [0, 1].map((j) => [i, j] as const));
  return (["maximum", "minimum"] as const).find((kind) => {
    const leads = (a: number, b: number): boolean => Number.isNaN(a) || (kind === "maximum" ? a > b : a < b);
    return values.every((a) =>
      values.every((b) =>
        positions.every(([i, j]) => {
          const found = evaluateRegion(conversion, region, [a, i, b, j]);
          if (!found) return false;
          if (Number.isNaN(a) && Number.isNaN(b)) return Number.isNaN(found[0]);
          const isFirst = leads(a, b) || (a === b && i <= j);
          return Object.is(found[0], isFirst ? a : b) && found[1] === (isFirst ? i : j);
        }),
      ),
    );
  });
}

/** The largest or smallest value, and the smallest position among the elements that equal it. */
function positionOf(conversion: Conversion, kind: "maximum" | "minimum", dims: readonly number[]): Handle[] {
  const { emitter, operands } = conversion;
  const [x, positions, startValue, startPosition] = operands;
  const reducer = x.type.dtype === "i1" ? onBooleans[kind] : kind;
  if (!emitter.isIdentity(startValue, reducer) || emitter.number(startPosition) !== 0) {
    throw conversion.unsupported(`the position of the ${kind} does not start from the least there is, at 0`);
  }
  const extreme = emitter.op("reduce", [x], { reducer, dims });
  const kept = x.type.shape.flatMap((_, dim) => (dims.includes(dim) ? [] : [dim]));
  const spread = emitter.broadcast(extreme, x.type.shape, kept);
  let isExtreme = emitter.op("compare", [x, spread], { direction: "EQ" });
  // A NaN among the elements makes the result NaN, which equals nothing.
  if (isFloat(x.type.dtype)) {
    isExtreme = emitter.op("or", [isExtreme, emitter.op("compare", [x, x], { direction: "NE" })], {});
  }
  const last = emitter.identity("minimum", positions.type);
  const candidates = emitter.op("select", [isExtreme, positions, last], {});
  return [extreme, emitter.op("reduce", [candidates], { reducer: "minimum", dims })];
}

export const reductionConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.reduce": reduce,
  "stablehlo.map": map,
};
