/**
 * @file A method: how a training step is planned for some devices. Fixed recipes (data and tensor parallel), plans by
 * hand and searches are all methods; what comes out is a step and its Plan, and nothing after that knows which method
 * made it.
 */
import type { StageStep } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { StopSignal } from "../base/stop-signal.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { Profile } from "../cost/profile.ts";
import type { Mesh } from "../plan/placement.ts";
import type { Plan, Remat } from "../plan/plan.ts";
import type { ChoiceFilter } from "../sharding/problem/intra-op.ts";
import type { Searching } from "./progress.ts";

export interface Method {
  /** With its options, as plans and tables show it: `tensorParallel(degree=2)`. */
  readonly name: string;
  /**
   * Plans a step. Yields many times a second, so that whoever runs it stays responsive; a search yields what it knows
   * so far.
   * @throws InvalidConfig when the step and the number of devices do not suit the method, with the numbers and what
   *   would
   * @throws Infeasible when no plan is within the method's constraints and the memory, with the limit, the need and
   *   what would fit
   */
  plan(request: PlanRequest): Searching<PlannedStep>;
  /** The choices that a searching method considers on the devices of one stage. */
  readonly space?: SearchSpace;
  /** The settings of a plan that exists already; they fill in options that a call leaves out. */
  readonly defaults?: PlanDefaults;
  /**
   * The method for the stages of a pipeline over `whole`, of a method whose options name what the whole step has;
   * `false` of one that makes pipelines itself. Stages are steps like any other when left out.
   * @throws InvalidConfig for a name that nothing in the whole step has, with the nearest that something has
   */
  readonly inStages?: false | ((whole: Step) => (part: StageStep) => Method);
}

/** The hardware that a plan is for. */
export interface Target {
  /** Devices and links; this machine's threads when left out. */
  readonly cluster?: Cluster;
  /** A measured profile of the cluster's hosts, instead of the analytic cost model. */
  readonly profile?: Profile;
  /** Bytes that each device may hold at any time; the device's memory when left out. */
  readonly memoryBytes?: number;
}

/** The limits of a search. Each method documents its own defaults. */
export interface SearchBudget {
  /** Seconds after which the best plan so far is taken. */
  readonly seconds?: number;
  /** A plan within this share of the lower bound ends the search. */
  readonly gap?: number;
}

/** The request that a method answers with a plan. The method's own options count before those of the request. */
export interface PlanRequest extends Target, SearchBudget {
  /** Devices 0 … `devices` − 1 of the cluster. */
  readonly devices: number;
  /** Examples per call. */
  readonly batch: number;
  /** Microbatches per call; 1, or the method's choice, when left out. */
  readonly microbatches?: number;
  /**
   * The recomputation of the backward pass, for all layers or for each; `step` returns steps that recompute so. None
   * when left out.
   */
  readonly remat?: Remat | readonly Remat[];
  /**
   * The step of one update, its batch cut into microbatches. A call of several updates (asynchronous schedules) shares
   * its batch among them.
   * @throws InvalidConfig when the batch does not divide, Unsupported when the step cannot be cut
   */
  step(microbatches: number, updates?: number): Step;
  /** Once aborted, the method returns the best plan that it has. */
  readonly signal?: StopSignal;
}

export interface PlannedStep {
  /** One of the steps that the request gave, or such a step with its own recomputation. */
  readonly step: Step;
  readonly plan: Plan;
}

export interface PlanDefaults extends Pick<Plan, "remat" | "layers"> {
  readonly devices: number;
  readonly microbatches: number;
}

/** The choices of a search. Pipelines read it to plan their stages, explanations to find the runners-up. */
export interface SearchSpace {
  /** The meshes that it tries. @throws InvalidConfig when the step and the number of devices do not suit it */
  meshes(step: Step, devices: number): readonly Mesh[];
  /**
   * The choices that it leaves open on a mesh.
   * @throws InvalidConfig for a name that nothing in the step has, with the nearest that something has
   */
  filter(step: Step, mesh: Mesh): ChoiceFilter;
}

/** The request with a method's own options in place of the call's. */
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

/** The step in the microbatches asked for, one when left out. */
export const stepOf = (request: PlanRequest): Step => request.step(request.microbatches ?? 1);

/** Checks a number of devices. */
export function checkDevices(devices: number): void {
  if (Number.isInteger(devices) && devices >= 1) return;
  throw new InvalidConfig("devices", `got ${devices}; give an integer of 1 or more`, { devices });
}

/** Checks that every microbatch of `step` can be shared out evenly by `ways` data-parallel replicas. */
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
      `${cut} (dim ${dim} of ${name}) does not divide by ${ways} devices; use a batch of ${nearest.join(" or ")}, or other devices`,
      { batch, microbatches, devices: ways, input: name },
    );
  }
}
