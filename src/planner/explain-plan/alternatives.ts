/** @file The same plan with one choice changed, priced alike. */
import type { Step } from "../../analysis/step.ts";
import { isRefusal, Unsupported } from "../../base/errors.ts";
import { numberOf } from "../../base/units.ts";
import type { Plan } from "../../plan/plan.ts";
import { type PricingTarget, pricePlan } from "../compare/price-whole.ts";
import type { PlannedGraph } from "../plan-source.ts";
import { withoutRecomputation } from "./recomputation.ts";

/** What a step would take with another choice, or why there is no such plan. */
export interface Alternative {
  readonly choice: string;
  readonly seconds?: number;
  readonly peakBytes?: number;
  readonly fits?: boolean;
  readonly reason?: string;
}

/** Schedules of one update per step and one chunk per stage. */
const schedules = ["gpipe", "1f1b", "zb-h1"];

/** Cuts the traced step into microbatches, recomputed as planned or not at all. */
export type StepOf = (choice: { readonly microbatches: number; readonly recomputes: boolean }) => Promise<Step>;

/** Prices no recomputation, other schedules, half and twice as many microbatches, with all splits as planned. */
export async function alternativesOf(
  planned: Pick<PlannedGraph, "step" | "plan">,
  target: PricingTarget,
  stepOf: StepOf,
): Promise<Alternative[]> {
  const { step } = planned;
  const { graph: _, ...plan } = planned.plan;
  const { pipeline, microbatches, remat } = plan;
  if ((pipeline?.numUpdates ?? 1) > 1) return [];
  const found: Alternative[] = [];
  const add = async (choice: string, make: () => Promise<Pick<PlannedGraph, "step" | "plan">>): Promise<void> => {
    try {
      const { seconds, memory } = pricePlan(await make(), target);
      found.push({ choice, seconds, peakBytes: memory.peakBytes, fits: memory.peakBytes <= target.limitBytes });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      found.push({ choice, reason: error.message });
    }
  };
  if (remat?.some((choice) => choice !== "none"))
    await add(noRecomputation, async () => {
      const plain = await stepOf({ microbatches, recomputes: false });
      return { step: plain, plan: withoutRecomputation(step, plan, plain) };
    });
  if (pipeline && pipeline.numChunks === 1)
    for (const schedule of schedules)
      if (schedule !== pipeline.schedule)
        await add(`schedule ${schedule}`, async () => ({
          step,
          plan: { ...plan, pipeline: { ...pipeline, schedule } },
        }));
  for (const count of [microbatches / 2, microbatches * 2])
    if (Number.isInteger(count))
      await add(numberOf(count, "microbatch"), async () => {
        const other = await stepOf({ microbatches: count, recomputes: true });
        return { step: other, plan: sameSplits(plan, other) };
      });
  return found;
}

/** The choice of a plan that saves all activations. */
export const noRecomputation = "no recomputation";

/** The plan for a step in another number of microbatches. @throws Unsupported if the step has other ops */
function sameSplits(plan: Plan, { graph, microbatches }: Step): Plan {
  if (graph.ops.length === plan.ops.length) return { ...plan, microbatches };
  throw new Unsupported("plan", `the step has other ops with ${numberOf(microbatches, "microbatch")}; plan it anew`);
}
