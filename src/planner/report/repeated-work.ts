/** @file Detects replicated work: several devices compute the same ops because no factor is split over them. */
import type { Step } from "../../analysis/step.ts";
import { isMatmul } from "../../ir/ops.ts";
import { opFlops } from "../../ir/table.ts";
import { axesSize, meshSize } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";

/**
 * FLOPs of a stage's matmuls and convolutions over all its devices, divided by their FLOPs on one device; 1 if none is
 * repeated.
 */
function replication({ graph }: Step, plan: Plan, stage: number): number {
  const { mesh } = plan.stages[stage];
  let [flopsOnce, flopsOnDevices] = [0, 0];
  graph.ops.forEach((op, i) => {
    const { kind } = op;
    if (plan.ops[i].stage !== stage || !isMatmul(kind)) return;
    const flops = opFlops(graph, op);
    flopsOnce += flops;
    flopsOnDevices += (flops * meshSize(mesh)) / axesSize(mesh, plan.ops[i].factors.flat());
  });
  return flopsOnce === 0 ? 1 : flopsOnDevices / flopsOnce;
}

/**
 * Returns a warning with a remedy if the devices of some stage together do at least twice the stage's work; otherwise
 * undefined.
 */
export function repeatedWorkText(step: Step, plan: Plan): string | undefined {
  const replications = plan.stages.map((_, stage) => replication(step, plan, stage));
  const times = Math.max(...replications);
  const stage = replications.indexOf(times);
  if (times < 2 - 1e-6) return undefined;
  const devices = meshSize(plan.stages[stage].mesh);
  const who = `the ${devices} devices${plan.stages.length > 1 ? ` of stage ${stage}` : ""}`;
  const what =
    times > devices - 1e-6
      ? `${who} share no work: each computes all matmuls`
      : `each of ${who} computes ${Math.round((100 * times) / devices)} % of the matmuls`;
  return `${what}; ${remedy(step, plan, devices)}`;
}

function remedy({ graph, batchInputs, microbatches }: Step, plan: Plan, devices: number): string {
  const others = plan.method.startsWith("auto") ? "fewer devices" : "fewer devices or --method auto";
  const [first] = batchInputs;
  if (!first) return `try ${others}`;
  const examples = graph.types[graph.inputs[first.input].value].shape[first.dim];
  if (examples % devices === 0) return `try a larger batch, ${others}`;
  const numMicrobatches = microbatches * (plan.pipeline?.numUpdates ?? 1);
  const below = Math.floor(examples / devices) * devices * numMicrobatches;
  const nearest = [below, below + devices * numMicrobatches].filter((batch) => batch > 0).join(" or ");
  const split = numMicrobatches > 1 ? ` in ${numMicrobatches} microbatches` : "";
  const batch = examples * numMicrobatches;
  return `the batch of ${batch}${split} does not divide by ${devices}: try a batch of ${nearest}, ${others}`;
}
