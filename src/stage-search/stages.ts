/**
 * @file The stage search (Alpa §5.2). Cuts layers into stages and chooses a submesh and a configuration (logical mesh
 * shape, recomputation, …) for each. The step is the fastest under the given schedule such that every stage fits in
 * memory. The caller gives the cost of a stage, so this level does not know how a stage is sharded.
 *
 * The seconds of a step are those of `step-seconds.ts`. Devices may stay idle.
 */

import { type Infeasible, InvalidConfig, Unsupported } from "../base/errors.ts";
import { range } from "../base/integers.ts";
import { numDevices } from "../cluster/cluster.ts";
import { solveChain } from "./chain.ts";
import type { ChainAnswer, ChainPlan } from "./chain-problem.ts";
import { intervalsOf } from "./intervals.ts";
import { dependsOnDownstreamOnly, type MemoryRule, stageBytes } from "./memory-rule.ts";
import { hostRuns, placeStages } from "./place-stages.ts";
import { StageCosts, type StageCount, type StageOption } from "./stage-costs.ts";
import { microbatchesPerUpdate, type StageProblem, type StageSearchResult } from "./stage-problem.ts";

/** Maximum number of states of the exact program: combinations of devices used per group. */
const maxDeviceStates = 1 << 22;

/**
 * Finds the best stages of a problem; yields many times a second.
 * @throws InvalidConfig when the numbers contradict each other or the schedule; Infeasible when no plan fits;
 *   Unsupported for clusters whose hosts change kind too often
 */
export function* searchStages<C>(problem: StageProblem<C>): Generator<void, StageSearchResult<C>> {
  const found = yield* findStages(problem);
  if ("seconds" in found) return found;
  throw found.explain();
}

/** The result if there are no stages. `explain` returns the error, which takes a while to compute. */
export interface NoStages {
  readonly explain: () => Infeasible;
}

/** Like {@link searchStages}, but returns a result if no plan fits or none is below the limit. */
export function* findStages<C>(problem: StageProblem<C>): Generator<void, StageSearchResult<C> | NoStages> {
  const { cluster, schedule, numMicrobatches, layerClasses } = problem;
  const numChunks = problem.numChunks ?? schedule.defaultChunks;
  const rule: MemoryRule = { schedule, numMicrobatches, numChunks };
  const counts = stageCounts(problem, numChunks);
  const intervals = intervalsOf(layerClasses, schedule, numChunks);
  const { layers } = intervals;
  const runs = hostRuns(cluster);
  if (runs.reduce((product, run) => product * (run.numDevices + 1), 1) > maxDeviceStates) {
    throw new Unsupported(
      `cluster ${cluster.name}`,
      `its hosts change kind ${runs.length - 1} times; order the hosts by kind`,
    );
  }

  const costs = new StageCosts(problem, rule, intervals, runs);
  const { gap = 0, signal } = problem;
  let best: (ChainPlan & { numStages: number }) | undefined;
  const limit = () => best?.seconds ?? problem.limitSeconds ?? Number.POSITIVE_INFINITY;
  let lowerBound = Number.POSITIVE_INFINITY;
  function* solve(): Generator<void, void> {
    lowerBound = Number.POSITIVE_INFINITY;
    const pending = [...counts];
    for (let count = pending.pop(); count; count = pending.pop()) {
      const { least, most, exactly } = count;
      const downstream = costs.downstreamRanges(least);
      const numUpdates = numMicrobatches / microbatchesPerUpdate(problem, least);
      const search = (ranges: typeof downstream, maxStages: number): Generator<void, ChainAnswer> => {
        const limitSeconds = best ? limit() * (1 - gap) : limit();
        const chain = costs.chainProblem(ranges, { maxStages, exactly, numUpdates, limitSeconds });
        return solveChain(chain, { limitSeconds, gap, signal });
      };
      let answer: ChainAnswer;
      if (exactly) answer = yield* search(downstream, least);
      else {
        // Relaxed: every stage needs the memory that it needs with the fewest stages, and their number is not limited.
        // This is cheap and bounds all numbers of stages.
        const free = downstream.map((own) => (own?.most === least - 1 ? { ...own, most: layers.numGroups } : own));
        answer = yield* search(free, layers.numGroups);
        if (answer.plan && answer.plan.stages.length > least) {
          const middle = (least + most) >> 1;
          if (least < most) {
            pending.push({ least, most: middle, exactly }, { least: middle + 1, most, exactly });
            continue;
          }
          answer = yield* search(downstream, least);
        }
      }
      if (answer.plan) best = { ...answer.plan, numStages: answer.plan.stages.length };
      lowerBound = Math.min(lowerBound, answer.lowerBound);
    }
  }
  if (problem.minDeviceSeconds && runs.length === 1) {
    costs.requestUniform(Math.max(...counts.map(({ most }) => most)));
    yield* solve();
  }
  costs.requestAll(limit());
  yield* solve();
  if (!best) return { explain: () => costs.infeasible(counts) };

  const { stages, seconds, numStages } = best;
  const options = stages.map(({ option }) => option as StageOption<C>);
  const devices = placeStages(
    cluster,
    options.map(({ submesh, group }) => ({ submesh, run: runs[group] })),
  );
  lowerBound = Math.min(seconds, lowerBound);
  return {
    stages: stages.map(({ begin, end }, stage) => ({
      chunks: layers.chunks(begin, end),
      submesh: options[stage].submesh,
      devices: devices[stage],
      candidate: options[stage].candidate,
      transferSeconds: options[stage].transferSeconds,
      inFlight: schedule.inFlight(stage, numStages, numMicrobatches, numChunks),
      waiting: schedule.waiting(stage, numStages, numMicrobatches),
      memoryBytes: stageBytes(rule, options[stage].candidate.memory, stage, numStages),
    })),
    seconds,
    lowerBoundSeconds: lowerBound,
    gap: seconds === 0 ? 0 : (seconds - lowerBound) / seconds,
    listCandidates: () => costs.tried(numStages),
  };
}

