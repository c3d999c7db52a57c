import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { collectivesOf, runPlan } from "../../test/support/run-plan.ts";
import { conv, gpt, mlp, moe, stepOf, traceLoss } from "../../test/support/train-steps.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { numpy as np, random } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { simplify } from "../ir/simplify.ts";
import { numElements } from "../ir/types.ts";
import { partition } from "../lower/partition.ts";
import { dataParallel } from "./data-parallel.ts";

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (_, traced) => {
  const expected = evaluateGraph(traced.graph, traced.inputs);
  const numParameters = traced.graph.outputs.filter(({ name }) => name.includes("params")).length;

  test.each([
    [1, 1],
    [2, 1],
    [4, 2],
    [8, 1],
    [1, 8],
  ])(
    "on %d devices in %d microbatches = one device; only gradients and the loss are reduced",
    (devices, microbatches) => {
      const step = stepOf(traced, microbatches);
      const plan = planNow(dataParallel(), step, devices);
      expect(collectivesOf(step, plan)).toEqual(devices === 1 ? [] : Array(numParameters + 1).fill("all_reduce(data)"));
      runPlan(step, plan, traced.inputs).forEach((actual, i) => {
        const { value, name } = traced.graph.outputs[i];
        expectClose(actual, expected[i], traced.graph.types[value], name);
      });
    },
  );
});

describe("statistics of the whole batch are all-reduced where they are needed", () => {
  test.each([
    [
      "batch normalization",
      traceLoss((w, x) => {
        const h = np.dot(x, w);
        const centered = h.ref.sub(h.mean(0));
        return np
          .square(centered.ref.div(np.sqrt(np.square(centered.ref).mean(0).add(1e-2))))
          .mul(centered)
          .mean();
      }),
    ],
    [
      "one random key for the whole batch",
      traceLoss((w, x) => {
        const keep = random.bernoulli(random.key(0), 0.5, x.shape).astype(np.float32);
        return np.square(np.dot(x.mul(keep), w)).mean();
      }),
    ],
    ["the largest error", traceLoss((w, x) => np.max(np.square(np.dot(x, w))))],
    [
      "a masked mean",
      traceLoss((w, x, y) => {
        const isSet = y.greater(0).astype(np.float32);
        return np.square(np.dot(x, w)).sum(1).mul(isSet.ref).sum().div(np.maximum(isSet.sum(), 1));
      }),
    ],
  ])("%s", (_, traced) => {
    const step = stepOf(traced);
    const expected = evaluateGraph(traced.graph, traced.inputs);
    runPlan(step, planNow(dataParallel(), step, 4), traced.inputs).forEach((actual, i) => {
      const { value, name } = traced.graph.outputs[i];
      expectClose(actual, expected[i], traced.graph.types[value], name);
    });
  });
});

describe("refusals", () => {
  const plan = (batch: number, microbatches: number, devices: number) => () =>
    planNow(dataParallel(), stepOf(mlp(batch), microbatches), devices);

  test("a batch that the devices do not divide", () => {
    expect(plan(6, 1, 4)).toThrow(
      /^dataParallel: batch 6 \(dim 0 of \w+\) does not divide by 4 devices; use a batch of 4 or 8, or other devices$/,
    );
    expect(plan(12, 2, 4)).toThrow(/batch 12 in 2 microbatches of 6 .* use a batch of 8 or 16/);
    expect(plan(2, 1, 4)).toThrow(/use a batch of 4,/);
  });

  test("no batch argument, no devices", () => {
    const step = { ...stepOf(mlp(8), 1), batchInputs: [] };
    expect(() => planNow(dataParallel(), step, 2)).toThrow(/^dataParallel: no argument is a batch/);
    expect(plan(8, 1, 0)).toThrow("devices: got 0; give an integer of 1 or more");
  });
});

test("each replica draws the bits of its own examples from one key", () => {
  const loss = (w: np.Array, key: np.Array, x: np.Array) => {
    const keep = random.bernoulli(key, 0.5, x.shape).astype(np.float32);
    return np.square(np.dot(x.mul(keep), w)).mean();
  };
  const args = [new TensorSpec([3, 2]), new TensorSpec([2], "ui32"), new TensorSpec([8, 3])];
  const graph = simplify(traceJaxjs(loss, args).graph);
  const step = splitMicrobatches(graph, { batchInputs: [{ input: 2, dim: 0 }], microbatches: 1, stateOf: [-1] });
  const local = partition(step, planNow(dataParallel(), step, 4)).graph;
  const drawn = local.ops.flatMap(({ kind, results }) =>
    kind === "xor" ? [numElements(local.types[results[0]].shape)] : [],
  );
  expect(Math.max(...drawn)).toBe((8 / 4) * 3);
});
