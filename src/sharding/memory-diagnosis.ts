/**
 * @file Diagnosis of a step that does not fit in memory. A short search finds a plan of least memory; the error names
 * the op at which that plan peaks and the largest values live there.
 */
import type { Step } from "../analysis/step.ts";
import { Infeasible, RuntimeFailure } from "../base/errors.ts";
import type { StopSignal } from "../base/stop-signal.ts";
import { bytesText } from "../base/units.ts";
import { opName } from "../ir/graph.ts";
import { evaluateChoice, type ShardingProblem, usageProfile } from "../solver/problem.ts";
import { searchSharding } from "../solver/solve.ts";
import type { SolveOptions } from "../solver/types.ts";
import type { IntraOpProblem } from "./problem/intra-op.ts";

/** A live value at the peak. */
export interface LiveValue {
  readonly name: string;
  /** Fewest bytes per device that any of its placements takes. */
  readonly leastBytes: number;
}

/** `details` of the error. */
export interface MemoryShortage {
  readonly limitBytes: number;
  /** No plan takes less. */
  readonly leastBytes: number;
  /** A plan that takes this much was found. */
  readonly fittingBytes: number;
  /** The op at which that plan peaks. */
  readonly peak: string;
  /** The bytes of that peak that are inputs of the step (parameters, optimizer state, batch); ops produce the rest. */
  readonly inputBytes: number;
  /** The three largest values live there. */
  readonly largest: readonly LiveValue[];
}

/**
 * Returns the error for an intra-operator problem that the solver finds infeasible; undefined if the memory limit is
 * not the cause. Runs a few short solves. If `signal` is aborted before they end, a plan with less memory than the
 * error names may exist.
 */
export function* memoryShortage(
  { graph }: Step,
  { problem, nodeNames, inputNodes }: IntraOpProblem,
  signal?: StopSignal,
): Generator<void, Infeasible | undefined> {
  const minimum = problem.usageLimit < Infinity ? yield* findLeastMemory(problem, signal) : undefined;
  if (!minimum) return undefined;
  const { peakTime, peakUsage } = evaluateChoice(problem, minimum.choice);
  if (peakUsage <= problem.usageLimit) return undefined;
  const minUsages = minUsagesOf(problem);
  const live = nodeNames.flatMap((name, node): LiveValue[] =>
    problem.liveFrom[node] <= peakTime && peakTime < problem.liveTo[node]
      ? [{ name, leastBytes: minUsages[node] }]
      : [],
  );
  const largest = live.sort((a, b) => b.leastBytes - a.leastBytes).slice(0, 3);
  const { nodeStart, usages } = problem;
  const inputBytes = [...new Set(inputNodes)].reduce(
    (sum, node) => sum + usages[nodeStart[node] + minimum.choice[node]],
    0,
  );
  const peak = peakTime < 1 ? "the start" : peakTime > graph.ops.length ? "the end" : opName(graph, peakTime - 1);
  const shortage: MemoryShortage = {
    limitBytes: problem.usageLimit,
    leastBytes: minimum.bound,
    fittingBytes: peakUsage,
    peak,
    inputBytes,
    largest,
  };
  const values = largest.map(({ name, leastBytes }) => `${name} (at least ${bytesText(leastBytes)})`).join(", ");
  return new Infeasible(
    "memory",
    `the plan with least memory needs ${bytesText(peakUsage)} per device at ${peak} (${bytesText(inputBytes)} of it ` +
      `inputs), the limit is ${bytesText(problem.usageLimit)}; of ${live.length} values live there the largest are ` +
      `${values}; ` +
      `allow ${peakUsage} bytes, use more devices or microbatches, or a smaller batch`,
    { ...shortage },
  );
}

interface LeastMemory {
  readonly choice: ArrayLike<number>;
  /** Proven: no choice has a lower peak. */
  readonly bound: number;
}

/** The relative difference allowed between the peak found and the proven lower bound. */
const tolerance = 0.01;
/** Time limit of the first solve, which has no memory limit and must find a choice. */
const firstSeconds = 20;
/** Time limit of every other solve. */
const seconds = 1;

/**
 * Finds the choice with (nearly) the lowest peak. The first solve minimizes the sum of bytes × time; then a bisection
 * narrows the memory limit between one that a choice fits and one that none was found for.
 */
function* findLeastMemory(problem: ShardingProblem, signal?: StopSignal): Generator<void, LeastMemory | undefined> {
  const { numNodes, nodeStart, usages, liveFrom, liveTo } = problem;
  const allowed = allowedOnly(problem);
  const byteTimes = new Float64Array(usages.length);
  for (let node = 0; node < numNodes; node++)
    for (let s = nodeStart[node]; s < nodeStart[node + 1]; s++)
      byteTimes[s] = allowed.costs[s] + usages[s] * (liveTo[node] - liveFrom[node]);
  const free = { ...allowed, costs: byteTimes, usageLimit: Number.POSITIVE_INFINITY };
  const first = yield* trySolve(free, { seconds: firstSeconds, signal });
  if (!first.choice) return undefined;

  const minUsages = minUsagesOf(problem);
  let bound = usageProfile(problem, (node) => minUsages[node]).load.reduce((most, load) => Math.max(most, load), 0);
  let { choice } = first;
  let fitting = evaluateChoice(problem, choice).peakUsage;
  for (let floor = bound; fitting > (1 + tolerance) * floor && !signal?.aborted; ) {
    const usageLimit = (floor + fitting) / 2;
    const tried = yield* trySolve({ ...allowed, usageLimit }, { seconds, signal });
    if (tried.choice) {
      choice = tried.choice;
      fitting = evaluateChoice(problem, choice).peakUsage;
    } else {
      floor = usageLimit;
      if (tried.isProven) bound = usageLimit;
    }
  }
  return { choice, bound };
}

/** The same problem with every allowed choice at cost 0. */
function allowedOnly(problem: ShardingProblem): ShardingProblem {
  const known = new Map<Float64Array, Float64Array>();
  const zero = (costs: Float64Array): Float64Array => costs.map((cost) => (cost === Infinity ? Infinity : 0));
  const edgeTables = problem.edgeTables.map((table) => {
    const made = known.get(table) ?? zero(table);
    known.set(table, made);
    return made;
  });
  return { ...problem, costs: zero(problem.costs), edgeTables };
}

function* trySolve(
  problem: ShardingProblem,
  options: SolveOptions,
): Generator<void, { choice?: ArrayLike<number>; isProven?: boolean }> {
  try {
    return { choice: (yield* searchSharding(problem, options)).choice };
  } catch (error) {
    if (error instanceof Infeasible) return { isProven: true };
    if (error instanceof RuntimeFailure) return {};
    throw error;
  }
}

/** By node, the lowest usage of its allowed strategies. */
function minUsagesOf({ numNodes, nodeStart, usages, costs }: ShardingProblem): Float64Array {
  const minUsages = new Float64Array(numNodes).fill(Number.POSITIVE_INFINITY);
  for (let node = 0; node < numNodes; node++)
    for (let s = nodeStart[node]; s < nodeStart[node + 1]; s++)
      if (costs[s] < Infinity) minUsages[node] = Math.min(minUsages[node], usages[s]);
  return minUsages;
}
