import { expect, test } from "vitest";
import { catalogue } from "../models/catalogue.ts";
import { workOfBlocks, workOfPlanned } from "../planner/compare/work.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion, type Question } from "./question.ts";
import { ratesOf } from "./rates.ts";

const question: Question = { ...firstQuestion, batch: 16 };

test.each<Partial<Question>>([
  { microbatches: 1, remat: "none", method: "data" },
  { microbatches: 4, remat: "full", method: "zero3", cluster: "1x4:a100-80gb" },
  { microbatches: 8, remat: "selective", method: "megatron", pipelineParallel: 4, tensorParallel: 2 },
])("the work of a plan is that of its model, whatever its microbatches and recomputation: %o", async (asked) => {
  const { planned } = await planQuestion({ ...question, ...asked });
  const { makeBlocks, layers, layersPerBlock = 1 } = catalogue.get(question.model)!;
  const blocks = { key: "", make: makeBlocks!, layersPerBlock, count: layers! / layersPerBlock };
  const work = workOfBlocks(blocks, question.batch);
  const { flops, tokens } = workOfPlanned(planned, question.batch);
  expect(tokens).toBe(work.tokens);
  expect(flops / work.flops).toBeCloseTo(1, 2);
});

test("the share of the peak is of the devices that the plan uses", async () => {
  const { planned, cluster } = await planQuestion({ ...question, cluster: "1x2:a100-80gb", method: "data" });
  const rates = ratesOf(planned, cluster, { batch: 16, precision: "bf16", seconds: 2 });
  expect(rates.mfu).toBeCloseTo(rates.flopsPerDevice / 312e12, 12);
  expect(rates.tokensPerSecond).toBe((16 * 1024) / 2);
});
