/** @file The last planned questions, so that their ops can be listed and explained without planning again. */
import { Recent } from "../../base/recent.ts";
import type { PlannedQuestion } from "../plan-question.ts";
import { type Question, questionKey } from "../question.ts";

export class PlannedQuestions {
  readonly #plans = new Recent<string, PlannedQuestion>(4);

  get(question: Question): PlannedQuestion | undefined {
    return this.#plans.get(questionKey(question));
  }

  keep(question: Question, planned: PlannedQuestion): void {
    this.#plans.set(questionKey(question), planned);
  }
}
