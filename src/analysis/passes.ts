/**
 * @file The passes of a training step: which ops are forward, backward and update. The update pass is the update
 * region. In the loops, ops that the loss is computed from are forward; the rest are backward.
 */
import { Unsupported } from "../base/errors.ts";
import { definingOps, type ValueId } from "../ir/graph.ts";
import { rematPart } from "../ir/scope.ts";
import { findRoles } from "./roles.ts";
import { firstEqualOps } from "./same-ops.ts";
import { type Region, regionOf, type Step } from "./step.ts";

/** The regions of a step, with accumulate divided into forward and backward. */
export type Pass = Exclude<Region, "accumulate"> | "forward" | "backward";

/**
 * Returns the pass of every op.
 * @throws Unsupported for a step without an output that is computed without gradients (no loss)
 */
export function findPasses(step: Step): Pass[] {
  const gradients = new Set([...findRoles(step).gradients.values()].flat());
  return classifyPasses(step, findForward(step, gradients));
}

/** Returns the pass of every op, given the forward ops. */
export function classifyPasses(step: Step, isForward: readonly boolean[]): Pass[] {
  return step.graph.ops.map((_, op) => {
    const region = regionOf(step, op);
    if (region !== "accumulate") return region;
    return isForward[op] ? "forward" : "backward";
  });
}

/**
 * By op: whether an output that replaces no state and needs no gradient depends on it. An op in a later loop that
 * computes the same as a forward op of the prologue is forward too, unless it recomputes it for the backward pass.
 */
export function findForward(step: Step, gradients: ReadonlySet<ValueId>): boolean[] {
  const { graph, stateOf, prologue } = step;
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
      "the step returns nothing but state and gradients, so its forward part is unknown; return the loss",
    );
  }
  const queue = new Set(losses.map(({ value }) => value));
  for (const value of queue) {
    if (definers[value] < 0) continue;
    isForward[definers[value]] = true;
    for (const operand of graph.ops[definers[value]].operands) queue.add(operand);
  }
  if (prologue.length === 0) return isForward;
  const firsts = firstEqualOps(step);
  const isForwardToo = new Set(firsts.filter((_, op) => isForward[op]));
  return graph.ops.map(({ scope }, op) => isForwardToo.has(firsts[op]) && rematPart(scope) === undefined);
}
