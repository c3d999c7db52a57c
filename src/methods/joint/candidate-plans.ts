/** @file The plans that the parts of the `auto` search find, and the choice of the one that the search returns. */
import { type AlpaError, Infeasible, RuntimeFailure, Unsupported } from "../../base/errors.ts";
import type { PlannedStep } from "../method.ts";
import type { Progress, ProgressTracker } from "../progress.ts";
import { fastest } from "./choose-by-simulation.ts";

interface CandidatePlan {
  readonly planned: PlannedStep;
  readonly seconds: number;
  readonly simulatedSeconds?: number;
  /** Whether a named method (data parallel, ZeRO, …) made it. Of equally fast plans, those of the search come first. */
  readonly isNamedMethod: boolean;
}

export class CandidatePlans {
  readonly #tracker: ProgressTracker;
  readonly #simulate?: (planned: PlannedStep) => number | undefined;
  readonly #plans: CandidatePlan[] = [];
  /** The first error of a part of the search that found no plan. */
  failure?: AlpaError;

  /**
   * @param simulate  returns the simulated seconds of a plan; undefined if there is no time to simulate. The fastest
   *   plan by simulation is chosen, or the fastest by estimate if the parameter is omitted.
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

  add(planned: PlannedStep, isNamedMethod = false): void {
    const { seconds } = planned.plan.estimate!;
    const simulatedSeconds = this.#simulate?.(planned);
    this.#tracker.offer({ seconds, simulatedSeconds });
    this.#plans.push({ planned, seconds, simulatedSeconds, isNamedMethod });
  }

  /** Runs a part of the search and adds its plan. Records a failure, since other parts may still find a plan. */
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
   * The fastest plan in simulation. Among ties, the plan with the lowest estimate wins, then the one that was added
   * first.
   */
  best(): PlannedStep | undefined {
    if (this.#plans.length === 0) return undefined;
    const ordered = this.#plans.toSorted((a, b) => Number(a.isNamedMethod) - Number(b.isNamedMethod));
    const first = ordered.reduce((best, other) => (other.seconds < best.seconds ? other : best));
    const simulated = [first, ...ordered.filter((other) => other !== first)].flatMap((plan) =>
      plan.simulatedSeconds === undefined ? [] : [{ ...plan, simulatedSeconds: plan.simulatedSeconds }],
    );
    return (simulated.length > 0 ? fastest(simulated) : first).planned;
  }
}
