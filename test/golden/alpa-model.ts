/**
 * @file Alpa's formulation, with its α–β costs and its strategies, as an instance of our problem. Alpa does not count
 * compute, so its strategy lists omit contractions that devices replicate. On a true 2-D mesh, no tensor dim and no
 * collective uses both axes.
 */

import type { Step } from "../../src/analysis/step.ts";
import { runToCompletion } from "../../src/base/cooperative.ts";
import { alpaAlphaBeta } from "../../src/cost/alpha-beta.ts";
import type { MeshCost } from "../../src/cost/mesh-cost.ts";
import { printGraph } from "../../src/ir/print.ts";
import { partition } from "../../src/lower/partition.ts";
import { splitBatch } from "../../src/methods/search/replicas.ts";
import { type Mesh, placementText } from "../../src/plan/placement.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { onlyMesh } from "../../src/sharding/check-plan.ts";
import { buildIntraOp } from "../../src/sharding/problem/intra-op.ts";
import type { ChoiceFilter } from "../../src/sharding/problem/node-choices.ts";
import { solveSharding } from "../../src/solver/solve.ts";

/** Alpa's cost of a forbidden choice. */
const forbidden = 1e13;

export function alpaCost(mesh: Mesh, alpha: readonly number[], beta: readonly number[]): MeshCost {
  const cost = alpaAlphaBeta(mesh.axes, { alpha, beta });
  return {
    ...cost,
    collective: (kind, axes) => (axes.length > 1 ? () => forbidden : cost.collective(kind, axes)),
  };
}

export function alpaStrategies({ graph }: Step, mesh: Mesh): ChoiceFilter {
  const numAxes = mesh.axes.filter(({ size }) => size > 1).length;
  return {
    op: (op, { plan }) =>
      !["dot_general", "convolution"].includes(graph.ops[op].kind) ||
      plan.factors.filter((axes) => axes.length === 1).length === numAxes,
  };
}

/**
 * Alpa's option `force_batch_dim_to_mesh_dim` on a true 2-D mesh: every op with the batch dim splits it over the first
 * axis.
 */
export function batchOnFirstAxis(step: Step, mesh: Mesh): ChoiceFilter {
  const batch = splitBatch(step, mesh.axes[0]);
  const allowed = alpaStrategies(step, mesh);
  return {
    input: (input, placement) => batch.input(input, placement) ?? true,
    op: (op, strategy) => (batch.op(op, strategy) ?? true) && allowed.op!(op, strategy),
  };
}

export interface Golden {
  readonly plan: Plan;
  readonly objective: number;
  /** Placement of every input by name. */
  readonly placements: Readonly<Record<string, string>>;
  /** Number of occurrences of each collective in the StableHLO text of one device. */
  readonly collectives: Readonly<Record<string, number>>;
}

/** Alpa's costs in its tests without all-gathers, which use its prototype; that one has no reduce-scatters either. */
export const withoutGathers = (cost: MeshCost): MeshCost => ({
  ...cost,
  collective: (kind, axes) =>
    kind === "all_gather" || kind === "reduce_scatter" ? () => forbidden : cost.collective(kind, axes),
});

/** The proven optimum of a step in Alpa's formulation; `filter` forbids further choices. */
export function solveAsAlpa(step: Step, mesh: Mesh, cost: MeshCost, filter: ChoiceFilter = {}): Golden {
  const built = runToCompletion(
    buildIntraOp(step, { mesh, cost, filter: { ...alpaStrategies(step, mesh), ...filter } }),
  );
  const { choice, cost: objective, optimal } = solveSharding(built.problem, { seconds: 60 });
  if (!optimal) throw new Error(`${step.graph.name}: the optimum is not proven in 60 s`);
  return describe(step, built.decode(choice, "alpa"), objective);
}

export function describe(step: Step, plan: Plan, objective: number): Golden {
  const placements = Object.fromEntries(
    step.graph.inputs.map(({ name }, input) => [name, placementText(plan.inputs[input].placement)]),
  );
  return { plan, objective, placements, collectives: collectivesInText(step, plan) };
}

export function collectivesInText(step: Step, plan: Plan): Record<string, number> {
  const text = printGraph(partition(step, plan).graph, { mesh: onlyMesh(plan) });
  const counts: Record<string, number> = {};
  for (const [, kind] of text.matchAll(/"?stablehlo\.(all_reduce|all_gather|reduce_scatter|all_to_all)\b/g))
    counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
