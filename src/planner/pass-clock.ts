/**
 * @file Measures the seconds of each compiler pass. The time of a nested pass (splitting into microbatches while a
 * method plans) counts for the nested pass only.
 */

export type PassName = "trace" | "simplify" | "microbatch" | "plan" | "lower";

/** Seconds of each pass that ran. */
export type PassSeconds = Readonly<Partial<Record<PassName, number>>>;

export class PassClock {
  readonly #seconds: Partial<Record<PassName, number>> = {};
  readonly #onPass?: (pass: PassName) => void;
  /** Seconds of the passes nested in the current one. */
  #inner = 0;

  /** @param onPass  called when a pass begins */
  constructor(onPass?: (pass: PassName) => void) {
    this.#onPass = onPass;
  }

  get seconds(): PassSeconds {
    return { ...this.#seconds };
  }

  run<T>(pass: PassName, work: () => T): T {
    const end = this.#begin(pass);
    try {
      return work();
    } finally {
      end();
    }
  }

  /** Runs a pass that yields. The time between its slices counts for the pass too, whatever runs then. */
  *runSearch<Y, T>(pass: PassName, work: Generator<Y, T>): Generator<Y, T> {
    const end = this.#begin(pass);
    try {
      return yield* work;
    } finally {
      end();
    }
  }

  #begin(pass: PassName): () => void {
    this.#onPass?.(pass);
    const [start, outer] = [performance.now(), this.#inner];
    this.#inner = 0;
    return () => {
      const seconds = (performance.now() - start) / 1e3;
      this.#seconds[pass] = (this.#seconds[pass] ?? 0) + seconds - this.#inner;
      this.#inner = outer + seconds;
    };
  }
}
