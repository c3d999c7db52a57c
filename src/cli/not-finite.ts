/** @file The option `--on-nan` of `alpa run` for a loss that is not finite, and the error with which the run ends. */
import { AlpaError } from "../base/errors.ts";
import type { LiveLine } from "./run-report.ts";

/** The reaction to a loss that is not finite. */
export const onNanChoices = ["warn", "stop", "skip"] as const;
export type OnNan = (typeof onNanChoices)[number];

const advice = "lower the learning rate or check the data";

/** Watches a run for numbers that are not finite, and warns of the first. */
export class NotFiniteSteps {
  /** The steps whose update was skipped; undefined unless `--on-nan skip`. */
  readonly skipped: number[] | undefined;
  readonly #isStopping: boolean;
  readonly #live: LiveLine;
  #hasWarned = false;

  constructor(onNan: OnNan, live: LiveLine) {
    this.skipped = onNan === "skip" ? [] : undefined;
    this.#isStopping = onNan === "stop";
    this.#live = live;
  }

  /** Takes the loss of a step, and whether the step left the state as it was. Returns whether to stop. */
  isDue(step: number, loss: number, isSkipped: boolean): boolean {
    if (isSkipped) this.skipped!.push(step);
    if (Number.isFinite(loss) && !isSkipped) return false;
    const what = Number.isFinite(loss) ? "its update is not finite" : `the loss is ${loss}`;
    if (!this.#hasWarned) this.#live.warn(`step ${step}: ${what}; ${isSkipped ? "it changes nothing" : advice}`);
    this.#hasWarned = true;
    return this.#isStopping;
  }

  /** Training goes back to the state after step `step`. */
  backTo(step: number): void {
    while (this.skipped && this.skipped.at(-1)! > step) this.skipped.pop();
  }
}

/**
 * The error for the first loss that is not finite, if any. If such steps are skipped, the error for the last step, if
 * it is one of them.
 * @param firstStep  the number of steps before that of the first loss
 */
export function lossError(
  losses: readonly number[],
  firstStep: number,
  skipped?: readonly number[],
): AlpaError | undefined {
  const last = firstStep + losses.length;
  if (skipped)
    return skipped.at(-1) === last
      ? new AlpaError("not-finite", `step ${last}`, `its numbers are not finite, and it was skipped; ${advice}`)
      : undefined;
  const first = losses.findIndex((loss) => !Number.isFinite(loss));
  if (first < 0) return undefined;
  return new AlpaError("not-finite", `step ${firstStep + first + 1}`, `the loss became ${losses[first]}; ${advice}`);
}
