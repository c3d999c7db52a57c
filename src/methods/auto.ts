/**
 * @file Auto: Alpa's joint search over both levels. The stage search chooses the number of microbatches, the schedule,
 * the stages and their submeshes; the intra-operator solver chooses the splits inside each stage, which include ZeRO's.
 */
import { layersIfAny } from "../analysis/layers.ts";
import type { Step } from "../analysis/step.ts";
import { within } from "../base/cooperative.ts";
import { Infeasible, InvalidConfig } from "../base/errors.ts";
import { getOrMake } from "../base/memoize.ts";
import { Recent } from "../base/recent.ts";
import { graceAfter } from "../base/stop-signal.ts";
import { type Cluster, numDevices } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { limitedTo, submeshesOf } from "../cluster/restrict.ts";
import type { MeshTables } from "../sharding/problem/mesh-tables.ts";
import { CandidatePlans } from "./joint/candidate-plans.ts";
import { plansOfNamedMethods, simulatedSeconds } from "./joint/choose-by-simulation.ts";
import type { Setting } from "./joint/joint-problem.ts";
import { LayerCosts } from "./joint/layers/layer-costs.ts";
import { LayerSlices } from "./joint/layers/layer-slices.ts";
import { maxSeconds, SearchDeadline } from "./joint/search-deadline.ts";
import {
  defaultGap,
  graceSeconds,
  type JointSearchOptions,
  searchPipeline,
  stageSolveSeconds,
} from "./joint/search-pipeline.ts";
import { findSettings, legalSettings } from "./joint/settings.ts";
import { checkStateFits, withLeastDevices } from "./joint/state-fits.ts";
import {
  leastRemat,
  type Method,
  type PlannedStep,
  type PlanRequest,
  recomputesScores,
  withOptions,
} from "./method.ts";
import { type Progress, ProgressTracker, type Searching } from "./progress.ts";
import { candidateMeshes, type PlanSearch, searchPlan } from "./search/search-plan.ts";

export interface AutoOptions extends JointSearchOptions {
  /** Numbers of microbatches to try; by default one, and those with 1, 2, 4, … examples per microbatch. */
  readonly microbatches?: readonly number[];
  /**
   * Names of schedules to try; by default `1f1b`, `zb-h1`, `zb-v` and `interleaved-1f1b`.
   */
  readonly schedules?: readonly string[];
}

/** Searches pipelines, microbatches and the splits inside every stage for the fastest plan. */
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
  readonly candidates: CandidatePlans;
}

function* planAuto(asked: PlanRequest, options: AutoOptions): Searching<PlannedStep> {
  if (asked.remat !== undefined && asked.remat !== "none")
    throw new InvalidConfig("auto", "chooses the recomputation itself; leave out remat");
  const start = performance.now();
  const request = { ...asked, cluster: asked.cluster ?? threadsCluster(asked.devices) };
  const cluster = limitedTo(request.cluster, request.devices, "auto", request.memoryBytes);
  // The tests of settings and the slices of layers ask for the same step, one after the other.
  const lastStep = new Recent<number, Step>(1);
  const stepIn = (microbatches: number): Step =>
    getOrMake(lastStep, microbatches, () => asked.step(microbatches, 1, "none"));
  const whole = stepIn(request.microbatches ?? 1);
  yield;
  const layers = layersIfAny(whole);
  yield;
  checkStateFits(whole, cluster);
  const slices = layers && new LayerSlices(whole, layers, stepIn, leastRemat(cluster), recomputesScores(cluster));
  const costs = slices && new LayerCosts(slices, cluster, request.profile);
  const isSmall = whole.graph.ops.length < smallOps;
  const settings = yield* findSettings({ ...request, step: stepIn }, options, costs);
  const counts = [...new Set(settings.map(({ microbatches }) => microbatches))];
  const [first, ...others] = counts;
  // A multiple of the number of microbatches takes no fewer seconds, since smaller microbatches are less efficient.
  const firstBound = yield* lowerBoundSeconds(costs, cluster, first);
  const boundOf = (count: number): number => (count % first === 0 && !request.profile ? firstBound : 0);
  const searchesOneStage = isSmall || !costs;
  const tracker = new ProgressTracker([
    ...(searchesOneStage ? counts.map((count) => [oneStage(count), boundOf(count)] as const) : []),
    ...(costs ? [[pipelines, Math.min(...counts.map(boundOf))] as const] : []),
  ]);
  const simulate = (planned: PlannedStep): number | undefined =>
    request.signal?.aborted ? undefined : simulatedSeconds(planned, request);
  const candidates = new CandidatePlans(tracker, isSmall ? simulate : undefined);
  const tables = new Map<string, MeshTables>();
  const search = { request, cluster, settings, costs, tables, tracker, candidates };

  if (searchesOneStage) {
    // This part always runs. It has a work limit instead of a time limit, so that its plan does not depend on the
    // speed of the machine.
    const { signal } = request;
    if (isSmall) yield* addPlansOfNamedMethods(search, whole);
    if (!(candidates.hasPlan && signal?.aborted))
      yield* candidates.collect(planOneStage(search, first, { seconds: maxSeconds / 10, work: firstWork, signal }));
  }
  const deadline = new SearchDeadline(
    request,
    () => tracker.gainSeconds,
    request.seconds === undefined ? undefined : start,
  );
  if (searchesOneStage) yield* searchOneStage(search, others, deadline);
  if (costs) yield* searchPipelines(search, costs, isSmall, deadline, options);
  const best = candidates.best();
  if (!best) {
    const { failure } = candidates;
    throw failure instanceof Infeasible ? withLeastDevices(failure, whole, cluster) : failure!;
  }
  yield tracker.progress;
  const { step, plan } = best;
  const estimate = { ...plan.estimate!, boundSeconds: tracker.progress.boundSeconds };
  return { step, plan: { ...plan, method: "auto", estimate } };
}

