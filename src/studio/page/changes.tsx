/** @file What the answer does differently from the one before: its parameters, and its ops once they are asked for. */
import { signal } from "@preact/signals";
import { secondsText } from "../../base/units.ts";
import { type Change, parameterChanges } from "../changes.ts";
import { commandOf } from "../command.ts";
import type { Question } from "../question.ts";
import { NumberTable } from "./number-table.tsx";
import { answer, answered, before } from "./store.ts";
import { listen, nextId, send } from "./worker-client.ts";

/** Rows beyond these differ in little time. */
const maxRows = 60;

interface Asked {
  readonly id: number;
  readonly before: Question;
  readonly question: Question;
  readonly changes?: readonly Change[];
  readonly reason?: string;
}

/** The last request for changes of ops, and its answer. */
const asked = signal<Asked | undefined>(undefined);

export function followChanges(): void {
  listen({
    onReply(reply) {
      const now = asked.value;
      if (!now || !("id" in reply) || reply.id !== now.id) return;
      if (reply.kind === "changes") asked.value = { ...now, changes: reply.changes };
      if (reply.kind === "failed") asked.value = { ...now, reason: reply.failure.message };
    },
    onDeath() {
      asked.value = undefined;
    },
  });
}

function askChanges(earlier: Question, question: Question): void {
  const id = nextId();
  asked.value = { id, before: earlier, question };
  send({ kind: "changes", id, before: earlier, question });
}

export function Changes() {
  const [earlier, now] = [before.value, answered.value];
  if (!earlier || !now) return null;
  const shown = asked.value?.before === earlier.question && asked.value.question === now ? asked.value : undefined;
  const parameters = parameterChanges(earlier.answer.report, answer.value!.report);
  return (
    <>
      <h3>What differs from the answer before</h3>
      <p class="hint">
        Before: <code>{commandOf(earlier.question)}</code>
        <br />
        Now: <code>{commandOf(now)}</code>
      </p>
      {parameters.length === 0 ? (
        <p class="under">No parameter is split otherwise.</p>
      ) : (
        <NumberTable
          title="parameter"
          numbers={["equal", "before", "now"]}
          words={["before", "now"]}
          rows={parameters.map(({ what, count, before: was, after }) => ({
            name: what,
            texts: [`${count}`, was, after],
          }))}
        />
      )}
      {!shown && (
        <p class="toolbar">
          <button type="button" onClick={() => askChanges(earlier.question, now)}>
            Compare the ops
          </button>
        </p>
      )}
      {shown && !shown.changes && !shown.reason && <p class="under busy">comparing the ops …</p>}
      {shown?.reason && <p class="under">{shown.reason}</p>}
      {shown?.changes && <OpChanges changes={shown.changes} />}
    </>
  );
}

function OpChanges({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p class="under">No op is split otherwise.</p>;
  const moreText = (seconds: number): string =>
    seconds === 0 ? "the same" : `${seconds < 0 ? "−" : "+"}${secondsText(Math.abs(seconds))}`;
  return (
    <>
      <NumberTable
        title="ops"
        numbers={["equal", "before", "now", "of a step"]}
        words={["before", "now"]}
        rows={changes.slice(0, maxRows).map(({ what, count, before: was, after, moreSeconds }) => ({
          name: what,
          texts: [`${count}`, was, after, moreText(moreSeconds)],
        }))}
      />
      {changes.length > maxRows && <p class="under">{changes.length - maxRows} more differ in less time.</p>}
    </>
  );
}
