/** @file The schedules and numbers of microbatches that a joint search tries. */
import type { Step } from "../../analysis/step.ts";
import { Unsupported } from "../../base/errors.ts";
import { divisorsOf, range } from "../../base/integers.ts";
import { findSchedule } from "../../schedules/registry.ts";
import type { PlanRequest } from "../method.ts";
import { synchronousSchedule } from "../stages/cut-stages.ts";
import type { Setting } from "./joint-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";

/**
 * The schedules that are tried by default. Those with one update per step that are left out: `gpipe` takes the seconds
 * of `1f1b` and more memory, `pipedream-flush` is `1f1b`, and `zb-h2` holds twice the activations of `1f1b`.
 */
const defaultSchedules = ["1f1b", "zb-h1", "zb-v", "interleaved-1f1b"];

/** The values that the user allows; any by default. */
export interface AskedSettings {
  readonly microbatches?: readonly number[];
  readonly schedules?: readonly string[];
}

/**
 * Every schedule combined with every number of microbatches that the user asked for or that the step can be split into.
 * @param costs  the costs of the step's layers; undefined for a step that cannot be split into layers
 */
export function* findSettings(
  { batch, microbatches, step }: Pick<PlanRequest, "batch" | "microbatches" | "step">,
  { microbatches: asked, schedules = defaultSchedules }: AskedSettings,
  costs: LayerCosts | undefined,
): Generator<void, Setting[]> {
  for (const schedule of schedules) synchronousSchedule(schedule);
  const canSplit = splitTest(step, costs);
  const findCounts = (): Generator<void, readonly number[]> =>
    asked ? possibleOf(asked, canSplit) : countsOf(batch, canSplit);
  const counts = microbatches === undefined ? yield* findCounts() : [microbatches];
  return counts.flatMap((count) => schedules.map((schedule) => ({ schedule, microbatches: count })));
}

/**
 * The settings whose schedule is possible, and whose seconds are known, with `numStages` stages, or with some number of
 * stages up to `maxStages`. If no number has any, returns all settings, so that the search reports the reason.
 */
export function legalSettings(
  settings: readonly Setting[],
  {
    maxStages,
    numLayers,
    numStages,
  }: { readonly maxStages: number; readonly numLayers: number; readonly numStages?: number },
): readonly Setting[] {
  const counts = numStages === undefined ? range(maxStages).map((index) => index + 1) : [numStages];
  const legal = settings.filter(({ schedule, microbatches }) => {
    const { defaultChunks: numChunks, findProblem, fewestMicrobatches } = findSchedule(schedule);
    const sizes = { numMicrobatches: microbatches, numChunks, microbatchesPerUpdate: microbatches };
    // A schedule with several chunks per stage needs at least two stages.
    const minStages = numChunks > 1 ? 2 : 1;
    return counts.some(
      (count) =>
        count >= minStages &&
        count * numChunks <= numLayers &&
        fewestMicrobatches(count) <= microbatches &&
        !findProblem({ ...sizes, numStages: count }),
    );
  });
  return legal.length > 0 || numStages !== undefined ? legal : settings;
}

/** Tests whether the step can be split into a number of microbatches. */
type SplitTest = (microbatches: number) => Generator<void, boolean>;

/**
 * The numbers of microbatches to try: one, and those with 1, 2, 4, … examples each that divide the batch. If the step
 * cannot be split into any of the latter (it may regroup its batch), these are all numbers that it can be split into.
 */
function* countsOf(batch: number, canSplit: SplitTest): Generator<void, number[]> {
  const sizes = divisorsOf(batch).slice(0, -1);
  const possible = function* (candidates: readonly number[]): Generator<void, number[]> {
    const counts = candidates.map((size) => batch / size);
    return yield* possibleAmong(counts, canSplit);
  };
  const usual = yield* possible(sizes.filter((size) => Number.isInteger(Math.log2(size))));
  return [1, ...(usual.length > 0 ? usual : yield* possible(sizes))];
}

/**
 * The requested numbers of microbatches that the step can be split into. If there are none, all requested numbers, so
 * that the search reports the reason.
 */
function* possibleOf(asked: readonly number[], canSplit: SplitTest) {
  const possible = yield* possibleAmong(asked, canSplit);
  return possible.length > 0 ? possible : asked;
}

function* possibleAmong(counts: readonly number[], canSplit: SplitTest): Generator<void, number[]> {
  const found: number[] = [];
  for (const count of counts) {
    yield;
    if (yield* canSplit(count)) found.push(count);
  }
  return found;
}

/**
 * Returns a function that tests whether the step, and every class of its layers if it has layers, can be split into a
 * number of microbatches. A step that can be split into n microbatches can be split into every divisor of n, so when
 * the largest n comes first the step is split only once.
 */
function splitTest(step: (microbatches: number) => Step, costs: LayerCosts | undefined): SplitTest {
  const known: number[] = [];
  return function* (microbatches) {
    try {
      if (!known.some((count) => count % microbatches === 0)) step(microbatches);
      known.push(microbatches);
      for (const layer of costs?.slices.layers.classes.keys() ?? []) {
        yield;
        costs!.isRepeated(layer, microbatches);
      }
      return true;
    } catch (error) {
      if (error instanceof Unsupported) return false;
      throw error;
    }
  };
}
