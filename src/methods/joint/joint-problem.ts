/** @file The input and the result of the joint search. */
import type { StopSignal } from "../../base/stop-signal.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import type { Remat } from "../../plan/plan.ts";
import type { StageSearchResult } from "../../stage-search/stage-problem.ts";
import type { StageConfig } from "./stage-candidates.ts";

/** One number of microbatches under one schedule. */
export interface Setting {
  readonly schedule: string;
  /** Pieces of the model per stage; the schedule's own number when left out. */
  readonly numChunks?: number;
  readonly microbatches: number;
}

export interface JointOptions {
  readonly settings: readonly Setting[];
  readonly submeshes: readonly Submesh[];
  readonly remats: readonly Remat[];
  /** Exactly so many stages; any number when left out. */
  readonly numStages?: number;
  /** Only plans of fewer seconds are looked for. */
  readonly limitSeconds?: number;
  /**
   * Bytes of every device that layers leave free, for what a stage takes as a whole; 0 when left out. The bound counts
   * without it.
   */
  readonly reserveBytes?: number;
  /** A plan within this share of the bound ends the search. */
  readonly gap: number;
  /** Ends the search, once there is a plan. */
  readonly signal?: StopSignal;
  /** Ends solves of layers before they are good enough. */
  readonly solveSignal?: StopSignal;
}

/** The outcome of the search for one setting. */
export interface TriedSetting extends Setting {
  /** No plan of this setting takes less. */
  readonly boundSeconds: number;
  /** The best plan found. */
  readonly best?: StageSearchResult<StageConfig>;
}

export interface JointResult {
  /** The best stages; undefined when none take less than `limitSeconds`. */
  readonly best?: { readonly setting: Setting; readonly stages: StageSearchResult<StageConfig> };
  /** No plan with any of the settings takes less, by the model of `step-model.ts`. */
  readonly boundSeconds: number;
  readonly tried: readonly TriedSetting[];
  /** Layers solved for a mesh and a number of microbatches. */
  readonly numSolved: number;
}
