/** @file The memory traffic of the ops of layers that every kind of recomputation has; each kind adds its own to it. */
import type { RematerializedStep } from "../../../analysis/remat.ts";
import type { Step } from "../../../analysis/step.ts";
import type { Fusion } from "../../../cluster/device.ts";
import type { KernelPorts } from "../../../ir/kernel-ports.ts";
import { fusedPorts } from "../../../sharding/facts/fused-ports.ts";

/**
 * By op of a step, its memory traffic when the step is rewritten as `rewritten`, not counting the recomputed copies of
 * ops; undefined for ops that are kernels of their own.
 */
export function leanPorts(
  { graph }: Step,
  rewritten: RematerializedStep,
  fusion: Fusion,
): readonly (KernelPorts | undefined)[] {
  const ports = fusedPorts(rewritten.step, fusion);
  const own = new Array<KernelPorts | undefined>(graph.ops.length);
  rewritten.ops.forEach((op, index) => {
    if (rewritten.step.graph.ops[index].results[0] === graph.ops[op].results[0]) own[op] = ports[index];
  });
  return own;
}
