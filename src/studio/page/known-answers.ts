/** @file A cache of the last answers by question, so that going back to one is instant. */
import { Recent } from "../../base/recent.ts";
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

const known = new Recent<string, KnownAnswer>(8);

export const knownAnswer = (question: Question): KnownAnswer | undefined => known.get(questionKey(question));

export const remember = (question: Question, answer: KnownAnswer): void => known.set(questionKey(question), answer);
