/** @file Explains a plan: the cost and savings of its stages, splits and recomputation, and of other choices. */
import type { Estimate } from "../../plan/plan.ts";
import { scheduleByName } from "../../schedules/registry.ts";
import { peakInFlight } from "../../simulate/simulate.ts";
import { type PricingTarget, pricePlan } from "../compare/price-whole.ts";
import type { Priced } from "../compare/row.ts";
import type { PlannedGraph } from "../plan-source.ts";
import { type Alternative, alternativesOf, type StepOf } from "./alternatives.ts";
import { type Recomputation, recomputationOf } from "./recomputation.ts";
import { type StageUse, stageUses } from "./stage-use.ts";

export interface PlanExplanation extends Priced {
  readonly method: string;
  readonly schedule?: string;
  readonly microbatches: number;
  /** The search's own estimate and its lower bound, if a search made the plan. */
  readonly estimate?: Estimate;
  readonly stages: readonly (StageUse & {
    /** Most microbatches whose activations a device holds at a time; 1 without a pipeline. */
    readonly inFlight: number;
  })[];
  readonly remat?: Recomputation;
  readonly alternatives: readonly Alternative[];
}

/** Prices the plan and its alternatives. */
export async function explainPlan(
  planned: Pick<PlannedGraph, "step" | "plan">,
  target: PricingTarget,
  stepOf: StepOf,
): Promise<PlanExplanation> {
  const { step, plan } = planned;
  const { pipeline, method, estimate } = plan;
  const inFlight = inFlightOf(planned);
  return {
    ...pricePlan(planned, target),
    method,
    ...(pipeline && { schedule: pipeline.schedule }),
    microbatches: step.microbatches * (pipeline?.numUpdates ?? 1),
    ...(estimate && { estimate }),
    stages: stageUses(planned, target).map((use, stage) => ({ ...use, inFlight: inFlight[stage] })),
    remat: recomputationOf(step, plan),
    alternatives: await alternativesOf(planned, target, stepOf),
  };
}

/** By stage, the most microbatches between their forward and the end of their backward, counted once per chunk. */
function inFlightOf({ step, plan }: Pick<PlannedGraph, "step" | "plan">): number[] {
  const { pipeline, stages } = plan;
  if (!pipeline) return stages.map(() => 1);
  const numMicrobatches = step.microbatches * pipeline.numUpdates;
  const { tasks } = scheduleByName(pipeline.schedule, {
    ...{ numStages: stages.length, numMicrobatches, numChunks: pipeline.numChunks },
    microbatchesPerUpdate: step.microbatches,
  });
  return tasks.map(peakInFlight);
}
