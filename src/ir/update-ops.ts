/** @file The ops of optimizer updates: what an engine with fused updates runs as one pass over memory. */
import { definingOps, type Graph, type ValueId } from "./graph.ts";

/**
 * The ops that compute new state, found by walking backward from it.
 * @param newState  values that replace state in the next step
 * @param isInside  whether op number `op` may be part of an update; the walk ends at ops that may not
 */
export function updateOps(
  graph: Graph,
  newState: readonly ValueId[],
  isInside: (op: number) => boolean,
): ReadonlySet<number> {
  const definers = definingOps(graph);
  const found = new Set<number>();
  const open = [...newState];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const op = definers[value];
    if (op < 0 || found.has(op) || !isInside(op)) continue;
    found.add(op);
    open.push(...graph.ops[op].operands);
  }
  return found;
}
