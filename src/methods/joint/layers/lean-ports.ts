/** @file What the ops of layers read and write at least, whatever their backward passes recompute. */
import type { LayerOps } from "../../../analysis/layers.ts";
import { rematerializedOps } from "../../../analysis/remat.ts";
import type { Step } from "../../../analysis/step.ts";
import { memoizeWeakly } from "../../../base/memoize.ts";
import type { Fusion } from "../../../cluster/device.ts";
import type { KernelPorts } from "../../../ir/kernels.ts";
import type { LeastRemat } from "../../../plan/plan.ts";
import { fusedPorts } from "../../../sharding/facts/fused-ports.ts";

/** By op of a step, its ports when its layers recompute `least`, without those of the repetitions. */
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
