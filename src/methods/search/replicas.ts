/**
 * @file Data parallelism along one mesh axis as constraints on the intra-operator problem: the devices of the axis are
 * replicas, each of which works on its share of the batch. ZeRO takes the first half of it, and splits the training
 * state besides.
 */
import { analyzeBatch } from "../../analysis/batch.ts";
import type { Step } from "../../analysis/step.ts";
import { factorRules } from "../../ir/signatures.ts";
import type { MeshAxis, Placement } from "../../plan/placement.ts";
import type { ChoiceFilter } from "../../sharding/problem/intra-op.ts";
import type { Strategy } from "../../sharding/strategies/strategies.ts";

/** Per input and op whether a choice is allowed; undefined for those that are not the batch's. */
export interface BatchSplit {
  readonly input: (input: number, placement: Placement) => boolean | undefined;
  readonly op: (op: number, strategy: Strategy) => boolean | undefined;
}

/** Batch inputs, and all ops on examples that can be, are split over the axis along the batch. */
export function splitBatch(step: Step, { name, size }: MeshAxis): BatchSplit {
  const { graph } = step;
  const { batchFactors } = analyzeBatch(graph, step.batchInputs, size);
  const batchDims = new Map(step.batchInputs.map(({ input, dim }) => [input, dim]));
  const factors = factorRules(graph).map((rule, index): number => {
    const factor = batchFactors[index];
    const { kind, size: length } = factor < 0 ? { kind: "whole", size: 1 } : rule.factors[factor];
    return kind === "whole" || length % size !== 0 ? -1 : factor;
  });
  return {
    input: (input, placement) => placement.dims[batchDims.get(input) ?? -1]?.includes(name),
    op: (op, { plan }) => (factors[op] < 0 ? undefined : plan.factors[factors[op]].includes(name)),
  };
}

/**
 * As `splitBatch`; and all else is whole on the axis, so that the replicas stay equal: parameters and optimizer state,
 * sums over the batch, and what is computed from them. What is made of constants, or spread over the batch (a bias),
 * may be made in part.
 */
export function replicate(step: Step, axis: MeshAxis): Required<Pick<ChoiceFilter, "input" | "op">> {
  if (axis.size === 1) return { input: () => true, op: () => true };
  const split = splitBatch(step, axis);
  const whole = wholeFactors(step);
  return {
    input: (input, placement) =>
      split.input(input, placement) ?? !placement.dims.some((axes) => axes.includes(axis.name)),
    op: (op, strategy) =>
      split.op(op, strategy) ??
      !strategy.plan.factors.some((axes, factor) => whole[op].includes(factor) && axes.includes(axis.name)),
  };
}

/**
 * For every op that is not per example, the factors along which it reads what replicas have whole. A value is whole
 * along a dim that comes from an input; one that it was spread or counted along (the elements of a mask drawn from one
 * key) every replica makes its part of.
 */
function wholeFactors({ graph, batchInputs }: Step): number[][] {
  const { states, batchFactors } = analyzeBatch(graph, batchInputs, 1);
  const rules = factorRules(graph);
  /** By value and dim. */
  const isWhole: (readonly boolean[])[] = graph.types.map(({ shape }) => shape.map(() => true));
  return graph.ops.map((op, index) => {
    const { operands, results } = rules[index];
    const whole = operands.flatMap((dims, position) =>
      dims.flatMap((factors, dim) => (isWhole[op.operands[position]][dim] ? factors : [])),
    );
    if (batchFactors[index] < 0) {
      op.results.forEach((value, position) => {
        isWhole[value] = results[position].map((factors) => factors.some((factor) => whole.includes(factor)));
      });
    }
    return states[op.results[0]].kind === "split" ? [] : whole;
  });
}
