/** @file Plans one question by several methods. */
import { isRefusal } from "../../base/errors.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { answerOf } from "../answer.ts";
import { type ComparedRow, comparedRow } from "../compared.ts";
import { planQuestion } from "../plan-question.ts";
import type { Question } from "../question.ts";

/** @param onRow  called with each method's row, and the number of methods that are left */
export async function compareMethods(
  question: Question,
  methods: readonly string[],
  signal: StopSignal,
  onRow: (row: ComparedRow, left: number) => void,
): Promise<void> {
  for (const [index, method] of methods.entries()) {
    if (signal.aborted) return;
    const row = await rowOf({ ...question, method, pins: [], planFile: undefined }, signal);
    if (!signal.aborted) onRow(row, methods.length - index - 1);
  }
}

async function rowOf(question: Question, signal: StopSignal): Promise<ComparedRow> {
  const { method } = question;
  try {
    const { planned, cluster } = await planQuestion(question, { signal, graceSeconds: 0 });
    return comparedRow(method, answerOf(planned, cluster, question).report);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { method, reason: error.message };
  }
}
