/** @file The input and the result of the stage search. */
import type { StopSignal } from "../base/stop-signal.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { Submesh } from "../cluster/submesh.ts";
import type { ScheduleRule } from "../schedules/schedule.ts";
import type { DownstreamRange, StageMemory } from "./memory-rule.ts";

/** A possible configuration of a stage, with its cost. */
export interface StageCandidate<C> {
  readonly config: C;
  /** Forward and backward of one microbatch. */
  readonly seconds: number;
  /** Seconds of the update: gradient synchronization and optimizer. */
  readonly perStepSeconds: number;
  readonly memory: StageMemory;
}

/** An impossible configuration of a stage, with the reason. */
export interface RejectedConfig<C> {
  readonly config: C;
  readonly infeasible: string;
}

/** Consecutive layers, both ends included. */
export interface LayerRange {
  readonly firstLayer: number;
  readonly lastLayer: number;
}

/** Returns the costs of a stage of the given model chunks on a submesh, for every configuration to try. */
export type StageCost<C> = (
  chunks: readonly LayerRange[],
  submesh: Submesh,
) => readonly (StageCandidate<C> | RejectedConfig<C>)[];

export interface StageProblem<C> {
  readonly cluster: Cluster;
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  /**
   * Chunks per stage, all of the same number of layers (`fold-layers.ts`). Optional; defaults to the schedule's number.
   */
  readonly numChunks?: number;
  readonly microbatchesPerUpdate?: number;
  /** Class of each layer. Layers of the same class are equal, and equal stages are priced once. */
  readonly layerClasses: readonly number[];
  readonly stageCost: StageCost<C>;
  /**
   * Seconds per microbatch to bring a chunk's input to `submesh` and its gradient back. Not called for layer 0.
   * Optional; defaults to 0.
   */
  readonly transferSeconds?: (firstLayer: number, submesh: Submesh) => number;
  /** Submeshes to try. Optional; defaults to all submeshes of the cluster. */
  readonly submeshes?: readonly Submesh[];
  /** The required number of stages. Optional; by default any number is allowed. */
  readonly numStages?: number;
  /**
   * Lower bound on the device-seconds of a microbatch, by layer: no stage on n devices is faster than their sum / n.
   * With it, the search skips intervals and submeshes that cannot be part of an optimal plan.
   */
  readonly minDeviceSeconds?: readonly number[];
  /** Only plans faster than this are searched. Optional; by default there is no limit. */
  readonly limitSeconds?: number;
  /** Relative gap to the lower bound at which a plan is good enough. Optional; defaults to 0 (the optimum). */
  readonly gap?: number;
  /** Once aborted, the search returns the best plan so far with its gap. */
  readonly signal?: StopSignal;
}

export interface PlannedStage<C> {
  /** The layers of each chunk. */
  readonly chunks: readonly LayerRange[];
  readonly submesh: Submesh;
  readonly devices: readonly number[];
  readonly candidate: StageCandidate<C>;
  readonly transferSeconds: number;
  /** Number of microbatches (with chunks: of microbatch and chunk pairs) whose activations the stage holds. */
  readonly inFlight: number;
  /** Those in flight whose weight gradients wait, at most. */
  readonly waiting: number;
  readonly memoryBytes: number;
}

/** A configuration that was tried, or a submesh that was skipped and why. Equal stages are listed once. */
export interface TriedCandidate<C> {
  /** The layers of each chunk. */
  readonly chunks: readonly LayerRange[];
  /** The number of stages of the model that are equal to this one, itself included. */
  readonly numEqual: number;
  readonly submesh: Submesh;
  readonly outcome:
    | { readonly kind: "possible"; readonly candidate: StageCandidate<C>; readonly downstream: DownstreamRange }
    | { readonly kind: "infeasible"; readonly config: C; readonly reason: string }
    | { readonly kind: "skipped"; readonly reason: string };
}

export interface StageSearchResult<C> {
  readonly stages: readonly PlannedStage<C>[];
  readonly seconds: number;
  /** No plan of these candidates takes fewer seconds under the model. */
  readonly lowerBoundSeconds: number;
  /** (seconds − lowerBoundSeconds) / seconds; 0 unless the search was stopped or a gap was allowed. */
  readonly gap: number;
  /** Lists every candidate with its cost or the reason it was rejected. Computed on demand: there may be a million. */
  readonly listCandidates: () => TriedCandidate<C>[];
}

/** Microbatches between two updates in a pipeline of `numStages` stages. */
export const microbatchesPerUpdate = <C>(problem: StageProblem<C>, numStages: number): number =>
  problem.microbatchesPerUpdate ?? problem.schedule.defaultMicrobatchesPerUpdate(numStages, problem.numMicrobatches);
