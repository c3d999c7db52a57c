/**
 * @file The state of the joint search for every setting: a bound on all its plans, from the least that stages can take,
 * and the best plan of stages whose layers are solved. Learning of layers raises the one and lowers the other.
 */
import type { Infeasible } from "../../base/errors.ts";
import { memoize } from "../../base/memoize.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { numDevices } from "../../cluster/cluster.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import { transferSeconds } from "../../cost/transfer.ts";
import { findSchedule } from "../../schedules/registry.ts";
import type { ScheduleRule } from "../../schedules/schedule.ts";
import type { StageCost, StageProblem, StageSearchResult } from "../../stage-search/stage-problem.ts";
import { findStages, type NoStages } from "../../stage-search/stages.ts";
import type { JointOptions, Setting } from "./joint-problem.ts";
import type { LayerCosts, StageMesh } from "./layers/layer-costs.ts";
import { foundStages, guessedStages, leastStages, type StageConfig } from "./stage-candidates.ts";

/** Gaps of stage searches that only bound a plan or guess at one. */
const [boundGap, guessGap] = [1e-3, 1e-2];

type Stages = StageSearchResult<StageConfig>;

/** One setting, and what is known of it. */
export interface Run extends Setting {
  readonly rule: ScheduleRule;
  /** No plan takes less. */
  boundSeconds: number;
  /** The stages that the bound is of; undefined before the first search. */
  least?: Stages;
  /** The best plan found. */
  best?: Stages;
  /** Why no stages fit, when none can. */
  explain?: () => Infeasible;
  /** Whether the bound cannot be raised. */
  isDone: boolean;
}

export class JointRuns {
  readonly runs: readonly Run[];
  /**
   * The number of microbatches to learn of first: the smallest ones leave no examples to share out among many devices.
   * Bounds for smaller microbatches are drawn from it.
   */
  readonly usualMicrobatches: number;
  readonly #costs: LayerCosts;
  readonly #options: JointOptions;
  readonly #leastRamp: number;
  #best?: { readonly run: Run; readonly stages: Stages };

  constructor(costs: LayerCosts, options: JointOptions) {
    this.#costs = costs;
    this.#options = options;
    this.runs = options.settings.map((setting): Run => {
      const { microbatches } = setting;
      const deviceSeconds = microbatches * sum(this.#leastDeviceSeconds(microbatches));
      const boundSeconds = deviceSeconds / numDevices(costs.cluster);
      return { ...setting, rule: findSchedule(setting.schedule), boundSeconds, isDone: false };
    });
    const counts = [...new Set(this.runs.map(({ microbatches }) => microbatches))].sort((a, b) => b - a);
    this.usualMicrobatches = counts[Math.min(3, Math.floor((counts.length - 1) / 2))];
    this.#leastRamp = Math.min(
      ...this.runs.map(({ rule, numChunks }) => rule.rampShare(numChunks ?? rule.defaultChunks)),
    );
  }

  /** Ends solves of layers before they are good enough. */
  get solveSignal(): StopSignal | undefined {
    return this.#options.solveSignal;
  }

  /** The best plan of all settings. */
  get best(): { readonly run: Run; readonly stages: Stages } | undefined {
    return this.#best;
  }

  /** Whether there is a plan, found here or by another search: then this one may stop at any time. */
  get hasPlan(): boolean {
    return this.#best !== undefined || this.#options.limitSeconds !== undefined;
  }

  /** Only plans of fewer seconds are of interest. */
  get limitSeconds(): number {
    return this.#best?.stages.seconds ?? this.#options.limitSeconds ?? Number.POSITIVE_INFINITY;
  }

  /** No plan of any setting takes less. */
  get boundSeconds(): number {
    return Math.min(this.limitSeconds, ...this.runs.map(({ boundSeconds }) => boundSeconds));
  }

