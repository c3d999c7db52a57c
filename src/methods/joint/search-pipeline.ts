/**
 * @file One search over pipelines: assigns layers to stages and stages to submeshes, within a space of schedules,
 * microbatches and recomputation. `auto` searches that whole space; `pipeshard` with stages "auto" searches the stages
 * only. Each stage found is then solved as a whole. If a stage does not fit in memory although the sum of its layers
 * did, or the lowered program does not although the plan's estimate did, the search repeats with memory in reserve. The
 * repetition is cheap because solved layers are reused.
 */
import { findLayers } from "../../analysis/layers.ts";
import type { Step } from "../../analysis/step.ts";
import { abandonOnce } from "../../base/cooperative.ts";
import { type AlpaError, Infeasible, InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { graceAfter, type StopSignal, stopAfter } from "../../base/stop-signal.ts";
import { leastMemoryBytes } from "../../cluster/cluster.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import { limitedTo, submeshesOf } from "../../cluster/restrict.ts";
import { type Method, type PlannedStep, type PlanRequest, type SearchBudget, stepOf, type Target } from "../method.ts";
import { type Progress, ProgressTracker, type Searching } from "../progress.ts";
import { synchronousSchedule } from "../stages/cut-stages.ts";
import { searchJointly } from "./best-first.ts";
import { intraSpace } from "./intra-space.ts";
import type { JointOptions, JointResult, Setting } from "./joint-problem.ts";
import { LayerCosts } from "./layers/layer-costs.ts";
import { LayerSlices } from "./layers/layer-slices.ts";
import { excessBytes } from "./lowered-excess.ts";
import { SearchDeadline } from "./search-deadline.ts";
import { type ChosenStage, deviceBytes, type StageSolveOptions, solveStages } from "./solve-stages.ts";

/**
 * Options of a joint search. `gap` defaults to 0.01; the default of `seconds` depends on the step (search-deadline.ts)
 * and is at most 25.
 */
export interface JointSearchOptions extends Target, SearchBudget {
  /** Called with the result of the search, for reports. */
  readonly onResult?: (result: JointResult) => void;
}

export const defaultGap = 0.01;

/** Grace period: seconds that solves may still take after the search is stopped. */
export const graceSeconds = 0.5;

/** The pipelines to choose from. */
export type PipelineSpace = Omit<JointOptions, "reserveBytes" | "gap" | "signal" | "solveSignal" | "likely">;

/** The step of a pipeline search and its limits. */
export interface PipelineSearch extends Omit<StageSolveOptions, "signal"> {
  readonly costs: LayerCosts;
  /** Returns the step split into a number of microbatches. */
  readonly step: (microbatches: number) => Step;
  /** Stops the search as soon as there is a plan. */
  readonly signal?: StopSignal;
  /** Stops the solver of a layer or a whole stage early. */
  readonly solveSignal?: StopSignal;
  readonly onResult?: (result: JointResult) => void;
}

/** The result of the search and the best plan; no plan when none is faster than the limit of the space. */
export interface FoundPipeline {
  readonly result: JointResult;
  readonly found?: PlannedStep;
}

/**
 * The best pipeline of a space.
 * @throws Infeasible when none fits in memory
 */
export function* searchPipeline(search: PipelineSearch, space: PipelineSpace): Searching<FoundPipeline> {
  const { costs, gap, signal, solveSignal, limitBytes: limitOf = deviceBytes } = search;
  const memoryBytes = leastMemoryBytes(costs.cluster);
  /** Bytes left free in stages: by the search alone, and by the solver of a whole stage too. */
  let [reserveBytes, marginBytes] = [0, 0];
  /** A plan whose lowered program exceeds the memory a little; the last resort. */
  let tooLarge: FoundPipeline | undefined;
  /** The lowest bound of the searches so far: with a reserve, fewer plans are searched. */
  let boundSeconds = Number.POSITIVE_INFINITY;
  let likely: readonly Setting[] = [];
  let own = signal;
  while (true) {
    try {
      const options = { ...space, reserveBytes: reserveBytes + marginBytes, gap, signal: own, solveSignal, likely };
      const searched = yield* boundedBy(boundSeconds, searchJointly(costs, options));
      boundSeconds = Math.min(boundSeconds, searched.boundSeconds);
      likely = searched.tried.filter(({ best }) => best);
      const result = { ...searched, boundSeconds };
      search.onResult?.(result);
      if (!result.best) return tooLarge ?? { result };
      const { setting, stages } = result.best;
      // If the caller already has a plan, a stopped search ends without this one.
      const isOver = (): boolean => space.limitSeconds !== undefined && solveSignal?.aborted === true;
      if (isOver()) return tooLarge ?? { result };
      const { numLayers } = costs.slices.layers;
      const cut = search.step(setting.microbatches);
      yield;
      const limitBytes = (stage: ChosenStage): number => limitOf(stage) - marginBytes;
      const solving = solveStages(cut, numLayers, setting, stages, { ...search, signal: solveSignal, limitBytes });
      const solved = yield* abandonOnce(isOver, solving);
      if (!solved) return tooLarge ?? { result };
      const { step, plan, seconds, peakBytes } = solved;
      const bound = { boundSeconds: Math.min(seconds, boundSeconds), symmetry: "identical-layers" as const };
      const estimate = { seconds, peakBytes, ...bound };
      const found = { step, plan: { ...plan, estimate } };
      yield;
      const excess = peakBytes < checkedShare * memoryBytes ? 0 : excessBytes(found, costs.cluster);
      if (excess === 0) return { result, found };
      // The searches for a plan that fits may take as long as the solve of a stage.
      if (!tooLarge) own = stopAfter(search.seconds, solveSignal);
      tooLarge = { result, found };
      if (marginBytes >= maxShare * memoryBytes) return tooLarge;
      marginBytes += Math.max(excess, firstShare * memoryBytes);
    } catch (error) {
      const isShort = error instanceof Infeasible || error instanceof RuntimeFailure;
      const isExhausted = reserveBytes >= maxShare * memoryBytes;
      if (isShort && tooLarge && (isExhausted || own?.aborted)) return tooLarge;
      if (!isShort || isExhausted) throw error;
      reserveBytes = Math.max(2 * reserveBytes, firstShare * memoryBytes, excessOf(error));
    }
  }
}

/** A search that reports no lower bound above `boundSeconds`. */
function* boundedBy<T>(boundSeconds: number, search: Searching<T>): Searching<T> {
  for (;;) {
    const { done, value } = search.next();
    if (done) return value as T;
    const progress = value as Progress | undefined;
    yield progress && { ...progress, boundSeconds: Math.min(boundSeconds, progress.boundSeconds) };
  }
}

/**
 * The share of a device's memory above which an estimated peak is checked. Most estimates are off by a few percent, but
 * those of schedules that split the backward pass may be half of the peak.
 */
const checkedShare = 0.5;

/** Shares of a device's memory: the first reserve and the largest one. */
const [firstShare, maxShare] = [0.02, 0.5];

/** Bytes over the memory limit, from the details of an error; 0 if the error has none. */
const excessOf = ({ details }: AlpaError): number => (typeof details?.excess === "number" ? details.excess : 0);

/** Time limit in seconds for solving one stage, from that of the search. */
export const stageSolveSeconds = (seconds: number): number => Math.max(10, seconds / 10);

/** A pipeline of which only the layers and devices of each stage are searched. */
export interface GivenPipeline {
  readonly schedule: string;
  /** Model chunks per stage; defaults to the schedule's own number. */
  readonly numChunks?: number;
  /** The number of layers to cut the model into. */
  readonly numLayers: number | "auto";
  /** The intra-stage method, which must be one that searches. */
  readonly intra: Method;
}

/**
 * The fastest stages of a step on the first devices of the cluster.
 * @param name  the plan's `method` text
 * @throws InvalidConfig when the numbers break the schedule's rule or the intra-stage method does not suit; Infeasible
 *   when nothing fits in memory
 */
export function* planStagesJointly(
  request: PlanRequest,
  { schedule, numChunks, numLayers, intra }: GivenPipeline,
  name: string,
  onResult?: JointSearchOptions["onResult"],
): Generator<Progress, PlannedStep> {
  const { devices, profile, memoryBytes, gap = defaultGap } = request;
  const step = stepOf(request);
  synchronousSchedule(schedule);
  const cluster = limitedTo(request.cluster ?? threadsCluster(devices), devices, name, memoryBytes);
  const tracker = new ProgressTracker([[name, 0]]);
  const deadline = new SearchDeadline(request, () => tracker.gainSeconds);
  if (intra.inStages) intra.inStages(step); // refuses unknown names
  const space = intraSpace(intra, step, cluster);
  yield tracker.progress;
  const layers = findLayers(step, { numLayers });
  const costs = new LayerCosts(new LayerSlices(step, layers), cluster, profile, space);
  const submeshes = submeshesOf(cluster).filter((submesh) => costs.meshes(submesh).length > 0);
  if (submeshes.length === 0)
    throw new InvalidConfig(name, `no part of the ${devices} devices suits ${intra.name}; use another method inside`);
  const search: PipelineSearch = {
    costs,
    step: () => step,
    method: name,
    seconds: stageSolveSeconds(deadline.seconds),
    gap,
    signal: deadline,
    solveSignal: graceAfter(request.signal, graceSeconds),
    onResult,
  };
  const settings = [{ schedule, numChunks, microbatches: step.microbatches }];
  const { found } = yield* tracker.track(name, searchPipeline(search, { settings, submeshes, remats: ["none"] }));
  tracker.offer({ seconds: found!.plan.estimate!.seconds });
  yield tracker.progress;
  return found!;
}
