/** @file What a plan took to fit and to be fast, told from the step and the plan alone. */
import { findRoles, isWeightRole, type Role } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import { axesSize } from "../../plan/placement.ts";
import { type Plan, rematChoices } from "../../plan/plan.ts";

/** Short phrases: microbatches, stages, layers computed again, and how far parameters and optimizer state are split (ZeRO, tensor parallel). */
export function whatItTook({ graph, ...step }: Step, plan: Plan): string[] {
  const took: string[] = [];
  if (plan.microbatches > 1) took.push(`${plan.microbatches} microbatches`);
  if (plan.stages.length > 1) took.push(`${plan.stages.length} stages under ${plan.pipeline!.schedule}`);
  for (const choice of rematChoices.slice(1)) {
    const count = plan.remat?.filter((each) => each === choice).length ?? 0;
    if (count > 0) took.push(`${choice} recomputation of ${count} layers`);
  }
  const roles = findRoles({ graph, ...step });
  const mostSplit = (isWanted: (role: Role) => boolean): number =>
    graph.inputs.reduce((most, { value }, input) => {
      if (!isWanted(roles.inputs[input]) || graph.types[value].shape.length === 0) return most;
      const { stage, placement } = plan.inputs[input];
      return Math.max(most, axesSize(plan.stages[stage].mesh, placement.dims.flat()));
    }, 1);
  const [parameters, optimizer] = [mostSplit(isWeightRole), mostSplit((role) => role === "optimizer")];
  if (parameters > 1) took.push(`parameters split up to ${parameters} ways`);
  if (optimizer > 1) took.push(`optimizer state split up to ${optimizer} ways`);
  return took;
}
