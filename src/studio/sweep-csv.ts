/** @file The rows of a sweep as CSV. */
import { csvText } from "../base/csv.ts";
import { commandOf } from "./command.ts";
import type { PlannedRow } from "./planned-row.ts";
import type { Question } from "./question.ts";

interface SweptRow {
  readonly about: { readonly value: number; readonly method: string };
  readonly question: Question;
  readonly row?: PlannedRow;
}

const columns = [
  "seconds",
  "boundSeconds",
  "peakBytes",
  "limitBytes",
  "stages",
  "microbatches",
  "schedule",
  "reason",
] as const;

/** One line per planned point, with the command that plans it. */
export function sweepCsv(variable: string, rows: readonly SweptRow[]): string {
  const lines = rows.flatMap(({ about: { value, method }, question, row }) =>
    row ? [[value, method, ...columns.map((column) => row[column]), commandOf(question)]] : [],
  );
  return csvText([[variable, "method", ...columns, "command"], ...lines]);
}
