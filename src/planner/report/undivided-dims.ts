/**
 * @file Weight dims that a plan does not split over a mesh axis because they do not divide by its size (25 attention
 * heads on 2 devices). The cost is that every device of the axis computes all of the ops that such a dim would split.
 */
import { type DimClass, findDimClasses } from "../../analysis/dim-classes.ts";
import { opRepeats, type Step } from "../../analysis/step.ts";
import { divisorsOf, greatestCommonDivisor } from "../../base/integers.ts";
import { secondsText } from "../../base/units.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import { opName } from "../../ir/graph.ts";
import { isMatmul } from "../../ir/ops.ts";
import { factorRules } from "../../ir/signatures.ts";
import { findHiddenClasses, findWeights } from "../../methods/hidden-classes.ts";
import type { Plan } from "../../plan/plan.ts";
import { opPlacements } from "../../sharding/strategies/op-placements.ts";
import { opWork } from "../../sharding/strategies/op-work.ts";

export interface UndividedDim {
  /** The first weight that has the dim, named without layer numbers, and the dim's position in it. */
  readonly weight: string;
  readonly dim: number;
  /** Greatest common divisor of all dims that are split together with it. */
  readonly size: number;
  readonly stage: number;
  readonly axis: string;
  /** Number of devices of the axis; `size` does not divide by it. */
  readonly ways: number;
  /** Seconds per step and device that splitting the dim over the axis would save, over all layers. */
  readonly seconds: number;
  /** Numbers of devices above 1 that divide it. */
  readonly divisors: readonly number[];
}

/**
 * Returns the weight dims that do not divide by a mesh axis whose devices replicate their ops, the most expensive
 * first.
 * @param costs  by stage, the cost model of its mesh
 */
export function undividedDims(step: Step, plan: Plan, costs: readonly MeshCost[]): UndividedDim[] {
  const { graph } = step;
  const axes = plan.stages.flatMap(({ mesh }, stage) =>
    mesh.axes.filter(({ size }) => size > 1).map((axis) => ({ stage, ...axis })),
  );
  if (axes.length === 0) return [];
  const classes = findDimClasses(graph);
  const hidden = findHiddenClasses(step, classes).map((found) => ({
    ...found,
    size: found.occurrences.reduce((gcd, each) => greatestCommonDivisor(gcd, each.size), 0),
  }));
  const weightDims = namesOfDims(step, classes.ofDim);
  const rules = factorRules(graph);
  const repeats = opRepeats(step);
  const found = new Map<string, UndividedDim>();
  for (const { stage, name: axis, size: ways } of axes) {
    const { mesh } = plan.stages[stage];
    const isCounted = new Set<number>();
    for (const { dimClass, occurrences, size } of hidden) {
      const named = weightDims.get(dimClass);
      if (size % ways === 0 || !named) continue;
      const repeated = occurrences.filter(({ op }) => {
        const { stage: own, factors, partial } = plan.ops[op];
        return own === stage && !factors.flat().includes(axis) && partial[axis] === undefined && !isCounted.has(op);
      });
      // Skip dims that occur only in updates. These may be replicated for other reasons: data parallelism replicates
      // them all.
      if (!repeated.some(({ op }) => isMatmul(graph.ops[op].kind))) continue;
      let seconds = 0;
      for (const { op } of repeated) {
        isCounted.add(op);
        const placements = opPlacements(rules[op], plan.ops[op], mesh, opName(graph, op));
        const work = opWork(graph, graph.ops[op], { ...placements, plan: plan.ops[op] }, mesh);
        if (work) seconds += repeats[op] * costs[stage].op(work) * (1 - 1 / ways);
      }
      const { weight, dim } = named;
      const key = `${weight} ${dim} ${size} ${stage} ${axis}`;
      const divisors = divisorsOf(size).slice(1);
      const earlier = found.get(key)?.seconds ?? 0;
      found.set(key, { weight, dim, size, stage, axis, ways, seconds: earlier + seconds, divisors });
    }
  }
  return [...found.values()].sort((a, b) => b.seconds - a.seconds);
}

/** For each dim class, the first weight with a dim of it, named without layer numbers. */
function namesOfDims(
  step: Step,
  ofDim: (value: number, dim: number) => DimClass,
): Map<DimClass, { weight: string; dim: number }> {
  const { graph } = step;
  const isWeight = findWeights(step);
  const names = new Map<DimClass, { weight: string; dim: number }>();
  const name = (value: number, weight: string) =>
    graph.types[value].shape.forEach((_, dim) => {
      const dimClass = ofDim(value, dim);
      if (!names.has(dimClass)) names.set(dimClass, { weight, dim });
    });
  const weights = new Map<number, string>();
  graph.inputs.forEach(({ value, name: whole }) => {
    if (!isWeight[value]) return;
    weights.set(value, whole.replace(/\[\d+\]/g, "[*]"));
    name(value, weights.get(value)!);
  });
  // Include views of weights: one dim of a weight, 3 × 25 heads × 64, becomes several dims in a view.
  for (const { operands, results } of graph.ops) {
    const weight = weights.get(operands[0]);
    if (weight === undefined || !isWeight[results[0]]) continue;
    weights.set(results[0], weight);
    name(results[0], weight);
  }
  return names;
}

/** Smallest share of the step's seconds that is worth a warning. */
const smallShare = 0.01;

/**
 * A sentence about the most expensive dim that does not divide, with the numbers that would divide it; undefined if the
 * cost is negligible.
 */
export function undividedText([costliest]: readonly UndividedDim[], stepSeconds: number): string | undefined {
  if (!costliest || costliest.seconds < smallShare * stepSeconds) return undefined;
  const { weight, dim, size, ways, axis, seconds, divisors } = costliest;
  const would = divisors.length === 0 ? "nothing divides it" : `${divisors.slice(0, 8).join(", ")} would divide`;
  return (
    `dim ${dim} of ${weight} (${size}) does not divide by ${axis}=${ways}, so each of the ${ways} devices computes ` +
    `all of it: ${secondsText(seconds)} of the step; ${would}`
  );
}
