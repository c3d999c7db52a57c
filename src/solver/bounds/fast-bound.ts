/** @file A cheap lower bound: series reduction, which is exact, and a few passes of message passing. */

import { buildGraph } from "../core/adjacency.ts";
import { coreOfProblem } from "../core/core.ts";
import type { ShardingProblem } from "../problem.ts";
import { removeSeries } from "../reduce/series.ts";
import { MessagePassing } from "./trw-s.ts";

/** Maximum number of message passes. After 10, most bounds of a transformer layer are within 1 % of the optimum. */
const MAX_PASSES = 40;
/** Stop when the last `PATIENCE` passes together raised the bound by less than the share `MIN_RISE` of it. */
const [PATIENCE, MIN_RISE] = [5, 3e-3];

/**
 * Returns a lower bound on the cost of every choice, ignoring the memory limit. Stops early once the bound reaches
 * `enough`.
 */
export function* boundSharding(problem: ShardingProblem, enough = Number.POSITIVE_INFINITY): Generator<void, number> {
  if (problem.numNodes === 0) return 0;
  const isFree = problem.usageLimit === Number.POSITIVE_INFINITY;
  const free = isFree ? problem : { ...problem, usageLimit: Number.POSITIVE_INFINITY };
  const core = coreOfProblem(removeSeries(free).problem);
  const messages = new MessagePassing(buildGraph(core));
  const choice = new Int32Array(core.numNodes);
  const bounds: number[] = [];
  while (bounds.length < MAX_PASSES) {
    yield;
    messages.forward(core.unary, choice);
    bounds.push(core.constant + messages.backward(core.unary));
    const [now = 0, before = Number.NEGATIVE_INFINITY] = [bounds.at(-1), bounds.at(-1 - PATIENCE)];
    if (now >= enough || now - before < MIN_RISE * Math.abs(now)) break;
  }
  return Math.max(...bounds);
}
