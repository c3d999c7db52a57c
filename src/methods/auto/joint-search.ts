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

/** Settings guessed to take up to so many times the best are guessed at again. */
const nearlyAsGood = 1.1;

/** The best plan over all settings. @throws Infeasible when none fits in memory, with what would */
export function* searchJointly(costs: LayerCosts, options: JointOptions): Generator<void, JointResult> {
  const { settings, submeshes, remats, numStages, gap, shouldStop, reserveBytes = 0 } = options;
  const { cluster, pieces } = costs;
  const { classes, numLayers, boundaryBytes } = pieces.layers;
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
  const leastDeviceSeconds = memoize((microbatches: number): readonly number[] => {
    const ofClass = memoize((each: number) =>
      Math.min(...kinds.map((kind) => costs.floor(classes.indexOf(each), kind, microbatches).seconds)),
    );
    return classes.map(ofClass);
  });
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
  // The smallest microbatches leave no examples to share out among many devices.
  const sizes = [...new Set(runs.map(({ microbatches }) => microbatches))].sort((a, b) => b - a);
  const seed = sizes[Math.min(3, Math.floor((sizes.length - 1) / 2))];
  const leastRamp = Math.min(...runs.map(({ rule, numChunks }) => rule.rampShare(numChunks ?? rule.defaultChunks)));
  /** A layer that takes so many seconds per step on a mesh would make the step too long, if all others took as much in proportion. */
  const limitOf = (layer: number, { numDevices: size }: StageMesh, microbatches: number): number => {
    const floors = leastDeviceSeconds(microbatches);
    const share = floors[layer] / floors.reduce((sum, each) => sum + each, 0);
    const numStages = numDevices(cluster) / size;
    return (limit() * (1 - gap) * share * numStages) / (1 + (leastRamp * (numStages - 1)) / microbatches);
  };
  /** Learns more of what the bound of a run rests on. Undefined when there is nothing more to learn, else whether a layer was solved. */
  const learn = (run: Run): "solved" | "bounded" | undefined => {
    const { least, microbatches } = run;
    const used = usedLayers(costs, least!);
    const unsolved = used.filter(({ layer, mesh }) => !costs.known(layer, mesh, microbatches));
    if (unsolved.length === 0) {
      const isBehind = (run.best?.seconds ?? Number.POSITIVE_INFINITY) > run.boundSeconds * (1 + gap);
      return isBehind && solveLeaner(costs, least!, microbatches) ? "solved" : undefined;
    }
    if (!best) {
      const [{ mesh }] = used;
      const { classes: all } = costs.pieces.layers;
      const firsts = [...new Set(all)].map((each) => all.indexOf(each));
      const missing = firsts.filter((layer) => !costs.known(layer, mesh, microbatches));
      for (const layer of missing) costs.solve(layer, mesh, microbatches);
      if (missing.length > 0) return "solved";
    }
    const [{ layer, mesh, submesh }] = unsolved;
    if (costs.isBounded(layer, mesh, microbatches)) {
      costs.solve(layer, mesh, microbatches);
      return "solved";
    }
    // The submesh's other meshes would be next.
    let outcome: "solved" | "bounded" | undefined;
    const lookAt = (on: StageMesh, count: number): void => {
      const isSolved = costs.solve(layer, on, count, limitOf(layer, on, count));
      outcome = isSolved ? "solved" : (outcome ?? "bounded");
    };
    for (const each of costs.meshes(submesh)) {
      const { mesh: on, microbatches: count } = costs.telling(layer, each, microbatches, seed);
      const isKnown =
        costs.isBounded(layer, on, count) || costs.boundSeconds(layer, on, count) >= limitOf(layer, on, count);
      if (!isKnown) lookAt(on, count);
    }
    if (!outcome) lookAt(mesh, microbatches);
    return outcome;
  };
  const report = (): void =>
    options.onProgress?.({ seconds: limit(), boundSeconds: bound(), numSolved: costs.numSolved });

  // A good plan first, so that the bounds need not go further than it: one layer on every submesh, in small microbatches, lets all else be guessed.
  const numEqual = classes.map((each) => classes.filter((other) => other === each).length);
  const usual = numEqual.indexOf(Math.max(...numEqual));
  const fromWholeHost = ({ host, numHosts, devicesPerHost }: Submesh): number =>
    Math.abs(Math.log((numHosts * devicesPerHost) / host.numDevices));
  // A stage on so few devices that all stages together cannot use the most of them is not worth guessing.
  const isLikely = ({ numHosts, devicesPerHost }: Submesh): boolean =>
    2 * numHosts * devicesPerHost * numLayers >= numDevices(cluster);
  const seeded = submeshes.filter(isLikely).sort((a, b) => fromWholeHost(a) - fromWholeHost(b));
  for (const submesh of seeded) {
    if (shouldStop()) break;
    costs.solve(usual, costs.meshes(submesh)[0], seed);
    report();
    yield;
  }
  // The likely ones first: what they take leaves little to be looked at of the others.
  const fromSeed = ({ microbatches }: Run): number => Math.abs(Math.log(microbatches / seed));
  const likely = runs.toSorted((a, b) => fromSeed(a) - fromSeed(b));
  /** What runs were guessed to take last. */
  const guesses = new Map<Run, number>();
  const firstOf = memoize((count: number) => likely.find(({ microbatches }) => microbatches === count)!);
  /** Of a number of microbatches one schedule tells whether the others are worth a guess, and a guess whether there need be another one. */
  const isPromising = (run: Run): boolean => {
    const told = guesses.get(run) ?? guesses.get(firstOf(run.microbatches)) ?? 0;
    return told === Number.POSITIVE_INFINITY || told <= nearlyAsGood * Math.min(limit(), ...guesses.values());
  };
  const guess = (): { run: Run; stages: StageSearchResult<StageConfig> } | undefined => {
    let guessed: { run: Run; stages: StageSearchResult<StageConfig> } | undefined;
    for (const run of likely) {
      if (!isPromising(run)) continue;
      const stageCost = reserving(guessedStages(costs, run.microbatches, remats));
      const limitSeconds = nearlyAsGood * Math.min(limit(), ...guesses.values());
      const found = findStages(problemOf(run, stageCost, limitSeconds));
      const isFound = "seconds" in found;
      // What is over the limit stays so; that nothing fits one schedule says little of another one.
      guesses.set(run, isFound ? found.seconds : 2 * limitSeconds);
      if (isFound && found.seconds < (guessed?.stages.seconds ?? limit())) guessed = { run, stages: found };
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
      const learnt = learn(run);
      if (!learnt) run.isDone = true;
      else if (learnt === "solved") findBest(run);
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
  const used = new Map<
    string,
    { readonly layer: number; readonly mesh: StageMesh; readonly submesh: Submesh; count: number }
  >();
  for (const { pieces, candidate, submesh } of stages) {
    const { mesh } = candidate.config;
    for (const { firstLayer, lastLayer } of pieces) {
      for (let layer = firstLayer; layer <= lastLayer; layer++) {
        const key = `${classes[layer]} ${mesh.key}`;
        const entry = used.get(key) ?? { layer, mesh, submesh, count: 0 };
        entry.count++;
        used.set(key, entry);
      }
    }
  }
  return [...used.values()].sort((a, b) => b.count - a.count);
}

/** Solves the layers that the stages use for the next price of memory. */
function solveLeaner(costs: LayerCosts, stages: StageSearchResult<StageConfig>, microbatches: number): boolean {
  const solved = usedLayers(costs, stages).map(({ layer, mesh }) => costs.solveLeaner(layer, mesh, microbatches));
  return solved.some(Boolean);
}
