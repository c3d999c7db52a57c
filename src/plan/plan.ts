/**
 * @file The Plan: how a step is split. Plain, versioned JSON data. Everything after the search (lowering, simulator, runtime,
 * export, studio) reads only the step and its plan, so a plan can come from any method, a file or a person.
 */
import type { ValueId } from "../ir/graph.ts";
import type { Mesh, Placement } from "./placement.ts";

/**
 * How one op is split (its strategy). `factors[f]` are the mesh axes that split factor f of the op's rule, major first.
 * `partial` maps an axis to the index of the rule's `linear` operand set that stays partial on that axis through the op.
 * Axes named nowhere: every device of the axis computes the same.
 */
export interface OpPlan {
  readonly stage: number;
  /** Which of the stage's pieces of the model; 0 when left out. */
  readonly chunk?: number;
  readonly factors: readonly (readonly string[])[];
  readonly partial: Readonly<Record<string, number>>;
}

/** Where a graph input lives, or where an output is wanted. */
export interface PortPlan {
  readonly stage: number;
  readonly placement: Placement;
}

/**
 * Brings a value to a placement once, as soon as it is made; its readers, and its sum over the microbatches, go on from there
 * (a gradient reduce-scattered in every microbatch, so that the sum takes a shard's memory).
 */
export interface KeptValue {
  readonly value: ValueId;
  readonly placement: Placement;
}

/** What a stage of a pipeline does in one go: `backward-input` and `backward-weight` are the halves of a `backward`. */
export type ScheduleTask = "forward" | "backward" | "backward-input" | "backward-weight" | "update";

/** In which order the stages work on the microbatches. */
export interface PipelinePlan {
  /** Name of a schedule (schedules/registry.ts). */
  readonly schedule: string;
  /** Pieces of the model per stage. */
  readonly numChunks: number;
  /** Updates per call; the step's graph and its microbatches are those of one update. More than 1 only in asynchronous schedules. */
  readonly numUpdates: number;
}

/** A mesh of this machine's or the cluster's devices, by number, in the mesh's row-major order. */
export interface StagePlan {
  readonly mesh: Mesh;
  readonly devices: readonly number[];
}

/**
 * What the backward part of a layer makes again instead of keeping it:
 * - `none`: nothing.
 * - `selective`: what costs fewer FLOPs per byte than the layer does as a whole; results of its large products are kept.
 * - `full`: all but the values that other layers read.
 */
export const rematChoices = ["none", "selective", "full"] as const;
export type Remat = (typeof rematChoices)[number];

export interface Plan {
  readonly version: 1;
  /** The method that made it, with its options, for people: `dataParallel`, `zero(stage=2)`. */
  readonly method: string;
  readonly microbatches: number;
  readonly stages: readonly StagePlan[];
  /** There when the stages work as a pipeline; a plan without has one stage. */
  readonly pipeline?: PipelinePlan;
  /** By layer (analysis/layers.ts, so many of them); the plan is for the step that makes these values again. Left out when none does. */
  readonly remat?: readonly Remat[];
  /** One entry per input, output and op of the step's graph, in order. */
  readonly inputs: readonly PortPlan[];
  readonly outputs: readonly PortPlan[];
  readonly ops: readonly OpPlan[];
  /** Results of ops that are not left as their op makes them; readers otherwise reshard each for itself. */
  readonly kept?: readonly KeptValue[];
  /** What the cost model says of it, of the cluster that it was made for. */
  readonly predicted?: Prediction;
}

export interface Prediction {
  /** Seconds of one step under the cost model. */
  readonly seconds: number;
  /** Most bytes that a device holds at any time. */
  readonly peakBytes: number;
  /** No plan within the method's constraints takes fewer seconds under the cost model; a plan that no search made has none. */
  readonly boundSeconds?: number;
  /** True when plan and bound are over the plans that treat equal layers alike. */
  readonly tieLayers?: boolean;
}
