/** @file Dropout of attention: bytes that its kernels move, counted by hand. */
import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { gpt, smallGpt, stepOf } from "../../test/support/train-steps.ts";
import { findLayers } from "../analysis/layers.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { computeIn } from "../analysis/precision.ts";
import { rematerialize } from "../analysis/remat.ts";
import { type Cluster, makeCluster } from "../cluster/cluster.ts";
import type { EngineName } from "../cluster/engine.ts";
import { parseCluster } from "../cluster/parse.ts";
import { lower } from "../lower/lower.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import type { Remat } from "../plan/plan.ts";
import { instructionSeconds } from "./seconds.ts";

const { hosts } = parseCluster("1x1:a100-80gb");
const clusterWith = (engine?: EngineName, fusion?: "flash"): Cluster =>
  makeCluster(
    `${engine}`,
    hosts.map((host) => ({
      ...host,
      device: { ...host.device, engine, kernelSeconds: 0, ...(fusion && { fusion }) },
    })),
  );

const [batch, length, heads, width, layers] = [2, 128, 8, 256, 2];

test.each<[Remat, timesPerLayer: number]>([
  ["fused", 2],
  ["selective", 3],
  ["full", 3],
])("with %s recomputation, each layer moves 5 bytes a score %d times", (remat, times) => {
  const traced = gpt(batch, { ...smallGpt, layers, heads, length, width });
  const { graph, batchInputs, stateOf } = computeIn("bf16", stepOf(traced));
  const cut = splitMicrobatches(graph, { batchInputs, stateOf, microbatches: 1 });
  const step = rematerialize(cut, findLayers(cut, { numLayers: "auto" }), remat);
  const [mesh] = lower(step, planNow(dataParallel(), step, 1)).meshes;
  const secondsOf = (cluster: Cluster): number =>
    instructionSeconds(mesh, { cluster }).reduce((sum, each) => sum + each, 0);
  const difference = secondsOf(clusterWith("megatron")) - secondsOf(clusterWith());
  const { memoryBytesPerSecond, efficiency } = hosts[0].device;
  const scores = layers * batch * heads * length * length;
  expect((difference * memoryBytesPerSecond * efficiency.memory.elementwise) / scores).toBeCloseTo(5 * times, 6);
  expect(secondsOf(clusterWith("megatron", "flash"))).toBeCloseTo(secondsOf(clusterWith(undefined, "flash")), 12);
});
