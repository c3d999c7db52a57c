/**
 * @file Chooses which partial values are summed over the microbatches. A linear op can run before the sum (once per
 * microbatch, on every term) or after it (once, on the total); the choice accumulates the fewest bytes.
 */
import { bytesOf, isFloat, numElements, type TensorType } from "../ir/types.ts";
import type { BatchAnalysis } from "./batch.ts";

/**
 * Cost of accumulating a value: its bytes. Half precision costs twice the bytes of f32, because its sums lose bits that
 * a wider type keeps.
 */
const sumCost = (type: TensorType): number =>
  isFloat(type.dtype) && bytesOf(type) < 4 * numElements(type.shape) ? 8 * numElements(type.shape) : bytesOf(type);

/**
 * By value, whether its own terms are summed when its total is needed. The totals of other partial values are computed
 * from the totals of their partial operands. Dynamic programming along the linear ops finds the fewest bytes; it is
 * exact if chains do not share operands. Of equal choices, the earliest sum is taken, so that later ops run once.
 */
export function chooseSums({ graph, states, batchFactors }: BatchAnalysis): boolean[] {
  const summed = graph.types.map(() => false);
  const cost = graph.types.map(() => 0);
  graph.ops.forEach((op, index) => {
    for (const result of op.results) {
      if (states[result].kind !== "partial") continue;
      const own = sumCost(graph.types[result]);
      const terms = [...new Set(op.operands)].filter((operand) => states[operand].kind === "partial");
      const earlier = terms.reduce((bytes, operand) => bytes + cost[operand], 0);
      summed[result] = batchFactors[index] >= 0 || own < earlier;
      cost[result] = summed[result] ? own : earlier;
    }
  });
  return summed;
}
