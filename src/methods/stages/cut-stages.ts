/**
 * @file Assigns layers to the stages of a pipeline, uniformly or as the user lists them, for a given schedule.
 */

import { findLayers, type Layers } from "../../analysis/layers.ts";
import { type StageAssignment, StageCutter, type StagePlace, type StageStep } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { within } from "../../base/cooperative.ts";
import { AlpaError, InvalidConfig } from "../../base/errors.ts";
import { range } from "../../base/integers.ts";
import { getOrMake, memoizeWeakly } from "../../base/memoize.ts";
import { prefixSums } from "../../base/prefix-sums.ts";
import type { Plan } from "../../plan/plan.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { isSynchronous, makeSchedule, type ScheduleRule } from "../../schedules/schedule.ts";
import { combineStages, type PlannedStage } from "./combine-stages.ts";

export interface StageOptions {
  /**
   * The number of stages, with about equal FLOPs each; or the layers of each stage: `[[0, 1], [2]]`. With several
   * chunks per stage, list the layers of each chunk in the model's order; the schedule places the chunks on stages.
   */
  readonly stages: number | readonly (readonly number[])[];
  /**
   * The number of layers to cut the model into. By default, it is the number of listed layers or is chosen
   * automatically. A model with marked layers has one layer per mark.
   */
  readonly layers?: number;
  /** Name of a schedule with one update per step; defaults to "1f1b". */
  readonly schedule?: string;
  /** Model chunks per stage; defaults to the schedule's own number. */
  readonly chunks?: number;
}

/** Plans one stage of a step for a number of devices. */
export type PlanStage = (part: StageStep, devices: number) => Generator<unknown, Plan>;

/**
 * Plans every stage with `planStage` and combines the plans.
 * @param name  the plan's `method` text
 * @throws InvalidConfig when stages, layers, chunks, microbatches and devices do not match; also whatever `planStage`
 *   throws
 */
export function* planStages(
  step: Step,
  devices: number,
  options: StageOptions,
  name: string,
  planStage: PlanStage,
): Generator<void, Plan> {
  const { schedule = "1f1b", stages } = options;
  const rule = synchronousSchedule(schedule);
  const numChunks = options.chunks ?? rule.defaultChunks;
  const numModelChunks = typeof stages === "number" ? stages * numChunks : stages.length;
  const numStages = numModelChunks / numChunks;
  checkStages(step, devices, rule, numStages, numChunks, stages);

  const key = JSON.stringify([stages, options.layers, rule.name, numChunks]);
  const { assignment, parts } = getOrMake(cutsOf(step), key, () =>
    cutStages(step, options, rule, numStages, numChunks),
  );
  const planned: PlannedStage[] = [];
  for (const [stage, part] of parts.entries()) {
    try {
      // Discard the progress of a single stage.
      const plan = yield* within(planStage(part, devices / numStages), () => {});
      if (plan.stages.length !== 1)
        throw new InvalidConfig(
          name,
          `${plan.method} makes ${plan.stages.length} stages inside a stage; use a method that makes one`,
        );
      planned.push({ part, plan });
    } catch (error) {
      if (error instanceof AlpaError && numStages > 1) error.message = `stage ${stage}: ${error.message}`;
      throw error;
    }
  }
  return combineStages(step, assignment, planned, name, { schedule, numChunks, numUpdates: 1 });
}

/** A step cut into stages. */
interface StageCut {
  readonly assignment: StageAssignment;
  /** By stage. */
  readonly parts: readonly StageStep[];
}

/** By step and text of its stages: the cuts so far. Plans that differ only within stages share them. */
const cutsOf = memoizeWeakly((_: Step) => new Map<string, StageCut>());

function cutStages(
  step: Step,
  options: StageOptions,
  rule: ScheduleRule,
  numStages: number,
  numChunks: number,
): StageCut {
  const { stages } = options;
  const numModelChunks = numStages * numChunks;
  const layers = findChunkLayers(step, options, numModelChunks);
  const chunkSizes =
    typeof stages === "number"
      ? splitEvenly(layers.forwardFlops, numModelChunks)
      : checkLists(stages, layers.numLayers);
  const placeOf = new Map<number, StagePlace>();
  for (const stage of range(numStages))
    for (const chunk of range(numChunks)) placeOf.set(rule.positionOf(stage, chunk, numStages), { stage, chunk });
  const places = chunkSizes.flatMap((size, index) => Array<StagePlace>(size).fill(placeOf.get(index)!));
  const cutter = new StageCutter(step);
  const assignment = cutter.assign(layers, places);
  return { assignment, parts: range(numStages).map((stage) => cutter.stageStep(assignment, stage)) };
}

/**
 * The schedule called `name`.
 * @throws InvalidConfig when it does not exist or does more than one update per step
 */
export function synchronousSchedule(name: string): ScheduleRule {
  const rule = findSchedule(name);
  if (isSynchronous(rule)) return rule;
  throw new InvalidConfig(
    `schedule ${rule.name}`,
    "is asynchronous: its microbatches see different weights; use the method pipedream, or a schedule with one " +
      "update per step such as 1f1b",
  );
}

