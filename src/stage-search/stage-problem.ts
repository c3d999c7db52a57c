/** @file The input and the result of the stage search. */
import type { StopSignal } from "../base/stop-signal.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { Submesh } from "../cluster/submesh.ts";
import type { ScheduleRule } from "../schedules/schedule.ts";
import type { StageMemory } from "./memory-rule.ts";

/** One configuration of a stage that can run. */
export interface StageCandidate<C> {
  readonly config: C;
  /** Forward and backward of one microbatch. */
  readonly seconds: number;
  /** Seconds of the update: gradient synchronization and optimizer. */
  readonly perStepSeconds: number;
  readonly memory: StageMemory;
}

/** One configuration that cannot, and why. */
export interface RejectedConfig<C> {
  readonly config: C;
  readonly infeasible: string;
}

/** Consecutive layers, both ends included. */
export interface LayerRun {
  readonly firstLayer: number;
  readonly lastLayer: number;
}

/**
 * The costs of a stage of some pieces of the model, one per chunk, on a submesh, in every configuration worth trying.
 */
export type StageCost<C> = (
  pieces: readonly LayerRun[],
  submesh: Submesh,
) => readonly (StageCandidate<C> | RejectedConfig<C>)[];

export interface StageProblem<C> {
  readonly cluster: Cluster;
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  /** Pieces per stage; the schedule's own number when left out. They are of equally many layers (`fold-layers.ts`). */
  readonly numChunks?: number;
  readonly microbatchesPerUpdate?: number;
  /** One number per layer; equal numbers are equal layers, and stages of equal layers are asked for once. */
  readonly layerClasses: readonly number[];
  readonly stageCost: StageCost<C>;
  /**
   * Seconds per microbatch to bring a piece's input to `submesh` and its gradient back; 0 when left out. Not asked for
   * layer 0.
   */
  readonly transferSeconds?: (firstLayer: number, submesh: Submesh) => number;
  /** Submeshes to try; all of the cluster's when left out. */
  readonly submeshes?: readonly Submesh[];
  /** Exactly so many stages; any number when left out. */
  readonly numStages?: number;
  /**
   * Per layer, device-seconds that a microbatch takes at the very least: no stage on n devices is faster than their sum
   * / n. With it, intervals and submeshes that cannot be part of a best plan are not asked for.
   */
  readonly leastDeviceSeconds?: readonly number[];
  /** Only plans of fewer seconds are looked for; any when left out. */
  readonly limitSeconds?: number;
  /** A plan within this share of the bound is good enough; the best one when left out. */
  readonly gap?: number;
  /** Once aborted, the best plan so far is returned with its gap. */
  readonly signal?: StopSignal;
}

export interface PlannedStage<C> {
  /** Its layers by chunk. */
  readonly pieces: readonly LayerRun[];
  readonly submesh: Submesh;
  readonly devices: readonly number[];
  readonly candidate: StageCandidate<C>;
  readonly transferSeconds: number;
  /** Microbatches (for schedules with chunks: microbatch and chunk pairs) whose activations it holds. */
  readonly inFlight: number;
  readonly memoryBytes: number;
}

/** A configuration that was tried, or a submesh that was not and why. Stages of equal layers are listed once. */
export interface TriedCandidate<C> {
  /** Its layers by chunk. */
  readonly pieces: readonly LayerRun[];
  /** The number of stages of the model that are equal to this one, itself included. */
  readonly numEqual: number;
  readonly submesh: Submesh;
  readonly outcome:
    | { readonly kind: "possible"; readonly candidate: StageCandidate<C>; readonly maxStagesBehind: number }
    | { readonly kind: "infeasible"; readonly config: C; readonly reason: string }
    | { readonly kind: "skipped"; readonly reason: string };
}

export interface StageSearchResult<C> {
  readonly stages: readonly PlannedStage<C>[];
  readonly seconds: number;
  /** No plan of these candidates takes less under the model. */
  readonly lowerBoundSeconds: number;
  /** (seconds − lowerBoundSeconds) / seconds; 0 unless the search was stopped or a gap allowed. */
  readonly gap: number;
  /** Every candidate with its cost or the reason it is out; made when asked for, as there may be a million. */
  readonly listCandidates: () => TriedCandidate<C>[];
}

/** Microbatches between two updates in a pipeline of `numStages` stages. */
export const microbatchesPerUpdate = <C>(problem: StageProblem<C>, numStages: number): number =>
  problem.microbatchesPerUpdate ?? problem.schedule.defaultMicrobatchesPerUpdate(numStages, problem.numMicrobatches);
