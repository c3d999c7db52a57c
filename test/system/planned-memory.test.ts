/** @file The peak memory that a plan estimates, compared with that of its lowered program, buffer by buffer. */
import { expect, test } from "vitest";
import { gpt } from "../../examples/gpt.ts";
import { parseCluster } from "../../src/cluster/parse.ts";
import { exampleSpecs } from "../../src/frontends/jaxjs/example.ts";
import { init } from "../../src/frontends/jaxjs/jax.ts";
import { dataParallel } from "../../src/methods/data-parallel.ts";
import { tensorParallel } from "../../src/methods/tensor-parallel.ts";
import { zero } from "../../src/methods/zero.ts";
import { adamw, type Optimizer, sgd } from "../../src/optim/index.ts";
import { compile } from "../../src/planner/compile.ts";
import { meshMemory } from "../../src/simulate/memory.ts";

const cluster = parseCluster("1x2:v100-16gb");
const adam = adamw(1e-3);

// Every step replaces all its state. If old and new state were both in memory, Adam's peaks would be a third larger.
test.each<[string, Optimizer, ReturnType<typeof dataParallel>]>([
  ["Adam, data parallel", adam, dataParallel({ cluster })],
  ["Adam, ZeRO-1", adam, zero({ stage: 1, cluster })],
  ["Adam, tensor parallel", adam, tensorParallel({ cluster })],
  ["SGD, data parallel", sgd(0.1), dataParallel({ cluster })],
])("%s: within 10 % of the program's peak, because updates are in place", async (_, optimizer, method) => {
  await init("wasm");
  const { trainStep, batchArgs, ...model } = gpt({ layers: 1, hidden: 64, seq: 16, optimizer });
  const { plan, program } = await compile(trainStep, exampleSpecs({ trainStep, batchArgs, ...model }, 4), {
    method,
    devices: 2,
    microbatches: 2,
    batchArgs,
  });
  const [mesh] = program.meshes;
  // Count buffers only: treat all segments as elementwise, which have no workspace.
  const segments = mesh.segments.map((segment) => ({ ...segment, kernel: "elementwise" as const }));
  const { peakBytes } = meshMemory({ ...mesh, segments });
  expect(Math.abs(plan.estimate!.peakBytes / peakBytes - 1)).toBeLessThan(0.1);
});
