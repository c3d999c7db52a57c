/** @file The values of a graph that depend on chosen inputs. */
import type { Graph, ValueId } from "../ir/graph.ts";

/** By value: whether it is an input that satisfies `isSource` or depends on one. */
export function dependents(graph: Graph, isSource: (value: ValueId, input: number) => boolean): boolean[] {
  const depends = graph.types.map(() => false);
  graph.inputs.forEach(({ value }, input) => {
    depends[value] = isSource(value, input);
  });
  for (const { operands, results } of graph.ops) {
    if (operands.some((operand) => depends[operand])) for (const result of results) depends[result] = true;
  }
  return depends;
}
