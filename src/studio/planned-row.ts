/** @file A question's answer as one row beside those of others. */
import type { PlanReport } from "../planner/report/plan-report.ts";

/** A planned question, or the reason why it has no plan. */
export interface PlannedRow {
  /** Seconds of a step: simulated if the program was, else predicted by the search. */
  readonly seconds?: number;
  /** The search's estimate, and the lower bound of it. */
  readonly estimateSeconds?: number;
  readonly boundSeconds?: number;
  /** Means over the devices, of the simulated step. */
  readonly computeSeconds?: number;
  readonly communicationSeconds?: number;
  readonly idleSeconds?: number;
  /** Bytes that a device sends in a step by collectives, the mean over the devices. */
  readonly sentBytes?: number;
  readonly peakBytes?: number;
  readonly limitBytes?: number;
  readonly stages?: number;
  readonly microbatches?: number;
  readonly schedule?: string;
  readonly reason?: string;
}

export function plannedRow({ estimate, simulated, peakBytes, stages, microbatches, pipeline }: PlanReport): PlannedRow {
  const total = stages.reduce((sum, { devices }) => sum + devices.length, 0);
  const mean = (of: (stage: PlanReport["stages"][number]) => number): number =>
    stages.reduce((sum, stage) => sum + of(stage) * stage.devices.length, 0) / total;
  return {
    seconds: simulated?.seconds ?? estimate?.seconds,
    ...(estimate?.boundSeconds !== undefined && {
      estimateSeconds: estimate.seconds,
      boundSeconds: estimate.boundSeconds,
    }),
    ...(simulated && {
      computeSeconds: mean((stage) => stage.simulated?.computeSeconds ?? 0),
      communicationSeconds: mean((stage) => stage.simulated?.communicationSeconds ?? 0),
      idleSeconds: mean((stage) => stage.simulated?.idleSeconds ?? 0),
      sentBytes: mean(({ collectives = [] }) => collectives.reduce((sum, { sentBytes }) => sum + sentBytes, 0)),
    }),
    ...(peakBytes !== undefined && { peakBytes }),
    limitBytes: Math.min(...stages.map(({ memory }) => memory.limit)),
    ...{ stages: stages.length, microbatches },
    ...(pipeline && stages.length > 1 && { schedule: pipeline.schedule }),
  };
}

/** Whether a row's plan fits in memory; rows without a plan do not. */
export const rowFits = ({ seconds, peakBytes = 0, limitBytes = Number.POSITIVE_INFINITY }: PlannedRow): boolean =>
  seconds !== undefined && peakBytes <= limitBytes;
