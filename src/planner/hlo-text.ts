/** @file Plans as StableHLO text, one module per stage. */
import type { Step } from "../analysis/step.ts";
import { printGraph } from "../ir/print.ts";
import { partitionStages } from "../lower/partition.ts";
import { stagesOf } from "../lower/split-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { valuePlacements } from "../sharding/check-plan.ts";

/**
 * Each stage's part of the step with Shardy's mesh and the sharding of every value, in the form that XLA accepts. `%7`
 * is the result of op 7 of the whole step; if that op is a `dot_general`, its name is `dot_general.7`.
 */
export function shardedTexts(step: Step, plan: Plan): string[] {
  return stagesOf(step, plan).map((own) => {
    const placements = valuePlacements(own.step.graph, own.plan);
    const [{ mesh }] = own.plan.stages;
    return printGraph(own.step.graph, { mesh, placementOf: (value) => placements[value], opNumbers: own.ops });
  });
}

/** The per-device graph of each stage, collectives included. */
export const perDeviceTexts = (step: Step, plan: Plan): string[] =>
  partitionStages(step, plan).stages.map(({ graph, mesh }) => printGraph(graph, { mesh }));
