/**
 * @file Alpa's joint search: the number of microbatches, the schedule, the stages, their submeshes, logical meshes and recomputation,
 * with stages priced by the intra-operator solver. Layers are solved only where the best plan may rest on them: the stage search
 * first runs on the least that stages can take, what its plan uses is solved, and it runs again, until no plan that could be better
 * rests on anything unsolved (best first). So the bound holds for every choice inside every stage, solved or not.
 */
import { type AlpaError, Infeasible, RuntimeFailure } from "../../base/errors.ts";
import { memoize } from "../../base/memoize.ts";
import { numDevices } from "../../cluster/cluster.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import { transferSeconds } from "../../cost/transfer.ts";
import { findSchedule } from "../../pipeline/schedules/registry.ts";
import type { ScheduleRule } from "../../pipeline/schedules/schedule.ts";
import type { StageCost, StageProblem, StageSearchResult } from "../../pipeline/stage-problem.ts";
import { findStages } from "../../pipeline/stages.ts";
import type { Remat } from "../../plan/plan.ts";
import type { LayerCosts, StageMesh } from "./layer-costs.ts";
import { foundStages, guessedStages, leastStages, type StageConfig } from "./stage-cost.ts";

/** One number of microbatches under one schedule. */
export interface Setting {
  readonly schedule: string;
  /** Pieces of the model per stage; the schedule's own number when left out. */
  readonly numChunks?: number;
  readonly microbatches: number;
}

export interface JointOptions {
  readonly settings: readonly Setting[];
  readonly submeshes: readonly Submesh[];
  readonly remats: readonly Remat[];
  /** Exactly so many stages; any number when left out. */
  readonly numStages?: number;
  /** Only plans of fewer seconds are looked for. */
  readonly limitSeconds?: number;
  /** Bytes of every device that layers leave free, for what a stage takes as a whole; 0 when left out. The bound counts without it. */
  readonly reserveBytes?: number;
  /** A plan within this share of the bound ends the search. */
  readonly gap: number;
  readonly shouldStop: () => boolean;
  readonly onProgress?: (progress: JointProgress) => void;
}

export interface JointProgress {
  /** Of the best plan so far; Infinity when there is none. */
  readonly seconds: number;
  readonly boundSeconds: number;
  /** Layers solved for a mesh and a number of microbatches. */
  readonly numSolved: number;
}

/** What came of a setting. */
export interface TriedSetting extends Setting {
  /** No plan of this setting takes less. */
  readonly boundSeconds: number;
  /** The best plan found. */
  readonly best?: StageSearchResult<StageConfig>;
}

export interface JointResult {
  /** The best stages; undefined when none take less than `limitSeconds`. */
  readonly best?: { readonly setting: Setting; readonly stages: StageSearchResult<StageConfig> };
  /** No plan with any of the settings takes less, by the model of `step-model.ts`. */
  readonly boundSeconds: number;
  readonly tried: readonly TriedSetting[];
  /** Layers solved for a mesh and a number of microbatches. */
  readonly numSolved: number;
}

interface Run extends Setting {
  readonly rule: ScheduleRule;
  boundSeconds: number;
  /** The stages that the bound is of; undefined before the first search. */
  least?: StageSearchResult<StageConfig>;
  best?: StageSearchResult<StageConfig>;
  /** Why no stages fit, when none can. */
  explain?: () => Infeasible;
  /** Whether the bound cannot be raised. */
  isDone: boolean;
}

