/** @file The plans that the parts of a search find, and which of them the search returns. */
import { type AlpaError, Infeasible, RuntimeFailure, Unsupported } from "../../base/errors.ts";
import type { PlannedStep } from "../method.ts";
import type { Progress, ProgressTracker } from "../progress.ts";
import { fastest } from "./choose-by-simulation.ts";

interface Contender {
  readonly planned: PlannedStep;
  readonly seconds: number;
  readonly simulatedSeconds?: number;
  /** Whether a method that people know made it; it comes after plans of the search that are as fast. */
  readonly isByName: boolean;
}

export class Contenders {
  readonly #tracker: ProgressTracker;
  readonly #simulate?: (planned: PlannedStep) => number | undefined;
  readonly #plans: Contender[] = [];
  /** Why a part of the search found no plan. */
  failure?: AlpaError;

  /**
   * @param simulate  seconds by which the fastest plan is chosen, undefined when there is no time to simulate; the
   *                  estimates of the cost model when left out
   */
  constructor(tracker: ProgressTracker, simulate?: (planned: PlannedStep) => number | undefined) {
    this.#tracker = tracker;
    this.#simulate = simulate;
  }

  /** Estimated seconds of the best plan; Infinity when there is none. */
  get seconds(): number {
    return Math.min(...this.#plans.map(({ seconds }) => seconds));
  }

  get hasPlan(): boolean {
    return this.#plans.length > 0;
  }

  add(planned: PlannedStep, isByName = false): void {
    const { seconds } = planned.plan.estimate!;
    const simulatedSeconds = this.#simulate?.(planned);
    this.#tracker.offer({ seconds, simulatedSeconds });
    this.#plans.push({ planned, seconds, simulatedSeconds, isByName });
  }

  /** Takes what a search finds. That it finds nothing, or cannot search, is no error while others may. */
  *collect(search: Generator<Progress, PlannedStep | undefined>): Generator<Progress, void> {
    try {
      const planned = yield* search;
      if (planned) this.add(planned);
    } catch (error) {
      const isOwn = error instanceof Infeasible || error instanceof RuntimeFailure || error instanceof Unsupported;
      if (!isOwn) throw error;
      this.failure ??= error;
    }
  }

  /**
   * The plan that is simulated to be fastest; of those that tie, the one of the least estimate, before others in the
   * order of their adding.
   */
  best(): PlannedStep | undefined {
    if (this.#plans.length === 0) return undefined;
    const ordered = this.#plans.toSorted((a, b) => Number(a.isByName) - Number(b.isByName));
    const first = ordered.reduce((best, other) => (other.seconds < best.seconds ? other : best));
    const simulated = [first, ...ordered.filter((other) => other !== first)].flatMap((plan) =>
      plan.simulatedSeconds === undefined ? [] : [{ ...plan, simulatedSeconds: plan.simulatedSeconds }],
    );
    return (simulated.length > 0 ? fastest(simulated) : first).planned;
  }
}
