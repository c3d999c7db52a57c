/**
 * @file Alpa's formulation on our problem: its α–β costs, its strategies. Alpa counts no compute, so its strategy lists leave out
 * contractions that devices repeat; and on a true 2-D mesh no tensor dim and no collective takes both axes.
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
import { buildIntraOp, type ChoiceFilter } from "../../src/sharding/problem/intra-op.ts";
import { solveSharding } from "../../src/solver/solve.ts";

/** What Alpa charges for what it does not allow. */
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

/** What Alpa adds on a true 2-D mesh (`force_batch_dim_to_mesh_dim`): whatever has the batch splits it over the first axis. */
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
  /** How often each collective stands in the StableHLO text of one device. */
  readonly collectives: Readonly<Record<string, number>>;
}

/** Alpa's costs where it tests without all-gathers, in its prototype, which has no reduce-scatters either. */
export const withoutGathers = (cost: MeshCost): MeshCost => ({
  ...cost,
  collective: (kind, axes) =>
    kind === "all_gather" || kind === "reduce_scatter" ? () => forbidden : cost.collective(kind, axes),
});

/** The proven optimum of a step in Alpa's formulation; `filter` leaves out more. */
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
