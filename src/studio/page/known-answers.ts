/** @file The last answers by question, so that going back to one is instant. */
import type { Answer, Picture } from "../answer.ts";
import { type Question, questionKey } from "../question.ts";
import type { SearchLog } from "../search-log.ts";

export interface KnownAnswer {
  readonly answer: Answer;
  readonly picture?: Picture;
  readonly search: SearchLog;
  readonly isPictured: boolean;
  /** Seconds that it took. */
  readonly seconds: number;
}

const maxKnown = 8;
const known = new Map<string, KnownAnswer>();

export const knownAnswer = (question: Question): KnownAnswer | undefined => known.get(questionKey(question));

export function remember(question: Question, answer: KnownAnswer): void {
  known.set(questionKey(question), answer);
  const [oldest] = known.keys();
  if (known.size > maxKnown) known.delete(oldest);
}
