import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { randomBatchGraph, randomInputs as randomBatchInputs } from "../../test/support/random-batch-graph.ts";
import { randomPipeline, randomSizes } from "../../test/support/random-pipeline.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../test/support/train-steps.ts";
import { evaluateStep } from "../analysis/evaluate-step.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import type { Step } from "../analysis/step.ts";
import { AlpaError } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import type { TensorData } from "../ir/types.ts";
import { verifyGraph } from "../ir/verify.ts";
import type { Plan } from "../plan/plan.ts";
import { interpretProgram } from "./interpret.ts";
import { lower } from "./lower.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 60);
const timeoutMs = 60_000 + 1000 * cases;

function checkPipeline(step: Step, plan: Plan, data: readonly TensorData[], label: string, tolerance?: number) {
  const program = lower(step, plan);
  for (const { segments } of program.meshes) for (const { graph } of segments) verifyGraph(graph);
  const expected = evaluateStep(step, data);
  const results = interpretProgram(program, data);
  program.outputs.forEach(({ name, type }, i) => {
    expectClose(results[i], expected[i], type, `${label}, output ${name}`, tolerance);
  });
  return program;
}

test(
  `pipelines = sequential on ${cases} random steps`,
  () => {
    let numTransfers = 0;
    for (let run = 0, done = 0; done < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomBatchGraph(random, 12, 6 + random.int(14));
      const batchInputs = [
        { input: 0, dim: 0 },
        { input: 1, dim: 1 },
      ];
      let step: Step;
      let plan: Plan;
      try {
        const stateOf = graph.outputs.map(() => -1);
        step = splitMicrobatches(graph, { batchInputs, microbatches: 1 + random.int(4), stateOf });
        plan = randomPipeline(random, step, randomSizes(random, step.microbatches));
      } catch (error) {
        // A graph that is not linear in its batch cannot be split.
        if (error instanceof AlpaError) continue;
        throw error;
      }
      done++;
      const program = checkPipeline(step, plan, randomBatchInputs(graph, random), `case ${caseSeed}`);
      numTransfers += program.transfers.length;
    }
    expect(numTransfers).toBeGreaterThan(cases / 4);
  },
  timeoutMs,
);

test.each([
  ["mlp", mlp(8, [8, 16, 16, 16, 16, 16, 8])],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)(
  "training %s in random pipelines = in one piece",
  (name, traced) => {
    const steps = [1, 2, 4].map((microbatches) => stepOf(traced, microbatches));
    for (let run = 0; run < cases / 5; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const step = random.pick(steps);
      const sizes = randomSizes(random, step.microbatches);
      const plan = randomPipeline(random, step, {
        ...sizes,
        isByLayers: sizes.numStages * sizes.numChunks <= 3 && run % 2 === 1,
      });
      const label = `${name}, case ${caseSeed}, ${sizes.schedule} of ${sizes.numStages} stages, ${step.microbatches} microbatches`;
      const { transfers, meshes } = checkPipeline(step, plan, traced.inputs, label);
      expect(transfers.length > 0).toBe(sizes.numStages > 1);
      const numTasks = meshes.reduce((sum, mesh) => sum + mesh.tasks.length, 0);
      expect(numTasks).toBeGreaterThanOrEqual(2 * step.microbatches * sizes.numStages * sizes.numChunks);
    }
  },
  timeoutMs,
);
