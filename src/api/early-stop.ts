/** @file EarlyStop: whether a metric has not improved for a number of values, as flax's EarlyStopping defines it. */
import { InvalidConfig } from "../base/errors.ts";

export interface EarlyStopOptions {
  /** Values without an improvement after which to stop. */
  readonly patience: number;
  /** A value is better if it differs from the best by more than this. Default: 0. */
  readonly minDelta?: number;
  /** Which values are better: lower ones (a loss, the default) or higher ones (an accuracy). */
  readonly better?: "lower" | "higher";
}

/** What an `EarlyStop` has seen, as numbers that a checkpoint holds. */
export interface EarlyStopState {
  /** NaN before the first value. */
  readonly best: number;
  /** Values since the best one. */
  readonly numSince: number;
}

/**
 * Watches a metric during training:
 *
 *     const early = new EarlyStop({ patience: 3 });
 *     if (early.isDue(await (await evaluate(state, x, y)).item())) break;
 *     await step.save(dir, { state: { train: state, early: early.state } });
 *     early.state = (await loadState(dir, { early: early.state })).early; // in a later run
 */
export class EarlyStop {
  readonly #patience: number;
  readonly #minDelta: number;
  readonly #sign: 1 | -1;
  #best: number | undefined;
  #numSince = 0;

  /** @throws InvalidConfig for an option that is no such number */
  constructor({ patience, minDelta = 0, better = "lower" }: EarlyStopOptions) {
    if (!Number.isInteger(patience) || patience < 1)
      throw new InvalidConfig("EarlyStop: patience", `got ${patience}; give an integer of 1 or more`);
    if (!(minDelta >= 0 && Number.isFinite(minDelta)))
      throw new InvalidConfig("EarlyStop: minDelta", `got ${minDelta}; give a number of 0 or more`);
    if (better !== "lower" && better !== "higher")
      throw new InvalidConfig("EarlyStop: better", `got ${better}; give lower or higher`);
    this.#patience = patience;
    this.#minDelta = minDelta;
    this.#sign = better === "lower" ? 1 : -1;
  }

  /** The best value so far. */
  get best(): number | undefined {
    return this.#best;
  }

  get state(): EarlyStopState {
    return { best: this.#best ?? Number.NaN, numSince: this.#numSince };
  }

  /** Goes on from what another one has seen. @throws InvalidConfig for a state that is none */
  set state({ best, numSince }: EarlyStopState) {
    if (typeof best !== "number" || !Number.isInteger(numSince) || numSince < 0)
      throw new InvalidConfig("EarlyStop: state", `got best ${best}, numSince ${numSince}; give another one's state`);
    [this.#best, this.#numSince] = [Number.isNaN(best) ? undefined : best, numSince];
  }

  /** Whether the latest value was the best. */
  get hasImproved(): boolean {
    return this.#best !== undefined && this.#numSince === 0;
  }

  /** Takes the next value. Returns whether to stop. A value that is no number is no improvement. */
  isDue(value: number): boolean {
    const isBetter = this.#best === undefined || this.#sign * (this.#best - value) > this.#minDelta;
    if (isBetter && !Number.isNaN(value)) [this.#best, this.#numSince] = [value, 0];
    else this.#numSince++;
    return this.#numSince >= this.#patience;
  }
}
