import { expect, test } from "vitest";
import { planToJson } from "../plan/plan-file.ts";
import { packPlan, unpackPlan } from "./packed-plan.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion, type Question } from "./question.ts";

test.each<Partial<Question>>([{ method: "shard" }, { method: "megatron", pipelineParallel: 2, tensorParallel: 2 }])(
  "the plan of gpt2-small by %o fits in a link and comes out as it went in",
  async (change) => {
    const { planned } = await planQuestion({ ...firstQuestion, cluster: "1x4:a100-80gb", ...change });
    const json = planToJson(planned.plan);
    const packed = await packPlan(json);
    expect(packed).toMatch(/^[\w-]+$/);
    expect(packed.length).toBeLessThan(5000);
    const { graph, ...plan } = JSON.parse(json);
    const hashOnly = { hash: graph.hash, inputs: [], outputs: [], ops: {} };
    expect(JSON.parse(await unpackPlan(packed))).toEqual({ ...plan, graph: hashOnly });
    if (process.env.ALPA_FIGURES) console.log(`${json.length} characters of JSON, ${packed.length} in a link`);
  },
);

test.each(["", "!!!", "AAAA", "eyJ9"])("%j is no plan", async (text) => {
  await expect(unpackPlan(text)).rejects.toThrow("link: its plan cannot be read");
});

test("a text that would fill the memory is refused", async () => {
  const packed = await packPlan(JSON.stringify({ method: "a".repeat(20_000_000), inputs: [], outputs: [], ops: [] }));
  expect(packed.length).toBeLessThan(40_000);
  await expect(unpackPlan(packed)).rejects.toThrow("cannot be read");
});
