/** @file The limits of a solve: wall-clock seconds, table entries visited (reproducible), or a stop signal. */

import type { StopSignal } from "../base/stop-signal.ts";

export interface BudgetLimits {
  /** Wall-clock seconds. */
  readonly seconds?: number;
  /** Table entries visited. The same work gives the same answer on every machine. */
  readonly work?: number;
  readonly signal?: StopSignal;
}

/** Counts work. Reads the clock only when asked. */
export class Budget {
  readonly #startMs = performance.now();
  readonly #endMs: number;
  readonly #endWork: number;
  readonly #signal: BudgetLimits["signal"];
  readonly #spent: { work: number };

  constructor({ seconds = Infinity, work = Infinity, signal }: BudgetLimits, spent = { work: 0 }) {
    this.#endMs = this.#startMs + 1000 * seconds;
    this.#endWork = spent.work + work;
    this.#signal = signal;
    this.#spent = spent;
  }

  get work(): number {
    return this.#spent.work;
  }

  get elapsedSeconds(): number {
    return (performance.now() - this.#startMs) / 1000;
  }

  spend(work: number): void {
    this.#spent.work += work;
  }

  /**
   * Returns a budget of `share` of what remains. If work is limited, only work counts, so that answers are
   * reproducible.
   */
  part(share: number): Budget {
    const seconds = (this.#endMs - performance.now()) / 1000;
    const work = this.#endWork - this.work;
    const limits = work < Infinity ? { seconds, work: share * work } : { seconds: share * seconds };
    return new Budget({ ...limits, signal: this.#signal }, this.#spent);
  }

  get isOver(): boolean {
    if (this.#signal?.aborted || this.work >= this.#endWork) return true;
    return this.#endMs < Infinity && performance.now() >= this.#endMs;
  }
}
