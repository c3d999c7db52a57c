import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/close.ts";
import { runPlan } from "../../test/run-plan.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../test/train-steps.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { shard } from "./shard.ts";
import { zero } from "./zero.ts";

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (_, traced) => {
  const expected = evaluateGraph(traced.graph, traced.inputs);
  test.each([
    ["shard", shard(), 2, 1],
    ["shard", shard(), 4, 2],
    ["zero-1", zero({ stage: 1 }), 2, 1],
    ["zero-2", zero({ stage: 2 }), 4, 1],
    ["zero-3", zero({ stage: 3 }), 4, 2],
  ] as const)("%s: the plan computes what one device computes", (_, method, devices, microbatches) => {
    const step = stepOf(traced, microbatches);
    const plan = method.plan(step, devices);
    expect(plan.predicted!.boundSeconds).toBeGreaterThan(0.99 * plan.predicted!.seconds);
    runPlan(step, plan, traced.inputs).forEach((actual, i) => {
      const { value, name } = traced.graph.outputs[i];
      expectClose(actual, expected[i], traced.graph.types[value], name);
    });
  });
});
