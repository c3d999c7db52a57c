/** @file The memory of a plan's lowered program, over that of the devices. */
import { type Cluster, devicesFusion, hostOfDevice } from "../../cluster/cluster.ts";
import { bytesOf } from "../../ir/types.ts";
import { lower } from "../../lower/lower.ts";
import { meshMemory } from "../../simulate/memory.ts";
import { type PlannedStep, withMicrobatches } from "../method.ts";

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
export const withFewMicrobatches = (planned: PlannedStep): PlannedStep =>
  withMicrobatches(planned, Math.min(planned.step.microbatches, 3 * planned.plan.stages.length));
