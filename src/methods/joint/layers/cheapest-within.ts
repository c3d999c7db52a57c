/**
 * @file Solves a sharding problem with a memory limit by way of problems without one. Without a limit, series of nodes
 * are removed exactly, so that solves take a fraction of the time. If the fastest choice fits, it is the answer; else
 * the first choice that fits at a rising price of memory is where the search within the limit starts.
 */
import { graceAfter } from "../../../base/stop-signal.ts";
import { untilFirstChoice } from "../../../solver/first-choice.ts";
import { evaluateChoice, type ShardingProblem } from "../../../solver/problem.ts";
import { searchSharding } from "../../../solver/solve.ts";
import type { SolveOptions } from "../../../solver/types.ts";

/** Prices of memory: the cost of the memory of the fastest choice, as a multiple of that choice's own cost. */
const prices = [0.1, 0.3, 1, 3, 10];
/** The share of the seconds that each of these solves may take. */
const relaxedShare = 0.2;
/** Grace period of the solves, after the user has stopped the search. They rarely need that long. */
const graceSeconds = 3;

/**
 * The cheapest choice found within the problem's memory limit.
 * @param isHeld  whether the memory of a node counts for long, so that less of it lowers the peak
 * @throws Infeasible when there is none
 */
export function* cheapestWithin(
  problem: ShardingProblem,
  isHeld: (node: number) => boolean,
  options: SolveOptions,
): Generator<void, ArrayLike<number>> {
  const signal = graceAfter(options.signal, graceSeconds);
  const limited = (extra: Partial<SolveOptions>) =>
    searchSharding(problem, untilFirstChoice({ ...options, ...extra }, graceSeconds));
  const relaxed = { ...problem, usageLimit: Number.POSITIVE_INFINITY };
  const seconds = relaxedShare * options.seconds;
  const fits = (choice: ArrayLike<number>): boolean => evaluateChoice(problem, choice).peakUsage <= problem.usageLimit;
  const fastest = yield* searchSharding(relaxed, { ...options, seconds, signal });
  if (fits(fastest.choice)) return fastest.choice;
  const bytes = heldBytes(problem, isHeld);
  const fastestBytes = fastest.choice.reduce((sum, s, node) => sum + bytes[problem.nodeStart[node] + s], 0);
  for (const price of fastestBytes > 0 ? prices : []) {
    const secondsPerByte = (price * fastest.cost) / fastestBytes;
    const costs = problem.costs.map((cost, s) => cost + secondsPerByte * bytes[s]);
    const { choice: start } = yield* searchSharding({ ...relaxed, costs }, { ...options, seconds, signal });
    if (fits(start)) return (yield* limited({ start })).choice;
  }
  return (yield* limited({})).choice;
}

/** By strategy: the bytes of nodes that are held, 0 for others. */
function heldBytes({ numNodes, nodeStart, usages }: ShardingProblem, isHeld: (node: number) => boolean): Float64Array {
  const bytes = usages.slice();
  for (let node = 0; node < numNodes; node++) if (!isHeld(node)) bytes.fill(0, nodeStart[node], nodeStart[node + 1]);
  return bytes;
}
