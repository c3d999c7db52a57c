/**
 * @file Divides a step of one microbatch between a loop of one iteration and the update, at the same place as a step of
 * several. The loop holds the per-example ops and everything that they need (batch statistics too, which take passes of
 * their own with several microbatches). It also holds later ops that are linear in its results and reduce the bytes
 * that leave it (such as a gradient divided by such a statistic). All other ops that depend on examples belong to the
 * update.
 */
import type { Graph } from "../ir/graph.ts";
import { factorRules } from "../ir/signatures.ts";
import { bytesOf } from "../ir/types.ts";
import type { ExampleOps } from "./example-ops.ts";

/** By value: whether the update reads it directly, instead of computing it from other such values. */
export function chooseWholeSums(graph: Graph, { isPerExample, depends }: ExampleOps): boolean[] {
  const { isNeeded: isInLoop, isRead } = neededOps(graph, isPerExample, depends);
  const isSum = graph.types.map(() => false);
  const isTerm = graph.types.map(() => false);
  const cost = graph.types.map(() => 0);
  const rules = factorRules(graph);
  graph.ops.forEach(({ operands, results }, index) => {
    if (!results.some((result) => depends[result])) return;
    const isCarried = rules[index].linear.some((set) =>
      operands.every((operand, position) =>
        set.includes(position) ? isTerm[operand] : !depends[operand] || isRead[operand],
      ),
    );
    const earlierBytes = operands.reduce(
      (bytes, operand, position) =>
        isTerm[operand] && operands.indexOf(operand) === position ? bytes + cost[operand] : bytes,
      0,
    );
    for (const result of results) {
      const own = bytesOf(graph.types[result]);
      isTerm[result] = isInLoop[index] || isCarried;
      isSum[result] = isInLoop[index] || (isCarried && own < earlierBytes);
      cost[result] = isSum[result] ? own : earlierBytes;
    }
  });
  return isSum;
}

/**
 * By op, whether it depends on the examples and is a marked op or needed by one; by value, whether such an op reads it.
 */
function neededOps(
  graph: Graph,
  isMarked: readonly boolean[],
  depends: readonly boolean[],
): { isNeeded: boolean[]; isRead: boolean[] } {
  const isRead = graph.types.map(() => false);
  const isNeeded = graph.ops.map(() => false);
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    isNeeded[index] = isMarked[index] || results.some((result) => isRead[result] && depends[result]);
    if (isNeeded[index]) for (const operand of operands) isRead[operand] = true;
  }
  return { isNeeded, isRead };
}
