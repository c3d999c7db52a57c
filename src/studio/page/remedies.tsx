/** @file Buttons that ask another question where one has no plan or does not fit; each is planned before it is offered. */
import { effect } from "@preact/signals";
import { bytesText, secondsText } from "../../base/units.ts";
import { rowFits } from "../planned-row.ts";
import type { Question } from "../question.ts";
import { longer, respelled, smaller } from "../remedies.ts";
import { RowList } from "./row-lists.ts";
import { answer, answered, failure, question, status } from "./store.ts";

/** Changed questions that may fit, by what is changed. */
const priced = new RowList<string>();

/** Plans the changed questions whenever a question has no plan or does not fit in memory. */
export function followRemedies(): void {
  let done: Question | undefined;
  effect(() => {
    const [asked, kind] = [question.value, status.value.kind];
    if (kind === "planning" || kind === "starting" || done === asked) return;
    const isRefused = failure.value?.code === "infeasible";
    if (!isRefused && !(kind === "answered" && answered.value === asked && isOver())) {
      priced.clear();
      done = undefined;
      return;
    }
    done = asked;
    const batch = asked.batch || (answer.value?.report.batch ?? 0);
    priced.start(smaller(asked, batch).map(({ words, question: own }) => ({ about: words, question: own })));
  });
}

/** Whether the answer's plan needs more memory than its devices have. */
const isOver = (): boolean => answer.value!.report.stages.some(({ memory: { peak = 0, limit } }) => peak > limit);

export function Remedies() {
  const own = failure.value && (respelled(failure.value, question.value) ?? longer(failure.value, question.value));
  const rows = priced.rows.value ?? [];
  const fitting = rows.flatMap(({ about, question: own, row }) =>
    row && rowFits(row) ? [{ words: about, own, seconds: row.seconds!, peak: row.peakBytes }] : [],
  );
  if (!own && rows.length === 0) return null;
  return (
    <p class="remedies">
      {rows.length > 0 && <span class="muted">What fits instead:</span>}
      {own && <Ask words={own.words} own={own.question} />}
      {fitting.map(({ words, own, seconds, peak }) => (
        <Ask
          key={words}
          words={`${words}: ${secondsText(seconds)}${peak === undefined ? "" : `, ${bytesText(peak)}`}`}
          own={own}
        />
      ))}
      {priced.isRunning.value && <span class="busy muted">looking for what fits</span>}
      {rows.length > 0 && !priced.isRunning.value && fitting.length === 0 && (
        <span class="muted">None of {rows.map(({ about }) => about).join(", ")} fits; use more devices.</span>
      )}
    </p>
  );
}

const Ask = ({ words, own }: { readonly words: string; readonly own: Question }) => (
  <button
    type="button"
    class="small"
    onClick={() => {
      question.value = own;
    }}
  >
    {words}
  </button>
);
