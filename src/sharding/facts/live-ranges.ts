/** @file Live ranges: when each value of a step is in memory, and which ops read it. */
import { type Step, summedValues } from "../../analysis/step.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import type { Fusion } from "../../cluster/device.ts";
import { findAttention } from "../../ir/attention.ts";
import { isView } from "../../ir/ops.ts";
import { updateValues } from "./fused-updates.ts";

/** A value is in memory at times `from` <= t < `to`. Time t is after op t − 1; inputs are live from 0. */
export interface LiveRange {
  readonly from: number;
  readonly to: number;
  readonly readers: readonly { readonly op: number; readonly position: number }[];
  /**
   * True if the value gets a node of its own in the sharding problem: it has several readers, or it is a tensor made in
   * the loop and read in the update only, as a 16-bit gradient is, which need not wait in the placement of its maker.
   */
  readonly isShared: boolean;
  /** For a sum over the microbatches with several readers in the update: the time at which the first one reads it. */
  readonly totalFrom?: number;
}

/** The time at which a step ends: only inputs and outputs are live until then. */
export const stepEnd = ({ graph }: Step): number => graph.ops.length + 2;

/**
 * The live range of every value on an engine. A value read through a view is live as long as the view; a value inside a
 * fused update or inside an attention kernel is never live.
 */
export function liveRanges(step: Step, fusion: Fusion): readonly LiveRange[] {
  const ranges = rangesOf(step);
  if (fusion !== "flash") return ranges;
  const { isInside } = findAttention(step.graph);
  return ranges.map((range, value) => (isInside[value] ? { ...range, to: range.from } : range));
}

const rangesOf = memoizeWeakly((step: Step): readonly LiveRange[] => {
  const { graph, numAccumulateOps } = step;
  const readers: { op: number; position: number }[][] = graph.types.map(() => []);
  const last = graph.types.map(() => 0);
  const numOutputs = graph.types.map(() => 0);
  for (const { value } of graph.outputs) {
    last[value] = stepEnd(step);
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
  const isApplied = ({ op }: { readonly op: number }): boolean => op >= numAccumulateOps;
  const isCarried = graph.types.map(
    ({ shape }, value) =>
      shape.length > 0 &&
      made[value] <= numAccumulateOps &&
      readers[value].length > 0 &&
      readers[value].every(isApplied),
  );
  const isSum = summedValues(step);
  for (const value of isSum) made[value] = Math.min(made[value], numAccumulateOps && 1);
  const isUpdate = updateValues(step);
  return graph.types.map((_, value) => {
    const applied = isSum.has(value) ? readers[value].filter(isApplied) : [];
    return {
      from: made[value],
      to: isUpdate.has(value) ? made[value] : Math.max(last[value], made[value] + 1),
      // A copy has no room to grow.
      readers: readers[value].slice(),
      isShared: made[value] > 0 && (readers[value].length + numOutputs[value] > 1 || isCarried[value]),
      totalFrom: applied.length > 0 && applied.length + numOutputs[value] > 1 ? applied[0].op + 1 : undefined,
    };
  });
});
