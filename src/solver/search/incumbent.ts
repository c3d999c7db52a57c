/** @file The best choice found so far. Every choice is checked on the unreduced problem. */

import { type Core, costOfCore, expandChoice } from "../core/core.ts";
import { evaluateChoice, type ShardingProblem } from "../problem.ts";

/** Holds the cheapest feasible choice and decides which costs count as lower. */
export class Incumbent {
  readonly problem: ShardingProblem;
  cost = Infinity;
  choice: Int32Array | undefined;
  /** Whether all costs are integers, so that a better choice is better by at least 1. */
  readonly isIntegral: boolean;
  readonly #onImprovement: () => void;

  constructor(problem: ShardingProblem, onImprovement: () => void) {
    this.problem = problem;
    this.isIntegral = hasIntegerCosts(problem);
    this.#onImprovement = onImprovement;
  }

  /** A lower bound of at least this proves that no better choice exists (to 1e-9 for real costs). */
  get cutoff(): number {
    if (this.cost === Infinity) return Infinity;
    const rounding = 1e-12 * Math.abs(this.cost) + 1e-6;
    return this.cost - (this.isIntegral ? Math.max(0, 1 - rounding) : 1e-9 * Math.abs(this.cost));
  }

  /**
   * Replaces the incumbent with `choice` of `core`, which must fit in memory, if it is cheaper. Returns whether it was.
   */
  offer(core: Core, choice: ArrayLike<number>): boolean {
    return costOfCore(core, choice) < this.cost && this.offerWhole(expandChoice(core, choice));
  }

  /** Like {@link offer}, with a choice of the whole problem. */
  offerWhole(choice: Int32Array): boolean {
    const { cost, peakUsage } = evaluateChoice(this.problem, choice);
    if (peakUsage > this.problem.usageLimit || !(cost < this.cost)) return false;
    this.cost = cost;
    this.choice = choice;
    this.#onImprovement();
    return true;
  }

  /** The bound to report: rounded up for integer costs, with a margin for rounding errors, and at most the cost. */
  certify(bound: number): number {
    if (bound >= this.cutoff) return this.cost;
    const safe = bound - 1e-9 * Math.abs(bound);
    return Math.min(this.cost, this.isIntegral ? Math.ceil(safe) : safe);
  }
}

function hasIntegerCosts({ costs, edgeTables }: ShardingProblem): boolean {
  for (const values of new Set([costs, ...edgeTables])) {
    for (let k = 0; k < values.length; k++) if (values[k] !== Infinity && !Number.isInteger(values[k])) return false;
  }
  return true;
}
