import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { collectivesOf, runPlan } from "../../test/support/run-plan.ts";
import { conv, gpt, mlp, moe, smallGpt, stepOf, type TracedStep } from "../../test/support/train-steps.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { placementText } from "../plan/placement.ts";
import { tensorParallel } from "./tensor-parallel.ts";

/** Placements of the inputs whose name ends in one of `names`, as text. */
function placements(traced: TracedStep, devices: number, ...names: string[]): string[] {
  const step = stepOf(traced);
  const plan = planNow(tensorParallel(), step, devices);
  return names.map((name) => {
    const input = step.graph.inputs.findIndex((port) => port.name.endsWith(name));
    return placementText(plan.inputs[input].placement);
  });
}

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (_, traced) => {
  const expected = evaluateGraph(traced.graph, traced.inputs);

  test.each([
    [1, 1, 1],
    [2, 2, 1],
    [4, 4, 2],
    [4, 2, 1],
    [8, 2, 2],
  ])("on %d devices with degree %d in %d microbatches = one device", (devices, degree, microbatches) => {
    const step = stepOf(traced, microbatches);
    const plan = planNow(tensorParallel({ degree }), step, devices);
    expect(plan.inputs.some(({ placement }) => placement.dims.flat().includes("model"))).toBe(degree > 1);
    runPlan(step, plan, traced.inputs).forEach((actual, i) => {
      const { value, name } = traced.graph.outputs[i];
      expectClose(actual, expected[i], traced.graph.types[value], name);
    });
  });
});

describe("the dims that are split", () => {
  test("every other hidden dim of an MLP: column, row, column", () => {
    expect(placements(mlp(8), 4, "[0].w", "[0].b", "[1].w", "[1].b", "[2].w", "[2].b")).toEqual([
      "[_, model]",
      "[model]",
      "[model, _]",
      "[_]",
      "[_, model]",
      "[model]",
    ]);
  });

  test("a narrow output after wide layers is replicated: splitting would add an all-reduce and save little", () => {
    expect(placements(mlp(8, [8, 64, 64, 64, 2]), 2, "[0].w", "[1].w", "[2].w", "[3].w")).toEqual([
      "[_, model]",
      "[model, _]",
      "[_, model]",
      "[model, _]",
    ]);
    expect(placements(mlp(8, [8, 64, 64, 2]), 2, "[2].w")).toEqual(["[_, _]"]);
  });

  test("a transformer as in Megatron-LM: heads and the inner feed-forward dim, but no norms and residual stream", () => {
    const block = ["query", "key", "value", "out", "up.w", "up.b", "down.w", "down.b", "norm1.scale", "norm2.bias"];
    const state = ["params", "mean", "variance"];
    for (const tree of state) {
      const names = block.map((name) => `${tree}.blocks[1].${name}`);
      expect(placements(gpt(8), 4, ...names)).toEqual([
        "[_, model]",
        "[_, model]",
        "[_, model]",
        "[model, _]",
        "[_, model]",
        "[model]",
        "[model, _]",
        "[_]",
        "[_]",
        "[_]",
      ]);
    }
    expect(placements(gpt(8), 4, "params.embedding", "params.head")).toEqual(["[model, _]", "[_, model]"]);
  });

  test("per layer, two all-reduces of the residual stream forward and two backward; one more for the output", () => {
    const counts = [1, 2, 3].map((layers) => {
      const traced = gpt(8, { ...smallGpt, layers, vocabulary: 7 });
      return collectivesOf(stepOf(traced), planNow(tensorParallel(), stepOf(traced), 4));
    });
    // A vocabulary of 7 does not divide by 4, so the output is replicated.
    expect(counts).toEqual([4, 8, 12].map((count) => Array(count).fill("all_reduce(model)")));
  });

  test("4 heads are not split over 8 devices, but the feed-forward dim is", () => {
    expect(placements(gpt(8), 8, "params.blocks[0].query", "params.blocks[0].out", "params.blocks[0].up.w")).toEqual([
      "[_, _]",
      "[_, _]",
      "[_, model]",
    ]);
  });

  test("experts are split over the devices", () => {
    expect(placements(moe(8), 4, "gate", "up", "down")).toEqual(["[_, model]", "[model, _, _]", "[model, _, _]"]);
  });

  test("channels of convolutions: column then row", () => {
    expect(placements(conv(8), 4, "first", "second")).toEqual(["[model, _, _, _]", "[_, model, _, _]"]);
  });
});

test("a batch of one example", () => {
  const traced = mlp(1);
  const step = stepOf(traced);
  const plan = planNow(tensorParallel(), step, 4);
  expect(collectivesOf(step, plan).length).toBeGreaterThan(0);
  const expected = evaluateGraph(traced.graph, traced.inputs);
  runPlan(step, plan, traced.inputs).forEach((actual, i) => {
    const { value, name } = traced.graph.outputs[i];
    expectClose(actual, expected[i], traced.graph.types[value], name);
  });
});

describe("refusals", () => {
  test("no dim divides, degree does not divide, batch does not divide over the rest", () => {
    expect(() => planNow(tensorParallel(), stepOf(mlp(8)), 32)).toThrow(
      /^tensorParallel: no hidden dim divides by 32; use a degree that divides 16$/,
    );
    expect(() => planNow(tensorParallel({ degree: 3 }), stepOf(mlp(8)), 8)).toThrow(
      "tensorParallel(degree=3): degree 3 does not divide 8 devices; use 1, 2, 4, 8",
    );
    expect(() => planNow(tensorParallel({ degree: 2 }), stepOf(mlp(6)), 8)).toThrow(
      /batch 6 .* does not divide by 4 devices/,
    );
  });
});
