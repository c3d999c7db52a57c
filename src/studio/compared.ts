/** @file One method's answer beside those of others. */
import type { PlanReport } from "../planner/report/plan-report.ts";

/** Methods that are planned side by side: those that take seconds, not minutes. */
export const comparedMethods = ["data", "zero1", "zero2", "zero3", "tensor", "shard"] as const;

export interface ComparedRow {
  readonly method: string;
  /** Absent if the method has no plan. */
  readonly seconds?: number;
  readonly boundSeconds?: number;
  readonly peakBytes?: number;
  readonly limitBytes?: number;
  /** Why the method has no plan. */
  readonly reason?: string;
}

export function comparedRow(method: string, { estimate, simulated, peakBytes, stages }: PlanReport): ComparedRow {
  return {
    method,
    seconds: estimate?.seconds ?? simulated?.seconds,
    ...(estimate?.boundSeconds !== undefined && { boundSeconds: estimate.boundSeconds }),
    ...(peakBytes !== undefined && { peakBytes }),
    limitBytes: Math.min(...stages.map(({ memory }) => memory.limit)),
  };
}
