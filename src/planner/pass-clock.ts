/** @file Seconds that the compiler's passes take. A pass inside another one (cutting the batch, while a method plans) counts for itself. */

export type PassName = "trace" | "simplify" | "microbatch" | "plan" | "lower";

/** Seconds each pass took, for `--json` and the curious. */
export type PassSeconds = Readonly<Partial<Record<PassName, number>>>;

export class PassClock {
  readonly #seconds: Partial<Record<PassName, number>> = {};
  readonly #onPass?: (pass: PassName) => void;
  /** Seconds of the passes inside the one that runs. */
  #inner = 0;

  /** @param onPass  told when a pass begins */
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

  /** A pass that yields; the seconds of whoever runs meanwhile are the pass's too. */
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