/**
 * The numbers of stages to search. One program finds the best of all numbers up to a limit. Separate programs are
 * needed if the schedule forbids some numbers, or if the memory of a stage depends on the number of all stages.
 */
function stageCounts<C>(problem: StageProblem<C>, numChunks: number): StageCount[] {
  const { cluster, schedule, numMicrobatches, layerClasses, numStages } = problem;
  const numLayers = layerClasses.length;
  if (!Number.isInteger(numMicrobatches) || numMicrobatches < 1) {
    throw new InvalidConfig("stages", `got ${numMicrobatches} microbatches; give an integer of 1 or more`);
  }
  const findProblem = (count: number) =>
    schedule.findProblem({
      numStages: count,
      numMicrobatches,
      numChunks,
      microbatchesPerUpdate: microbatchesPerUpdate(problem, count),
    });
  if (numStages !== undefined) {
    if (!Number.isInteger(numStages) || numStages < 1) {
      throw new InvalidConfig("stages", `got ${numStages} stages; give an integer of 1 or more`);
    }
    const needed = numStages * numChunks;
    if (numLayers < needed) {
      const chunks = numChunks > 1 ? ` of ${numChunks} chunks` : "";
      throw new InvalidConfig(
        "stages",
        `${numStages} stages${chunks} need at least ${needed} layers, got ${numLayers}; ` +
          "lower the stages or raise the layers",
        { numStages, numChunks, numLayers },
      );
    }
    if (numDevices(cluster) < numStages) {
      throw new InvalidConfig(
        "stages",
        `${numStages} stages need at least ${numStages} devices, ${cluster.name} has ${numDevices(cluster)}; ` +
          "lower the stages",
        { numStages, numDevices: numDevices(cluster) },
      );
    }
    const found = findProblem(numStages);
    if (found !== undefined) throw new InvalidConfig(`schedule ${schedule.name}`, found, { numStages, numChunks });
    return [{ least: numStages, most: numStages, exactly: true }];
  }
  const possible = Math.min(Math.floor(numLayers / numChunks), numDevices(cluster));
  // The seconds of a zero-bubble schedule are known only with enough microbatches for its stages.
  const isTimed = (count: number): boolean => schedule.fewestMicrobatches(count) <= numMicrobatches;
  const most = range(possible).filter((index) => isTimed(index + 1)).length;
  const all = range(most).map((index) => most - index);
  const legal = all.filter((count) => findProblem(count) === undefined);
  if (legal.length === 0) {
    const found =
      most < 1
        ? `${numChunks} chunks per stage need at least ${numChunks} layers, got ${numLayers}; lower the chunks`
        : findProblem(1)!;
    throw new InvalidConfig(`schedule ${schedule.name}`, found, { numChunks, numLayers, numMicrobatches });
  }
  const samePerUpdate = all.every(
    (count) => microbatchesPerUpdate(problem, count) === microbatchesPerUpdate(problem, most),
  );
  if (legal.length < most || !samePerUpdate)
    return legal.map((count) => ({ least: count, most: count, exactly: true }));
  const rule = { schedule, numMicrobatches, numChunks };
  return [{ least: dependsOnDownstreamOnly(rule, most) ? most : 1, most, exactly: false }];
}
