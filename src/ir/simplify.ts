/** @file The clean-up every frontend's graph goes through: local rewrites and dead code, until nothing changes. */
import { InternalError } from "../base/errors.ts";
import { memoizeWeakly } from "../base/memoize.ts";
import type { Graph } from "./graph.ts";
import { definePass, type PassObserver } from "./pass.ts";
import { arithmeticRules } from "./rewrites/arithmetic.ts";
import { constantRules } from "./rewrites/constants.ts";
import { contractionRewrites } from "./rewrites/contractions.ts";
import { removeDeadCode } from "./rewrites/dead-code.ts";
import { indexRules } from "./rewrites/indices.ts";
import { mergeRules, type RewriteRules, rewriteOnce, startOf } from "./rewrites/rewriter.ts";
import { sinkingRules, viewRules } from "./rewrites/views.ts";

/** The most sweeps until the fixpoint. Every sweep simplifies something; real graphs need one or two. */
const maxSweeps = 100;

const localRules = mergeRules(arithmeticRules, viewRules, constantRules, contractionRewrites, indexRules);
const sinkingLocalRules = mergeRules(localRules, sinkingRules);

function toFixpoint(graph: Graph, rules: RewriteRules): Graph {
  let current = startOf(graph);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    current = rewriteOnce(current, rules);
    if (current.isSettled) return removeDeadCode(current.graph, current.isLive);
  }
  throw new InternalError(graph.name, `the rewrites still change the graph after ${maxSweeps} sweeps`);
}

/** Constants, arithmetic, views into contractions, equal ops and dead code, until nothing changes. */
export const canonicalize = definePass("canonicalize", (graph) => toFixpoint(graph, localRules));

/**
 * Moves views below elementwise ops, towards the next contraction or to smaller values, and simplifies the result.
 */
export const sinkViews = definePass("sink-views", (graph) => toFixpoint(graph, sinkingLocalRules));

/**
 * The graph in canonical form: it computes the same, with each contraction one plain dot_general. Without an observer
 * a graph is simplified once, however often it is asked for.
 */
export const simplify = (graph: Graph, observe?: PassObserver): Graph =>
  observe ? sinkViews(canonicalize(graph, observe), observe) : simplified(graph);

const simplified = memoizeWeakly(
  definePass("simplify", (graph) => toFixpoint(toFixpoint(graph, localRules), sinkingLocalRules)),
);
