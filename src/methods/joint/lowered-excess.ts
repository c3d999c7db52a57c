/** @file The memory of a plan's lowered program, over that of the devices. */
import type { Step } from "../../analysis/step.ts";
import { type Cluster, devicesFusion, hostOfDevice } from "../../cluster/cluster.ts";
import { bytesOf } from "../../ir/types.ts";
import { lower } from "../../lower/lower.ts";
import type { Plan } from "../../plan/plan.ts";
import { meshMemory } from "../../simulate/memory.ts";
import type { PlannedStep } from "../method.ts";

/** Bytes by which the lowered program of a plan exceeds the memory of a device; 0 if it fits. */
export function excessBytes(planned: PlannedStep, cluster: Cluster): number {
  const { step, plan } = withFewMicrobatches(planned);
  const { meshes, inputs } = lower(step, plan);
  const batchBytes = meshes.map(() => 0);
  for (const { copies = [], batch, ...place } of inputs)
    for (const { mesh, buffer } of batch ? [place, ...copies] : [])
      batchBytes[mesh] += bytesOf(meshes[mesh].buffers[buffer].type);
  // The buffers of a batch hold all its microbatches.
  const more = planned.step.microbatches / step.microbatches - 1;
  return meshes.reduce((most, mesh, index) => {
    const { peakBytes } = meshMemory(mesh, devicesFusion(cluster, mesh.devices) === "flash");
    const limits = mesh.devices.map((device) => hostOfDevice(cluster, device).device.memoryBytes);
    return Math.max(most, peakBytes + more * batchBytes[index] - Math.min(...limits));
  }, 0);
}

/**
 * A plan of fewer microbatches of the same size. Its program is shorter, but its peak the same but for the batch: a
 * pipeline of p stages holds the most microbatches once 2p have entered it.
 */
export function withFewMicrobatches({ step, plan }: PlannedStep): { readonly step: Step; readonly plan: Plan } {
  const microbatches = Math.min(step.microbatches, 3 * plan.stages.length);
  return { step: { ...step, microbatches }, plan: { ...plan, microbatches } };
}
