/** @file Summary of the parallelization strategy of a plan. */
import { findRoles, isWeightRole, type Role } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import { axesSize } from "../../plan/placement.ts";
import { type Plan, rematChoices } from "../../plan/plan.ts";

/**
 * Short phrases that name the recomputed layers and how many ways parameters and optimizer state are split (tensor
 * parallelism, ZeRO).
 */
export function planFeatures(step: Step, plan: Plan): string[] {
  const { graph } = step;
  const features = rematChoices.slice(1).flatMap((choice) => {
    const count = plan.remat?.filter((each) => each === choice).length ?? 0;
    return count > 0 ? [`${choice} recomputation of ${count} layers`] : [];
  });
  if (plan.flash) features.push("flash attention");
  const roles = findRoles(step);
  for (const [has, what] of [
    [isWeightRole, "parameters"],
    [(role: Role) => role === "optimizer", "optimizer state"],
  ] as const) {
    const ways = graph.inputs.reduce((most, { value }, input) => {
      if (!has(roles.inputs[input]) || graph.types[value].shape.length === 0) return most;
      const { stage, placement } = plan.inputs[input];
      return Math.max(most, axesSize(plan.stages[stage].mesh, placement.dims.flat()));
    }, 1);
    if (ways > 1) features.push(`${what} split up to ${ways} ways`);
  }
  return features;
}
