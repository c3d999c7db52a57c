/**
 * @file The joint search and its finish. Where a stage solved as a whole does not fit, though its layers seemed to, the search goes on with
 * as much memory in reserve; what is solved stays, so that takes little more.
 */
import type { Step } from "../../analysis/step.ts";
import { type AlpaError, Infeasible, RuntimeFailure } from "../../base/errors.ts";
import { searchJointly } from "./best-first.ts";
import type { JointOptions, JointResult } from "./joint-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";
import { type FinishedPlan, type FinishOptions, finishPlan } from "./solve-stages.ts";

/** Share of a device's memory that is put in reserve at first, and at most. */
const [firstShare, mostShare] = [0.02, 0.5];

/**
 * What the search found, and the best plan in the end; none when none takes less than the limit of the search.
 * @param split     the step in so many microbatches
 * @param onResult  called before a plan is finished
 * @throws Infeasible when none fits in memory
 */
export function* planJointly(
  costs: LayerCosts,
  split: (microbatches: number) => Step,
  search: Omit<JointOptions, "reserveBytes">,
  finish: FinishOptions,
  onResult?: (result: JointResult) => void,
): Generator<void, { found: JointResult; finished?: FinishedPlan }> {
  const memoryBytes = Math.min(...costs.cluster.hosts.map(({ device }) => device.memoryBytes));
  for (let reserveBytes = 0; ; ) {
    const found = yield* searchJointly(costs, { ...search, reserveBytes });
    onResult?.(found);
    if (!found.best) return { found };
    const { setting, stages } = found.best;
    try {
      const cut = split(setting.microbatches);
      return { found, finished: finishPlan(cut, costs.pieces.layers.numLayers, setting, stages, finish) };
    } catch (error) {
      const isShort = error instanceof Infeasible || error instanceof RuntimeFailure;
      if (!isShort || reserveBytes >= mostShare * memoryBytes) throw error;
      reserveBytes = Math.max(2 * reserveBytes, firstShare * memoryBytes, excessOf(error));
    }
  }
}

/** Bytes over the limit, as far as the error knows. */
const excessOf = ({ details }: AlpaError): number => (typeof details?.excess === "number" ? details.excess : 0);
