/** @file The small problem of tied identical layers against the full problem and against the cost of the plan. */

import { describe, expect, test } from "vitest";
import { gpt, mlp, moe, stepOf } from "../../../test/support/train-steps.ts";
import type { Step } from "../../analysis/step.ts";
import { runToCompletion } from "../../base/cooperative.ts";
import { seededRandom } from "../../base/random.ts";
import { logicalMesh } from "../../cluster/mesh.ts";
import { parseCluster } from "../../cluster/parse.ts";
import { meshCost } from "../../cost/mesh-cost.ts";
import { samePlacement } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import { evaluateChoice, numStrategies, type ShardingProblem } from "../../solver/problem.ts";
import { solveSharding } from "../../solver/solve.ts";
import { planCost } from "../plan-cost.ts";
import { tieLayers } from "./identical-layers.ts";
import { buildIntraOp, type IntraOpProblem } from "./intra-op.ts";
import type { ChoiceFilter } from "./node-choices.ts";

const axes = [
  { name: "x", size: 2 },
  { name: "y", size: 4 },
];
const mesh = { axes };
const cost = meshCost(logicalMesh(parseCluster("2x4:v100-16gb"), axes));
const seconds = 20;

const steps: readonly (readonly [string, Step])[] = [
  ["mlp", stepOf(mlp(8, [16, 16, 16, 16, 16, 16, 16, 16, 16]))],
  ["gpt", stepOf(gpt(8, { layers: 5, heads: 4, width: 16, length: 4, vocabulary: 8 }))],
  ["gpt in 2 microbatches", stepOf(gpt(8, { layers: 4, heads: 4, width: 16, length: 4, vocabulary: 8 }), 2)],
  ["moe, without equal layers", stepOf(moe(8))],
];

/** The full problem with an edge from each op and input to the one it is tied to, forbidding unequal choices. */
function withTieEdges({ problem, opNodes, inputNodes }: IntraOpProblem, step: Step): ShardingProblem {
  const ties = tieLayers(step);
  const pairs = [
    ...opNodes.map((node, op) => [opNodes[ties.ops[op]], node]),
    ...inputNodes.map((node, input) => [inputNodes[ties.inputs[input]], node]),
  ].filter(([a, b]) => a !== b);
  const tables = pairs.map(([a]) => {
    const dim = numStrategies(problem, a);
    return Float64Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? 0 : Infinity));
  });
  return {
    ...problem,
    numEdges: problem.numEdges + pairs.length,
    edgeFrom: Int32Array.from([...problem.edgeFrom, ...pairs.map(([a]) => a)]),
    edgeTo: Int32Array.from([...problem.edgeTo, ...pairs.map(([, b]) => b)]),
    edgeTables: [...problem.edgeTables, ...tables],
  };
}

/** Allows only the choices of `plan`. */
const onlyPlan = (plan: Plan): ChoiceFilter => {
  const kept = new Map(plan.reshards!.map(({ value, placement }) => [value, placement]));
  return {
    op: (op, strategy) => JSON.stringify(strategy.plan) === JSON.stringify(plan.ops[op]),
    input: (input, placement) => samePlacement(placement, plan.inputs[input].placement),
    value: (value, placement) => !kept.has(value) || samePlacement(placement, kept.get(value)!),
  };
};

describe.each(steps)("%s", (_, step) => {
  const ties = tieLayers(step);
  const full = runToCompletion(buildIntraOp(step, { mesh, cost }));
  const tied = runToCompletion(buildIntraOp(step, { mesh, cost, ties }));
  const free = solveSharding({ ...tied.problem, usageLimit: Infinity }, { seconds });

  test("the best tied plan has the cost of the full problem with ties, and that of `planCost`", () => {
    expect(tied.problem.numNodes < full.problem.numNodes).toBe(ties.repeats.length > 0);
    const oracle = solveSharding({ ...withTieEdges(full, step), usageLimit: Infinity }, { seconds });
    expect(free.optimal && oracle.optimal).toBe(true);
    expect(free.cost / oracle.cost).toBeCloseTo(1, 9);
    expect(planCost(step, tied.decode(free.choice, "shard"), cost).seconds / free.cost).toBeCloseTo(1, 6);
  });

  test("the same memory peak as in the full problem, even if memory is short", () => {
    const { peakUsage } = evaluateChoice(tied.problem, free.choice);
    for (const share of [1, 0.85]) {
      const short = solveSharding({ ...tied.problem, usageLimit: share * peakUsage }, { seconds, gap: 0.01 });
      const plan = tied.decode(short.choice, "shard");
      const pinned = runToCompletion(buildIntraOp(step, { mesh, cost, filter: onlyPlan(plan) }));
      const whole = solveSharding({ ...pinned.problem, usageLimit: Infinity }, { seconds });
      expect(evaluateChoice(tied.problem, short.choice).peakUsage).toBeLessThanOrEqual(share * peakUsage);
      expect(whole.cost / short.cost).toBeCloseTo(1, 9);
      expect(planCost(step, plan, cost).peakBytes).toBe(evaluateChoice(tied.problem, short.choice).peakUsage);
      if (step.microbatches === 1)
        expect(evaluateChoice(pinned.problem, whole.choice).peakUsage).toBe(
          evaluateChoice(tied.problem, short.choice).peakUsage,
        );
    }
  });

  test("the omitted times never have the peak, for any choice", () => {
    const atAllTimes = runToCompletion(buildIntraOp(step, { mesh, cost, ties: { ...ties, repeats: [] } }));
    const random = seededRandom(5);
    for (let round = 0; round < 50; round++) {
      // Both problems begin with the same nodes; those that only repeat another's choice come last.
      const own: number[] = [];
      const peaks = [tied, atAllTimes].map(({ problem, nodeNames }) => {
        const choice = new Int32Array(problem.numNodes);
        for (let node = 0; node < problem.numNodes; node++) {
          const edge = nodeNames[node].endsWith("of equal layers)") ? problem.edgeTo.indexOf(node) : -1;
          own[node] ??= random.int(numStrategies(problem, node));
          choice[node] = edge < 0 ? own[node] : choice[problem.edgeFrom[edge]];
        }
        return evaluateChoice(problem, choice).peakUsage;
      });
      expect(peaks[0]).toBe(peaks[1]);
    }
  });
});

test("the tied problem does not grow with the number of equal layers", () => {
  const sizes = [6, 12].map((layers) => {
    const step = stepOf(gpt(8, { layers, heads: 4, width: 16, length: 4, vocabulary: 8 }));
    return runToCompletion(buildIntraOp(step, { mesh, cost, ties: tieLayers(step) })).problem.numNodes;
  });
  expect(sizes[1]).toBe(sizes[0]);
});

test("a filter that pins an op of one layer leaves the op free in the identical layers", () => {
  const step = steps[1][1];
  const ties = tieLayers(step);
  const op = step.graph.ops.findIndex(
    (_, index) => ties.ops[index] !== index && step.graph.ops[index].kind === "dot_general",
  );
  const built = runToCompletion(
    buildIntraOp(step, {
      mesh,
      cost,
      ties,
      filter: {
        op: (index, { plan }) =>
          index !== op || (plan.factors.flat().length === 0 && Object.keys(plan.partial).length === 0),
      },
    }),
  );
  expect(built.strategies[op].length).toBe(1);
  expect(built.strategies[ties.ops[op]].length).toBeGreaterThan(1);
  expect(built.opNodes[op]).not.toBe(built.opNodes[ties.ops[op]]);
});
