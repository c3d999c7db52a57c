/**
 * @file Seeded random legal plans of one stage for differential tests: random meshes, port placements, factor and
 * partial splits.
 */
import type { Step } from "../../src/analysis/step.ts";
import { AlpaError } from "../../src/base/errors.ts";
import type { Random } from "../../src/base/random.ts";
import { definingOps, opName, type ValueId } from "../../src/ir/graph.ts";
import { factorRule } from "../../src/ir/table.ts";
import type { TensorType } from "../../src/ir/types.ts";
import { axesSize, type Mesh, meshSize, type Placement, withoutTrivialAxes } from "../../src/plan/placement.ts";
import type { OpPlan, Plan, ReshardedValue } from "../../src/plan/plan.ts";
import { canReshard } from "../../src/sharding/reshard/reshard.ts";
import { opPlacements, zeroValues } from "../../src/sharding/strategies/op-placements.ts";

const meshShapes = [[2], [4], [3], [8], [2, 2], [2, 4], [4, 2], [2, 3], [2, 2, 2], [2, 1, 2], [1]];

/** A mesh of 1–8 devices with 1–3 axes named x, y, z. */
export function randomMesh(random: Random): Mesh {
  return { axes: random.pick(meshShapes).map((size, axis) => ({ name: "xyz"[axis], size })) };
}

/** A random placement without partial axes whose splits divide evenly. */
export function randomPlacement(random: Random, { shape }: TensorType, mesh: Mesh): Placement {
  const dims: string[][] = shape.map(() => []);
  for (const axis of shuffled(random, mesh.axes)) {
    if (shape.length === 0 || random.int(3) === 0) continue;
    const dim = random.int(shape.length);
    if (shape[dim] % axesSize(mesh, [...dims[dim], axis.name]) === 0) dims[dim].push(axis.name);
  }
  return { dims, partial: [] };
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.int(left.length), 1)[0]);
}

/** A random plan: every op is split over some of its factors, or propagates partial operands. */
export function randomPlan(random: Random, step: Step, mesh: Mesh): Plan {
  const { graph } = step;
  const zeros = zeroValues(graph);
  const reshards: ReshardedValue[] = [];
  const placementOf = new Map<ValueId, Placement>();
  const port = (value: ValueId) => ({ stage: 0, placement: randomPlacement(random, graph.types[value], mesh) });
  const inputs = graph.inputs.map(({ value }) => {
    const plan = port(value);
    placementOf.set(value, withoutTrivialAxes(plan.placement, mesh));
    return plan;
  });

  const ops = graph.ops.map((op, index): OpPlan => {
    const rule = factorRule(graph, op);
    const placementsOf = (plan: OpPlan) => {
      try {
        const placements = opPlacements(rule, plan, mesh, opName(graph, index));
        const isReachable = op.operands.every((value, position) => {
          return zeros.has(value) || canReshard(placementOf.get(value)!, placements.operands[position]);
        });
        return isReachable ? placements : undefined;
      } catch (error) {
        // Most random splits are illegal; opPlacements accepts the legal ones.
        if (error instanceof AlpaError && error.code === "invalid-config") return undefined;
        throw error;
      }
    };
    let plan: OpPlan = { stage: 0, factors: rule.factors.map(() => []), partial: {} };
    for (const { name: axis } of shuffled(random, mesh.axes)) {
      const carried = rule.linear.map((_, set): OpPlan => ({ ...plan, partial: { ...plan.partial, [axis]: set } }));
      const split = rule.factors.map((_, factor): OpPlan => {
        const factors = plan.factors.map((axes, f) => (f === factor ? [...axes, axis] : axes));
        return { ...plan, factors };
      });
      const isLegal = (candidate: OpPlan) => placementsOf(candidate) !== undefined;
      const legalCarried = carried.filter(isLegal);
      const legalSplit = split.filter(isLegal);
      if (legalCarried.length > 0 && random.int(3) > 0) plan = random.pick(legalCarried);
      else if (legalSplit.length > 0 && random.int(5) > 0) plan = random.pick(legalSplit);
    }
    const { results } = placementsOf(plan)!;
    op.results.forEach((value, position) => {
      placementOf.set(value, results[position]);
      if (random.int(6) > 0) return;
      const placement = randomPlacement(random, graph.types[value], mesh);
      reshards.push({ value, placement });
      placementOf.set(value, withoutTrivialAxes(placement, mesh));
    });
    return plan;
  });

  const outputs = graph.outputs.map(({ value }, index) =>
    step.stateOf[index] >= 0 ? inputs[step.stateOf[index]] : port(value),
  );
  return {
    version: 1,
    method: "random",
    microbatches: step.microbatches,
    stages: [{ mesh, devices: Array.from({ length: meshSize(mesh) }, (_, device) => device) }],
    inputs,
    outputs,
    ops,
    reshards,
  };
}

/** The graph as a step with one microbatch, no update and no state. */
export const stepOf = (graph: Step["graph"]): Step => ({
  graph,
  microbatches: 1,
  prologue: [],
  numPrologueOps: 0,
  numAccumulateOps: graph.ops.length,
  batchInputs: [],
  batchOutputs: [],
  accumulated: [...new Set(graph.outputs.map(({ value }) => value))].filter((value) => definingOps(graph)[value] >= 0),
  reducers: new Map(),
  stateOf: graph.outputs.map(() => -1),
});
