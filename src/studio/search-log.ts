/** @file The log of a search: its best plan and its lower bound over its seconds, and the stages that it tried. */
import type { EstimateReport } from "../planner/report/plan-report.ts";
import type { SearchOutcome } from "../planner/report/search-outcome.ts";
import type { SearchProgress } from "./messages.ts";

export interface SearchPoint extends SearchProgress {
  /** Seconds since the question was asked. */
  readonly at: number;
}

export interface SearchLog {
  readonly points: readonly SearchPoint[];
  readonly outcome?: SearchOutcome;
}

export const emptyLog: SearchLog = { points: [] };

/** The log with the answer as its last point, if it searched. */
export function withEnd(log: SearchLog, estimate: EstimateReport | undefined, at: number): SearchLog {
  const last = log.points.at(-1);
  if (!last || estimate?.boundSeconds === undefined) return log;
  const { seconds, boundSeconds } = estimate;
  return withPoint(log, { ...last, predictedSeconds: seconds, boundSeconds, at });
}

/** Most points: beyond them every other one is dropped. */
const maxPoints = 600;

/** The log with a later report. */
export function withPoint(log: SearchLog, point: SearchPoint): SearchLog {
  const points = log.points.length < maxPoints ? log.points : log.points.filter((_, i) => i % 2 === 0);
  return { ...log, points: [...points, point] };
}

/** The log with what a search tried. A search of fewer plans replaces an earlier one only with a faster plan. */
export function withOutcome(log: SearchLog, outcome: SearchOutcome): SearchLog {
  const known = log.outcome;
  const isBetter =
    (outcome.best?.seconds ?? Number.POSITIVE_INFINITY) < (known?.best?.seconds ?? Number.POSITIVE_INFINITY);
  if (!known) return { ...log, outcome };
  return isBetter ? { ...log, outcome: { ...outcome, settings: known.settings } } : log;
}
