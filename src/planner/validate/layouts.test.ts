/** @file Layouts of runs that publish a part of theirs: what their framework is known to do. */
import { expect, test } from "vitest";
import { layoutsOf } from "./layouts.ts";
import type { Point } from "./point.ts";

const point = (own: Partial<Point>): Point => ({
  ...{ id: "a", source: "some", kind: "train_step", precision: "bf16", measured: {} },
  ...own,
});

test("Alpa's runs of experts have 16 to 128 microbatches, and split the update over replicas", () => {
  const ofAlpa = point({
    system: "Intra-op only",
    hardware: { gpu: "V100-SXM2-16GB", n_gpus: 8 },
    model: { arch: "moe-gshard", layers: 16, experts: 16 },
    batch: { global_batch: 1024 },
  });
  const layouts = layoutsOf(ofAlpa, 8);
  expect(layouts.length).toBeGreaterThan(0);
  for (const { microbatch, numMicrobatches, data, pipeline, zero } of layouts) {
    expect(microbatch * numMicrobatches * data).toBe(1024);
    expect([16, 32, 64, 128]).toContain(numMicrobatches);
    expect([pipeline, zero]).toEqual([1, 1]);
  }
  // Of one division of the devices, smaller microbatches come first.
  const sizes = (of?: number): number[] =>
    layouts.filter(({ data, experts }) => data === 2 && experts === of).map(({ microbatch }) => microbatch);
  expect(sizes()).toEqual([4, 8, 16, 32]);
  // Its search may divide the experts among replicas, too.
  expect(sizes(2)).toEqual(sizes());
});

test("Alpa's own runs have the plans that its benchmarks load", () => {
  const of = (n_gpus: number, arch: string, hidden: number, experts?: number) =>
    layoutsOf(
      point({
        system: "Alpa",
        hardware: { gpu: "V100-SXM2-16GB", n_gpus },
        model: { arch, hidden, layers: 32, ...(experts && { experts }) },
        batch: { global_batch: 1024 },
      }),
      16,
    ).map(({ pipeline, data, tensor, experts, microbatch }) => [pipeline, data, tensor, experts ?? 1, microbatch]);
  expect(of(16, "gpt", 4096)).toEqual([[2, 2, 4, 1, 8]]);
  expect(of(1, "gpt", 1024)).toEqual([[1, 1, 1, 1, 2]]);
  // Over a mesh of one axis it may divide the batch, also the experts, or neither.
  expect(of(64, "moe-gshard", 2048, 64)).toEqual([
    [8, 8, 1, 1, 2],
    [8, 8, 1, 8, 2],
    [8, 1, 8, 1, 16],
  ]);
  // Its stages of 2, 2 and 4 devices are not alike: what is searched for other runs.
  expect(of(8, "gpt", 2560).length).toBeGreaterThan(1);
});

test("DeepSpeed divides experts among as many replicas as divide them", () => {
  const layouts = layoutsOf(
    point({
      system: "DeepSpeed",
      hardware: { gpu: "V100-SXM2-16GB", n_gpus: 32 },
      model: { arch: "moe-gshard", layers: 16, experts: 48 },
      batch: { global_batch: 1024 },
    }),
    8,
  );
  expect(layouts.length).toBeGreaterThan(0);
  for (const { data, experts = 1 } of layouts) expect(experts).toBe(Math.min(data, 16));
});

test("Llama 3 interleaves chunks of one layer, without one in the first and in the last chunk", () => {
  const ofLlama = point({
    hardware: { gpu: "H100", n_gpus: 8192, gpus_per_node: 8 },
    model: { arch: "llama3", layers: 126 },
    parallel: { tp: 8, pp: 16, dp: 64, sp: true, fsdp: "optimizer and gradient shards" },
    batch: { batch_per_dp: 32 },
  });
  const [layout] = layoutsOf(ofLlama, 126);
  expect([layout.schedule, layout.chunks, layout.blocks.length]).toEqual(["interleaved-1f1b", 8, 128]);
  expect([layout.blocks[0], layout.blocks[1], layout.blocks[127]]).toEqual([0, 1, 0]);
  // It shards the sums of gradients as well.
  expect(layout.zero).toBe(2);
});

test("in a pipeline, torchtitan's FSDP keeps gathered parameters, and a batch has as many microbatches as stages", () => {
  const run = (pp: number): Point =>
    point({
      hardware: { gpu: "H100", n_gpus: 8 * pp, gpus_per_node: 8 },
      model: { arch: "llama", layers: 16 },
      parallel: { fsdp: 8, pp },
      batch: { local_batch: 16 },
      schedule: "1F1B",
    });
  const of = (pp: number) => layoutsOf(run(pp), 16).map(({ zero, numMicrobatches }) => [zero, numMicrobatches]);
  expect(of(4)).toEqual([[1, 4]]);
  expect(of(1)).toEqual([[3, 1]]);
});

test("runs that overlap tensor parallelism are sequence-parallel, also where their degrees are unpublished", () => {
  const strong = point({
    source: "megatron_readme_h100",
    hardware: { gpu: "H100", n_gpus: 96, gpus_per_node: 8 },
    model: { arch: "gpt", layers: 96 },
    batch: { global_batch: 96 },
  });
  const layouts = layoutsOf(strong, 96);
  expect(layouts.length).toBeGreaterThan(0);
  for (const { tensor, sequenceParallel } of layouts) expect([tensor, sequenceParallel]).toEqual([8, true]);
});
