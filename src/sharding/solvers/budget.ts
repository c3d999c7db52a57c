/** @file How much a solve may still do: wall-clock seconds, table entries visited (repeatable), or a stop signal. */

export interface BudgetLimits {
  /** Wall-clock seconds. */
  readonly seconds?: number;
  /** Table entries visited; the same work gives the same answer on every machine. */
  readonly work?: number;
  readonly signal?: { readonly aborted: boolean };
}

/** Counts work and reads the clock only when asked. */
export class Budget {
  readonly #startMs = performance.now();
  readonly #seconds: number;
  readonly #maxWork: number;
  readonly #signal: BudgetLimits["signal"];
  #work = 0;

  constructor({ seconds = Infinity, work = Infinity, signal }: BudgetLimits) {
    this.#seconds = seconds;
    this.#maxWork = work;
    this.#signal = signal;
  }

  get work(): number {
    return this.#work;
  }

  get elapsedSeconds(): number {
    return (performance.now() - this.#startMs) / 1000;
  }

  spend(work: number): void {
    this.#work += work;
  }

  get isOver(): boolean {
    if (this.#signal?.aborted || this.#work >= this.#maxWork) return true;
    return this.#seconds < Infinity && this.elapsedSeconds >= this.#seconds;
  }
}
