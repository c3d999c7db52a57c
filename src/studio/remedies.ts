/** @file Changed questions to offer when a question has no plan, or its plan does not fit in memory. */
import type { Failure } from "./messages.ts";
import { type Question, studioMethods } from "./question.ts";

/** A changed question, and what the change is in a few words. */
export interface Remedy {
  readonly words: string;
  readonly question: Question;
}

/** The question with a misspelled name of its cluster, model or method as the error suggests it. */
export function respelled({ where, message }: Failure, question: Question): Remedy | undefined {
  const [, wrong, right] = /unknown [\w ]+ "([^"]+)".*did you mean "([^"]+)"/.exec(message) ?? [];
  if (right === undefined) return undefined;
  const words = `use ${right}`;
  if (where.startsWith("cluster"))
    return { words, question: { ...question, cluster: question.cluster.replace(wrong, right) } };
  if (where === "model") return { words, question: { ...question, model: right } };
  return where === "method" ? { words, question: { ...question, method: right } } : undefined;
}

/** Seconds of a search that gets more time than its own limit. */
const leastLongSeconds = 60;

/** The question that gives a search more freedom or time, when it was stopped before it had a plan. */
export function longer({ message }: Failure, question: Question): Remedy | undefined {
  if (!message.includes("give more seconds")) return undefined;
  if (question.method === "auto" && question.microbatches > 0)
    return { words: "let auto choose the microbatches", question: { ...question, microbatches: 0 } };
  const seconds = Math.max(leastLongSeconds, 2 * question.seconds);
  return { words: `search for ${seconds} s`, question: { ...question, seconds } };
}

/** Changes that may make a step fit in memory, the mildest first. Each has to be planned before it is offered. */
export function smaller(question: Question, batch: number): Remedy[] {
  const { microbatches, remat, method } = question;
  const more = [2, 4, 8].map((times) => times * Math.max(1, microbatches)).filter((count) => batch % count === 0);
  const steps: (Partial<Question> & { readonly words: string })[] = [
    ...more.map((count) => ({ words: `${count} microbatches`, microbatches: count })),
    ...(remat === "full" ? [] : [{ words: "full recomputation", remat: "full" as const }]),
    ...["zero2", "zero3"]
      .filter((each) => ["data", "zero1", "zero2"].includes(method) && each > method.replace("data", "zero0"))
      .map((each) => ({ words: studioMethods[each], method: each })),
  ];
  const last = { ...question, remat: "full" as const, microbatches: more.at(-1) ?? microbatches, memoryGB: 0 };
  return [
    ...steps.map(({ words, ...change }) => ({ words, question: { ...question, ...change } })),
    ...(question.memoryGB > 0 ? [{ words: "the device's own memory", question: { ...question, memoryGB: 0 } }] : []),
    ...(method === "shard" || method === "auto"
      ? []
      : [
          {
            words: "sharding by the solver, full recomputation",
            question: { ...last, memoryGB: question.memoryGB, method: "shard" },
          },
        ]),
  ];
}
