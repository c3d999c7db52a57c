/**
 * @file The combinatorial core of the stage search (Alpa §5.2). Cuts a chain of layers into consecutive stages and
 * chooses an option for each. Minimizes Σ add + max top, where the stages of each device group may use only the devices
 * that the group has (in Eq. 4, top is (m − 1)·t).
 *
 * Alpa enumerates t_max and solves a dynamic program over (stages after, layer, devices) for each. Here, the program
 * for a given bound on top is first relaxed: a price per device replaces the device limit (Lagrange), which leaves a
 * cheap program over (stages after, layer). Its lower bound skips most values of t_max and discards every state of the
 * exact program that cannot lead to a better answer. The answer is exact.
 */
import type { StopSignal } from "../base/stop-signal.ts";
import { solveExactly } from "./chain-exact.ts";
import type { ChainAnswer, ChainPlan, ChainProblem, ChainStage } from "./chain-problem.ts";
import { paretoOptions, Relaxation, solveDual, tolerance } from "./chain-relaxation.ts";

const totalSeconds = (stages: readonly ChainStage[]): number =>
  stages.reduce((sum, { option }) => sum + option.addSeconds, 0) +
  stages.reduce((most, { option }) => Math.max(most, option.topSeconds), 0);

export interface ChainOptions {
  /** Only plans of fewer seconds are looked for. */
  readonly limitSeconds?: number;
  /** A plan within this share of the bound is good enough; the best one when left out. */
  readonly gap?: number;
  /** Once aborted, the best plan so far comes back with the bound proved so far. */
  readonly signal?: StopSignal;
}

/** The plan with the least seconds; yields between programs. */
export function* solveChain(
  problem: ChainProblem,
  { limitSeconds = Number.POSITIVE_INFINITY, gap = 0, signal }: ChainOptions = {},
): Generator<void, ChainAnswer> {
  const { capacities } = problem;
  const options = problem.options.map(paretoOptions);
  const tops = [...new Set(options.flat().map(({ topSeconds }) => topSeconds))].sort((a, b) => a - b);
  const relaxation = new Relaxation({ ...problem, options });
  let plan: ChainPlan | undefined;
  let best = limitSeconds;
  const offer = (stages: readonly ChainStage[]) => {
    const seconds = totalSeconds(stages);
    if (seconds < best) [plan, best] = [{ stages, seconds }, seconds];
  };
  const limit = () => (plan ? best - Math.max(gap, tolerance) * Math.abs(best) : best);

  /** The lower bound that is proved once everything below the limit is ruled out. */
  const lowest = () => (gap > 0 ? limit() : best);

  // The smallest top for which the devices may suffice.
  const shares = capacities.map((capacity) => 1 / capacity);
  const mayFit = (index: number) => {
    const { priced } = relaxation.solve(tops[index], shares, false);
    return priced <= capacities.length * (1 + tolerance);
  };
  let last = lastBelow(tops, limitSeconds);
  let first = last + 1;
  for (let [low, high] = [0, last + 1]; low < high; ) {
    const middle = (low + high) >> 1;
    if (mayFit(middle)) high = middle;
    else low = middle + 1;
    first = high;
  }
  if (first > last) return { lowerBound: limitSeconds };

  let prices = capacities.map(() => 0);
  const bound = (top: number): number => {
    const dual = solveDual(relaxation, top, prices, offer);
    prices = dual.prices;
    return dual.bound;
  };
  // A good plan early makes everything after cheap.
  for (let ratio = 1; ratio < 2 && limitSeconds === Number.POSITIVE_INFINITY; ratio *= 1.05) {
    const index = lastBelow(tops, tops[first] * ratio * (1 + tolerance));
    if (index >= first && tops[index] < best) bound(tops[index]);
    yield;
  }

  let sumBound = Number.NEGATIVE_INFINITY;
  while (last >= first) {
    yield;
    sumBound = Math.max(sumBound, bound(tops[last]));
    if (sumBound === Number.POSITIVE_INFINITY) break;
    let promising = lastBelow(tops, limit() - sumBound);
    if (promising < first) break;
    if (signal?.aborted) return { plan, lowerBound: Math.min(lowest(), sumBound + tops[first]) };
    if (promising >= last) {
      const stages = solveExactly(relaxation, tops[last], prices, limit() - tops[first]);
      if (!stages) break;
      offer(stages);
      sumBound = Math.max(
        sumBound,
        stages.reduce((sum, { option }) => sum + option.addSeconds, 0),
      );
      // Every plan with a top between this one's and the bound is no better than this one.
      const own = stages.reduce((most, { option }) => Math.max(most, option.topSeconds), 0);
      promising = Math.min(lastBelow(tops, limit() - sumBound), lastBelow(tops, own));
    }
    last = promising;
  }
  return { plan, lowerBound: lowest() };
}

/**
 * The fewest devices, of all groups together, that any plan takes, whatever the groups have; Infinity when there is no
 * plan at all.
 */
export function leastDevices(problem: ChainProblem): number {
  const relaxation = new Relaxation({ ...problem, options: problem.options.map(paretoOptions) });
  return relaxation.solve(
    Number.POSITIVE_INFINITY,
    problem.capacities.map(() => 1),
    false,
  ).priced;
}

/** Index of the last of the sorted `values` that is less than `limit`, or −1. */
function lastBelow(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
