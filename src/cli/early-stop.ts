/** @file The early stop of `alpa run --patience`. */
import { EarlyStop } from "../api/early-stop.ts";
import { numberOf } from "../base/units.ts";
import type { LiveLine } from "./run-report.ts";

/** Watches the losses of a run. A run that resumes begins to count anew. */
export class RunEarlyStop {
  readonly #patience: number | undefined;
  readonly #firstStep: number;
  readonly #live: LiveLine;
  /** The losses since the step `#firstStep`. */
  readonly #losses: number[] = [];
  #early: EarlyStop | undefined;

  /** @param patience  steps without a lower loss after which to stop; never if undefined */
  constructor(patience: number | undefined, firstStep: number, live: LiveLine) {
    this.#patience = patience;
    this.#firstStep = firstStep;
    this.#live = live;
    this.backTo(firstStep);
  }

  /** Takes the loss of step `step`, the one after the last. Returns whether to stop, and says so. */
  isDue(step: number, loss: number): boolean {
    this.#losses.push(loss);
    if (!this.#early?.isDue(loss)) return false;
    const { best } = this.#early;
    const lowest = best === undefined ? "no loss was finite" : `no loss was lower than ${best.toPrecision(4)}`;
    this.#live.note(`stops early after step ${step}: ${lowest} for ${numberOf(this.#patience!, "step")} (--patience)`);
    return true;
  }

  /** Training goes back to the state after step `step`. */
  backTo(step: number): void {
    if (this.#patience === undefined) return;
    this.#early = new EarlyStop({ patience: this.#patience });
    this.#losses.length = Math.min(this.#losses.length, step - this.#firstStep);
    for (const loss of this.#losses) this.#early.isDue(loss);
  }
}
