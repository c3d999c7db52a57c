/** @file What the weight gradients of a slice of layers read: a schedule that puts them off holds it until then. */
import { weightGradientOps } from "../../../analysis/weight-gradients.ts";
import { memoizeWeakly } from "../../../base/memoize.ts";
import { definingOps, type ValueId } from "../../../ir/graph.ts";
import { isView } from "../../../ir/ops.ts";
import type { LayerSlice } from "./layer-slices.ts";

export interface WeightGradientReads {
  /** The other ops whose results they read. */
  readonly ops: ReadonlySet<number>;
  /** The inputs that they read, of those received from other layers. */
  readonly inputs: readonly number[];
}

export const weightGradientReads = memoizeWeakly(
  ({ step, isForward, before, after }: LayerSlice): WeightGradientReads => {
    const { graph, numAccumulateOps } = step;
    const definers = definingOps(graph);
    const isWeightGradient = weightGradientOps(step, () => false);
    const isPutOff = (op: number): boolean => op < numAccumulateOps && !isForward[op] && isWeightGradient[op];
    const read = new Set<ValueId>();
    const add = (value: ValueId): void => {
      const op = definers[value];
      if (op >= 0 && isView(graph.ops[op].kind)) add(graph.ops[op].operands[0]);
      else if (op < 0 || !isPutOff(op)) read.add(value);
    };
    graph.ops.forEach(({ operands }, op) => {
      if (isPutOff(op)) operands.forEach(add);
    });
    return {
      ops: new Set([...read].map((value) => definers[value])),
      inputs: [...before.inputs, ...after.inputs].filter((input) => read.has(graph.inputs[input].value)),
    };
  },
);
