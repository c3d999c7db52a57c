/** @file A lower bound for a small part of what a solve takes: series are removed, which is exact, and a few messages passed. */
import type { ShardingProblem } from "../problem.ts";
import { coreOfProblem } from "./core.ts";
import { buildGraph } from "./graph.ts";
import { MessagePassing } from "./messages.ts";
import { removeSeries } from "./series.ts";

/** Passes over the graph, to and fro: of a transformer layer's problem, most bounds are within 1 % of the optimum by then. */
const PASSES = 10;

/** No choice costs less, whatever memory there is. */
export function boundSharding(problem: ShardingProblem): number {
  if (problem.numNodes === 0) return 0;
  const core = coreOfProblem(removeSeries({ ...problem, usageLimit: Number.POSITIVE_INFINITY }).problem);
  const messages = new MessagePassing(buildGraph(core));
  const choice = new Int32Array(core.numNodes);
  let bound = Number.NEGATIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass++) {
    messages.forward(core.unary, choice);
    bound = Math.max(bound, core.constant + messages.backward(core.unary));
  }
  return bound;
}
