/** @file When the values of a step are in memory, and who reads them. */

import type { Step } from "../analysis/step.ts";
import type { OpKind } from "../ir/ops.ts";

/** When a value is in memory, and who reads it. Times are op indices + 1; inputs are there at 0. */
export interface Life {
  readonly from: number;
  readonly to: number;
  readonly readers: readonly { readonly op: number; readonly position: number }[];
  /** True when several readers share it, so that it gets a node of its own. */
  readonly hub: boolean;
  /** Of a sum over the microbatches with several readers in the apply region: when the first of them reads it. */
  readonly totalFrom?: number;
}

/** The time at which a step is over: what is live until then is an input or an output. */
export const endOf = ({ graph }: Step): number => graph.ops.length + 2;

const isView = (kind: OpKind): boolean => kind === "reshape" || kind === "broadcast_in_dim";

/** One life per value. A value read through a view lives as long as the view. */
export function valueLives(step: Step): Life[] {
  const { graph, accumulated, numAccumulateOps, microbatches } = step;
  const readers: { op: number; position: number }[][] = graph.types.map(() => []);
  const last = graph.types.map(() => 0);
  const numOutputs = graph.types.map(() => 0);
  for (const { value } of graph.outputs) {
    last[value] = endOf(step);
    numOutputs[value]++;
  }
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    for (const value of operands) last[value] = Math.max(last[value], isView(kind) ? last[results[0]] : op + 2);
  }
  const made = graph.types.map(() => 0);
  graph.ops.forEach((op, index) => {
    for (const value of op.results) made[value] = index + 1;
    op.operands.forEach((value, position) => {
      readers[value].push({ op: index, position });
    });
  });
  if (microbatches > 1) for (const value of accumulated) made[value] = Math.min(made[value], numAccumulateOps && 1);
  const isSum = new Set(microbatches > 1 ? accumulated : []);
  return graph.types.map((_, value) => {
    const applied = isSum.has(value) ? readers[value].filter(({ op }) => op >= numAccumulateOps) : [];
    return {
      from: made[value],
      to: Math.max(last[value], made[value] + 1),
      readers: readers[value],
      hub: made[value] > 0 && readers[value].length + numOutputs[value] > 1,
      totalFrom: applied.length > 0 && applied.length + numOutputs[value] > 1 ? applied[0].op + 1 : undefined,
    };
  });
}
