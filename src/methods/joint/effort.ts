/**
 * @file The time that a joint search is worth. The seconds it may still save of a step, times the steps that a run has
 * at least, is the time that it may take: a step of a millisecond is not worth minutes. So small steps are planned in
 * about a second.
 */
import type { StopSignal } from "../../base/stop-signal.ts";
import type { PlanRequest } from "../method.ts";

/** A training run has at least so many steps. */
const numSteps = 1000;
/** Seconds that no step is worth more than. */
export const mostSeconds = 25;
/** Seconds that any step is worth. */
const leastSeconds = 0.5;

/** Aborted when the search is to end. */
export class Effort implements StopSignal {
  readonly #start: number;
  readonly #seconds?: number;
  readonly #signal?: StopSignal;
  readonly #gainSeconds: () => number;

  /**
   * @param budget       seconds that the user gives the search, what it is worth when left out; and whose abort ends it
   * @param gainSeconds  what a better plan may still save of a step
   * @param start        of the search, by `performance.now()`
   */
  constructor(
    { seconds, signal }: Pick<PlanRequest, "seconds" | "signal">,
    gainSeconds: () => number,
    start = performance.now(),
  ) {
    this.#start = start;
    this.#seconds = seconds;
    this.#signal = signal;
    this.#gainSeconds = gainSeconds;
  }

  /** Seconds that the search may take, as far as is known. */
  get seconds(): number {
    return this.#seconds ?? Math.min(mostSeconds, Math.max(leastSeconds, numSteps * this.#gainSeconds()));
  }

  /** Whether a share of its time is over. */
  isOver(share: number): boolean {
    return performance.now() > this.#start + 1e3 * share * this.seconds;
  }

  get aborted(): boolean {
    return this.#signal?.aborted === true || this.isOver(1);
  }
}
