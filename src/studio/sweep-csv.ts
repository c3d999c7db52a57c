/** @file The rows of a sweep as CSV. */
import { csvText } from "../base/csv.ts";
import { commandOf } from "./command.ts";
import type { PlannedRow } from "./planned-row.ts";
import type { Question } from "./question.ts";

interface SweptRow {
  readonly about: { readonly value: number; readonly second?: number; readonly method: string };
  readonly question: Question;
  readonly row?: PlannedRow;
}

const columns = [
  "seconds",
  "estimateSeconds",
  "boundSeconds",
  "peakBytes",
  "limitBytes",
  "stages",
  "microbatches",
  "schedule",
  "reason",
] as const;

/**
 * One line per planned point, with the command that plans it. Its bound is of the search's estimate, the seconds are
 * simulated.
 * @param variables  the one or two that are swept
 */
export function sweepCsv(variables: readonly string[], rows: readonly SweptRow[]): string {
  const lines = rows.flatMap(({ about: { value, second, method }, question, row }) =>
    row
      ? [
          [
            value,
            ...(second === undefined ? [] : [second]),
            method,
            ...columns.map((column) => row[column]),
            commandOf(question),
          ],
        ]
      : [],
  );
  return csvText([[...variables, "method", ...columns, "command"], ...lines]);
}
