/**
 * @file Layers to stages: which layers every stage of a pipeline gets, uniformly or by hand, for a schedule asked for
 * by name.
 */

import { findLayers, type Layers } from "../../analysis/layers.ts";
import { StageCutter, type StagePlace, type StageStep } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { within } from "../../base/cooperative.ts";
import { AlpaError, InvalidConfig } from "../../base/errors.ts";
import { prefixSums } from "../../base/prefix-sums.ts";
import type { Plan } from "../../plan/plan.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { makeSchedule, range, type ScheduleRule } from "../../schedules/schedule.ts";
import { combineStages, type PlannedStage } from "./combine-stages.ts";

export interface StageOptions {
  /**
   * The number of stages, of about equal FLOPs each; or the layers of each: `[[0, 1], [2]]`. With several chunks
   * per stage these are the layers of each piece of the model, in the model's order, and the schedule places the pieces
   * on stages.
   */
  readonly stages: number | readonly (readonly number[])[];
  /**
   * Layers to cut the model into; found when left out, or as many as listed. A model with marked layers has as many as
   * marks.
   */
  readonly layers?: number;
  /** Name of a schedule with one update per step; "1f1b" when left out. */
  readonly schedule?: string;
  /** Pieces of the model per stage; the schedule's own number when left out. */
  readonly chunks?: number;
}

/** Plans one stage's part of a step for its devices. */
export type PlanStage = (part: StageStep, devices: number) => Generator<unknown, Plan>;

/**
 * The plan in which every stage follows what `planStage` plans for it.
 * @param name  the plan's `method` text
 * @throws InvalidConfig for stages, layers, chunks, microbatches and devices that do not go together, and what
 *   `planStage` throws
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
  const numPieces = typeof stages === "number" ? stages * numChunks : stages.length;
  const numStages = numPieces / numChunks;
  checkStages(step, devices, rule, numStages, numChunks, stages);

  const layers = findPieceLayers(step, options, numPieces);
  const pieces =
    typeof stages === "number" ? splitEvenly(layers.forwardFlops, numPieces) : checkLists(stages, layers.numLayers);
  const placeOf = new Map<number, StagePlace>();
  for (const stage of range(numStages))
    for (const chunk of range(numChunks)) placeOf.set(rule.pieceOf(stage, chunk, numStages), { stage, chunk });
  const places = pieces.flatMap((size, piece) => Array<StagePlace>(size).fill(placeOf.get(piece)!));

  const cutter = new StageCutter(step);
  const assignment = cutter.assign(layers, places);
  const planned: PlannedStage[] = [];
  for (const stage of range(numStages)) {
    const part = cutter.stageStep(assignment, stage);
    try {
      // The progress of one stage says nothing of the whole.
      const plan = yield* within(planStage(part, devices / numStages), () => {});
      if (plan.stages.length !== 1)
        throw new InvalidConfig(
          name,
          `${plan.method} makes ${plan.stages.length} stages inside; use a method of one stage`,
        );
      planned.push({ part, plan });
    } catch (error) {
      if (error instanceof AlpaError && numStages > 1) error.message = `stage ${stage}: ${error.message}`;
      throw error;
    }
  }
  return combineStages(step, assignment, planned, name, { schedule, numChunks, numUpdates: 1 });
}

/**
 * The schedule called `name`. @throws InvalidConfig when there is none, or when it does more than one update per step
 */
export function synchronousSchedule(name: string): ScheduleRule {
  const rule = findSchedule(name);
  if (rule.weightVersions(0, 2, 2) === 1) return rule;
  throw new InvalidConfig(
    `schedule ${rule.name}`,
    "is asynchronous: its microbatches see different weights; use the method pipedream, or a schedule with one update per step such as 1f1b",
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
      `${stages.length} lists of layers are not ${numChunks} for each stage; give a multiple of ${numChunks} or other chunks`,
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

/** The layers of the step, at least one for every piece. */
function findPieceLayers(step: Step, { stages, layers: asked }: StageOptions, numPieces: number): Layers {
  const what =
    stages === numPieces
      ? `${stages} stages`
      : `${numPieces} pieces of the model (stages times chunks, or lists of layers)`;
  const tooFew = (most: number): never => {
    throw new InvalidConfig(
      "stages",
      `${what} need at least ${numPieces} layers, got ${most}; lower the stages or raise the layers`,
      { numPieces, numLayers: most },
    );
  };
  const listed = typeof stages === "number" ? undefined : stages.flat().length;
  try {
    const layers = findLayers(step, { numLayers: asked ?? listed ?? "auto" });
    if (layers.numLayers >= numPieces) return layers;
    if (asked !== undefined || layers.names !== undefined) return tooFew(layers.numLayers);
    return findLayers(step, { numLayers: numPieces });
  } catch (error) {
    if (error instanceof InvalidConfig && typeof error.details.numHeavyOps === "number" && asked === undefined)
      return tooFew(error.details.numHeavyOps);
    throw error;
  }
}

/** Numbers of layers per piece from lists by hand, which must count the layers from 0, in order. */
function checkLists(lists: readonly (readonly number[])[], numLayers: number): number[] {
  const text = JSON.stringify(lists);
  const empty = lists.findIndex((list) => list.length === 0);
  if (empty >= 0)
    throw new InvalidConfig("stages", `list ${empty} of ${text} has no layer; give every stage one or more`);
  const flat = lists.flat();
  if (flat.length !== numLayers || flat.some((layer, i) => layer !== i)) {
    throw new InvalidConfig(
      "stages",
      `${text} must name the ${numLayers} layers 0 to ${numLayers - 1} once each, in order; the layers of a stage follow one another`,
    );
  }
  return lists.map((list) => list.length);
}

/**
 * Sizes of `count` consecutive runs of `weights`, none empty, whose heaviest is as light as can be; of those the most
 * even ones (least sum of squares).
 */
export function splitEvenly(weights: readonly number[], count: number): number[] {
  const sums = prefixSums(weights);
  const between = (a: number, b: number): number => sums[b] - sums[a];
  const n = weights.length;
  /** best[b]: the least of `cost` over cuts of the first b weights in so many runs. */
  const solve = (cost: (sum: number) => number, join: (a: number, b: number) => number): number[][] => {
    let best = [0, ...Array<number>(n).fill(Number.POSITIVE_INFINITY)];
    const from: number[][] = [];
    for (let run = 1; run <= count; run++) {
      const next = Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
      from[run] = Array<number>(n + 1).fill(-1);
      for (let b = run; b <= n; b++) {
        for (let a = run - 1; a < b; a++) {
          const value = join(best[a], cost(between(a, b)));
          if (value < next[b]) [next[b], from[run][b]] = [value, a];
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
  for (let [run, b] = [count, n]; run > 0; run--) {
    const a = from[run - 1][b];
    sizes.unshift(b - a);
    b = a;
  }
  return sizes;
}
