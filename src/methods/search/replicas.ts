/**
 * @file Data parallelism along one mesh axis as constraints on the intra-operator problem: the devices of the axis are
 * replicas that each compute a share of the batch. ZeRO uses only the split of the batch (`splitBatch`) and adds its
 * own split of the training state.
 */
import { analyzeBatch } from "../../analysis/batch.ts";
import type { Step } from "../../analysis/step.ts";
import { factorRules } from "../../ir/signatures.ts";
import type { MeshAxis, Placement } from "../../plan/placement.ts";
import type { ChoiceFilter } from "../../sharding/problem/node-choices.ts";
import type { Strategy } from "../../sharding/strategies/strategies.ts";

/** Whether a choice for an input or op is allowed; undefined for inputs and ops that do not belong to the batch. */
export interface BatchSplit {
  readonly input: (input: number, placement: Placement) => boolean | undefined;
  readonly op: (op: number, strategy: Strategy) => boolean | undefined;
}

/** Splits batch inputs along the batch over the axis, and also every per-example op that can be split. */
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
 * Splits the batch like `splitBatch` and replicates everything else along the axis, so that the replicas stay equal:
 * parameters, optimizer state, sums over the batch, and values computed from them. Values that are computed from
 * constants or broadcast over the batch (a bias) may be split.
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
 * By op that is not per example: the factors that must not be split, because the op reads a replicated dim along them.
 * A dim is replicated if it comes from an input. A dim that an op creates, by a broadcast or by counting (the elements
 * of a mask drawn from one key), may be split: every replica computes its part.
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
