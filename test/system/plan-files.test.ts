/** @file A plan of any method, written to a file and read back, gives the same losses on the devices that it names. */
import { describe, expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import {
  dataParallel,
  fixedPlan,
  type Method,
  megatron,
  type ParallelizeOptions,
  pipedream,
  pipeshard,
  planFromJson,
  planToJson,
  shard,
  tensorParallel,
  zero,
} from "../../src/index.ts";
import { trainExample } from "../support/train-example.ts";

const example = mlp({ hidden: 32, layers: 3 });
const asked = { steps: 2, seed: 3, batch: 16 };

const runs: [label: string, Method, Omit<ParallelizeOptions, "method">][] = [
  ["data, every layer again", dataParallel(), { devices: 2, microbatches: 2, remat: "full" }],
  ["tensor", tensorParallel(), { devices: 2 }],
  ["zero2", zero({ stage: 2 }), { devices: 3, microbatches: 1 }],
  ["shard", shard(), { devices: 2, microbatches: 4 }],
  [
    "megatron, interleaved",
    megatron({ pipelineParallel: 2, schedule: "interleaved-1f1b" }),
    { devices: 2, microbatches: 4 },
  ],
  [
    "pipeshard, zb-h1, some again",
    pipeshard({ stages: 2, schedule: "zb-h1" }),
    { devices: 2, microbatches: 4, remat: "selective" },
  ],
  ["pipedream", pipedream({ replicas: [1, 1] }), { devices: 2, microbatches: 4 }],
  ["pipedream, 2bw", pipedream({ replicas: [1, 1], weightVersions: "2bw" }), { devices: 2, microbatches: 4 }],
];

describe("a plan read from a file runs like the original", () => {
  test.each(runs)("%s", async (label, method, options) => {
    const batch = options.devices === 3 ? 15 : asked.batch;
    const { losses, plan } = await trainExample(example, { ...asked, batch, method, ...options });
    const read = planFromJson(planToJson(plan), "plan.json");
    const again = await trainExample(example, { ...asked, batch, method: fixedPlan(read) });
    expect(again.losses).toEqual(losses);
    expect(again.plan).toEqual(read);
    if (label.includes("again")) expect(read.remat).toBeDefined();
  });

  test("other devices, microbatches or batches than the plan's are refused", async () => {
    const { plan } = await trainExample(example, { ...asked, method: dataParallel(), devices: 2, microbatches: 2 });
    const method = fixedPlan(plan);
    const run = (options: ParallelizeOptions) => trainExample(example, { ...asked, method, ...options });
    await expect(run({ devices: 4 })).rejects.toThrow("plan: is for 2 devices, got 4; run it with 2");
    await expect(run({ microbatches: 4 })).rejects.toThrow("plan: is for 2 microbatches, got 4; run it with 2");
    await expect(trainExample(example, { ...asked, batch: 12, method })).rejects.toThrow(
      "plan: is for a batch of 16, got 12; use a batch of 16, or make a plan for 12",
    );
  });
});
