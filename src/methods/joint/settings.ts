/** @file The schedules and numbers of microbatches that a joint search tries. */
import type { Step } from "../../analysis/step.ts";
import { Unsupported } from "../../base/errors.ts";
import { divisorsOf } from "../../base/integers.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { range } from "../../schedules/schedule.ts";
import type { PlanRequest } from "../method.ts";
import { synchronousSchedule } from "../stages/cut-stages.ts";
import type { Setting } from "./joint-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";

/** Those with one update per step; but `gpipe`, as `1f1b` takes as long in less memory. */
const defaultSchedules = ["1f1b", "zb-h1", "zb-v", "interleaved-1f1b"];

/** The settings that the user fixed; the search chooses those left out. */
export interface AskedSettings {
  readonly microbatches?: readonly number[];
  readonly schedules?: readonly string[];
}

/**
 * Every schedule in every number of microbatches that is asked for or that the step can be cut into.
 * @param costs  of the step's layers; undefined for a step that cannot be cut into layers
 */
export function* findSettings(
  { batch, microbatches, step }: Pick<PlanRequest, "batch" | "microbatches" | "step">,
  { microbatches: asked, schedules = defaultSchedules }: AskedSettings,
  costs: LayerCosts | undefined,
): Generator<void, Setting[]> {
  for (const schedule of schedules) synchronousSchedule(schedule);
  const canCut = cutsOf(step, costs);
  const open = (): Generator<void, readonly number[]> => (asked ? possibleOf(asked, canCut) : countsOf(batch, canCut));
  const counts = microbatches === undefined ? yield* open() : [microbatches];
  return counts.flatMap((count) => schedules.map((schedule) => ({ schedule, microbatches: count })));
}

/**
 * The settings whose schedules some number of stages suits, or the one asked for; all when none does, so that the
 * search says why.
 */
export function legalSettings(
  settings: readonly Setting[],
  { most, numLayers, numStages }: { readonly most: number; readonly numLayers: number; readonly numStages?: number },
): readonly Setting[] {
  const counts = numStages === undefined ? range(most).map((index) => index + 1) : [numStages];
  const legal = settings.filter(({ schedule, microbatches }) => {
    const { defaultChunks: numChunks, findProblem } = findSchedule(schedule);
    const sizes = { numMicrobatches: microbatches, numChunks, microbatchesPerUpdate: microbatches };
    // One stage has nothing to order.
    const least = numChunks > 1 ? 2 : 1;
    return counts.some(
      (count) => count >= least && count * numChunks <= numLayers && !findProblem({ ...sizes, numStages: count }),
    );
  });
  return legal.length > 0 ? legal : settings;
}

/**
 * Numbers of microbatches of 1, 2, 4, … examples, as far as they divide the batch, and the whole batch at once. When
 * the step can be cut into none of these (it may regroup its batch), all numbers that it can be cut into.
 */
function* countsOf(batch: number, canCut: (microbatches: number) => boolean): Generator<void, number[]> {
  const sizes = divisorsOf(batch).slice(0, -1);
  const possible = function* (open: readonly number[]): Generator<void, number[]> {
    const counts = open.map((size) => batch / size);
    return yield* possibleAmong(counts, canCut);
  };
  const usual = yield* possible(sizes.filter((size) => Number.isInteger(Math.log2(size))));
  return [1, ...(usual.length > 0 ? usual : yield* possible(sizes))];
}

/**
 * Those of the numbers asked for that the step can be cut into; all when it can be cut into none, so that the search
 * says why.
 */
function* possibleOf(asked: readonly number[], canCut: (microbatches: number) => boolean) {
  const possible = yield* possibleAmong(asked, canCut);
  return possible.length > 0 ? possible : asked;
}

function* possibleAmong(
  counts: readonly number[],
  canCut: (microbatches: number) => boolean,
): Generator<void, number[]> {
  const found: number[] = [];
  for (const count of counts) {
    yield;
    if (canCut(count)) found.push(count);
  }
  return found;
}

/**
 * Tells whether the step can be cut into a number of microbatches, and each kind of its layers, where there are layers.
 * A step that can be cut into n microbatches can be cut into divisors of n, so trying the largest n first takes one cut
 * of the step.
 */
function cutsOf(
  step: (microbatches: number) => Step,
  costs: LayerCosts | undefined,
): (microbatches: number) => boolean {
  const known: number[] = [];
  return (microbatches) => {
    try {
      if (!known.some((count) => count % microbatches === 0)) step(microbatches);
      known.push(microbatches);
      if (costs) for (const layer of costs.pieces.layers.classes.keys()) costs.isChained(layer, microbatches);
      return true;
    } catch (error) {
      if (error instanceof Unsupported) return false;
      throw error;
    }
  };
}