/** The best plan over all settings. @throws Infeasible when none fits in memory, with what would */
export function* searchJointly(costs: LayerCosts, options: JointOptions): Generator<void, JointResult> {
  const { settings, submeshes, remats, numStages, gap, shouldStop, reserveBytes = 0 } = options;
  const { cluster, pieces } = costs;
  const { classes, numLayers, boundaryBytes } = pieces.layers;
  const layers = Array.from({ length: numLayers }, (_, layer) => layer);
  const kinds = submeshes.filter(({ host }, i) => submeshes.findIndex((other) => other.host === host) === i);
  const transfersOf = memoize((size: number) =>
    memoize((bytes: number) => {
      const pairs = Array.from({ length: size }, (_, i) => ({ from: i, to: i + size, bytes: bytes / size }));
      return 2 * transferSeconds(cluster, pairs);
    }),
  );
  /** Seconds per microbatch until `bytes`, in equal shares, have come from one submesh to the next one, and as many back. */
  const moveSeconds = (bytes: number, { numHosts, devicesPerHost }: Submesh): number =>
    transfersOf(Math.min(numHosts * devicesPerHost, Math.floor(numDevices(cluster) / 2)))(bytes);
  /** Device-seconds of a microbatch that no mesh saves. */
  const leastDeviceSeconds = (microbatches: number): number[] =>
    layers.map((layer) => Math.min(...kinds.map((kind) => costs.floor(layer, kind, microbatches).seconds)));
  const problemOf = (
    { rule, numChunks, microbatches }: Run,
    stageCost: StageCost<StageConfig>,
    limitSeconds: number,
  ): StageProblem<StageConfig> => ({
    cluster,
    schedule: rule,
    numMicrobatches: microbatches,
    ...(numChunks === undefined ? {} : { numChunks }),
    layerClasses: classes,
    stageCost,
    submeshes,
    leastDeviceSeconds: leastDeviceSeconds(microbatches),
    limitSeconds,
    transferSeconds: (first, submesh) => moveSeconds(boundaryBytes[first - 1] / microbatches, submesh),
    ...(numStages === undefined ? {} : { numStages }),
  });

  const runs = settings.map((setting): Run => {
    const rule = findSchedule(setting.schedule);
    const seconds = leastDeviceSeconds(setting.microbatches).reduce((sum, each) => sum + each, 0);
    return { ...setting, rule, boundSeconds: (setting.microbatches * seconds) / numDevices(cluster), isDone: false };
  });
  let best: { run: Run; stages: StageSearchResult<StageConfig> } | undefined;
  const limit = (): number => best?.stages.seconds ?? options.limitSeconds ?? Number.POSITIVE_INFINITY;
  const lowest = (): Run | undefined => {
    const open = runs.filter((run) => !run.isDone && run.boundSeconds < limit() * (1 - gap));
    return open.sort((a, b) => a.boundSeconds - b.boundSeconds)[0];
  };
  const bound = (): number => Math.min(limit(), ...runs.map((run) => run.boundSeconds));

  const raiseBound = (run: Run): void => {
    const found = findStages(problemOf(run, leastStages(costs, run.microbatches, remats), limit()));
    if ("seconds" in found) {
      run.least = found;
      run.boundSeconds = Math.max(run.boundSeconds, found.lowerBoundSeconds);
    } else {
      if (limit() === Number.POSITIVE_INFINITY) run.explain = found.explain;
      run.boundSeconds = limit();
      run.isDone = true;
    }
  };
  const reserving =
    (stageCost: StageCost<StageConfig>): StageCost<StageConfig> =>
    (pieces, submesh) =>
      stageCost(pieces, submesh).map((candidate) => {
        if ("infeasible" in candidate) return candidate;
        const { memory } = candidate;
        return { ...candidate, memory: { ...memory, temporaryBytes: memory.temporaryBytes + reserveBytes } };
      });
  const findBest = (run: Run): void => {
    const stageCost = reserving(foundStages(costs, run.microbatches, remats));
    const found = findStages(problemOf(run, stageCost, limit()));
    if (!("seconds" in found)) return;
    run.best = found;
    best = { run, stages: found };
  };
  const solve = (run: Run): boolean => {
    const numSolved = solveUsed(costs, run.least!, run.microbatches, best === undefined);
    const isBehind = (run.best?.seconds ?? Number.POSITIVE_INFINITY) > run.boundSeconds * (1 + gap);
    return numSolved > 0 || (isBehind && solveLeaner(costs, run.least!, run.microbatches));
  };
  const report = (): void =>
    options.onProgress?.({ seconds: limit(), boundSeconds: bound(), numSolved: costs.numSolved });

  // A good plan first, so that the bounds need not go further than it: one layer on every submesh, in small microbatches, lets all else be guessed.
  const numEqual = classes.map((each) => classes.filter((other) => other === each).length);
  const usual = numEqual.indexOf(Math.max(...numEqual));
  // The smallest microbatches leave no examples to share out among many devices.
  const sizes = [...new Set(runs.map(({ microbatches }) => microbatches))].sort((a, b) => b - a);
  const seed = sizes[Math.min(3, Math.floor((sizes.length - 1) / 2))];
  const fromWholeHost = ({ host, numHosts, devicesPerHost }: Submesh): number =>
    Math.abs(Math.log((numHosts * devicesPerHost) / host.numDevices));
  for (const submesh of submeshes.toSorted((a, b) => fromWholeHost(a) - fromWholeHost(b))) {
    if (shouldStop()) break;
    costs.solve(usual, costs.meshes(submesh)[0], seed);
    report();
    yield;
  }
  // The likely ones first: what they take leaves little to be looked at of the others.
  const fromSeed = ({ microbatches }: Run): number => Math.abs(Math.log(microbatches / seed));
  const likely = runs.toSorted((a, b) => fromSeed(a) - fromSeed(b));
  const guess = (): { run: Run; stages: StageSearchResult<StageConfig> } | undefined => {
    let guessed: { run: Run; stages: StageSearchResult<StageConfig> } | undefined;
    for (const run of likely) {
      const stageCost = reserving(guessedStages(costs, run.microbatches, remats));
      const found = findStages(problemOf(run, stageCost, guessed?.stages.seconds ?? limit()));
      if ("seconds" in found) guessed = { run, stages: found };
    }
    return guessed;
  };
  // Whoever stops the search early gets a plan all the same.
  for (let guessed = guess(); guessed && !(best && shouldStop()); guessed = guess()) {
    const { run, stages } = guessed;
    const unsolved = usedLayers(costs, stages).filter(({ layer, mesh }) => !costs.known(layer, mesh, run.microbatches));
    for (const { layer, mesh } of unsolved) costs.solve(layer, mesh, run.microbatches);
    findBest(run);
    report();
    yield;
    if (unsolved.length === 0) break;
  }

  for (let run = lowest(); run && !shouldStop(); run = lowest()) {
    if (run.least) {
      if (!solve(run)) run.isDone = true;
      else findBest(run);
    }
    if (!run.isDone) raiseBound(run);
    report();
    yield;
  }
  if (!best && options.limitSeconds === undefined) throw explainFailure(runs, costs, shouldStop());
  return {
    ...(best && { best: { setting: settingOf(best.run), stages: best.stages } }),
    boundSeconds: bound(),
    tried: runs.map(({ schedule, microbatches, boundSeconds, best: own }) => ({
      schedule,
      microbatches,
      boundSeconds,
      ...(own && { best: own }),
    })),
    numSolved: costs.numSolved,
  };
}

