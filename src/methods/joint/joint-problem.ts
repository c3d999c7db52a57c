/** @file The input and the result of the joint search. */
import type { StopSignal } from "../../base/stop-signal.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import type { Remat } from "../../plan/plan.ts";
import type { StageSearchResult } from "../../stage-search/stage-problem.ts";
import type { StageConfig } from "./stage-candidates.ts";

/** One number of microbatches under one schedule. */
export interface Setting {
  readonly schedule: string;
  /** Model chunks per stage; defaults to the schedule's own number. */
  readonly numChunks?: number;
  readonly microbatches: number;
}

export interface JointOptions {
  readonly settings: readonly Setting[];
  readonly submeshes: readonly Submesh[];
  readonly remats: readonly Remat[];
  /** The exact number of stages; any number by default. */
  readonly numStages?: number;
  /** The search looks only for plans that take fewer seconds than this. */
  readonly limitSeconds?: number;
  /**
   * Bytes per device kept free while stages are composed of layers, because a stage solved as a whole may need more.
   * Defaults to 0. The lower bound ignores the reserve.
   */
  readonly reserveBytes?: number;
  /** Settings of an earlier search for which it found plans: these plans are looked for first. */
  readonly likely?: readonly Setting[];
  /** A plan within this share of the bound ends the search. */
  readonly gap: number;
  /** Stops the search as soon as there is a plan. */
  readonly signal?: StopSignal;
  /** Stops the solver of a layer early. */
  readonly solveSignal?: StopSignal;
}

/** The outcome of the search for one setting. */
export interface TriedSetting extends Setting {
  /** Lower bound on the seconds of every plan of this setting. */
  readonly boundSeconds: number;
  /** The best plan found. */
  readonly best?: StageSearchResult<StageConfig>;
}

export interface JointResult {
  /** The best stages; undefined when none take less than `limitSeconds`. */
  readonly best?: { readonly setting: Setting; readonly stages: StageSearchResult<StageConfig> };
  /** Lower bound on the seconds of the plans of all settings, by the model of `step-seconds.ts`. */
  readonly boundSeconds: number;
  readonly tried: readonly TriedSetting[];
  /** The number of layer problems solved, each for one mesh and one number of microbatches. */
  readonly numSolved: number;
}
