/** @file What a plan recomputes, and the same plan without recomputation. */
import { firstEqualOps } from "../../analysis/same-ops.ts";
import type { Step } from "../../analysis/step.ts";
import { definingOps } from "../../ir/graph.ts";
import { opFlops } from "../../ir/table.ts";
import type { Plan, Remat } from "../../plan/plan.ts";

export interface Recomputation {
  /** Number of layers, and how many of them recompute each kind (`Remat`). */
  readonly layers: number;
  readonly fused: number;
  readonly selective: number;
  readonly full: number;
  /** FLOPs that are repeated, over those of a microbatch without repetition. */
  readonly repeatedShare: number;
}

/** The recomputation of a plan; undefined if nothing is recomputed. */
export function recomputationOf(step: Step, { remat = [] }: Plan): Recomputation | undefined {
  if (remat.every((choice) => choice === "none")) return undefined;
  const { graph, numPrologueOps, numAccumulateOps } = step;
  const firsts = firstEqualOps(step);
  let [repeated, once] = [0, 0];
  for (let op = numPrologueOps; op < numAccumulateOps; op++) {
    const flops = opFlops(graph, graph.ops[op]);
    if (firsts[op] === op || firsts[op] < numPrologueOps) once += flops;
    else repeated += flops;
  }
  const count = (kind: Remat): number => remat.filter((choice) => choice === kind).length;
  return {
    ...{ layers: remat.length, fused: count("fused"), selective: count("selective"), full: count("full") },
    repeatedShare: once > 0 ? repeated / once : 0,
  };
}

/**
 * The plan for the step without recomputation, with every split as planned. A rematerialized step keeps the numbers of
 * the values, so an op is found by its result.
 * @param step   the rematerialized step of the plan
 * @param plain  the step without recomputation
 */
export function withoutRecomputation(step: Step, plan: Plan, plain: Step): Plan {
  const { remat: _, layers: __, graph: ___, reshards, ...kept } = plan;
  const definers = definingOps(step.graph);
  const numValues = plain.graph.types.length;
  return {
    ...kept,
    ops: plain.graph.ops.map(({ results: [result] }) => plan.ops[definers[result]]),
    ...(reshards && { reshards: reshards.filter(({ value }) => value < numValues) }),
  };
}
