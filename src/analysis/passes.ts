/**
 * @file The passes of a training step: which ops are forward, backward and update. Found from the dataflow: forward is what the loss is
 * computed from, backward what the gradients need besides, update the rest.
 */
import { Unsupported } from "../base/errors.ts";
import { definingOps, type ValueId } from "../ir/graph.ts";
import { findRoles } from "./roles.ts";
import type { Step } from "./step.ts";

/** `prologue`: batch totals that the per-example part needs (`Step.numPrologueOps`). */
export type Pass = "prologue" | "forward" | "backward" | "update";

/**
 * By op.
 * @throws Unsupported for a step without an output that is computed without gradients (no loss)
 */
export function findPasses(step: Step): Pass[] {
  const gradients = new Set([...findRoles(step).gradients.values()].flat());
  return classifyPasses(step, findForward(step, gradients), gradients);
}

/** The passes of a step whose forward ops and gradients of parameters are known. */
export function classifyPasses(
  { graph, numPrologueOps, numAccumulateOps, microbatches }: Step,
  isForward: readonly boolean[],
  gradients: ReadonlySet<ValueId>,
): Pass[] {
  const isNeeded = graph.types.map((_, value) => gradients.has(value));
  const passes = new Array<Pass>(graph.ops.length);
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    const needed = results.some((result) => isNeeded[result]);
    if (needed) for (const operand of operands) isNeeded[operand] = true;
    if (index < numPrologueOps) passes[index] = "prologue";
    else if (index >= numAccumulateOps) passes[index] = "update";
    else if (isForward[index]) passes[index] = "forward";
    // With one microbatch nothing is cut, so the update stands in the same region.
    else passes[index] = needed || microbatches > 1 ? "backward" : "update";
  }
  return passes;
}

/** By op: whether it is computed on the way to an output that replaces no state and needs no gradient. */
export function findForward({ graph, stateOf }: Step, gradients: ReadonlySet<ValueId>): boolean[] {
  const definers = definingOps(graph);
  const isForward = graph.ops.map(() => false);
  const needsGradient = graph.types.map((_, value) => gradients.has(value));
  for (const { operands, results } of graph.ops) {
    const needs = operands.some((operand) => needsGradient[operand]);
    for (const result of results) needsGradient[result] ||= needs;
  }
  const losses = graph.outputs.filter(({ value }, output) => stateOf[output] < 0 && !needsGradient[value]);
  if (!losses.some(({ value }) => definers[value] >= 0)) {
    throw new Unsupported(
      "layers",
      "the step returns nothing but state and gradients, so its forward part cannot be told; return the loss",
    );
  }
  const queue = new Set(losses.map(({ value }) => value));
  for (const value of queue) {
    if (definers[value] < 0) continue;
    isForward[definers[value]] = true;
    for (const operand of graph.ops[definers[value]].operands) queue.add(operand);
  }
  return isForward;
}
