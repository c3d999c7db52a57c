/** @file Gradient sums of 16-bit steps: bytes that the kernels of an engine move, counted by hand. */
import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { computeIn } from "../analysis/precision.ts";
import { type Cluster, makeCluster } from "../cluster/cluster.ts";
import type { EngineName } from "../cluster/engine.ts";
import { parseCluster } from "../cluster/parse.ts";
import { numElements } from "../ir/types.ts";
import { lower } from "../lower/lower.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { instructionSeconds } from "./seconds.ts";

const { hosts } = parseCluster("1x1:a100-80gb");
const clusterWith = (engine: EngineName): Cluster =>
  makeCluster(
    engine,
    hosts.map((host) => ({ ...host, device: { ...host.device, engine, kernelSeconds: 0 } })),
  );

test("a converted gradient is added in 10 bytes a parameter, by products that add their results in none", () => {
  const { graph, batchInputs, stateOf } = computeIn("bf16", stepOf(mlp(8, [256, 256, 256, 256])));
  const step = splitMicrobatches(graph, { batchInputs, stateOf, microbatches: 2 });
  const [mesh] = lower(step, planNow(dataParallel(), step, 1)).meshes;
  const secondMicrobatch = (engine: EngineName): number =>
    instructionSeconds(mesh, { cluster: clusterWith(engine) }).reduce(
      (sum, seconds, i) => (mesh.instructions[i].microbatch === 1 ? sum + seconds : sum),
      0,
    );
  const converted = mesh.instructions.flatMap((each) =>
    each.kind === "accumulate" && each.microbatch === 1 && mesh.buffers[each.into].type.shape.length > 0
      ? [numElements(mesh.buffers[each.into].type.shape)]
      : [],
  );
  const parameters = converted.reduce((sum, count) => sum + count, 0);
  expect(parameters).toBe(3 * 256 * 256 + 3 * 256);
  const { memoryBytesPerSecond, efficiency } = hosts[0].device;
  const difference = secondMicrobatch("megatron") - secondMicrobatch("megatron-core");
  const bytes = difference * memoryBytesPerSecond * efficiency.memory.elementwise;
  expect(bytes / parameters).toBeCloseTo(10, 1);
});
