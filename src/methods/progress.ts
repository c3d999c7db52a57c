/**
 * @file The progress of a search. It is monotone: the best plan so far never gets slower, the lower bound never
 * falls.
 */

/** Plain data, in estimated seconds per step. */
export interface Progress {
  /** Estimated seconds of the best plan so far; Infinity before the first. */
  readonly seconds: number;
  /**
   * Estimated seconds of the best pipeline so far, composed of its layers, before its stages are solved as wholes.
   */
  readonly layersSeconds?: number;
  /** Lower bound on the seconds of all plans of the search. */
  readonly boundSeconds: number;
  /** Intra-operator problems solved so far, of layers or whole steps. */
  readonly numSolved: number;
  /** Simulated seconds of the fastest plan so far; present when plans are chosen by simulation. */
  readonly simulatedSeconds?: number;
}

/** A search: yields its progress, or nothing, many times a second. */
// biome-ignore lint/suspicious/noConfusingVoidType: a bare `yield` reports no progress
export type Searching<T> = Generator<Progress | void, T>;

/**
 * The progress of a search that consists of parts (meshes, numbers of microbatches, pipelines). Together the parts
 * cover all plans, so the lower bound of the search is the lowest bound of its parts.
 */
export class ProgressTracker {
  readonly #bounds: Map<string, number>;
  #seconds = Number.POSITIVE_INFINITY;
  #layersSeconds = Number.POSITIVE_INFINITY;
  #simulatedSeconds = Number.POSITIVE_INFINITY;
  #numSolved = 0;

  /** @param bounds  a lower bound for every part, known before the search */
  constructor(bounds: Iterable<readonly [part: string, boundSeconds: number]>) {
    this.#bounds = new Map(bounds);
  }

  /** Records the seconds of a plan that any part of the search has found. */
  offer({ seconds, layersSeconds, simulatedSeconds }: Partial<Omit<Progress, "boundSeconds" | "numSolved">>): void {
    this.#seconds = Math.min(this.#seconds, seconds ?? Number.POSITIVE_INFINITY);
    this.#layersSeconds = Math.min(this.#layersSeconds, layersSeconds ?? Number.POSITIVE_INFINITY);
    this.#simulatedSeconds = Math.min(this.#simulatedSeconds, simulatedSeconds ?? Number.POSITIVE_INFINITY);
  }

  /** Raises the lower bound of a part. */
  raise(part: string, boundSeconds: number): void {
    this.#bounds.set(part, Math.max(boundSeconds, this.#bounds.get(part) ?? 0));
  }

  /** Counts one more solved problem. */
  countSolved(): void {
    this.#numSolved++;
  }

  /**
   * Runs a search of one part and yields the progress of the whole search.
   * @param part the part that is searched; undefined if only a portion of a part is searched, whose bound does not hold
   *   for the whole search
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

  /** The most seconds per step that a better plan could save; Infinity when there is no plan yet. */
  get gainSeconds(): number {
    const { seconds, boundSeconds } = this.progress;
    return Math.min(seconds, this.#layersSeconds) - boundSeconds;
  }
}
