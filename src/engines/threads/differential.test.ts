import { expect, test } from "vitest";
import { expectClose } from "../../../test/support/close.ts";
import { withEvaluate } from "../../../test/support/evaluate-executor.ts";
import { randomInputs } from "../../../test/support/random-data.ts";
import { randomGraph } from "../../../test/support/random-graph.ts";
import { randomPipeline, randomSizes } from "../../../test/support/random-pipeline.ts";
import { randomMesh, randomPlan, stepOf } from "../../../test/support/random-plan.ts";
import { conv, gpt, mlp, moe, stepOf as trainStep } from "../../../test/support/train-steps.ts";
import { evaluateStep } from "../../analysis/evaluate-step.ts";
import { seededRandom } from "../../base/random.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { lower } from "../../lower/lower.ts";
import { meshSize } from "../../plan/placement.ts";
import { startThreads } from "./threads.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
/**
 * Few cases, since starting workers from sources takes most of a second; the lowering has a larger differential test.
 */
const cases = Number(process.env.ALPA_CASES ?? 24) >> 2;

test.each([
  ["ONNX Runtime", {}],
  ["the reference interpreter", withEvaluate],
])(
  `${cases} random graphs with random plans on worker threads = sequential, segments by %s`,
  async (_name, options) => {
    for (let run = 0; run < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomGraph(random, { numOps: 12 });
      const plan = randomPlan(random, stepOf(graph), randomMesh(random));
      const data = randomInputs(random, graph);
      const running = await startThreads(lower(stepOf(graph), plan), options);
      try {
        for (let step = 0; step < 3; step++) await running.step(new Map(data.entries()));
        const expected = evaluateGraph(graph, data);
        for (const [i, { value, name }] of graph.outputs.entries()) {
          const label = `case ${caseSeed} on ${meshSize(plan.stages[0].mesh)} devices, output ${name}`;
          expectClose(await running.readOutput(i), expected[i], graph.types[value], label);
        }
        expect(running.memory()[0].peakBytes).toBeGreaterThan(0);
      } finally {
        await running.stop();
      }
    }
  },
);

test.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)(
  "%s trains in random pipelines on worker threads as in one piece, step after step",
  async (name, traced) => {
    for (let run = 0; run < Math.ceil(cases / 3); run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const step = trainStep(traced, random.pick([1, 2, 4]));
      const sizes = randomSizes(random, step.microbatches);
      const plan = randomPipeline(random, step, sizes);
      const program = lower(step, plan);
      const devices = plan.stages.map((stage) => stage.devices.length);
      const running = await startThreads(program, run % 2 === 0 ? {} : withEvaluate);
      try {
        const data = [...traced.inputs];
        for (let k = 0; k < 2; k++) {
          // State stays on the devices.
          await running.step(k === 0 ? new Map(data.entries()) : undefined);
          const expected = evaluateStep(step, data);
          for (const [i, { name: output, type }] of program.outputs.entries()) {
            const label = `${name}, case ${caseSeed}, ${sizes.schedule} on ${devices} devices, step ${k}, ${output}`;
            expectClose(await running.readOutput(i), expected[i], type, label);
          }
          step.stateOf.forEach((input, output) => {
            if (input >= 0) data[input] = expected[output];
          });
        }
      } finally {
        await running.stop();
      }
    }
  },
  300_000,
);
