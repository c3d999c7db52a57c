/** @file Hardware of published runs: what the description of the GPU and the framework changes in the preset. */
import { expect, test } from "vitest";
import { devicePresets } from "../../cluster/device-presets.ts";
import { hardwareOf } from "./hardware.ts";
import type { Point } from "./point.ts";

const deviceOf = (gpu: string, own: Partial<Point> = {}) =>
  hardwareOf({
    ...{ id: "a", source: "some", kind: "train_step", measured: {}, hardware: { gpu, n_gpus: 8 } },
    ...own,
  }).host(8).device;

test("a power limit slows products by the cube root of the power, memory not", () => {
  const { efficiency, memoryBytesPerSecond } = deviceOf("H100 96GB HBM2e 2.4TB/s, 500W (Grand Teton)");
  const { matmul, attention, memory } = devicePresets.h100.efficiency;
  expect(efficiency.matmul / matmul).toBeCloseTo((500 / 700) ** (1 / 3), 10);
  expect(efficiency.attention.sdpa / attention.sdpa).toBeCloseTo((500 / 700) ** (1 / 3), 10);
  expect([efficiency.memory, memoryBytesPerSecond]).toEqual([memory, 2.4e12]);
  expect(deviceOf("H100-SXM5-80GB").efficiency).toEqual(devicePresets.h100.efficiency);
  expect(deviceOf("H100 700W").efficiency).toEqual(devicePresets.h100.efficiency);
});

test("Alpa's XLA ends kernels where it reduces, FSDP has flash attention, other frameworks what their device has", () => {
  const fusions = [
    { system: "Alpa" },
    { system: "Intra-op only" },
    { parallel: { fsdp: 8 } },
    { system: "Megatron-LM" },
  ];
  expect(fusions.map((own) => deviceOf("V100-SXM2-16GB", own).fusion)).toEqual(["loops", "loops", "flash", "kernels"]);
});
