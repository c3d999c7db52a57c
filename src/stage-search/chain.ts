/**
 * @file The combinatorial core of the stage search (Alpa §5.2). Cuts a chain of layers into consecutive stages and
 * chooses an option for each. Minimizes Σ add + max top (in Eq. 4, top is (m − 1)·t) such that the stages of each
 * device group use at most the devices of the group.
 *
 * Alpa enumerates t_max and solves a dynamic program over (downstream stages, layer, devices) for each. Here, the
 * program for a given bound on top is first relaxed: a price per device (a Lagrange multiplier) replaces the device
 * limit, which leaves a cheap program over (downstream stages, layer). Its lower bound rules out most values of t_max
 * and discards every state of the exact program that cannot lead to a better solution. The result is exact.
 */
import type { StopSignal } from "../base/stop-signal.ts";
import { solveExactly } from "./chain-exact.ts";
import type { ChainAnswer, ChainPlan, ChainProblem, ChainStage } from "./chain-problem.ts";
import { paretoOptions, Relaxation, solveDual, tolerance } from "./chain-relaxation.ts";

const totalSeconds = (stages: readonly ChainStage[]): number =>
  stages.reduce((sum, { option }) => sum + option.addSeconds, 0) +
  stages.reduce((most, { option }) => Math.max(most, option.topSeconds), 0);

export interface ChainOptions {
  /** Only plans of fewer seconds are searched. */
  readonly limitSeconds?: number;
  /** A plan within this share of the bound is good enough; defaults to 0 (the optimum). */
  readonly gap?: number;
  /** Once aborted, the search returns the best plan so far with the bound proved so far. */
  readonly signal?: StopSignal;
}

/** Finds the plan with the fewest seconds; yields between programs. */
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

  /** The lower bound that is proved once all plans below the limit are ruled out. */
  const provedBound = () => (gap > 0 ? limit() : best);

  // Find the smallest top for which the devices may suffice.
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
  // A good plan found early rules out most of the work below.
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
    if (signal?.aborted) return { plan, lowerBound: Math.min(provedBound(), sumBound + tops[first]) };
    if (promising >= last) {
      const stages = solveExactly(relaxation, tops[last], prices, limit() - tops[first]);
      if (!stages) break;
      offer(stages);
      sumBound = Math.max(
        sumBound,
        stages.reduce((sum, { option }) => sum + option.addSeconds, 0),
      );
      // No plan with a top between this plan's and the bound on top is better than this plan.
      const own = stages.reduce((most, { option }) => Math.max(most, option.topSeconds), 0);
      promising = Math.min(lastBelow(tops, limit() - sumBound), lastBelow(tops, own));
    }
    last = promising;
  }
  return { plan, lowerBound: provedBound() };
}

/**
 * The fewest devices, over all groups, that any plan takes if the groups had unlimited devices; Infinity if there is no
 * plan.
 */
export function minDevices(problem: ChainProblem): number {
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