const settingOf = ({ schedule, microbatches }: Run): Setting => ({ schedule, microbatches });

function explainFailure(runs: readonly Run[], { cluster }: LayerCosts, isStopped: boolean): AlpaError {
  if (isStopped)
    return new RuntimeFailure("auto", "was stopped before a plan that fits in memory was found; give more seconds");
  // The smallest microbatches need least memory.
  const [smallest] = runs.toSorted((a, b) => b.microbatches - a.microbatches);
  if (smallest.explain) return smallest.explain();
  return new Infeasible(
    "auto",
    `no plan was found that fits the ${numDevices(cluster)} devices of ${cluster.name}, though their memory might suffice if ` +
      `everything could be shared out evenly; use more devices or a smaller batch`,
    { numDevices: numDevices(cluster) },
  );
}

/** The layers that stages use, each class on each mesh once, those used most often first. */
function usedLayers(costs: LayerCosts, { stages }: StageSearchResult<StageConfig>) {
  const { classes } = costs.pieces.layers;
  const used = new Map<string, { readonly layer: number; readonly mesh: StageMesh; count: number }>();
  for (const { pieces, candidate } of stages) {
    const { mesh } = candidate.config;
    for (const { firstLayer, lastLayer } of pieces) {
      for (let layer = firstLayer; layer <= lastLayer; layer++) {
        const key = `${classes[layer]} ${mesh.key}`;
        const entry = used.get(key) ?? { layer, mesh, count: 0 };
        entry.count++;
        used.set(key, entry);
      }
    }
  }
  return [...used.values()].sort((a, b) => b.count - a.count);
}

/** Solves the unsolved layers that the stages use most, or all on the mesh of most layers; returns how many. */
function solveUsed(
  costs: LayerCosts,
  stages: StageSearchResult<StageConfig>,
  microbatches: number,
  wholeMesh: boolean,
): number {
  const used = usedLayers(costs, stages);
  const unsolved = used.filter(({ layer, mesh }) => !costs.known(layer, mesh, microbatches));
  if (unsolved.length === 0) return 0;
  const [{ mesh }] = used;
  const firsts = [...new Set(costs.pieces.layers.classes)].map((each) => costs.pieces.layers.classes.indexOf(each));
  const missing = firsts.filter((layer) => !costs.known(layer, mesh, microbatches)).map((layer) => ({ layer, mesh }));
  const chosen = wholeMesh && missing.length > 0 ? missing : unsolved.slice(0, 1);
  for (const { layer, mesh } of chosen)
    costs.solve(layer, wholeMesh ? mesh : costs.telling(layer, mesh, microbatches), microbatches);
  return chosen.length;
}

/** Solves the layers that the stages use for the next price of memory. */
function solveLeaner(costs: LayerCosts, stages: StageSearchResult<StageConfig>, microbatches: number): boolean {
  const solved = usedLayers(costs, stages).map(({ layer, mesh }) => costs.solveLeaner(layer, mesh, microbatches));
  return solved.some(Boolean);
}
