/** @file Asks the worker for the ops of the answered question, and why the selected op is split as it is. */
import { effect, signal } from "@preact/signals";
import type { Explanation } from "../../sharding/explain.ts";
import type { Failure } from "../messages.ts";
import type { OpGroup } from "../op-groups.ts";
import { type Question, questionKey } from "../question.ts";
import { answered, selectedOp, status, view } from "./store.ts";
import { listen, nextId, send } from "./worker-client.ts";

/** The ops of the answer; undefined until they are known. */
export const ops = signal<readonly OpGroup[] | undefined>(undefined);
/** The explanation of the selected op, as far as it is computed. */
export const explanation = signal<{ readonly known: Explanation; readonly isComplete: boolean } | undefined>(undefined);
export const detailFailure = signal<Failure | undefined>(undefined);

/** The last request. */
let listed: { readonly id: number; readonly question: Question } | undefined;
let explained: { readonly id: number; readonly key: string } | undefined;

/** Ends the explanation that the worker computes. */
function endExplanation(): void {
  if (explained) send({ kind: "stop", id: explained.id });
  explained = undefined;
  explanation.value = undefined;
}

export function followDetails(): void {
  listen({
    onReply(reply) {
      if (reply.kind === "ops" && reply.id === listed?.id) ops.value = reply.groups;
      if (reply.kind === "explanation" && reply.id === explained?.id)
        explanation.value = { known: reply.explanation, isComplete: reply.isComplete };
      if (reply.kind === "failed" && (reply.id === listed?.id || reply.id === explained?.id))
        detailFailure.value = reply.failure;
    },
    onDeath() {
      listed = undefined;
      explained = undefined;
    },
  });
  effect(() => {
    const [question, isReady] = [answered.value, status.value.kind === "answered" && view.value === "ops"];
    const op = selectedOp.value;
    if (!isReady || !question) {
      endExplanation();
      return;
    }
    if (listed?.question !== question) {
      listed = { id: nextId(), question };
      ops.value = undefined;
      detailFailure.value = undefined;
      send({ kind: "ops", id: listed.id, question });
    }
    const key = `${op} ${questionKey(question)}`;
    if (explained?.key === key) return;
    endExplanation();
    if (op === "") return;
    explained = { id: nextId(), key };
    detailFailure.value = undefined;
    send({ kind: "explain", id: explained.id, question, op });
  });
}
