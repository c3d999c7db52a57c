/** @file Plans questions one after another. */
import { isRefusal } from "../../base/errors.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { answerOf, canSimulate, simulatedAnswer } from "../answer.ts";
import { planQuestion } from "../plan-question.ts";
import { type PlannedRow, plannedRow } from "../planned-row.ts";
import type { Question } from "../question.ts";

/** Plans the questions. @param onRow  called with the row of each question, in their order */
export async function planRows(
  questions: readonly Question[],
  signal: StopSignal,
  onRow: (row: PlannedRow, index: number) => void,
): Promise<void> {
  for (const [index, question] of questions.entries()) {
    if (signal.aborted) return;
    const row = await rowOf(question, signal);
    if (!signal.aborted) onRow(row, index);
  }
}

async function rowOf(question: Question, signal: StopSignal): Promise<PlannedRow> {
  try {
    const { planned, cluster, configuration } = await planQuestion(question, { signal, graceSeconds: 0 });
    const { report } = canSimulate(planned)
      ? simulatedAnswer(planned, cluster, configuration).answer
      : answerOf(planned, cluster, configuration);
    return plannedRow(report);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { reason: error.message };
  }
}
