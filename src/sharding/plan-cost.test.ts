import { describe, expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../test/support/train-steps.ts";
import { runToCompletion } from "../base/cooperative.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { parseCluster } from "../cluster/parse.ts";
import { alpaAlphaBeta } from "../cost/alpha-beta.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { tensorParallel } from "../methods/tensor-parallel.ts";
import { evaluateChoice } from "../solver/problem.ts";
import { solveSharding } from "../solver/solve.ts";
import { planCost } from "./plan-cost.ts";
import { buildIntraOp } from "./problem/intra-op.ts";

const axes = [
  { name: "data", size: 2 },
  { name: "model", size: 2 },
];
const v100s = meshCost(logicalMesh(parseCluster("2x2:v100-16gb"), axes));
const slow = { ...v100s, collective: alpaAlphaBeta(axes, { alpha: [1, 1], beta: [1, 0.1] }).collective };

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (_, traced) => {
  test.each([
    ["4 V100s", 1, v100s],
    ["slow links", 2, slow],
  ] as const)("on %s in %d microbatches: the cost of the plan is the solver's objective", (_, microbatches, cost) => {
    const step = stepOf(traced, microbatches);
    const built = runToCompletion(buildIntraOp(step, { mesh: { axes }, cost }));
    const solution = solveSharding(built.problem, { seconds: 10 });
    const price = planCost(step, built.decode(solution.choice, "shard"), cost);
    expect(price.seconds / solution.cost).toBeCloseTo(1, 6);
    expect(price.peakBytes).toBe(evaluateChoice(built.problem, solution.choice).peakUsage);
    expect(price.computeSeconds + price.communicationSeconds).toBe(price.seconds);
    // No plan of any method is cheaper than the proven lower bound.
    const plan = planNow(tensorParallel({ degree: 2 }), step, 4);
    expect(planCost(step, plan, cost).seconds).toBeGreaterThanOrEqual(solution.bound * (1 - 1e-6));
  });
});

test("refuses a plan of another mesh or step", () => {
  const step = stepOf(mlp(8));
  const plan = planNow(dataParallel(), step, 4);
  expect(() => planCost(step, plan, v100s)).toThrow("the cost model has no axis data=4 of the plan");
  expect(() => planCost(stepOf(gpt(8)), planNow(tensorParallel({ degree: 2 }), step, 4), v100s)).toThrow(
    /the plan has \d+ ops and \d+ inputs, the step/,
  );
});
