import { expect, test } from "vitest";
import { gpt, smallGpt, stepOf } from "../../../test/support/train-steps.ts";
import { findLayers } from "../../analysis/layers.ts";
import { splitMicrobatches } from "../../analysis/microbatch.ts";
import { computeIn } from "../../analysis/precision.ts";
import { runToCompletion } from "../../base/cooperative.ts";
import { parseCluster } from "../../cluster/parse.ts";
import { limitedTo } from "../../cluster/restrict.ts";
import { enumerateSubmeshes } from "../../cluster/submesh.ts";
import { lower } from "../../lower/lower.ts";
import { meshMemory } from "../../simulate/memory.ts";
import type { JointResult } from "./joint-problem.ts";
import { LayerCosts } from "./layers/layer-costs.ts";
import { LayerSlices } from "./layers/layer-slices.ts";
import { excessBytes, withFewMicrobatches } from "./lowered-excess.ts";
import { searchPipeline } from "./search-pipeline.ts";

test("if the lowered program does not fit although the estimate does, stages are solved again with a margin", () => {
  const traced = gpt(16, { ...smallGpt, layers: 4, length: 16 });
  const whole = stepOf(traced, 8);
  const layers = findLayers(whole, { numLayers: "auto" });
  const found = (memoryBytes?: number) => {
    const cluster = limitedTo(parseCluster("1x4:h100"), 4, "test", memoryBytes);
    const search = {
      costs: new LayerCosts(new LayerSlices(whole, layers, undefined, "fused", true), cluster),
      step: () => whole,
      ...{ method: "test", seconds: 60, gap: 0.01, flash: true },
    };
    const space = {
      settings: [{ schedule: "zb-h1", microbatches: 8 }],
      submeshes: enumerateSubmeshes(cluster),
      remats: ["fused", "full"] as const,
      numStages: 2,
    };
    const { step, plan } = runToCompletion(searchPipeline(search, space)).found!;
    const peaks = lower(step, plan).meshes.map((mesh) => meshMemory(mesh, true).peakBytes);
    return { lowered: Math.max(...peaks), estimated: plan.estimate!.peakBytes };
  };
  // Under zb-h1 a stage also holds what the weight gradients of later tasks read.
  const free = found();
  const limit = (free.lowered + free.estimated) / 2;
  expect(free.lowered).toBeGreaterThan(1.01 * free.estimated);
  expect(found(limit).lowered).toBeLessThanOrEqual(limit);
}, 120_000);

test.each(["1f1b", "zb-h1", "zb-h2", "zb-v"])(
  "estimated peaks of %s are near those of the lowered program",
  (schedule) => {
    const whole = stepOf(gpt(16, { ...smallGpt, layers: 4, length: 32, width: 64 }), 8);
    const layers = findLayers(whole, { numLayers: "auto" });
    const cluster = parseCluster("1x4:a100-80gb");
    for (const remat of ["none", "fused", "selective", "full"] as const) {
      const least = remat === "none" ? "none" : "fused";
      const search = {
        costs: new LayerCosts(new LayerSlices(whole, layers, undefined, least, false), cluster),
        step: () => whole,
        ...{ method: "test", seconds: 1, gap: 0.01 },
      };
      const submeshes = enumerateSubmeshes(cluster);
      const space = { settings: [{ schedule, microbatches: 8 }], submeshes, remats: [remat], numStages: 2 };
      const { step, plan } = runToCompletion(searchPipeline(search, space)).found!;
      const lowered = Math.max(...lower(step, plan).meshes.map((mesh) => meshMemory(mesh, false).peakBytes));
      expect(withFewMicrobatches({ step, plan }).step.microbatches).toBe(6);
      const smaller = limitedTo(cluster, 4, "test", lowered - 1000);
      expect(excessBytes({ step, plan }, smaller), remat).toBe(1000);
      expect(plan.estimate!.peakBytes / lowered, remat).toBeGreaterThan(0.85);
      expect(plan.estimate!.peakBytes / lowered, remat).toBeLessThan(1.1);
    }
  },
);

test("layers take what they take in their stage, also where gradients are converted in every microbatch", () => {
  const traced = stepOf(gpt(32, { ...smallGpt, layers: 4, length: 128, width: 256 }));
  const { graph, batchInputs, stateOf } = computeIn("bf16", traced);
  const stepIn = (microbatches: number) => splitMicrobatches(graph, { batchInputs, stateOf, microbatches });
  const whole = stepIn(1);
  const layers = findLayers(whole, { numLayers: "auto" });
  const cluster = parseCluster("1x4:a100-80gb");
  let layersSeconds = 0;
  const search = {
    costs: new LayerCosts(new LayerSlices(whole, layers, stepIn, "fused"), cluster),
    step: stepIn,
    ...{ method: "test", seconds: 5, gap: 0.001 },
    onResult: ({ best }: JointResult) => {
      layersSeconds = best!.stages.seconds;
    },
  };
  const submeshes = enumerateSubmeshes(cluster);
  const settings = [{ schedule: "1f1b", microbatches: 16 }];
  const { plan } = runToCompletion(searchPipeline(search, { settings, submeshes, remats: ["fused"], numStages: 2 }))
    .found!;
  expect(plan.estimate!.seconds / layersSeconds).toBeGreaterThan(0.99);
  expect(plan.estimate!.seconds / layersSeconds).toBeLessThan(1.01);
});
