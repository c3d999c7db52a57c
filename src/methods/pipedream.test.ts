/** @file Tests the layers of PipeDream's stages; test/system/pipedream.test.ts tests running them on the engine. */

import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { findRoles } from "../analysis/roles.ts";
import { parseProfile } from "../cost/profile.ts";
import { pipedream } from "./pipedream.ts";

const matmul = (m: number, n: number, k: number, seconds: number) => ({
  flops: 2 * m * n * k,
  bytesRead: 4 * (m * k + k * n),
  bytesWritten: 4 * m * n,
  sizes: { batch: 1, m, n, k },
  seconds,
});

test("with a profile, the partitioner weighs layers by their measured seconds", () => {
  const batch = 256;
  const step = stepOf(mlp(batch, [256, 256, 256, 256, 256, 192, 192, 192]));
  const { inputs } = findRoles(step);
  const weights = step.graph.inputs.flatMap(({ value }, input) =>
    inputs[input] === "parameter" && step.graph.types[value].shape.length === 2 ? [input] : [],
  );
  /**
   * Weights of the first of two stages if products with weights of 256 × 256 take a second, and products with weights
   * of 192 × 192 the given number of seconds.
   */
  const numWeights = (seconds: number, numDevices = 2) => {
    const points = [matmul(batch, 256, 256, 1), matmul(batch, 192, 192, seconds), matmul(192, 192, batch, seconds)];
    const profile = parseProfile({
      version: 1,
      device: "threads",
      numDevices,
      ops: [{ kind: "matmul", dtype: "f32", points }],
      collectives: [],
    });
    const plan = planNow(pipedream({ weightVersions: "flush", layers: 7, replicas: [1, 1], profile }), step, 2);
    return weights.filter((input) => plan.inputs[input].stage === 0).length;
  };
  expect(weights).toHaveLength(7);
  // Two products in the first layer and three in others: 2 + 3 + 3 + 3 seconds, then about 3 + 3 + 3.
  expect(numWeights(1)).toBe(4);
  // 2 + 3 + 3 + 3 and something between 3 and 6, then 6 + 6.
  expect(numWeights(2)).toBe(5);
  expect(() => numWeights(1, 4)).toThrow(/is for 4 threads per host/);
});
