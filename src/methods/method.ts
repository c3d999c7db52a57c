/**
 * @file A method plans a training step for a set of devices. Fixed recipes (data and tensor parallelism), manual plans
 * and searches are all methods. Each returns a step and its Plan; nothing after that depends on the method.
 */
import type { StageStep } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { StopSignal } from "../base/stop-signal.ts";
import { type Cluster, clusterEngine, clusterFusion } from "../cluster/cluster.ts";
import { fusesKernels } from "../cluster/device.ts";
import type { Profile } from "../cost/profile.ts";
import type { Mesh } from "../plan/placement.ts";
import type { LeastRemat, Plan, Remat } from "../plan/plan.ts";
import type { ChoiceFilter } from "../sharding/problem/node-choices.ts";
import type { Searching } from "./progress.ts";

export interface Method {
  /** The name with options, as plans and tables show it: `tensorParallel(degree=2)`. */
  readonly name: string;
  /**
   * Plans a step. Yields many times a second, so that the caller stays responsive; a search yields its progress.
   * @throws InvalidConfig when the step or the number of devices does not suit the method, with numbers that would
   * @throws Infeasible when no plan within the method's constraints fits in memory, with the limit, the bytes needed
   *   and what would fit
   */
  plan(request: PlanRequest): Searching<PlannedStep>;
  /** The choices that a searching method considers on the devices of one stage. */
  readonly space?: SearchSpace;
  /** The settings of a fixed plan: defaults of the options that a call omits. */
  readonly defaults?: PlanDefaults;
  /**
   * Adapts a method whose options name arguments or ops of the whole step: returns the method to use inside each stage
   * of a pipeline. `false` for a method that makes pipelines itself. By default, the method plans a stage like any
   * other step.
   * @throws InvalidConfig for a name that does not occur in the whole step, with the nearest name that does
   */
  readonly inStages?: false | ((whole: Step) => (part: StageStep) => Method);
}

/** The hardware of a plan. */
export interface Target {
  /** Devices and links; defaults to this machine's threads. */
  readonly cluster?: Cluster;
  /** A measured profile of the cluster's hosts, instead of the analytic cost model. */
  readonly profile?: Profile;
  /** Bytes that each device may hold at any time; defaults to the device's memory. */
  readonly memoryBytes?: number;
}

/** The limits of a search. Each method documents its own defaults. */
export interface SearchBudget {
  /** Seconds after which the best plan so far is taken. */
  readonly seconds?: number;
  /** A plan within this share of the lower bound ends the search. */
  readonly gap?: number;
}

/** A request for a plan. The method's own options take precedence over those of the request. */
export interface PlanRequest extends Target, SearchBudget {
  /** Devices 0 … `devices` − 1 of the cluster. */
  readonly devices: number;
  /** Examples per call. */
  readonly batch: number;
  /** Microbatches per call; defaults to 1 or to the method's choice. */
  readonly microbatches?: number;
  /**
   * The recomputation asked for, for all layers or per layer. By default, what the kernels of the engine compute again
   * by themselves. `step` returns steps that include it.
   */
  readonly remat?: Remat | readonly Remat[];
  /**
   * The step of one update, its batch split into microbatches. A call with several updates (asynchronous schedules)
   * divides its batch among them.
   * @param remat  the recomputation, when the method chooses it itself
   * @throws InvalidConfig when the batch does not divide evenly, Unsupported when the step cannot be split
   */
  step(microbatches: number, updates?: number, remat?: Remat): Step;
  /** Once aborted, the method returns the best plan that it has. */
  readonly signal?: StopSignal;
}

export interface PlannedStep {
  /** One of the steps that the request gave, or such a step with its own recomputation. */
  readonly step: Step;
  readonly plan: Plan;
}

/** A plan for a step of another number of microbatches of the same size. */
export const withMicrobatches = ({ step, plan }: PlannedStep, microbatches: number): PlannedStep => ({
  step: { ...step, microbatches },
  plan: { ...plan, microbatches },
});

export interface PlanDefaults extends Pick<Plan, "remat" | "layers" | "flash" | "wholeLayers"> {
  readonly devices: number;
  readonly microbatches: number;
}

/** The choices of a search. Pipelines use it to plan their stages, explanations to find alternatives. */
export interface SearchSpace {
  /** The meshes to try. @throws InvalidConfig when the step or the number of devices does not suit the method */
  meshes(step: Step, devices: number): readonly Mesh[];
  /**
   * The choices that the method allows on a mesh.
   * @throws InvalidConfig for a name that does not occur in the step, with the nearest name that does
   */
  filter(step: Step, mesh: Mesh): ChoiceFilter;
}

/** The request with a method's own options, where set, in place of the call's. */
export function withOptions(request: PlanRequest, options: Target & SearchBudget): PlanRequest {
  return {
    ...request,
    cluster: options.cluster ?? request.cluster,
    profile: options.profile ?? request.profile,
    memoryBytes: options.memoryBytes ?? request.memoryBytes,
    seconds: options.seconds ?? request.seconds,
    gap: options.gap ?? request.gap,
  };
}

/** The baseline of recomputation on a cluster, or on this machine's threads when it is left out. */
export const leastRemat = (cluster?: Cluster): LeastRemat =>
  cluster && fusesKernels(clusterFusion(cluster)) ? "fused" : "none";

/** Whether layers that recompute anything compute the scores of attention again, as the engine of the cluster does. */
export const recomputesScores = (cluster?: Cluster): boolean =>
  cluster !== undefined && clusterFusion(cluster) === "flash";

/** Whether layers that recompute everything repeat all their ops, as the engine of the cluster does. */
export const repeatsWholeLayers = (cluster?: Cluster): boolean =>
  cluster !== undefined && clusterEngine(cluster).repeatsWholeLayers === true;

/** The step with the requested number of microbatches, which defaults to 1. */
export const stepOf = (request: PlanRequest): Step => request.step(request.microbatches ?? 1);

/** Checks a number of devices. */
export function checkDevices(devices: number): void {
  if (Number.isInteger(devices) && devices >= 1) return;
  throw new InvalidConfig("devices", `got ${devices}; give an integer of 1 or more`, { devices });
}

/** Checks that `ways` data-parallel replicas can divide every microbatch of `step` evenly. */
export function checkBatchDivides(step: Step, ways: number, method: string): void {
  if (ways > 1 && step.batchInputs.length === 0) {
    throw new InvalidConfig(
      method,
      `no argument is a batch, so ${ways} devices have nothing to share; name the batch arguments`,
    );
  }
  const { graph, microbatches } = step;
  for (const { input, dim } of step.batchInputs) {
    const { name, value } = graph.inputs[input];
    const size = graph.types[value].shape[dim];
    if (size % ways === 0) continue;
    const batch = size * microbatches;
    const cut = microbatches === 1 ? `batch ${batch}` : `batch ${batch} in ${microbatches} microbatches of ${size}`;
    const nearest = [Math.floor(size / ways), Math.ceil(size / ways)]
      .filter((share) => share > 0)
      .map((share) => share * ways * microbatches);
    throw new InvalidConfig(
      method,
      `${cut} (dim ${dim} of ${name}) does not divide by ${ways} devices; use a batch of ${nearest.join(" or ")}, ` +
        "or other devices",
      { batch, microbatches, devices: ways, input: name },
    );
  }
}
