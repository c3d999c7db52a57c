/** @file Residual networks of published runs: seconds by two microbatches are those of all, and Alpa's FLOPs. */
import { beforeAll, expect, test } from "vitest";
import { presetHost } from "../../cluster/host-presets.ts";
import { exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { init } from "../../frontends/jaxjs/jax.ts";
import { wideResnet } from "../../models/wide-resnet.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import { compile } from "../compile.ts";
import { measuredSeconds } from "../validate/measured.ts";
import type { Layout } from "./layout.ts";
import { clusterOf, methodOf } from "./probe.ts";
import { WholePredictor } from "./whole.ts";

beforeAll(() => init("wasm"));

const make = (ghostBatch: number) => wideResnet({ blocks: [1, 1, 1, 1], channels: 64, image: 64, ghostBatch });
const hardware = { key: "v100", perHost: 8, host: (devices: number) => presetHost("test", "v100-16gb", devices) };
const base: Layout = {
  ...{ tensor: 1, pipeline: 1, data: 1, zero: 0, sequenceParallel: false, schedule: "1f1b", chunks: 1 },
  ...{ isSynchronized: true, microbatch: 8, numMicrobatches: 6, remat: "full", precision: "f32", blocks: [4] },
};

test.each<[name: string, change: Partial<Layout>]>([
  ["one device", {}],
  ["replicas", { data: 4 }],
  ["a pipeline of tensor-parallel stages", { pipeline: 2, tensor: 2 }],
])("%s", async (_, change) => {
  const layout = { ...base, ...change };
  const { tensor, pipeline, data, microbatch, numMicrobatches, schedule } = layout;
  const devices = tensor * pipeline * data;
  const cluster = clusterOf(hardware.host, 8, devices);
  const model = make(microbatch * data);
  const { program } = await compile(model.trainStep, exampleSpecs(model, microbatch * data * numMicrobatches), {
    ...{ method: methodOf(layout, pipeline, schedule), devices, cluster, remat: "full", batchArgs: model.batchArgs },
    microbatches: numMicrobatches,
  });
  const { seconds, meshes } = simulateProgram(program, { cluster });
  const predicted = await new WholePredictor().predict("small", make, hardware, layout);
  expect(Math.abs(predicted.seconds / seconds - 1)).toBeLessThan(0.02);
  const peakBytes = Math.max(...meshes.map(({ memory }) => memory.peakBytes));
  expect(Math.abs(predicted.peakBytes / peakBytes - 1)).toBeLessThan(0.06);
});

test("FLOPs are those that Alpa measured for 32 images (results_intra_ablation_ref.tsv)", () => {
  const [petaflops, seconds] = [8.266534e-3, 0.928243];
  const measured = measuredSeconds({
    ...{ id: "a", source: "a", kind: "train_step", hardware: { gpu: "V100", n_gpus: 1 }, batch: { global_batch: 32 } },
    model: { arch: "wide-resnet", layers: 50, base_channels: 160, width_factor: 2, image: 224 },
    measured: { agg_pflops: petaflops },
  });
  expect(measured! / seconds).toBeCloseTo(1, 1);
});
