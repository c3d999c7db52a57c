/** @file Devices that compute what others compute too, as nothing of it was split over them. */
import type { Step } from "../../analysis/step.ts";
import { opFlops } from "../../ir/table.ts";
import { axesSize, meshSize } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";

/** Times that the matmuls and convolutions of a stage are computed on its devices together; 1 where each is computed once. */
function timesComputed({ graph }: Step, plan: Plan, stage: number): number {
  const { mesh } = plan.stages[stage];
  let [whole, onDevices] = [0, 0];
  graph.ops.forEach((op, i) => {
    const { kind } = op;
    if (plan.ops[i].stage !== stage || (kind !== "dot_general" && kind !== "convolution")) return;
    const flops = opFlops(graph, op);
    whole += flops;
    onDevices += (flops * meshSize(mesh)) / axesSize(mesh, plan.ops[i].factors.flat());
  });
  return whole === 0 ? 1 : onDevices / whole;
}

/** One sentence where devices of a stage do at least twice the work of the stage, and what would change it. */
export function repeatedWorkText(step: Step, plan: Plan): string | undefined {
  const times = plan.stages.map((_, stage) => timesComputed(step, plan, stage));
  const stage = times.indexOf(Math.max(...times));
  // Rounding aside, two.
  if (times[stage] < 2 - 1e-6) return undefined;
  const devices = meshSize(plan.stages[stage].mesh);
  const who = `the ${devices} devices${plan.stages.length > 1 ? ` of stage ${stage}` : ""}`;
  const what =
    times[stage] > devices - 1e-6
      ? `${who} share no work: each computes all matmuls`
      : `each of ${who} computes ${Math.round((100 * times[stage]) / devices)} % of the matmuls`;
  return `${what}; ${remedy(step, plan, devices)}`;
}

function remedy({ graph, batchInputs, microbatches }: Step, plan: Plan, devices: number): string {
  const others = plan.method.startsWith("auto") ? "fewer devices" : "fewer devices or --method auto";
  const [first] = batchInputs;
  if (!first) return `try ${others}`;
  const examples = graph.types[graph.inputs[first.input].value].shape[first.dim];
  if (examples % devices === 0) return `try a larger batch, ${others}`;
  const cuts = microbatches * (plan.pipeline?.numUpdates ?? 1);
  const below = Math.floor(examples / devices) * devices * cuts;
  const nearest = [below, below + devices * cuts].filter((batch) => batch > 0).join(" or ");
  const cut = cuts > 1 ? ` in ${cuts} microbatches` : "";
  return `the batch of ${examples * cuts}${cut} does not divide by ${devices}: try a batch of ${nearest}, ${others}`;
}
