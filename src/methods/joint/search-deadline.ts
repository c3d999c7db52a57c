/**
 * @file The time limit of a joint search: the seconds per step that it can still save, times the assumed number of
 * steps of a training run. Small steps are therefore planned in about a second.
 */
import type { StopSignal } from "../../base/stop-signal.ts";
import type { PlanRequest } from "../method.ts";

/** Assumed number of steps of a training run. */
const numSteps = 1000;
/** The largest time limit that is computed, in seconds. */
export const maxSeconds = 25;
/** The smallest time limit that is computed, in seconds. */
const minSeconds = 0.5;

/** A signal that is aborted when the time limit of the search has passed or the user stops the search. */
export class SearchDeadline implements StopSignal {
  readonly #start: number;
  readonly #seconds?: number;
  readonly #signal?: StopSignal;
  readonly #gainSeconds: () => number;

  /**
   * @param budget       the user's time limit, computed by default, and abort signal
   * @param gainSeconds  returns the seconds per step that a better plan could still save
   * @param start        the start of the search, by `performance.now()`
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

  /** The time limit in seconds. It shrinks as the search closes the gap. */
  get seconds(): number {
    return this.#seconds ?? Math.min(maxSeconds, Math.max(minSeconds, numSteps * this.#gainSeconds()));
  }

  /** Whether this share of the time limit has passed. */
  isOver(share: number): boolean {
    return performance.now() > this.#start + 1e3 * share * this.seconds;
  }

  get aborted(): boolean {
    return this.#signal?.aborted === true || this.isOver(1);
  }
}
