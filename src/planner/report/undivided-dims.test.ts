import { expect, test } from "vitest";
import { planNow } from "../../../test/support/plan-now.ts";
import { gpt, mlp, stepOf } from "../../../test/support/train-steps.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import { dataParallel } from "../../methods/data-parallel.ts";
import { megatron } from "../../methods/megatron.ts";
import type { Method } from "../../methods/method.ts";
import { tensorParallel } from "../../methods/tensor-parallel.ts";
import { planCost } from "../../sharding/plan-cost.ts";
import { stageCosts } from "./stage-costs.ts";
import { undividedDims, undividedText } from "./undivided-dims.ts";

const sizes = { layers: 2, heads: 6, width: 48, length: 8, vocabulary: 32 };

function find(method: Method, devices: number, traced = gpt(8, sizes)) {
  const step = stepOf(traced);
  const plan = planNow(method, step, devices);
  const costs = stageCosts(plan, threadsCluster(devices));
  return { dims: undividedDims(step, plan, costs), seconds: planCost(step, plan, costs[0]).computeSeconds };
}

test.each<[string, Method]>([
  ["tensor parallel", tensorParallel()],
  ["Megatron-LM", megatron({ tensorParallel: 4 })],
])("%s: heads that do not divide are named, with their seconds and numbers that would divide", (_, method) => {
  const { dims, seconds } = find(method, 4);
  expect(dims).toHaveLength(1);
  expect(dims[0]).toMatchObject({ dim: 1, size: 6, stage: 0, ways: 4, divisors: [2, 3, 6] });
  expect(dims[0].weight).toMatch(/^\S*blocks\[\*\]\.query$/);
  // Splitting would save three quarters of the attention's seconds.
  expect(dims[0].seconds).toBeGreaterThan(0.05 * seconds);
  expect(dims[0].seconds).toBeLessThan(0.75 * seconds);
  expect(undividedText(dims, seconds)).toMatch(
    /^dim 1 of \S+ \(6\) does not divide by model=4, so each of the 4 devices computes all of it: .+ of the step; 2, 3, 6 would divide$/,
  );
});

test("names nothing if all dims that the method splits divide", () => {
  expect(find(tensorParallel(), 2).dims).toEqual([]);
  expect(find(dataParallel(), 4).dims).toEqual([]);
  expect(find(tensorParallel(), 4, mlp(8)).dims).toEqual([]);
});

test("ignores dims with negligible cost", () => {
  const { dims, seconds } = find(tensorParallel(), 4);
  expect(undividedText(dims, 1000 * seconds)).toBeUndefined();
  expect(undividedText([], seconds)).toBeUndefined();
});
