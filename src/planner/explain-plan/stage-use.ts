/** @file What the stages of a plan spend their seconds and bytes on. */
import { findRoles, isWeightRole } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import { bytesOf } from "../../ir/types.ts";
import { lower } from "../../lower/lower.ts";
import { type PlannedStep, withMicrobatches } from "../../methods/method.ts";
import { localType, type MeshAxis } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import { slotOf } from "../../simulate/usage.ts";
import { canShorten, type PricingTarget } from "../compare/price-whole.ts";

/** One axis of a stage's mesh. */
export interface AxisUse extends MeshAxis {
  /** What lies in parts along the axis. */
  readonly splits: readonly ("batch" | "parameters" | "optimizer state" | "activations")[];
  /** Seconds of a step in collectives over this axis. */
  readonly seconds: number;
  /** Bytes of parameters and optimizer state on a device, and what they would be if the axis did not split them. */
  readonly stateBytes: number;
  readonly unsplitStateBytes: number;
}

export interface StageUse {
  readonly devices: number;
  readonly layers: NonNullable<Plan["stages"][number]["layers"]>;
  /** Seconds of a device in a step. */
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  readonly axes: readonly AxisUse[];
}

/**
 * The use of every stage in a simulation of the plan, with two microbatches if they can be extrapolated (`canShorten`).
 */
export function stageUses(planned: PlannedStep, { cluster, profile }: PricingTarget): StageUse[] {
  const { step, plan } = planned;
  const { microbatches, pipeline } = { ...step, ...plan };
  const used = canShorten(planned) ? withMicrobatches(planned, 2) : planned;
  const program = lower(used.step, used.plan);
  const { meshes } = simulateProgram(program, { cluster, profile });
  // The first microbatch writes its sums instead of adding to them, so the mean of the others replaces its seconds.
  const total = microbatches * (pipeline?.numUpdates ?? 1);
  const simulated = used.step.microbatches * (pipeline?.numUpdates ?? 1);
  const first = simulated > 1 ? 1 : 0;
  const times = (microbatch: number): number =>
    microbatch < 0 ? 1 : microbatch < first ? 0 : total / (simulated - first);
  return plan.stages.map(({ devices, layers = [], mesh }, stage) => {
    const sums = { compute: 0, communication: 0, idle: 0 };
    const byAxis = new Map<string, number>();
    program.meshes[stage].instructions.forEach((instruction, i) => {
      const { startSeconds, endSeconds } = meshes[stage];
      const seconds = times(instruction.microbatch) * (endSeconds[i] - startSeconds[i]);
      sums[slotOf(instruction)] += seconds;
      if (!("attrs" in instruction)) return;
      const { axes } = instruction.attrs;
      for (const axis of axes) byAxis.set(axis, (byAxis.get(axis) ?? 0) + seconds / axes.length);
    });
    const axes = mesh.axes.filter(({ size }) => size > 1);
    return {
      ...{ devices: devices.length, layers, computeSeconds: sums.compute, communicationSeconds: sums.communication },
      axes: axes.map((axis) => ({ ...axisUse(step, plan, stage, axis), seconds: byAxis.get(axis.name) ?? 0 })),
    };
  });
}

function axisUse(step: Step, plan: Plan, stage: number, axis: MeshAxis): Omit<AxisUse, "seconds"> {
  const { graph, batchInputs } = step;
  const roles = findRoles(step);
  const splits = new Set<AxisUse["splits"][number]>();
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  let [stateBytes, unsplitStateBytes] = [0, 0];
  graph.inputs.forEach(({ value }, input) => {
    const { placement, stage: own } = plan.inputs[input];
    const role = roles.inputs[input];
    const isState = isWeightRole(role) || role === "optimizer";
    if (own !== stage || (!isState && !isBatch.has(input))) return;
    const isSplit = placement.dims.flat().includes(axis.name);
    if (isSplit) splits.add(isBatch.has(input) ? "batch" : isWeightRole(role) ? "parameters" : "optimizer state");
    if (!isState) return;
    const bytes = bytesOf(localType(graph.types[value], placement, plan.stages[stage].mesh));
    stateBytes += bytes;
    unsplitStateBytes += isSplit ? bytes * axis.size : bytes;
  });
  const splitsOps = plan.ops.some(({ stage: own, factors }) => own === stage && factors.flat().includes(axis.name));
  if (splitsOps && splits.size === 0) splits.add("activations");
  return { ...axis, splits: [...splits], stateBytes, unsplitStateBytes };
}
