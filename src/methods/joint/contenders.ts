/** @file The plans that the parts of a search find, and which of them the search returns. */
import { type AlpaError, Infeasible, RuntimeFailure } from "../../base/errors.ts";
import type { PlannedStep } from "../method.ts";
import type { Progress, ProgressTracker } from "../progress.ts";
import { fastest } from "./choose-by-simulation.ts";

interface Contender {
  readonly planned: PlannedStep;
  readonly seconds: number;
  readonly simulatedSeconds: number;
  /** Whether a method that people know made it; it comes after plans of the search that are as fast. */
  readonly isByName: boolean;
}

export class Contenders {
  readonly #tracker: ProgressTracker;
  readonly #simulate?: (planned: PlannedStep) => number;
  readonly #plans: Contender[] = [];
  /** Why a part of the search found no plan. */
  failure?: AlpaError;

  /** @param simulate  seconds by which the fastest plan is chosen; the estimates of the cost model when left out */
  constructor(tracker: ProgressTracker, simulate?: (planned: PlannedStep) => number) {
    this.#tracker = tracker;
    this.#simulate = simulate;
  }

  /** Estimated seconds of the best plan; Infinity when there is none. */
  get seconds(): number {
    return Math.min(...this.#plans.map(({ seconds }) => seconds));
  }

  add(planned: PlannedStep, isByName = false): void {
    const { seconds } = planned.plan.estimate!;
    const simulatedSeconds = this.#simulate?.(planned);
    this.#tracker.offer({ seconds, simulatedSeconds });
    this.#plans.push({ planned, seconds, simulatedSeconds: simulatedSeconds ?? seconds, isByName });
  }

  /** Takes what a search finds. That it finds nothing is no error while others may. */
  *collect(search: Generator<Progress, PlannedStep | undefined>): Generator<Progress, void> {
    try {
      const planned = yield* search;
      if (planned) this.add(planned);
    } catch (error) {
      if (!(error instanceof Infeasible || error instanceof RuntimeFailure)) throw error;
      this.failure ??= error;
    }
  }

  /** The fastest plan; of those that tie, the one of the least estimate, before others in the order of their adding. */
  best(): PlannedStep | undefined {
    if (this.#plans.length === 0) return undefined;
    const searched = this.#plans.toSorted((a, b) => Number(a.isByName) - Number(b.isByName));
    const first = searched.reduce((best, other) => (other.seconds < best.seconds ? other : best));
    return fastest([first, ...searched.filter((other) => other !== first)]).planned;
  }
}
