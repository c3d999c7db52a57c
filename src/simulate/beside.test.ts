/** @file Collectives beside compute: what they wait for, what waits for them, and what a step gains. */
import { describe, expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { gpt, mlp, stepOf } from "../../test/support/train-steps.ts";
import { type Cluster, makeCluster } from "../cluster/cluster.ts";
import { type EngineName, engines } from "../cluster/engine.ts";
import { parseCluster } from "../cluster/parse.ts";
import { accessOf } from "../lower/buffers.ts";
import { dataParallelRoles } from "../lower/data-parallel-roles.ts";
import { lower } from "../lower/lower.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import type { Method } from "../methods/method.ts";
import { tensorParallel } from "../methods/tensor-parallel.ts";
import { zero } from "../methods/zero.ts";
import { simulateProgram } from "./simulate.ts";

function clusterWith(engine: EngineName): Cluster {
  const { hosts } = parseCluster("2x2:v100-16gb");
  return makeCluster(
    engine,
    hosts.map((host) => ({ ...host, device: { ...host.device, engine } })),
  );
}

const methods: [name: string, method: Method][] = [
  ["data", dataParallel()],
  ["zero1", zero({ stage: 1 })],
  ["zero2", zero({ stage: 2 })],
  ["zero3", zero({ stage: 3 })],
  ["tensor", tensorParallel()],
];
const overlapping = (Object.keys(engines) as EngineName[]).filter((name) => engines[name].overlapsGradients);

describe.each(methods)("%s", (name, method) => {
  test.each([
    ["mlp", mlp, 1],
    ["gpt", gpt, 1],
    ["gpt in 2 microbatches", gpt, 2],
  ] as const)("of %s", (_model, model, microbatches) => {
    const plain = clusterWith("sequential");
    const step = stepOf(model(8), microbatches);
    const plan = planNow(method, step, 4, { cluster: plain });
    const program = lower(step, plan);
    const [{ roles, leading }] = dataParallelRoles(program);
    const count = (role: string): number => roles.filter((each) => each === role).length;
    if (name !== "tensor") expect(count("gradient")).toBeGreaterThan(0);
    if (name === "zero3") expect(count("parameter")).toBeGreaterThan(0);
    const [mesh] = program.meshes;
    const alone = simulateProgram(program, { cluster: plain });
    for (const engine of overlapping) {
      const { seconds, meshes } = simulateProgram(program, { cluster: clusterWith(engine) });
      const [{ startSeconds: start, endSeconds: end, beside, usage }] = meshes;
      expect(seconds).toBeLessThanOrEqual(alone.seconds * (1 + 1e-9));
      expect(seconds).toBeGreaterThanOrEqual(alone.meshes[0].usage.computeSeconds * (1 - 1e-9));
      expect(usage.computeSeconds + usage.communicationSeconds + usage.idleSeconds).toBeCloseTo(seconds, 9);
      expect(usage.communicationSeconds).toBeGreaterThan(-1e-12);
      // Each stream does one thing at a time.
      for (const stream of [0, 1]) {
        const own = [...start.keys()].filter((i) => (beside?.is[i] ?? 0) === stream && end[i] > start[i]);
        own.sort((a, b) => start[a] - start[b]);
        own.forEach((i, k) => {
          if (k > 0) expect(start[i]).toBeGreaterThanOrEqual(end[own[k - 1]] - 1e-12);
        });
      }
      // What products read has been written before.
      const writer = new Map<number, number>();
      mesh.instructions.forEach((instruction, i) => {
        const { reads, writes } = accessOf(instruction, mesh.buffers);
        reads.forEach((id, position) => {
          const by = writer.get(id);
          if (by !== undefined && leading.get(i)?.inputs[position] === 1)
            expect(start[i]).toBeGreaterThanOrEqual(end[by] - 1e-12);
        });
        for (const id of writes) writer.set(id, i);
      });
    }
  });
});
