/**
 * @file The reads and writes of optimizer updates on engines that run each update as one pass over memory
 * (`DeviceKind.fusion`): each parameter's elementwise ops, from its gradient to its new value, read every tensor
 * once and write only what stays. The partitioned program finds the same passes again (`lower/step-view.ts`).
 */
import type { Step } from "../../analysis/step.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import { definingOps, type Op, type ValueId } from "../../ir/graph.ts";
import type { KernelPorts } from "../../ir/kernels.ts";
import { isFree } from "../strategies/op-work.ts";
import { updateValues } from "./live-ranges.ts";

/** By op, the operands it reads from memory and the results it writes; undefined for ops outside fused updates. */
export const fusedUpdates = memoizeWeakly((step: Step): readonly (KernelPorts | undefined)[] => {
  const { graph } = step;
  const definers = definingOps(graph);
  const inside = updateValues(step);
  const isInside = ({ results }: Op): boolean => inside.has(results[0]);
  const isNewState = new Set(graph.outputs.flatMap(({ value }, output) => (step.stateOf[output] < 0 ? [] : [value])));
  const isRead = new Set<ValueId>();
  const readsItself = (value: ValueId): boolean => {
    const op = definers[value];
    if (isRead.has(value) || inside.has(value) || (op >= 0 && isFree(graph.ops[op]))) return false;
    isRead.add(value);
    return true;
  };
  return graph.ops.map((op) =>
    isInside(op)
      ? {
          reads: op.operands.map((value) => Number(readsItself(value))),
          writes: op.results.map((value) => Number(isNewState.has(value))),
        }
      : undefined,
  );
});
