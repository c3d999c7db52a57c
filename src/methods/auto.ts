/**
 * @file Auto: Alpa's joint search over both levels. The number of microbatches, the schedule, the stages and their
 * submeshes come from the stage search; what is split inside each stage, ZeRO's levels among it, from the
 * intra-operator solver.
 */
import { findLayers, type Layers } from "../analysis/layers.ts";
import type { Step } from "../analysis/step.ts";
import { within } from "../base/cooperative.ts";
import { Infeasible, InvalidConfig, Unsupported } from "../base/errors.ts";
import { graceAfter } from "../base/stop-signal.ts";
import { type Cluster, numDevices } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { limitedTo, submeshesOf } from "../cluster/restrict.ts";
import { rematChoices } from "../plan/plan.ts";
import type { MeshTables } from "../sharding/problem/intra-op.ts";
import { plansByName, simulatedSeconds } from "./joint/choose-by-simulation.ts";
import { Contenders } from "./joint/contenders.ts";
import { Effort, mostSeconds } from "./joint/effort.ts";
import type { Setting } from "./joint/joint-problem.ts";
import { LayerCosts } from "./joint/layers/layer-costs.ts";
import { Pieces } from "./joint/layers/layer-slices.ts";
import {
  defaultGap,
  graceSeconds,
  type JointSearchOptions,
  searchPipeline,
  stageSolveSeconds,
} from "./joint/search-pipeline.ts";
import { findSettings, legalSettings } from "./joint/settings.ts";
import { checkStateFits, withLeastDevices } from "./joint/state-fits.ts";
import { type Method, type PlannedStep, type PlanRequest, withOptions } from "./method.ts";
import { type Progress, ProgressTracker, type Searching } from "./progress.ts";
import { candidateMeshes, type PlanSearch, searchPlan } from "./search/search-plan.ts";

export interface AutoOptions extends JointSearchOptions {
  /** Numbers of microbatches to try; those of 1, 2, 4, … examples when left out. */
  readonly microbatches?: readonly number[];
  /**
   * Schedules to try, by name; all with one update per step when left out (but `gpipe`, as `1f1b` takes as long in less
   * memory).
   */
  readonly schedules?: readonly string[];
}

/** The cheapest plan over pipelines, microbatches and what every stage splits. */
export function auto(options: AutoOptions = {}): Method {
  return {
    name: "auto",
    inStages: false,
    plan: (request) => planAuto(withOptions(request, options), options),
  };
}

/** The state that the parts of the search share. */
interface AutoSearch {
  /** The request, its cluster filled in. */
  readonly request: PlanRequest & Required<Pick<PlanRequest, "cluster">>;
  /** The devices asked for, with the memory that they may use. */
  readonly cluster: Cluster;
  readonly settings: readonly Setting[];
  /** Costs of the step's layers; undefined for a step that cannot be cut into layers. */
  readonly costs: LayerCosts | undefined;
  /** Tables of the meshes of one-stage plans. */
  readonly tables: Map<string, MeshTables>;
  readonly tracker: ProgressTracker;
  readonly contenders: Contenders;
}

function* planAuto(asked: PlanRequest, options: AutoOptions): Searching<PlannedStep> {
  if (asked.remat !== undefined && asked.remat !== "none")
    throw new InvalidConfig("auto", "chooses what is computed again in the backward part; leave out remat");
  const start = performance.now();
  const request = { ...asked, cluster: asked.cluster ?? threadsCluster(asked.devices) };
  const cluster = limitedTo(request.cluster, request.devices, "auto", request.memoryBytes);
  const whole = request.step(request.microbatches ?? 1);
  const layers = layersOf(whole);
  checkStateFits(whole, cluster);
  const costs = layers && new LayerCosts(new Pieces(whole, layers, request.step), cluster, request.profile);
  const isSmall = whole.graph.ops.length < smallOps;
  const settings = yield* findSettings(request, options, costs);
  const counts = [...new Set(settings.map(({ microbatches }) => microbatches))];
  const [first, ...others] = counts;
  // Smaller microbatches of so many times the number take no less.
  const leastSeconds = yield* findLeastSeconds(costs, cluster, first);
  const leastOf = (count: number): number => (count % first === 0 && !request.profile ? leastSeconds : 0);
  const searchesOneStage = isSmall || !costs;
  const tracker = new ProgressTracker([
    ...(searchesOneStage ? counts.map((count) => [oneStage(count), leastOf(count)] as const) : []),
    ...(costs ? [[pipelines, Math.min(...counts.map(leastOf))] as const] : []),
  ]);
  const simulate = (planned: PlannedStep): number | undefined =>
    request.signal?.aborted ? undefined : simulatedSeconds(planned, request);
  const contenders = new Contenders(tracker, isSmall ? simulate : undefined);
  const tables = new Map<string, MeshTables>();
  const search = { request, cluster, settings, costs, tables, tracker, contenders };

  if (searchesOneStage) {
    // Any step is worth this part of the search; its work is limited, not its time, so that the plan does not depend on
    // the machine.
    const { signal } = request;
    if (isSmall) yield* comparePlansByName(search, whole);
    if (!(contenders.hasPlan && signal?.aborted))
      yield* contenders.collect(planOneStage(search, first, { seconds: mostSeconds / 10, work: firstWork, signal }));
  }
  const effort = new Effort(request, () => tracker.gainSeconds, request.seconds === undefined ? undefined : start);
  if (searchesOneStage) yield* searchOneStage(search, others, effort);
  if (costs) yield* searchPipelines(search, costs, isSmall, effort, options);
  const best = contenders.best();
  if (!best) {
    const { failure } = contenders;
    throw failure instanceof Infeasible ? withLeastDevices(failure, whole, cluster) : failure!;
  }
  yield tracker.progress;
  const { step, plan } = best;
  const estimate = { ...plan.estimate!, boundSeconds: tracker.progress.boundSeconds };
  return { step, plan: { ...plan, method: "auto", estimate } };
}

