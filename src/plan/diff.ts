/** @file The differences between two plans of one step, in the words of `explain`. */
import { InvalidConfig } from "../base/errors.ts";
import { numberOf } from "../base/units.ts";
import { type Graph, opName } from "../ir/graph.ts";
import { placementText } from "./placement.ts";
import type { OpPlan, Plan } from "./plan.ts";

export interface PlanDifference {
  /** `input state.params[0].weight`, `dot_general.12`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Everything that two plans of `graph` (an executable's `step.graph`) do differently: meshes and their devices,
 * microbatches, schedule, what is computed again, inputs, outputs, ops.
 * @throws InvalidConfig for plans of other graphs
 */
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
  compare("devices", devicesText(before), devicesText(after));
  compare("microbatches", `${before.microbatches}`, `${after.microbatches}`);
  compare("pipeline", pipelineText(before), pipelineText(after));
  compare("remat", rematText(before), rematText(after));
  for (const side of ["inputs", "outputs"] as const) {
    graph[side].forEach(({ name }, i) => {
      const [a, b] = [before, after].map(
        (plan) => stageText(plan, plan[side][i]) + placementText(plan[side][i].placement),
      );
      compare(`${side.slice(0, -1)} ${name}`, a, b);
    });
  }
  graph.ops.forEach((_, op) => {
    const [a, b] = [before, after].map((plan) => stageText(plan, plan.ops[op]) + opPlanText(plan.ops[op]));
    compare(opName(graph, op), a, b);
  });
  return differences;
}

const meshText = (plan: Plan): string =>
  plan.stages.map(({ mesh }) => mesh.axes.map(({ name, size }) => `${name}=${size}`).join(" × ")).join("; ");

const devicesText = (plan: Plan): string => plan.stages.map(({ devices }) => devices.join(", ")).join("; ");

function pipelineText({ pipeline }: Plan): string {
  if (!pipeline) return "none";
  const { schedule, numChunks, numUpdates } = pipeline;
  return `${schedule}, ${numberOf(numChunks, "chunk")} a stage, ${numberOf(numUpdates, "update")} a call`;
}

const rematText = ({ remat }: Plan): string => remat?.join(", ") ?? "none";

/** The stage and chunk of a port or an op, for plans of several stages. */
function stageText(plan: Plan, { stage, chunk }: { readonly stage: number; readonly chunk?: number }): string {
  if (plan.stages.length === 1) return "";
  return (plan.pipeline?.numChunks ?? 1) > 1 && chunk !== undefined
    ? `stage ${stage}, chunk ${chunk}: `
    : `stage ${stage}: `;
}

/** `factor 1 on x, operands of sum 0 partial on y`; `whole` when nothing is split. */
export function opPlanText({ factors, partial }: OpPlan): string {
  const parts = factors.flatMap((axes, factor) => (axes.length > 0 ? [`factor ${factor} on ${axes.join("+")}`] : []));
  for (const [axis, set] of Object.entries(partial)) parts.push(`sums kept on ${axis} (operands ${set})`);
  return parts.join(", ") || "whole";
}
