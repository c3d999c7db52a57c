/** @file What each op of a step reads from and writes to memory on an engine that fuses ops. */
import type { Step } from "../../analysis/step.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import type { Fusion } from "../../cluster/device.ts";
import type { KernelPorts } from "../../ir/kernel-ports.ts";
import { findKernels, type KernelOptions } from "../../ir/kernels.ts";
import { fusedUpdates } from "./fused-updates.ts";

/** By op, its ports; undefined for ops that are kernels of their own. */
export function fusedPorts(step: Step, fusion: Fusion): readonly (KernelPorts | undefined)[] {
  if (fusion === "nothing") return [];
  if (fusion === "updates") return fusedUpdates(step);
  return kernelsOf[fusion](step);
}

const kernelsBy = (options: KernelOptions) =>
  memoizeWeakly(({ graph, numAccumulateOps: border }: Step) => findKernels(graph, { ...options, border }));

const kernelsOf = {
  loops: kernelsBy({ rows: false }),
  kernels: kernelsBy({}),
  flash: kernelsBy({ flash: true }),
};