  /** The setting that the bound rests on, while it is further from the best plan than the gap asked for. */
  lowest(): Run | undefined {
    const enough = this.limitSeconds * (1 - this.#options.gap);
    const open = this.runs.filter(({ isDone, boundSeconds }) => !isDone && boundSeconds < enough);
    return open.sort((a, b) => a.boundSeconds - b.boundSeconds)[0];
  }

  /** Searches for the stages that take least when every layer takes the least it can. */
  *raiseBound(run: Run): Generator<void, void> {
    const limitSeconds = this.limitSeconds;
    const stageCost = leastStages(this.#costs, run.microbatches, this.#options.remats);
    const found = yield* this.#find(run, stageCost, { limitSeconds, gap: boundGap });
    // Stages that were not examined may be better.
    if (this.#options.signal?.aborted) return;
    if ("seconds" in found) {
      run.least = found;
      run.boundSeconds = Math.max(run.boundSeconds, found.lowerBoundSeconds);
    } else {
      if (limitSeconds === Number.POSITIVE_INFINITY) run.explain = found.explain;
      run.boundSeconds = limitSeconds;
      run.isDone = true;
    }
  }

  /** Searches for a plan better than the best one, of stages whose layers are solved. */
  *findBest(run: Run): Generator<void, void> {
    const stageCost = this.#reserving(foundStages(this.#costs, run.microbatches, this.#options.remats));
    const found = yield* this.#find(run, stageCost, { limitSeconds: this.limitSeconds });
    if (!("seconds" in found)) return;
    run.best = found;
    this.#best = { run, stages: found };
  }

  /** Stages by what their layers may take, judged from layers that are solved. */
  *guess(run: Run, limitSeconds: number): Generator<void, Stages | undefined> {
    const stageCost = this.#reserving(guessedStages(this.#costs, run.microbatches, this.#options.remats));
    const found = yield* this.#find(run, stageCost, { limitSeconds, gap: guessGap });
    return "seconds" in found ? found : undefined;
  }

  /** Solves whatever some stages use. Whether anything was left to solve. */
  *solveAll(stages: Stages, microbatches: number): Generator<void, boolean> {
    const unsolved = this.#unsolved(stages, microbatches);
    for (const { layer, mesh } of unsolved) yield* this.#costs.solve(layer, mesh, microbatches, this.solveSignal);
    return unsolved.length > 0;
  }

  /**
   * Learns more of what the bound of a run rests on. Undefined when there is nothing more to learn, else whether layers
   * were solved.
   */
  *learn(run: Run): Generator<void, "solved" | "bounded" | undefined> {
    const { least, microbatches, boundSeconds } = run;
    const [unsolved] = this.#unsolved(least!, microbatches);
    if (!unsolved) {
      if (yield* this.#boundOpen(least!, microbatches)) return "bounded";
      const isBehind = (run.best?.seconds ?? Number.POSITIVE_INFINITY) > boundSeconds * (1 + this.#options.gap);
      return isBehind && (yield* this.#solveLeaner(least!, microbatches)) ? "solved" : undefined;
    }
    const { layer, mesh, submesh } = unsolved;
    if (!this.#best && (yield* this.#solveEveryClass(mesh, microbatches))) return "solved";
    if (this.#costs.isBounded(layer, mesh, microbatches)) {
      yield* this.#costs.solve(layer, mesh, microbatches, this.solveSignal);
      return "solved";
    }
    yield* this.#lookAt(layer, submesh, mesh, microbatches);
    return "bounded";
  }

  /** Bounds a layer on all the meshes of a submesh, or on what tells of them: the others would be next. */
  *#lookAt(layer: number, submesh: Submesh, mesh: StageMesh, microbatches: number): Generator<void, void> {
    const costs = this.#costs;
    const look = (at: StageMesh, count: number): Generator<void, void> =>
      costs.bound(layer, at, count, this.#uselessSeconds(layer, at, count));
    let isNew = false;
    for (const each of costs.meshes(submesh)) {
      const { mesh: at, microbatches: count } = costs.telling(layer, each, microbatches, this.usualMicrobatches);
      const isOut = costs.boundSeconds(layer, at, count) >= this.#uselessSeconds(layer, at, count);
      if (isOut || costs.isBounded(layer, at, count)) continue;
      yield* look(at, count);
      isNew = true;
    }
    if (!isNew) yield* look(mesh, microbatches);
  }

  /**
   * A layer that takes so many seconds per step on a mesh makes the step too long, if all others take as much in
   * proportion.
   */
  #uselessSeconds(layer: number, mesh: StageMesh, microbatches: number): number {
    const floors = this.#leastDeviceSeconds(microbatches);
    const numStages = numDevices(this.#costs.cluster) / mesh.numDevices;
    const ramp = 1 + (this.#leastRamp * (numStages - 1)) / microbatches;
    return (this.limitSeconds * (1 - this.#options.gap) * (floors[layer] / sum(floors)) * numStages) / ramp;
  }

  /** Solves every class of layers for a mesh. Whether anything was left to solve. */
  *#solveEveryClass(mesh: StageMesh, microbatches: number): Generator<void, boolean> {
    const { classes } = this.#costs.pieces.layers;
    const firsts = [...new Set(classes)].map((each) => classes.indexOf(each));
    const missing = firsts.filter((layer) => !this.#costs.known(layer, mesh, microbatches));
    for (const layer of missing) yield* this.#costs.solve(layer, mesh, microbatches, this.solveSignal);
    return missing.length > 0;
  }

  /** Bounds the last of equal layers for what the stages use. Whether that was new. */
  *#boundOpen(stages: Stages, microbatches: number): Generator<void, boolean> {
    let isNew = false;
    for (const { layer, mesh } of this.#usedLayers(stages))
      if (yield* this.#costs.boundOpen(layer, mesh, microbatches)) isNew = true;
    return isNew;
  }

  /** Solves the layers that the stages use for the next price of memory. Whether there was one. */
  *#solveLeaner(stages: Stages, microbatches: number): Generator<void, boolean> {
    let isNew = false;
    for (const { layer, mesh } of this.#usedLayers(stages))
      if (yield* this.#costs.solveLeaner(layer, mesh, microbatches, this.solveSignal)) isNew = true;
    return isNew;
  }

  #unsolved(stages: Stages, microbatches: number) {
    return this.#usedLayers(stages).filter(({ layer, mesh }) => !this.#costs.known(layer, mesh, microbatches));
  }

  /** The layers that stages use, each class on each mesh once, those used most often first. */
  #usedLayers({ stages }: Stages) {
    const { classes } = this.#costs.pieces.layers;
    const used = new Map<string, { layer: number; mesh: StageMesh; submesh: Submesh; count: number }>();
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

  *#find(
    { rule, numChunks, microbatches }: Run,
    stageCost: StageCost<StageConfig>,
    accuracy: { readonly limitSeconds: number; readonly gap?: number },
  ): Generator<void, Stages | NoStages> {
    const { submeshes, numStages } = this.#options;
    const { cluster, pieces } = this.#costs;
    const { classes, boundaryBytes } = pieces.layers;
    const problem: StageProblem<StageConfig> = {
      cluster,
      schedule: rule,
      numMicrobatches: microbatches,
      ...(numChunks === undefined ? {} : { numChunks }),
      layerClasses: classes,
      stageCost,
      submeshes,
      leastDeviceSeconds: this.#leastDeviceSeconds(microbatches),
      // Without a plan the search goes on until there is one.
      ...(this.hasPlan && { signal: this.#options.signal }),
      ...accuracy,
      transferSeconds: (first, submesh) => this.#moveSeconds(boundaryBytes[first - 1] / microbatches, submesh),
      ...(numStages === undefined ? {} : { numStages }),
    };
    return yield* findStages(problem);
  }

  #reserving(stageCost: StageCost<StageConfig>): StageCost<StageConfig> {
    const { reserveBytes = 0 } = this.#options;
    return (pieces, submesh) =>
      stageCost(pieces, submesh).map((candidate) => {
        if ("infeasible" in candidate) return candidate;
        const { memory } = candidate;
        return { ...candidate, memory: { ...memory, temporaryBytes: memory.temporaryBytes + reserveBytes } };
      });
  }

  /** By layer, device-seconds of a microbatch that no mesh saves. */
  readonly #leastDeviceSeconds = memoize((microbatches: number): readonly number[] => {
    const { submeshes } = this.#options;
    const { classes } = this.#costs.pieces.layers;
    const kinds = submeshes.filter(({ host }, i) => submeshes.findIndex((other) => other.host === host) === i);
    const ofClass = memoize((each: number) =>
      Math.min(...kinds.map((kind) => this.#costs.floor(classes.indexOf(each), kind, microbatches).seconds)),
    );
    return classes.map(ofClass);
  });

  /**
   * Seconds per microbatch until `bytes`, in equal shares, have come from one submesh to the next one, and as many
   * back.
   */
  #moveSeconds(bytes: number, { numHosts, devicesPerHost }: Submesh): number {
    const most = Math.floor(numDevices(this.#costs.cluster) / 2);
    return this.#transfersOf(Math.min(numHosts * devicesPerHost, most))(bytes);
  }

  readonly #transfersOf = memoize((size: number) =>
    memoize((bytes: number) => {
      const pairs = Array.from({ length: size }, (_, i) => ({ from: i, to: i + size, bytes: bytes / size }));
      return 2 * transferSeconds(this.#costs.cluster, pairs);
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
