/**
 * @file The progress of a search. It is monotone: the best plan so far never gets slower, the lower bound never
 * falls.
 */

/** Plain data, in estimated seconds per step. */
export interface Progress {
  /** Estimated seconds of the best plan so far; Infinity before the first. */
  readonly seconds: number;
  /** Seconds of the best pipeline so far as the sum of its layers; at the end its stages are solved as wholes. */
  readonly layersSeconds?: number;
  /** No plan of those searched takes less. */
  readonly boundSeconds: number;
  /** Intra-operator problems solved so far, of layers or whole steps. */
  readonly numSolved: number;
  /** Simulated seconds of the fastest plan so far; there when plans are chosen by simulation. */
  readonly simulatedSeconds?: number;
}

/** A search: yields what it knows so far, or nothing, many times a second. */
// biome-ignore lint/suspicious/noConfusingVoidType: a bare `yield` says nothing
export type Searching<T> = Generator<Progress | void, T>;

/**
 * The progress of a search in parts (meshes, numbers of microbatches, pipelines) that hold all its plans together: its
 * lower bound is the least of theirs.
 */
export class ProgressTracker {
  readonly #bounds: Map<string, number>;
  #seconds = Number.POSITIVE_INFINITY;
  #layersSeconds = Number.POSITIVE_INFINITY;
  #simulatedSeconds = Number.POSITIVE_INFINITY;
  #numSolved = 0;

  /** @param bounds  of every part, what is known of it before it is searched */
  constructor(bounds: Iterable<readonly [part: string, boundSeconds: number]>) {
    this.#bounds = new Map(bounds);
  }

  /** Takes news of any part of the search. */
  offer({ seconds, layersSeconds, simulatedSeconds }: Partial<Omit<Progress, "boundSeconds" | "numSolved">>): void {
    this.#seconds = Math.min(this.#seconds, seconds ?? Number.POSITIVE_INFINITY);
    this.#layersSeconds = Math.min(this.#layersSeconds, layersSeconds ?? Number.POSITIVE_INFINITY);
    this.#simulatedSeconds = Math.min(this.#simulatedSeconds, simulatedSeconds ?? Number.POSITIVE_INFINITY);
  }

  /** No plan of a part takes less. */
  raise(part: string, boundSeconds: number): void {
    this.#bounds.set(part, Math.max(boundSeconds, this.#bounds.get(part) ?? 0));
  }

  /** One more problem is solved. */
  countSolved(): void {
    this.#numSolved++;
  }

  /**
   * Runs a search; wherever it tells its own progress, that of the whole is told.
   * @param part  that the search is of; undefined when it is of less than one, so that its bound says nothing of the
   *   whole
   */
  *track<T>(part: string | undefined, search: Searching<T>): Generator<Progress, T> {
    let counted = 0;
    for (;;) {
      const { done, value } = search.next();
      if (done) return value as T;
      if (value) {
        const { boundSeconds, numSolved, ...best } = value as Progress;
        this.offer(best);
        if (part !== undefined) this.raise(part, boundSeconds);
        this.#numSolved += numSolved - counted;
        counted = numSolved;
      }
      yield this.progress;
    }
  }

  get progress(): Progress {
    const [layersSeconds, simulatedSeconds] = [this.#layersSeconds, this.#simulatedSeconds];
    return {
      seconds: this.#seconds,
      ...(layersSeconds < Number.POSITIVE_INFINITY && { layersSeconds }),
      boundSeconds: Math.min(this.#seconds, ...this.#bounds.values()),
      numSolved: this.#numSolved,
      ...(simulatedSeconds < Number.POSITIVE_INFINITY && { simulatedSeconds }),
    };
  }

  /** The most that a better plan could save of a step; Infinity when there is no plan. */
  get gainSeconds(): number {
    const { seconds, boundSeconds } = this.progress;
    return Math.min(seconds, this.#layersSeconds) - boundSeconds;
  }
}
