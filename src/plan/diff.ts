/** @file What differs between two plans of one step, in the words of `explain`. */
import { InvalidConfig } from "../base/errors.ts";
import { type Graph, opName } from "../ir/graph.ts";
import { placementText, samePlacement } from "./placement.ts";
import type { OpPlan, Plan } from "./plan.ts";

export interface PlanDifference {
  /** `input state.params[0].weight`, `dot_general.12`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Everything that two plans of `graph` do differently: meshes, inputs, outputs, ops. */
export function diffPlans(graph: Graph, before: Plan, after: Plan): PlanDifference[] {
  for (const plan of [before, after])
    if (plan.ops.length !== graph.ops.length)
      throw new InvalidConfig(
        "diff",
        `plan ${plan.method} is for ${plan.ops.length} ops, the step has ${graph.ops.length}; compare plans of one step`,
      );
  const differences: PlanDifference[] = [];
  const compare = (what: string, a: string, b: string): void => {
    if (a !== b) differences.push({ what, before: a, after: b });
  };
  compare("mesh", meshText(before), meshText(after));
  compare("microbatches", `${before.microbatches}`, `${after.microbatches}`);
  for (const side of ["inputs", "outputs"] as const) {
    graph[side].forEach(({ name }, i) => {
      const [a, b] = [before[side][i].placement, after[side][i].placement];
      if (!samePlacement(a, b)) compare(`${side.slice(0, -1)} ${name}`, placementText(a), placementText(b));
    });
  }
  graph.ops.forEach((_, op) => {
    compare(opName(graph, op), opPlanText(before.ops[op]), opPlanText(after.ops[op]));
  });
  return differences;
}

const meshText = (plan: Plan): string =>
  plan.stages.map(({ mesh }) => mesh.axes.map(({ name, size }) => `${name}=${size}`).join(" × ")).join("; ");

/** `factor 1 on x, operands of sum 0 partial on y`; `whole` when nothing is split. */
export function opPlanText({ factors, partial }: OpPlan): string {
  const parts = factors.flatMap((axes, factor) => (axes.length > 0 ? [`factor ${factor} on ${axes.join("+")}`] : []));
  for (const [axis, set] of Object.entries(partial)) parts.push(`sums kept on ${axis} (operands ${set})`);
  return parts.join(", ") || "whole";
}
