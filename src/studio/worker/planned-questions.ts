/** @file The last planned questions, so that their ops can be listed and explained without planning again. */
import type { PlannedQuestion } from "../plan-question.ts";
import { type Question, questionKey } from "../question.ts";

const maxPlans = 4;

export class PlannedQuestions {
  readonly #plans = new Map<string, PlannedQuestion>();

  get(question: Question): PlannedQuestion | undefined {
    return this.#plans.get(questionKey(question));
  }

  keep(question: Question, planned: PlannedQuestion): void {
    const key = questionKey(question);
    this.#plans.delete(key);
    this.#plans.set(key, planned);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > maxPlans) this.#plans.delete(oldest);
  }
}
