/**
 * @file The Plan: how a step is split. Plain, versioned JSON data. Everything after the search (lowering, simulator,
 * engines, export, drawings) reads only the step and its plan, so a plan can come from any method, a file or a person.
 */
import type { ValueId } from "../ir/graph.ts";
import type { Mesh, Placement } from "./placement.ts";

/**
 * The split of one op (its strategy). `factors[f]` are the mesh axes that split factor f of the op's rule, major first.
 * `partial` maps an axis to the index of the rule's `linear` operand set that stays partial on that axis through the
 * op. Axes named nowhere: every device of the axis computes the same.
 */
export interface OpPlan {
  readonly stage: number;
  /** Which of the stage's chunks of the model. Default: 0. */
  readonly chunk?: number;
  readonly factors: readonly (readonly string[])[];
  readonly partial: Readonly<Record<string, number>>;
}

/** The stage and placement of a graph input or output. */
export interface PortPlan {
  readonly stage: number;
  readonly placement: Placement;
}

/**
 * Reshards a value once, as soon as its op has run. Its readers and its sum over the microbatches use the new
 * placement: a gradient that is reduce-scattered in every microbatch is summed in a shard's memory.
 */
export interface ReshardedValue {
  readonly value: ValueId;
  readonly placement: Placement;
}

/** A unit of work of a pipeline stage; `backward-input` and `backward-weight` are the halves of a `backward`. */
export type ScheduleTask = "forward" | "backward" | "backward-input" | "backward-weight" | "update";

/** In which order the stages work on the microbatches. */
export interface PipelinePlan {
  /** Name of a schedule (schedules/registry.ts). */
  readonly schedule: string;
  /** Pieces of the model per stage. */
  readonly numChunks: number;
  /**
   * Updates per call; the step's graph and its microbatches are those of one update. More than 1 only in asynchronous
   * schedules.
   */
  readonly numUpdates: number;
}

/** A mesh of this machine's or the cluster's devices, by number, in the mesh's row-major order. */
export interface StagePlan {
  readonly mesh: Mesh;
  readonly devices: readonly number[];
  /** First and last model layer of each chunk of the stage. Omitted in a plan of one stage. */
  readonly layers?: readonly (readonly [first: number, last: number])[];
}

/**
 * The activations that the backward part of a layer recomputes instead of keeping them:
 * - `none`: nothing.
 * - `fused`: what a compiler that fuses ops computes again within the kernels of the backward part, without another
 *   pass over memory: results of elementwise ops, where what they are computed from is smaller or saved anyway.
 * - `selective`: what costs fewer FLOPs per byte than the layer does as a whole; results of its large products are
 *   kept.
 * - `full`: all but the values that other layers read.
 */
export const rematChoices = ["none", "fused", "selective", "full"] as const;
export type Remat = (typeof rematChoices)[number];

/**
 * The baseline of recomputation, which every layer has unless it recomputes more: `fused` where the engine fuses
 * kernels, else `none`.
 */
export type LeastRemat = "none" | "fused";

export interface Plan {
  readonly version: 1;
  /** The method that made it, with its options, for people: `dataParallel`, `zero(stage=2)`. */
  readonly method: string;
  readonly microbatches: number;
  readonly stages: readonly StagePlan[];
  /** There when the stages work as a pipeline; a plan without has one stage. */
  readonly pipeline?: PipelinePlan;
  /**
   * What the backward pass of each layer recomputes. Ops, inputs and outputs are those of the rematerialized step.
   * Omitted when no layer recomputes anything.
   */
  readonly remat?: readonly Remat[];
  /** With `remat`: the layer of every op of the step before rematerialization, −1 for ops of no layer. */
  readonly layers?: readonly number[];
  /**
   * With `remat`: whether layers that recompute anything also recompute the scores of attention, as flash attention
   * does (`ir/attention.ts`). Set for clusters whose engine has it.
   */
  readonly flash?: true;
  /**
   * With `remat`: layers that recompute everything also repeat ops whose results nothing reads, such as their last
   * product, as frameworks without a compiler do. Set for clusters whose engine does.
   */
  readonly wholeLayers?: true;
  /** The graph that the plan is for; a plan that was not compiled has none. */
  readonly graph?: GraphIdentity;
  /** One entry per input, output and op of the step's graph, in order. */
  readonly inputs: readonly PortPlan[];
  readonly outputs: readonly PortPlan[];
  readonly ops: readonly OpPlan[];
  /** Op results that are resharded once, right after the op. All other results are resharded by each reader. */
  readonly reshards?: readonly ReshardedValue[];
  /** The estimate of the cost model on the cluster that the plan was made for. */
  readonly estimate?: Estimate;
}

/** The identity of a graph (plan/identity.ts). */
export interface GraphIdentity {
  /** The hash of all ops, types and constants, without names: minified code has the same. */
  readonly hash: string;
  /** `name: type` of every input and output, such as `params.w: f32[64,256]`. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Number of ops of each kind. */
  readonly ops: Readonly<Record<string, number>>;
}

export interface Estimate {
  /** Seconds of one step under the cost model. */
  readonly seconds: number;
  /** Most bytes that a device holds at any time. */
  readonly peakBytes: number;
  /**
   * Lower bound in seconds: no plan within the method's constraints takes fewer under the cost model. Only searches
   * give one.
   */
  readonly boundSeconds?: number;
  /** Plan and bound are over the plans in which identical layers share their strategies. */
  readonly symmetry?: "identical-layers";
}