/** Searches plans of one stage over all choices, for several numbers of microbatches. */
function* searchOneStage(
  search: AutoSearch,
  counts: readonly number[],
  deadline: SearchDeadline,
): Generator<Progress, void> {
  const { costs, cluster, tracker, candidates } = search;
  for (const microbatches of counts) {
    // Leave half of the time for pipelines.
    if (candidates.hasPlan && (deadline.isOver(1 / 2) || deadline.aborted)) break;
    const bound = yield* within(lowerBoundSeconds(costs, cluster, microbatches), () => tracker.progress);
    tracker.raise(oneStage(microbatches), bound);
    if (bound >= candidates.seconds) continue;
    yield* candidates.collect(planOneStage(search, microbatches, { seconds: deadline.seconds / 10, signal: deadline }));
  }
}

/** Work limit of the first plan of one stage, in table entries: several times the work that the examples need. */
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

/** Adds the plans of named methods: one may be faster in simulation than the plan with the lowest estimate. */
function* addPlansOfNamedMethods({ request, tracker, candidates }: AutoSearch, whole: Step): Generator<Progress, void> {
  const asked = { ...request, step: () => whole, seconds: undefined, gap: undefined };
  const plans = plansOfNamedMethods(asked, (planned) => {
    candidates.add(planned, true);
    return !request.signal?.aborted;
  });
  yield* within(plans, () => tracker.progress);
}

const oneStage = (microbatches: number): string => `one stage, ${microbatches} microbatches`;
const pipelines = "pipelines";

/**
 * Searches pipelines with any number of stages, including one. For a small step it also finds the best pipeline for
 * each number of stages, to be compared by simulation.
 */
function* searchPipelines(
  { request, cluster, settings, tracker, candidates }: AutoSearch,
  costs: LayerCosts,
  isSmall: boolean,
  deadline: SearchDeadline,
  { onResult }: AutoOptions,
): Generator<Progress, void> {
  const { numLayers } = costs.slices.layers;
  const maxStages = Math.min(numDevices(cluster), numLayers);
  const { gap = defaultGap } = request;
  const counts = [undefined, ...(isSmall ? Array.from({ length: maxStages - 1 }, (_, i) => i + 2) : [])];
  for (const numStages of counts) {
    const { hasPlan } = candidates;
    if (hasPlan && deadline.aborted) break;
    const legal = legalSettings(settings, { maxStages, numLayers, numStages });
    if (legal.length === 0) continue;
    const search = {
      costs,
      step: (microbatches: number) => request.step(microbatches, 1, "none"),
      flash: recomputesScores(cluster),
      method: "auto",
      seconds: stageSolveSeconds(deadline.seconds),
      // The search for a first plan may exceed the time limit; the search for a better one may not.
      ...{
        gap,
        signal: deadline,
        solveSignal: graceAfter(hasPlan ? deadline : request.signal, graceSeconds),
        onResult,
      },
    };
    const space = {
      settings: legal,
      submeshes: submeshesOf(cluster),
      remats: [leastRemat(cluster), "selective", "full"] as const,
      numStages,
      ...(hasPlan && { limitSeconds: (isSmall ? nearlyAsGood : 1) * candidates.seconds }),
    };
    const part = numStages === undefined ? pipelines : undefined;
    const found = function* (): Generator<Progress, PlannedStep | undefined> {
      return (yield* tracker.track(part, searchPipeline(search, space))).found;
    };
    yield* candidates.collect(found());
  }
}

/** Lower bound on the seconds of every plan with this number of microbatches. */
function* lowerBoundSeconds(
  costs: LayerCosts | undefined,
  cluster: Cluster,
  microbatches: number,
): Generator<void, number> {
  if (!costs) return 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const submesh of submeshesOf(cluster)) {
    let sum = 0;
    for (const layer of costs.slices.layers.classes.keys()) {
      yield;
      sum += costs.oneDeviceCost(layer, submesh, microbatches).seconds;
    }
    lowest = Math.min(lowest, sum);
  }
  return (microbatches * lowest) / numDevices(cluster);
}

/** Steps with fewer ops also get a search for each number of stages, and one over all choices of a single stage. */
const smallOps = 6000;

/** Plans estimated at up to this many times the best are simulated too, since they may be faster in simulation. */
const nearlyAsGood = 1.3;
