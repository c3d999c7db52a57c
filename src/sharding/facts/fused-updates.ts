/**
 * @file The reads and writes of optimizer updates on engines that run each update as one pass over memory
 * (`DeviceKind.fusion`): each parameter's elementwise ops, from its gradient to its new value, read every tensor
 * once and write only what stays. The partitioned program finds the same passes again (`lower/step-view.ts`).
 */
import type { Step } from "../../analysis/step.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import { definingOps, type Op, type ValueId } from "../../ir/graph.ts";
import { type KernelPorts, kernelPorts } from "../../ir/kernel-ports.ts";
import { elementwiseKinds } from "../../ir/ops.ts";
import { sameShape } from "../../ir/types.ts";
import { updateOps } from "../../ir/update-ops.ts";
import { isFree } from "../strategies/op-work.ts";

/**
 * Values inside fused updates: results of elementwise ops on tensors of one shape, found by walking backward from the
 * new state. Engines compute an update in one pass and write the new state over the old one (the state is donated), so
 * these values take no memory. A value that an op outside the update also reads is not among them.
 */
export const updateValues = memoizeWeakly((step: Step): ReadonlySet<ValueId> => {
  const { graph, stateOf, sent = [], microbatches, numAccumulateOps } = step;
  const isElementwise = ({ kind, operands, results: [result] }: Op): boolean =>
    elementwiseKinds.has(kind) &&
    operands.every((operand) => sameShape(graph.types[operand].shape, graph.types[result].shape));
  const isSent = new Set(sent);
  const isNewState = (output: number): boolean => stateOf[output] >= 0 && !isSent.has(output);
  const newState = graph.outputs.flatMap(({ value }, output) => (isNewState(output) ? [value] : []));
  const first = microbatches > 1 ? numAccumulateOps : 0;
  const ops = updateOps(graph, newState, (op) => op >= first && isElementwise(graph.ops[op]));
  const inside = new Set([...ops].map((op) => graph.ops[op].results[0]));
  for (const { value } of graph.outputs.filter((_, output) => !isNewState(output))) inside.delete(value);
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (!inside.has(results[0])) for (const operand of operands) inside.delete(operand);
  }
  return inside;
});

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
      ? kernelPorts(
          op.operands.map((value) => Number(readsItself(value))),
          op.results.map((value) => Number(isNewState.has(value))),
        )
      : undefined,
  );
});
