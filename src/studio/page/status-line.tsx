/** @file One line on how planning goes, with the buttons that end it. */
import { numberOf, secondsText } from "../../base/units.ts";
import type { SearchProgress } from "../messages.ts";
import { discard, planNow, stop } from "./planner.ts";
import { answer, status } from "./store.ts";

const passTexts: Readonly<Record<string, string>> = {
  trace: "tracing the model",
  simplify: "simplifying its graph",
  microbatch: "splitting into microbatches",
  plan: "searching",
  lower: "lowering",
  simulate: "simulating the step",
};

export function StatusLine() {
  const now = status.value;
  return (
    <div class="status" role="status" aria-live="polite">
      {now.kind === "starting" && <span class="busy">starting the planner</span>}
      {now.kind === "planning" && (
        <>
          <span class="busy">
            {passTexts[now.pass] ?? now.pass}
            {now.progress ? `: ${progressText(now.progress)}` : ""}
          </span>
          <span class="spacer" />
          <button type="button" onClick={stop} disabled={now.isStopping}>
            {now.isStopping ? "Stopping…" : "Take the best so far"}
          </button>
          <button type="button" class="quiet" onClick={discard}>
            Discard
          </button>
        </>
      )}
      {now.kind === "waiting" && (
        <>
          <span>
            {answer.value ? "The question has changed; below is the answer to the one before." : "Not planned."}
          </span>
          <span class="spacer" />
          <button type="button" class="primary" onClick={planNow}>
            {now.seconds === undefined ? "Plan" : `Plan, about ${secondsText(now.seconds)}`}
          </button>
        </>
      )}
      {now.kind === "answered" && (
        <span>
          {now.wasStopped ? "Stopped: the best plan so far" : "Planned in this browser"}, in {secondsText(now.seconds)}.
        </span>
      )}
    </div>
  );
}

function progressText({ seconds, boundSeconds, numSolved }: SearchProgress): string {
  const best = seconds === null ? "no plan yet" : `best ${secondsText(seconds)}`;
  const bound = boundSeconds > 0 ? `, none below ${secondsText(boundSeconds)}` : "";
  return `${best}${bound}, ${numberOf(numSolved, "problem")} solved`;
}
