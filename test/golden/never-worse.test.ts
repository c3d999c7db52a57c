/**
 * @file Under the cost model, a searched plan is never slower than any other method's, and its estimate equals the
 * plan's cost.
 */

import { describe, expect, test } from "vitest";
import { makeCluster } from "../../src/cluster/cluster.ts";
import { threadsHost } from "../../src/cluster/host-presets.ts";
import { logicalMesh } from "../../src/cluster/mesh.ts";
import { meshCost } from "../../src/cost/mesh-cost.ts";
import { dataParallel, type Method, type Plan, shard, tensorParallel, zero } from "../../src/index.ts";
import { lower } from "../../src/lower/lower.ts";
import { planCost } from "../../src/sharding/plan-cost.ts";
import { simulateProgram } from "../../src/simulate/simulate.ts";
import { planNow } from "../support/plan-now.ts";
import { conv, gpt, mlp, moe, stepOf } from "../support/train-steps.ts";

const devices = 2;
const cluster = makeCluster("threads", [threadsHost(devices)]);
const others: readonly Method[] = [
  dataParallel(),
  tensorParallel(),
  zero({ stage: 1 }),
  zero({ stage: 2 }),
  zero({ stage: 3 }),
];

describe.each([
  ["mlp", mlp(64, [64, 256, 256, 64])],
  ["wide mlp", mlp(8, [256, 1024, 1024, 256])],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (_, traced) => {
  test.each([1, 4])("in %d microbatches", (microbatches) => {
    const step = stepOf(traced, microbatches);
    const price = (plan: Plan): number =>
      planCost(step, plan, meshCost(logicalMesh(cluster, plan.stages[0].mesh.axes))).seconds;
    const best = planNow(shard(), step, devices);
    expect(price(best) / best.estimate!.seconds).toBeCloseTo(1, 6);
    for (const method of others) {
      const plan = planNow(method, step, devices);
      expect(price(plan), method.name).toBeGreaterThanOrEqual(best.estimate!.boundSeconds! * (1 - 1e-6));
      if (plan.estimate) expect(price(plan) / plan.estimate.seconds, method.name).toBeCloseTo(1, 6);
    }
  });

  test.each([
    ["data", dataParallel()],
    ["tensor", tensorParallel()],
  ] as const)(
    "%s parallel: the objective is what the simulator says, waiting and fused updates included",
    (_, method) => {
      const step = stepOf(traced, 1);
      const plan = planNow(method, step, devices);
      const simulated = simulateProgram(lower(step, plan), { cluster }).seconds;
      expect(plan.estimate!.seconds / simulated).toBeGreaterThan(0.9);
      expect(plan.estimate!.seconds / simulated).toBeLessThan(1.1);
    },
  );
});
