/** @file The memory traffic of the ops of layers that every kind of recomputation has; each kind adds its own to it. */
import type { LayerOps } from "../../../analysis/layers.ts";
import { rematerializedOps } from "../../../analysis/remat.ts";
import type { Step } from "../../../analysis/step.ts";
import { memoizeWeakly } from "../../../base/memoize.ts";
import type { Fusion } from "../../../cluster/device.ts";
import type { KernelPorts } from "../../../ir/kernels.ts";
import type { LeastRemat } from "../../../plan/plan.ts";
import { fusedPorts } from "../../../sharding/facts/fused-ports.ts";

/**
 * By op of a step, its memory traffic when layers recompute `least` (`none` or `fused`), not counting the recomputed
 * copies of ops; undefined for ops that are kernels of their own.
 */
export function leanPorts(
  step: Step,
  layers: LayerOps,
  least: LeastRemat,
  fusion: Fusion,
): readonly (KernelPorts | undefined)[] {
  if (least === "none") return fusedPorts(step, fusion);
  const again = fused(step)(layers);
  const ports = fusedPorts(again.step, fusion);
  const own = new Array<KernelPorts | undefined>(step.graph.ops.length);
  again.ops.forEach((op, index) => {
    if (again.step.graph.ops[index].results[0] === step.graph.ops[op].results[0]) own[op] = ports[index];
  });
  return own;
}

const fused = memoizeWeakly((step: Step) =>
  memoizeWeakly((layers: LayerOps) => rematerializedOps(step, layers, "fused")),
);
