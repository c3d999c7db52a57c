/**
 * @file Memory limits: a limit below replication changes the plan; a limit that no plan meets is an error with a
 * remedy.
 */

import { describe, expect, test } from "vitest";
import { Infeasible } from "../../src/base/errors.ts";
import { parseCluster } from "../../src/cluster/parse.ts";
import { bytesOf } from "../../src/ir/types.ts";
import { dataParallel } from "../../src/methods/data-parallel.ts";
import { shard } from "../../src/methods/shard.ts";
import { zero } from "../../src/methods/zero.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { MemoryShortage } from "../../src/sharding/memory-diagnosis.ts";
import { stateBytes } from "../../src/sharding/state-bytes.ts";
import { planNow } from "../support/plan-now.ts";
import { conv, gpt, mlp, moe, stepOf } from "../support/train-steps.ts";
import { mlpStep } from "./models.ts";

const peak = (plan: Plan): number => plan.estimate!.peakBytes;

describe("a limit below what replication needs", () => {
  const step = mlpStep(4, 64, 256);
  // Slow links between hosts, so that small networks are cheapest when replicated.
  const cluster = parseCluster("4x1:v100-16gb");
  const replicatedBytes = step.graph.inputs.reduce((sum, { value }) => sum + bytesOf(step.graph.types[value]), 0);

  test("changes the plan and is respected", () => {
    const free = planNow(shard({ cluster }), step, 4);
    const tight = planNow(shard({ cluster, memoryBytes: 0.6 * replicatedBytes }), step, 4);
    expect(peak(free)).toBeGreaterThan(replicatedBytes);
    expect(peak(tight)).toBeLessThanOrEqual(0.6 * replicatedBytes);
    expect(stateBytes(step, tight).parameters).toBeLessThan(0.6 * replicatedBytes);
    expect(tight.estimate!.seconds).toBeGreaterThanOrEqual(free.estimate!.seconds);
    expect(stateBytes(step, planNow(dataParallel(), step, 4)).parameters).toBeGreaterThan(0.6 * replicatedBytes);
  });

  test("a tighter limit gives a slower plan with less memory", () => {
    const limits = [4, 2, 1, 0.7, 0.55].map((share) => share * replicatedBytes);
    const plans = limits.map((memoryBytes) => planNow(shard({ cluster, memoryBytes }), step, 4));
    plans.forEach((plan, i) => {
      expect(peak(plan)).toBeLessThanOrEqual(limits[i]);
      if (i > 0)
        expect(plan.estimate!.seconds).toBeGreaterThanOrEqual(plans[i - 1].estimate!.boundSeconds! * (1 - 1e-9));
    });
  });
});

describe("a limit that nothing can meet", () => {
  const shortageOf = (plan: () => Plan): { message: string; details: MemoryShortage } => {
    try {
      plan();
    } catch (error) {
      if (error instanceof Infeasible) return { message: error.message, details: error.details as never };
      throw error;
    }
    throw new Error("the plan fits");
  };

  test.each([
    ["mlp", mlp(8), shard],
    ["moe", moe(8), shard],
    ["conv", conv(8), shard],
    [
      "gpt with ZeRO-3",
      gpt(8, { layers: 1, heads: 4, width: 16, length: 4, vocabulary: 8 }),
      (options: object) => zero({ stage: 3, ...options }),
    ],
  ] as const)("%s: names the peak, what fills it, and a limit that fits", (_, traced, method) => {
    const step = stepOf(traced);
    const { message, details } = shortageOf(() => planNow(method({ memoryBytes: 100 }), step, 2));
    expect(details.limitBytes).toBe(100);
    expect(details.leastBytes).toBeLessThanOrEqual(details.fittingBytes);
    expect(details.largest).toHaveLength(3);
    expect(message).toContain(details.largest[0].name);
    expect(message).toContain(details.peak);
    expect(message).toContain(`allow ${details.fittingBytes} bytes`);
    expect(details.largest[0].leastBytes).toBeGreaterThanOrEqual(details.largest[1].leastBytes);

    const plan = planNow(method({ memoryBytes: details.fittingBytes }), step, 2);
    expect(peak(plan)).toBeLessThanOrEqual(details.fittingBytes);
    expect(() => planNow(method({ memoryBytes: 0.95 * details.leastBytes }), step, 2)).toThrow(Infeasible);
  });

  test("the error names a dominating weight that cannot be split", () => {
    const { message, details } = shortageOf(() => planNow(shard({ memoryBytes: 1000 }), mlpStep(2, 4, 63), 2));
    expect(details.largest[0]).toEqual({ name: "input state[0].w tensor<63x63xf32>", leastBytes: 63 * 63 * 4 });
    // Two weights, and inputs and labels of 4 × 63 split over the two devices.
    expect(details.inputBytes).toBe(2 * 63 * 63 * 4 + (2 * 4 * 63 * 4) / 2);
    expect(message).toMatch(
      /^memory: the plan with least memory needs [\d.]+ kB per device at \w+\.\d+ \(32\.8 kB of it inputs\), the limit is 1\.00 kB; of \d+ values live there the largest are input state\[0\]\.w tensor<63x63xf32> \(at least 15\.9 kB\), input state\[1\]\.w .* allow \d+ bytes, use more devices or microbatches, or a smaller batch$/,
    );
  });
});
