/**
 * @file Ops of experts: those that expert parallelism divides by expert. An expert's weights have a dim of experts, a
 * batch dim of the products that read them; what these products compute, up to the product that sends the results back
 * to their tokens, has that dim too, and so have the experts' gradients and optimizer state.
 */
import { dependents } from "../analysis/dependents.ts";
import type { Step } from "../analysis/step.ts";
import type { ValueId } from "../ir/graph.ts";
import { factorRules } from "../ir/signatures.ts";

export interface ExpertDims {
  /** By value: its dim of experts, or −1. */
  readonly values: readonly number[];
  /** By op: its factor of experts, or −1 if it is not computed by expert. */
  readonly ops: readonly number[];
}

/**
 * The dims of experts of a step.
 * @param isWeight  by value: whether it is a weight or a view of one
 * @param ways      the devices that share the experts; dims that they do not divide are left out
 */
export function findExpertDims(step: Step, isWeight: readonly boolean[], ways: number): ExpertDims {
  const { graph } = step;
  const rules = factorRules(graph);
  const values = graph.types.map(() => -1);
  const ops = graph.ops.map(() => -1);
  const batch = new Set(step.batchInputs.map(({ input }) => input));
  const isOfBatch = dependents(graph, (_, input) => batch.has(input));
  const dimOf = (dims: readonly (readonly number[])[], factor: number): number =>
    dims.findIndex((factors) => factors.length === 1 && factors[0] === factor);

  for (const op of graph.ops) {
    if (op.kind !== "dot_general") continue;
    const { lhsBatch, rhsBatch } = op.attrs;
    const [lhs, rhs] = op.operands;
    // A product of two weights is a weight.
    if (isWeight[lhs] === isWeight[rhs]) continue;
    const [weight, dims] = isWeight[lhs] ? [lhs, lhsBatch] : [rhs, rhsBatch];
    const dim = dims.find((each) => graph.types[weight].shape[each] % ways === 0);
    if (dim !== undefined && values[weight] < 0) values[weight] = dim;
  }

  /** Whether an op computes each expert apart from the others, or sums over them. */
  const isByExpert = (index: number, factor: number): boolean => {
    const { operands, results } = rules[index];
    if (rules[index].factors[factor].kind === "whole") return false;
    if (graph.ops[index].kind === "reduce") return true;
    const isInResults = results.every((dims) => dimOf(dims, factor) >= 0);
    return (
      isInResults && (graph.ops[index].kind !== "dot_general" || operands.every((dims) => dimOf(dims, factor) >= 0))
    );
  };

  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    graph.ops.forEach(({ operands, results }, index) => {
      const rule = rules[index];
      const known = [
        ...operands.map((value, i) => ({ value, dims: rule.operands[i] })),
        ...results.map((value, i) => ({ value, dims: rule.results[i] })),
      ].find(({ value, dims }) => values[value] >= 0 && dims[values[value]].length === 1);
      if (known === undefined) return;
      const [factor] = known.dims[values[known.value]];
      if (!isByExpert(index, factor)) return;
      ops[index] = factor;
      const mark = (value: ValueId, dim: number): void => {
        if (dim < 0 || values[value] >= 0) return;
        values[value] = dim;
        hasChanged = true;
      };
      results.forEach((value, i) => {
        mark(value, dimOf(rule.results[i], factor));
      });
      // Tokens come to the experts from other devices; state stays where it is.
      operands.forEach((value, i) => {
        if (!isOfBatch[value]) mark(value, dimOf(rule.operands[i], factor));
      });
    });
  }
  return { values, ops };
}
