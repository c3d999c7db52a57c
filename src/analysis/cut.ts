/**
 * @file Chooses the cut of the graph: which values that are partial over the batch are summed over the microbatches.
 * Linear ops can run before the cut (on every term) or behind it (once, on the sum); the cheapest cut moves the fewest
 * bytes.
 */
import { bytesOf, isFloat, numElements, type TensorType } from "../ir/types.ts";
import type { BatchAnalysis } from "./batch.ts";

/**
 * Cost of adding up a value: its bytes; double those of f32 for half precision, whose sums lose bits that a wider one
 * keeps.
 */
const sumCost = (type: TensorType): number =>
  isFloat(type.dtype) && bytesOf(type) < 4 * numElements(type.shape) ? 8 * numElements(type.shape) : bytesOf(type);

/**
 * For every value, whether it is summed itself when its total is wanted; other partial values are computed from the
 * totals of their partial operands. Least bytes by dynamic programming along the linear ops (exact where their chains
 * do not share operands); on a tie the sum is taken as early as possible, so that later ops run once.
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
