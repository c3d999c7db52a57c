/**
 * @file The joint search over the stages alone: microbatches, schedule and what is done inside a stage are given, and the layers and
 * devices of every stage are searched.
 */
import { findLayers } from "../../analysis/layers.ts";
import type { Step } from "../../analysis/step.ts";
import { InvalidConfig } from "../../base/errors.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import { limitedTo, submeshesOf } from "../../cluster/restrict.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Method } from "../method.ts";
import type { SearchOptions } from "../search/search-plan.ts";
import { insideOf } from "./intra-space.ts";
import type { JointProgress, JointResult } from "./joint-problem.ts";
import { LayerCosts } from "./layers/layer-costs.ts";
import { Pieces } from "./layers/layer-slices.ts";
import { planJointly } from "./memory-retry.ts";
import { finishAfter } from "./solve-stages.ts";

/** What a joint search is told. */
export interface JointSearchOptions extends Pick<SearchOptions, "cluster" | "profile" | "memoryBytes"> {
  /** Seconds to search at most; 25 when left out. The best plan so far is taken then. */
  readonly seconds?: number;
  /** A plan within this share of the bound ends the search; 0.01 when left out. */
  readonly gap?: number;
  /** Asked now and then; when it says yes, the best plan so far is taken. */
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (progress: JointProgress) => void;
  /** Told what came of the search, for reports. */
  readonly onResult?: (result: JointResult) => void;
}

export const jointDefaults = { seconds: 25, gap: 0.01 };

/** A stage's layers and devices are open, nothing else. */
export interface GivenPipeline {
  readonly schedule: string;
  /** Pieces per stage; the schedule's own number when left out. */
  readonly numChunks?: number;
  /** Layers to cut the model into; found when left out. */
  readonly numLayers?: number | "auto";
  /** What every stage does on its devices: a method that searches. */
  readonly intra: Method;
}

/**
 * The fastest stages of `step` on the first devices of the cluster.
 * @param name  the plan's `method` text
 * @throws InvalidConfig for a schedule whose rule the numbers break, or a method inside that does not suit; Infeasible when nothing fits
 */
export function* planAutoStages(
  step: Step,
  devices: number,
  { schedule, numChunks, numLayers = "auto", intra }: GivenPipeline,
  name: string,
  options: JointSearchOptions,
): Generator<void, Plan> {
  const { seconds = jointDefaults.seconds, gap = jointDefaults.gap, onProgress, onResult, memoryBytes } = options;
  const cluster = limitedTo(options.cluster ?? threadsCluster(devices), devices, name, memoryBytes);
  const end = performance.now() + 1e3 * seconds;
  const layers = findLayers(step, { numLayers });
  const costs = new LayerCosts(new Pieces(step, layers), cluster, options.profile, insideOf(intra, step));
  const submeshes = submeshesOf(cluster).filter((submesh) => costs.meshes(submesh).length > 0);
  if (submeshes.length === 0)
    throw new InvalidConfig(name, `no part of the ${devices} devices suits ${intra.name}; use another method inside`);
  const search = {
    settings: [{ schedule, numChunks, microbatches: step.microbatches }],
    submeshes,
    remats: ["none"] as const,
    gap,
    shouldStop: () => performance.now() > end || (options.shouldStop?.() ?? false),
    onProgress,
  };
  const { found, finished } = yield* planJointly(costs, () => step, search, finishAfter(name, seconds, gap), onResult);
  const { seconds: stepSeconds, peakBytes } = finished!;
  const boundSeconds = Math.min(stepSeconds, found.boundSeconds);
  return {
    ...finished!.plan,
    estimate: { seconds: stepSeconds, peakBytes, boundSeconds, symmetry: "identical-layers" },
  };
}
