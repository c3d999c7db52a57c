/** @file Asks the worker for the answers of other methods to the answered question. */
import { effect, signal } from "@preact/signals";
import { type ComparedRow, comparedMethods } from "../compared.ts";
import type { Question } from "../question.ts";
import { answered, status } from "./store.ts";
import { listen, nextId, send } from "./worker-client.ts";

/** The rows so far of the answered question; undefined until they are asked for. */
export const comparison = signal<{ readonly rows: readonly ComparedRow[]; readonly left: number } | undefined>(
  undefined,
);

let asked: { readonly id: number; readonly question: Question } | undefined;

/** Plans the answered question by the other methods. */
export function compareNow(): void {
  const question = answered.value;
  if (!question) return;
  const methods = comparedMethods.filter((method) => question.planFile || method !== question.method);
  asked = { id: nextId(), question };
  comparison.value = { rows: [], left: methods.length };
  send({ kind: "compare", id: asked.id, question, methods });
}

export function stopComparison(): void {
  if (asked) send({ kind: "stop", id: asked.id });
  if (comparison.value) comparison.value = { ...comparison.value, left: 0 };
}

export function followComparison(): void {
  listen({
    onReply(reply) {
      if (reply.kind === "compared" && reply.id === asked?.id)
        comparison.value = { rows: [...(comparison.value?.rows ?? []), reply.row], left: reply.left };
    },
    onDeath() {
      asked = undefined;
      comparison.value = undefined;
    },
  });
  effect(() => {
    const isOther = answered.value !== asked?.question || status.value.kind === "planning";
    if (!asked || !isOther) return;
    send({ kind: "stop", id: asked.id });
    asked = undefined;
    comparison.value = undefined;
  });
}
