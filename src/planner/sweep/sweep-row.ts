/** @file One row of a sweep: the point, and its price or why it has none. */
import { isRefusal } from "../../base/errors.ts";
import { bytesText } from "../../base/units.ts";
import type { Estimate } from "../../plan/plan.ts";
import type { MemoryShortage } from "../../sharding/memory-diagnosis.ts";
import type { Priced } from "../compare/row.ts";
import type { Work } from "../compare/work.ts";
import { questionText } from "../figures/question.ts";
import type { SweepPoint } from "./sweep-points.ts";

export interface SweepRow extends Omit<SweepPoint, "question" | "layout">, Partial<Priced> {
  /** The command that plans this point alone. */
  readonly command: string;
  /** Megatron-LM's degrees of a layout. */
  readonly data?: number;
  readonly pipeline?: number;
  readonly tensor?: number;
  readonly microbatches?: number;
  /** `fits`; `too large`: priced, but over the memory; `refused`: nothing was priced; `stopped`: by the user. */
  readonly status: "fits" | "too large" | "refused" | "stopped";
  /** Why it is not `fits`. */
  readonly reason?: string;
  /** Bytes of a device that a refused plan would need, if memory is the reason. */
  readonly needsBytes?: number;
  /** The search's estimate, and its lower bound: no plan of the search takes fewer estimated seconds. */
  readonly estimateSeconds?: number;
  readonly boundSeconds?: number;
  /** Products of the model per second and device, recomputation not counted. */
  readonly flopsPerDevice?: number;
  readonly examplesPerSecond?: number;
  readonly tokensPerSecond?: number;
}

/** What a plan of a point comes to. */
export interface PricedPoint {
  readonly priced: Priced;
  readonly batch: number;
  readonly microbatches: number;
  readonly estimate?: Estimate;
  readonly work: Work;
}

const pointOf = ({ question, layout, ...point }: SweepPoint): Omit<SweepRow, "status"> => ({
  command: questionText(question),
  ...point,
  ...layout,
});

export function sweepRow(point: SweepPoint, { priced, batch, microbatches, estimate, work }: PricedPoint): SweepRow {
  const { seconds, memory } = priced;
  const fits = memory.peakBytes <= memory.limitBytes;
  const needs = `needs ${bytesText(Math.round(memory.peakBytes))} of ${bytesText(memory.limitBytes)} on a device`;
  return {
    ...pointOf(point),
    ...{ batch, microbatches, status: fits ? "fits" : "too large" },
    ...(!fits && { reason: needs }),
    ...priced,
    ...(estimate?.boundSeconds !== undefined && {
      estimateSeconds: estimate.seconds,
      boundSeconds: estimate.boundSeconds,
    }),
    flopsPerDevice: work.flops / seconds / point.devices,
    examplesPerSecond: batch / seconds,
    ...(work.tokens !== undefined && { tokensPerSecond: work.tokens / seconds }),
  };
}

/** The row of a point that cannot be planned. @throws what is no refusal */
export function refusedRow(point: SweepPoint, error: unknown): SweepRow {
  if (!isRefusal(error)) throw error;
  const { fittingBytes } = (error.details ?? {}) as Partial<MemoryShortage>;
  return {
    ...pointOf(point),
    status: "refused",
    reason: error.message,
    ...(fittingBytes !== undefined && { needsBytes: fittingBytes }),
  };
}

export const stoppedRow = (point: SweepPoint): SweepRow => ({
  ...pointOf(point),
  status: "stopped",
  reason: "stopped before it was planned",
});