function checkStages(
  step: Step,
  devices: number,
  rule: ScheduleRule,
  numStages: number,
  numChunks: number,
  stages: StageOptions["stages"],
): void {
  if (!Number.isInteger(numChunks) || numChunks < 1)
    throw new InvalidConfig("chunks", `got ${numChunks}; give an integer of 1 or more`);
  if (typeof stages !== "number" && !Number.isInteger(numStages)) {
    throw new InvalidConfig(
      "stages",
      `got ${stages.length} lists of layers, not a multiple of ${numChunks} chunks per stage; ` +
        `give ${numChunks} lists per stage or change chunks`,
    );
  }
  if (!Number.isInteger(numStages) || numStages < 1)
    throw new InvalidConfig("stages", `got ${stages}; give an integer of 1 or more, or a list of layers per stage`);
  makeSchedule(rule, { numStages, numMicrobatches: step.microbatches, numChunks });
  if (devices % numStages !== 0) {
    const divisors = range(devices).flatMap((n) => (devices % (n + 1) === 0 ? [n + 1] : []));
    throw new InvalidConfig(
      "stages",
      `${numStages} stages do not share ${devices} devices evenly; use ${divisors.join(", ")} stages or other devices`,
      { numStages, devices },
    );
  }
}

/** The layers of the step, at least one per model chunk. */
function findChunkLayers(step: Step, { stages, layers: asked }: StageOptions, numModelChunks: number): Layers {
  const what =
    stages === numModelChunks
      ? `${stages} stages`
      : `${numModelChunks} model chunks (stages times chunks, or lists of layers)`;
  const tooFew = (most: number): never => {
    throw new InvalidConfig(
      "stages",
      `${what} need at least ${numModelChunks} layers, got ${most}; lower the stages or raise the layers`,
      { numPieces: numModelChunks, numLayers: most },
    );
  };
  const listed = typeof stages === "number" ? undefined : stages.flat().length;
  try {
    const layers = findLayers(step, { numLayers: asked ?? listed ?? "auto" });
    if (layers.numLayers >= numModelChunks) return layers;
    if (asked !== undefined || layers.names !== undefined) return tooFew(layers.numLayers);
    return findLayers(step, { numLayers: numModelChunks });
  } catch (error) {
    if (error instanceof InvalidConfig && typeof error.details.numHeavyOps === "number" && asked === undefined)
      return tooFew(error.details.numHeavyOps);
    throw error;
  }
}

/** The number of layers per chunk, from the user's lists, which must name all layers from 0 in order. */
function checkLists(lists: readonly (readonly number[])[], numLayers: number): number[] {
  const text = JSON.stringify(lists);
  const empty = lists.findIndex((list) => list.length === 0);
  if (empty >= 0)
    throw new InvalidConfig("stages", `list ${empty} of ${text} has no layer; give every stage one or more`);
  const flat = lists.flat();
  if (flat.length !== numLayers || flat.some((layer, i) => layer !== i)) {
    throw new InvalidConfig(
      "stages",
      `${text} must name the ${numLayers} layers 0 to ${numLayers - 1} once each, in order; ` +
        "the layers of a stage follow one another",
    );
  }
  return lists.map((list) => list.length);
}

/**
 * Splits `weights` into `count` consecutive non-empty groups and returns their sizes. Minimizes the heaviest group,
 * then the sum of squares.
 */
export function splitEvenly(weights: readonly number[], count: number): number[] {
  const sums = prefixSums(weights);
  const between = (a: number, b: number): number => sums[b] - sums[a];
  const n = weights.length;
  /** Dynamic programming; `best[b]` is the lowest cost of splitting the first b weights into `group` groups. */
  const solve = (cost: (sum: number) => number, join: (a: number, b: number) => number): number[][] => {
    let best = [0, ...Array<number>(n).fill(Number.POSITIVE_INFINITY)];
    const from: number[][] = [];
    for (let group = 1; group <= count; group++) {
      const next = Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
      from[group] = Array<number>(n + 1).fill(-1);
      for (let b = group; b <= n; b++) {
        for (let a = group - 1; a < b; a++) {
          const value = join(best[a], cost(between(a, b)));
          if (value < next[b]) [next[b], from[group][b]] = [value, a];
        }
      }
      best = next;
    }
    return [best, ...from.slice(1)];
  };
  const [heaviest] = solve((sum) => sum, Math.max);
  const limit = heaviest[n] * (1 + 1e-9);
  const average = sums[n] / count || 1;
  const [, ...from] = solve(
    (sum) => (sum <= limit ? (sum / average) ** 2 : Number.POSITIVE_INFINITY),
    (a, b) => a + b,
  );
  const sizes: number[] = [];
  for (let [group, b] = [count, n]; group > 0; group--) {
    const a = from[group - 1][b];
    sizes.unshift(b - a);
    b = a;
  }
  return sizes;
}
