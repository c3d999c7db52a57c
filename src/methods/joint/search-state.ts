/**
 * @file The state of the joint search: by setting, a lower bound on all its plans and the best plan found. The bound
 * comes from lower bounds on stages; the plan consists of stages whose layers are all solved. Solving more layers
 * raises the bound and improves the plan.
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
import type { LayerCosts } from "./layers/layer-costs.ts";
import type { StageMesh } from "./layers/stage-mesh.ts";
import { estimatedStages, lowerBoundStages, type StageConfig, solvedStages } from "./stage-candidates.ts";

/** Relative gaps of the stage searches that compute a lower bound or an estimate. */
const [boundGap, estimateGap] = [1e-3, 1e-2];

/** Layers in at most this share of the places of a pipeline are solved without being bounded first. */
const fewShare = 0.1;

type Stages = StageSearchResult<StageConfig>;

/** One setting, its lower bound and its best plan so far. */
export interface SettingState extends Setting {
  readonly rule: ScheduleRule;
  /** Lower bound on the seconds of every plan of this setting. */
  boundSeconds: number;
  /** The stages that attain the bound; undefined before the first search. */
  boundStages?: Stages;
  /** The number of bounds of layers that `boundStages` were found from. */
  numBounds?: number;
  /** The best plan found. */
  best?: Stages;
  /** Returns the error when no stages can fit. */
  explain?: () => Infeasible;
  /** Whether the search of this setting is finished: its bound cannot rise any further. */
  isDone: boolean;
}

export class SearchState {
  readonly settings: readonly SettingState[];
  /**
   * The number of microbatches for which layers are bounded first. Bounds for smaller microbatches are derived from it.
   * It is not the largest number tried, because the smallest microbatches have too few examples to split over many
   * devices.
   */
  readonly referenceMicrobatches: number;
  readonly #costs: LayerCosts;
  readonly #options: JointOptions;
  readonly #minRampShare: number;
  #best?: { readonly setting: SettingState; readonly stages: Stages };

  constructor(costs: LayerCosts, options: JointOptions) {
    this.#costs = costs;
    this.#options = options;
    this.settings = options.settings.map((setting): SettingState => {
      const { microbatches } = setting;
      const deviceSeconds = microbatches * sum(this.#minDeviceSeconds(microbatches));
      const boundSeconds = deviceSeconds / numDevices(costs.cluster);
      return { ...setting, rule: findSchedule(setting.schedule), boundSeconds, isDone: false };
    });
    const counts = [...new Set(this.settings.map(({ microbatches }) => microbatches))].sort((a, b) => b - a);
    this.referenceMicrobatches = counts[Math.min(3, Math.floor((counts.length - 1) / 2))];
    this.#minRampShare = Math.min(
      ...this.settings.map(({ rule, numChunks }) => rule.rampShare(numChunks ?? rule.defaultChunks)),
    );
  }

  /** Stops the solver of a layer early. */
  get solveSignal(): StopSignal | undefined {
    return this.#options.solveSignal;
  }

  /** The best plan of all settings. */
  get best(): { readonly setting: SettingState; readonly stages: Stages } | undefined {
    return this.#best;
  }

  /** Whether this search or another one has found a plan. If so, this search may stop at any time. */
  get hasPlan(): boolean {
    return this.#best !== undefined || this.#options.limitSeconds !== undefined;
  }

  /** Seconds of the best plan so far; the search looks only for plans that take fewer. */
  get limitSeconds(): number {
    return this.#best?.stages.seconds ?? this.#options.limitSeconds ?? Number.POSITIVE_INFINITY;
  }

  /** Lower bound on the seconds of the plans of all settings. */
  get boundSeconds(): number {
    return Math.min(this.limitSeconds, ...this.settings.map(({ boundSeconds }) => boundSeconds));
  }

