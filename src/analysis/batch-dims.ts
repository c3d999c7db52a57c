/** @file The batch dim of inputs where it is not the first: of sequences by time, of examples as columns. */
import type { Graph } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { factorRules } from "../ir/signatures.ts";
import { opFlops } from "../ir/table.ts";
import { analyzeBatch } from "./batch.ts";
import { isOneKey } from "./random-keys.ts";
import { matchState } from "./state.ts";
import type { BatchInput } from "./step.ts";

/** Kinds whose results have the dims of their operand. */
const keepsDims: ReadonlySet<OpKind> = new Set(["transpose", "reshape", "convert", "slice"]);

/** Whether state has a dim along which the batch would be cut: then it is no dim of examples. */
function meetsState(graph: Graph, batchInputs: readonly BatchInput[], stateOf: readonly number[]): boolean {
  const { states, batchFactors } = analyzeBatch(graph, batchInputs, 1);
  const rules = factorRules(graph);
  const isOfState = graph.types.map(() => false);
  for (const input of stateOf) if (input >= 0) isOfState[graph.inputs[input].value] = true;
  return graph.ops.some(({ kind, operands, results }, index) => {
    const isRead = (operand: number): boolean => isOfState[operand] && states[operand].kind === "independent";
    for (const result of results) isOfState[result] = keepsDims.has(kind) && operands.some(isRead);
    const factor = batchFactors[index];
    const carries = (position: number): boolean =>
      rules[index].operands[position].some((factors) => factors.includes(factor));
    return factor >= 0 && operands.some((operand, position) => isRead(operand) && carries(position));
  });
}

/** The FLOPs of the ops that compute per example if the batch is `batchInputs`. */
function flopsPerExample(graph: Graph, batchInputs: readonly BatchInput[]): number {
  const { batchFactors, obstacles } = analyzeBatch(graph, batchInputs, 1);
  const isMixed = new Set(obstacles.map(({ op }) => op));
  return graph.ops.reduce(
    (sum, op, index) => (batchFactors[index] < 0 || isMixed.has(index) ? sum : sum + opFlops(graph, op)),
    0,
  );
}

/**
 * Returns `found`, inputs whose dim 0 is the batch, if two thirds of the work is per example. Otherwise, it returns the
 * inputs that are no state with a dim as long as one of the last input's, if more work is per example then.
 */
export function withBatchDims(graph: Graph, found: readonly BatchInput[]): readonly BatchInput[] {
  const total = graph.ops.reduce((sum, op) => sum + opFlops(graph, op), 0);
  const own = flopsPerExample(graph, found);
  if (own >= (2 / 3) * total) return found;
  const stateOf = matchState(graph, []);
  const shapes = graph.inputs.map(({ value }, input) =>
    stateOf.includes(input) || isOneKey(graph, value) ? [] : graph.types[value].shape,
  );
  const last = shapes.findLast((shape) => shape.length > 0) ?? [];
  const others = [...new Set(last)]
    .filter((size) => size > 1)
    .map((size) =>
      shapes.flatMap((shape, input): BatchInput[] =>
        shape.includes(size) ? [{ input, dim: shape.indexOf(size) }] : [],
      ),
    );
  const scores = others.map((batch) => (meetsState(graph, batch, stateOf) ? 0 : flopsPerExample(graph, batch)));
  const best = scores.indexOf(Math.max(...scores));
  return best >= 0 && scores[best] > own ? others[best] : found;
}
