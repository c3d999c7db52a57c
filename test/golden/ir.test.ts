/**
 * @file Golden texts of the compiler passes for small versions of the four examples, so that the effect of a changed
 * pass shows in review as a change of `ir/*.mlir`. `npx vitest run test/golden/ir.test.ts -u` writes them.
 */
import { describe, expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { moe } from "../../examples/moe.ts";
import { type AnyExample, exampleSpecs } from "../../src/frontends/jaxjs/example.ts";
import { printGraph } from "../../src/ir/print.ts";
import { planStep } from "../../src/planner/compile.ts";
import { perDeviceTexts } from "../../src/planner/hlo-text.ts";
import { dataParallel, type Method, megatron, tensorParallel } from "../../src/planner/index.ts";

const examples: readonly AnyExample[] = [
  mlp({ hidden: 16, layers: 2 }),
  gpt({ layers: 1, hidden: 8, heads: 2, seq: 4 }),
  moe({ layers: 1, hidden: 8, heads: 2, seq: 4, experts: 2 }),
  conv({ channels: [2, 4] }),
];

const methods: readonly (readonly [string, Method])[] = [
  ["data", dataParallel()],
  ["tensor", tensorParallel()],
  ["pipeline", megatron({ pipelineParallel: 2 })],
];

describe.each(examples)("$name", (example) => {
  const plan = (method: Method, onGraph?: (pass: string, text: string) => void) =>
    planStep(example.trainStep, exampleSpecs(example, 4), {
      method,
      devices: 2,
      microbatches: 2,
      batchArgs: example.batchArgs,
      onGraph: onGraph && ((pass, graph) => onGraph(pass, printGraph(graph))),
    });

  test("passes", async () => {
    const texts = new Map<string, string>();
    await plan(dataParallel(), (pass, text) => texts.set(pass, text));
    for (const pass of ["sink-views", "microbatch"])
      await expect(texts.get(pass)).toMatchFileSnapshot(`ir/${example.name}.${pass}.mlir`);
  });

  test.each(methods)("per device, %s", async (name, method) => {
    const { step, plan: found } = await plan(method);
    const texts = perDeviceTexts(step, found).join("\n");
    await expect(texts).toMatchFileSnapshot(`ir/${example.name}.${name}.mlir`);
  });
});