  /** The unfinished setting with the lowest bound; undefined once the best plan is within the requested gap. */
  lowest(): SettingState | undefined {
    const targetSeconds = this.limitSeconds * (1 - this.#options.gap);
    const unfinished = this.settings.filter(({ isDone, boundSeconds }) => !isDone && boundSeconds < targetSeconds);
    return unfinished.sort((a, b) => a.boundSeconds - b.boundSeconds)[0];
  }

  /** Raises the bound of a setting: searches for the fastest stages, with every layer at its lower bound. */
  *raiseBound(setting: SettingState): Generator<void, void> {
    const limitSeconds = this.limitSeconds;
    const stageCost = lowerBoundStages(this.#costs, setting.microbatches, this.#options.remats);
    setting.numBounds = this.#costs.numBounds(setting.microbatches);
    const found = yield* this.#find(setting, stageCost, { limitSeconds, gap: boundGap });
    // A stopped search proves nothing about the stages that it did not examine.
    if (this.#options.signal?.aborted) return;
    if ("seconds" in found) {
      setting.boundStages = found;
      setting.boundSeconds = Math.max(setting.boundSeconds, found.lowerBoundSeconds);
    } else {
      if (limitSeconds === Number.POSITIVE_INFINITY) setting.explain = found.explain;
      setting.boundSeconds = limitSeconds;
      setting.isDone = true;
    }
  }

  /** Whether layers have been bounded for another setting since the bound of this one was raised. */
  isOutdated({ microbatches, numBounds }: SettingState): boolean {
    return numBounds !== this.#costs.numBounds(microbatches);
  }

  /** Searches for a plan faster than the best one, made of stages whose layers are all solved. */
  *findBest(setting: SettingState): Generator<void, void> {
    const stageCost = this.#reserving(solvedStages(this.#costs, setting.microbatches, this.#options.remats));
    const found = yield* this.#find(setting, stageCost, { limitSeconds: this.limitSeconds });
    if (!("seconds" in found)) return;
    setting.best = found;
    this.#best = { setting, stages: found };
  }

  /** The fastest stages of a setting, with unsolved layers estimated from solved ones; undefined when none fit. */
  *estimateStages(setting: SettingState, limitSeconds: number): Generator<void, Stages | undefined> {
    const stageCost = this.#reserving(estimatedStages(this.#costs, setting.microbatches, this.#options.remats));
    const found = yield* this.#find(setting, stageCost, { limitSeconds, gap: estimateGap });
    return "seconds" in found ? found : undefined;
  }

  /** Solves all the layers that `stages` use. Returns whether any of them was unsolved. */
  *solveAll(stages: Stages, microbatches: number): Generator<void, boolean> {
    const unsolved = this.#unsolved(stages, microbatches);
    for (const { layer, mesh } of unsolved) yield* this.#costs.solve(layer, mesh, microbatches, this.solveSignal);
    return unsolved.length > 0;
  }

  /**
   * Bounds one more of the layers that determine the bound of a setting. Once all of them are bounded but those of a
   * few places, solves them all, which gives a plan near the bound. Returns which of the two it did; undefined when the
   * bound cannot be improved.
   */
  *refine(setting: SettingState): Generator<void, "solved" | "bounded" | undefined> {
    const { boundStages, microbatches, boundSeconds } = setting;
    const unsolved = this.#unsolved(boundStages!, microbatches);
    if (unsolved.length === 0) {
      if (yield* this.#boundWithoutExit(boundStages!, microbatches)) return "bounded";
      const isFarFromBound =
        (setting.best?.seconds ?? Number.POSITIVE_INFINITY) > boundSeconds * (1 + this.#options.gap);
      return isFarFromBound && (yield* this.#solveForLessMemory(boundStages!, microbatches)) ? "solved" : undefined;
    }
    if (!this.#best && (yield* this.#solveAllClasses(unsolved[0].mesh, microbatches))) return "solved";
    const fewPlaces = fewShare * this.#costs.slices.layers.numLayers;
    const unbounded = unsolved.find(
      ({ layer, mesh, count }) => count > fewPlaces && !this.#costs.isBounded(layer, mesh, microbatches),
    );
    if (unbounded) {
      yield* this.#boundOnAllMeshes(unbounded.layer, unbounded.submesh, unbounded.mesh, microbatches);
      return "bounded";
    }
    yield* this.solveAll(boundStages!, microbatches);
    return "solved";
  }

  /**
   * Bounds a layer on every logical mesh of a submesh, since the search would try the other meshes next. Uses a smaller
   * mesh or larger microbatches where one solve bounds several cases.
   */
  *#boundOnAllMeshes(layer: number, submesh: Submesh, mesh: StageMesh, microbatches: number): Generator<void, void> {
    const costs = this.#costs;
    const bound = (at: StageMesh, count: number): Generator<void, void> =>
      costs.bound(layer, at, count, this.#pruneSeconds(layer, at, count));
    let isNew = false;
    for (const each of costs.meshes(submesh)) {
      const { mesh: at, microbatches: count } = costs.mostInformative(
        layer,
        each,
        microbatches,
        this.referenceMicrobatches,
      );
      const isPruned = costs.boundSeconds(layer, at, count) >= this.#pruneSeconds(layer, at, count);
      if (isPruned || costs.isBounded(layer, at, count)) continue;
      yield* bound(at, count);
      isNew = true;
    }
    if (!isNew) yield* bound(mesh, microbatches);
  }

  /**
   * Pruning threshold in seconds per step: a layer slower than this rules the mesh out, assuming that the other layers
   * slow down in proportion.
   */
  #pruneSeconds(layer: number, mesh: StageMesh, microbatches: number): number {
    const seconds = this.#minDeviceSeconds(microbatches);
    const numStages = numDevices(this.#costs.cluster) / mesh.numDevices;
    const ramp = 1 + (this.#minRampShare * (numStages - 1)) / microbatches;
    return (this.limitSeconds * (1 - this.#options.gap) * (seconds[layer] / sum(seconds)) * numStages) / ramp;
  }

  /** Solves one layer of every class on a mesh. Returns whether any of them was unsolved. */
  *#solveAllClasses(mesh: StageMesh, microbatches: number): Generator<void, boolean> {
    const { classes } = this.#costs.slices.layers;
    const firsts = [...new Set(classes)].map((each) => classes.indexOf(each));
    const missing = firsts.filter((layer) => !this.#costs.solved(layer, mesh, microbatches));
    for (const layer of missing) yield* this.#costs.solve(layer, mesh, microbatches, this.solveSignal);
    return missing.length > 0;
  }

  /**
   * Bounds the layers that the stages use without the reshard to a following layer, which the last of several identical
   * layers does not need. Returns whether any bound is new.
   */
  *#boundWithoutExit(stages: Stages, microbatches: number): Generator<void, boolean> {
    let isNew = false;
    for (const { layer, mesh } of this.#usedLayers(stages))
      if (yield* this.#costs.boundWithoutExit(layer, mesh, microbatches)) isNew = true;
    return isNew;
  }

  /** Solves the layers that the stages use at the next higher memory price. Returns whether any had one. */
  *#solveForLessMemory(stages: Stages, microbatches: number): Generator<void, boolean> {
    let isNew = false;
    for (const { layer, mesh } of this.#usedLayers(stages))
      if (yield* this.#costs.solveForLessMemory(layer, mesh, microbatches, this.solveSignal)) isNew = true;
    return isNew;
  }

  #unsolved(stages: Stages, microbatches: number) {
    return this.#usedLayers(stages).filter(({ layer, mesh }) => !this.#costs.solved(layer, mesh, microbatches));
  }

  /** The layers that the stages use, one per class and mesh, the most frequent first. */
  #usedLayers({ stages }: Stages) {
    const { classes } = this.#costs.slices.layers;
    const used = new Map<string, { layer: number; mesh: StageMesh; submesh: Submesh; count: number }>();
    for (const { chunks, candidate, submesh } of stages) {
      const { mesh } = candidate.config;
      for (const { firstLayer, lastLayer } of chunks) {
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
    { rule, numChunks, microbatches }: SettingState,
    stageCost: StageCost<StageConfig>,
    accuracy: { readonly limitSeconds: number; readonly gap?: number },
  ): Generator<void, Stages | NoStages> {
    const { submeshes, numStages } = this.#options;
    const { cluster, slices } = this.#costs;
    const { classes, boundaryBytes } = slices.layers;
    const problem: StageProblem<StageConfig> = {
      cluster,
      schedule: rule,
      numMicrobatches: microbatches,
      ...(numChunks === undefined ? {} : { numChunks }),
      layerClasses: classes,
      stageCost,
      submeshes,
      minDeviceSeconds: this.#minDeviceSeconds(microbatches),
      // The stage search ignores the signal until there is a plan.
      ...(this.hasPlan && { signal: this.#options.signal }),
      ...accuracy,
      transferSeconds: (first, submesh) =>
        this.#boundaryTransferSeconds(boundaryBytes[first - 1] / microbatches, submesh),
      ...(numStages === undefined ? {} : { numStages }),
    };
    return yield* findStages(problem);
  }

  #reserving(stageCost: StageCost<StageConfig>): StageCost<StageConfig> {
    const { reserveBytes = 0 } = this.#options;
    return (chunks, submesh) =>
      stageCost(chunks, submesh).map((candidate) => {
        if ("infeasible" in candidate) return candidate;
        const { memory } = candidate;
        return { ...candidate, memory: { ...memory, temporaryBytes: memory.temporaryBytes + reserveBytes } };
      });
  }

  /** By layer: a lower bound on the device-seconds of one microbatch on any mesh. */
  readonly #minDeviceSeconds = memoize((microbatches: number): readonly number[] => {
    const { submeshes } = this.#options;
    const { classes } = this.#costs.slices.layers;
    const kinds = submeshes.filter(({ host }, i) => submeshes.findIndex((other) => other.host === host) === i);
    const ofClass = memoize((each: number) =>
      Math.min(...kinds.map((kind) => this.#costs.oneDeviceCost(classes.indexOf(each), kind, microbatches).seconds)),
    );
    return classes.map(ofClass);
  });

  /**
   * Seconds per microbatch to send `bytes` from one submesh to the next and the same number of bytes back, in equal
   * shares per device.
   */
  #boundaryTransferSeconds(bytes: number, { numHosts, devicesPerHost }: Submesh): number {
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
