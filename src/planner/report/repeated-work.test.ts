import { expect, test } from "vitest";
import { planNow } from "../../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../../test/support/train-steps.ts";
import { dataParallel } from "../../methods/data-parallel.ts";
import { manual } from "../../methods/manual.ts";
import type { Method } from "../../methods/method.ts";
import { pipeshard } from "../../methods/pipeshard.ts";
import { shard } from "../../methods/shard.ts";
import { repeatedWorkText } from "./repeated-work.ts";

const textOf = (method: Method, batch: number, devices: number, microbatches = 1): string | undefined => {
  const step = stepOf(mlp(batch), microbatches);
  return repeatedWorkText(step, planNow(method, step, devices));
};

test("names devices that all compute the whole step, and suggests batches that they can share", () => {
  // Neither 16 examples nor the layers' widths divide by 7.
  expect(textOf(shard(), 16, 7)).toBe(
    "the 7 devices share no work: each computes all matmuls; " +
      "the batch of 16 does not divide by 7: try a batch of 14 or 21, fewer devices or --method auto",
  );
  expect(textOf(shard(), 32, 7, 8)).toContain(
    "the batch of 32 in 8 microbatches does not divide by 7: try a batch of 56,",
  );
});

test("gives the share of the work that each device does if groups of devices repeat it", () => {
  const twoWays = manual({ mesh: { data: 2, model: 3 }, placements: { x: ["data", null] } });
  expect(textOf(twoWays, 24, 6)).toContain("each of the 6 devices computes 50 % of the matmuls; try a larger batch");
});

test("returns nothing when the work is shared or every stage has one device", () => {
  expect(textOf(dataParallel(), 24, 4)).toBeUndefined();
  expect(textOf(pipeshard({ stages: 2, schedule: "1f1b" }), 24, 2, 2)).toBeUndefined();
});
