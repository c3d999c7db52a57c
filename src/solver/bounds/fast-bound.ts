/**
 * @file A lower bound for a small part of what a solve takes: series are removed, which is exact, and a few messages
 * passed.
 */

import { buildGraph } from "../core/adjacency.ts";
import { coreOfProblem } from "../core/core.ts";
import type { ShardingProblem } from "../problem.ts";
import { removeSeries } from "../reduce/series.ts";
import { MessagePassing } from "./trw-s.ts";

/** Passes to and fro at most; of a transformer layer's problem, most bounds are within 1 % of the optimum after 10. */
const MOST_PASSES = 40;
/** After so many passes that raised the bound by less than this share, it will hardly rise. */
const [PATIENCE, LEAST_RISE] = [5, 3e-3];

/** No choice costs less, whatever memory there is. Stops early once the bound is `enough`. */
export function* boundSharding(problem: ShardingProblem, enough = Number.POSITIVE_INFINITY): Generator<void, number> {
  if (problem.numNodes === 0) return 0;
  const core = coreOfProblem(removeSeries({ ...problem, usageLimit: Number.POSITIVE_INFINITY }).problem);
  const messages = new MessagePassing(buildGraph(core));
  const choice = new Int32Array(core.numNodes);
  const bounds: number[] = [];
  while (bounds.length < MOST_PASSES) {
    yield;
    messages.forward(core.unary, choice);
    bounds.push(core.constant + messages.backward(core.unary));
    const [now = 0, before = Number.NEGATIVE_INFINITY] = [bounds.at(-1), bounds.at(-1 - PATIENCE)];
    if (now >= enough || now - before < LEAST_RISE * Math.abs(now)) break;
  }
  return Math.max(...bounds);
}