/** Plans of one stage over all choices, in each of some numbers of microbatches. */
function* searchOneStage(search: AutoSearch, counts: readonly number[], effort: Effort): Generator<Progress, void> {
  const { costs, cluster, tracker, contenders } = search;
  for (const microbatches of counts) {
    // Half of the time is left for pipelines.
    if (contenders.hasPlan && (effort.isOver(1 / 2) || effort.aborted)) break;
    const least = yield* within(findLeastSeconds(costs, cluster, microbatches), () => tracker.progress);
    tracker.raise(oneStage(microbatches), least);
    if (least >= contenders.seconds) continue;
    yield* contenders.collect(planOneStage(search, microbatches, { seconds: effort.seconds / 10, signal: effort }));
  }
}

/** Work on the first plan of one stage, in table entries: several times what the examples need. */
const firstWork = 1e8;

/** The best plan of one stage. */
function* planOneStage(
  { request, tables, tracker }: AutoSearch,
  microbatches: number,
  limits: Pick<PlanSearch, "seconds" | "work" | "signal">,
): Generator<Progress, PlannedStep> {
  const { cluster, devices, profile, memoryBytes } = request;
  const step = request.step(microbatches);
  yield tracker.progress;
  const meshes = candidateMeshes(devices, ["x", "y"]);
  const search = { cluster, devices, profile, memoryBytes, meshes, tables, method: "auto", ...limits };
  return { step, plan: yield* tracker.track(oneStage(microbatches), searchPlan(step, search)) };
}

/** The plans of methods that people know may be simulated to be faster than what the search prices lowest. */
function* comparePlansByName({ request, tracker, contenders }: AutoSearch, whole: Step): Generator<Progress, void> {
  const asked = { ...request, step: () => whole, seconds: undefined, gap: undefined };
  const plans = plansByName(asked, (planned) => {
    contenders.add(planned, true);
    return !request.signal?.aborted;
  });
  yield* within(plans, () => tracker.progress);
}

const oneStage = (microbatches: number): string => `one stage, ${microbatches} microbatches`;
const pipelines = "pipelines";

/**
 * Pipelines of any number of stages, one among them; of a small step also the best of every number, to be simulated.
 */
function* searchPipelines(
  { request, cluster, settings, tracker, contenders }: AutoSearch,
  costs: LayerCosts,
  isSmall: boolean,
  effort: Effort,
  { onResult }: AutoOptions,
): Generator<Progress, void> {
  const { numLayers } = costs.pieces.layers;
  const most = Math.min(numDevices(cluster), numLayers);
  const { gap = defaultGap } = request;
  const counts = [undefined, ...(isSmall ? Array.from({ length: most - 1 }, (_, i) => i + 2) : [])];
  for (const numStages of counts) {
    const { hasPlan } = contenders;
    if (hasPlan && effort.aborted) break;
    const search = {
      costs,
      step: request.step,
      method: "auto",
      seconds: stageSolveSeconds(effort.seconds),
      // A first plan is worth more time than the search; a better one is not.
      ...{ gap, signal: effort, solveSignal: graceAfter(hasPlan ? effort : request.signal, graceSeconds), onResult },
    };
    const space = {
      settings: legalSettings(settings, { most, numLayers, numStages }),
      submeshes: submeshesOf(cluster),
      remats: rematChoices,
      numStages,
      ...(hasPlan && { limitSeconds: (isSmall ? nearlyAsGood : 1) * contenders.seconds }),
    };
    const part = numStages === undefined ? pipelines : undefined;
    const found = function* (): Generator<Progress, PlannedStep | undefined> {
      return (yield* tracker.track(part, searchPipeline(search, space))).found;
    };
    yield* contenders.collect(found());
  }
}

/** Seconds that no plan in so many microbatches takes fewer than. */
function* findLeastSeconds(
  costs: LayerCosts | undefined,
  cluster: Cluster,
  microbatches: number,
): Generator<void, number> {
  if (!costs) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const submesh of submeshesOf(cluster)) {
    let sum = 0;
    for (const layer of costs.pieces.layers.classes.keys()) {
      yield;
      sum += costs.floor(layer, submesh, microbatches).seconds;
    }
    least = Math.min(least, sum);
  }
  return (microbatches * least) / numDevices(cluster);
}

/** Steps of fewer ops are planned for every number of stages by itself too, and those of one stage over all choices. */
const smallOps = 6000;

/** Plans priced up to this many times the best are simulated too: they may turn out faster. */
const nearlyAsGood = 1.3;

/** The layers of a step; undefined for one that cannot be cut into layers. */
function layersOf(step: Step): Layers | undefined {
  try {
    return findLayers(step, { numLayers: "auto" });
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}
