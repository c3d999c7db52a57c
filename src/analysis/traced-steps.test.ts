import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { conv, gpt, mlp, moe, stepOf, traceLoss } from "../../test/support/train-steps.ts";
import { nn, numpy as np, random } from "../frontends/jaxjs/jax.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { verifyGraph } from "../ir/verify.ts";
import { evaluateStep } from "./evaluate-step.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import { matchState } from "./state.ts";

describe.each([
  ["mlp", mlp(8), 6, 0],
  ["gpt", gpt(8), 29, 58],
  ["moe", moe(8), 4, 0],
  ["conv", conv(8), 3, 0],
] as const)("%s", (_, { graph, batchInputs, inputs }, numParameters, numOptimizer) => {
  const stateOf = matchState(graph, batchInputs);

  test.each([1, 2, 4, 8])("in %d microbatches = the traced step", (microbatches) => {
    const step = splitMicrobatches(graph, { batchInputs, microbatches, stateOf });
    verifyGraph(step.graph);
    // One sum per parameter and one for the loss; all else runs inside the loop or behind it.
    if (microbatches > 1) expect(step.accumulated).toHaveLength(numParameters + 1);
    const expected = evaluateGraph(graph, inputs);
    evaluateStep(step, inputs).forEach((actual, output) => {
      actual.forEach((value: number | bigint, i: number) => {
        const want = Number(expected[output][i]);
        expect(Math.abs(Number(value) - want)).toBeLessThan(1e-6 * (1 + Math.abs(want)));
      });
    });

    const roles = findRoles(step);
    const count = (role: string) => roles.inputs.filter((other) => other === role).length;
    expect(count("parameter")).toBe(numParameters);
    expect(count("optimizer")).toBe(numOptimizer);
    expect(count("batch")).toBe(2);
    expect([...roles.gradients.values()].every((gradients) => gradients.length > 0)).toBe(true);
  });
});

describe("losses that are not plain means", () => {
  test("a mean over the examples whose label is set: its denominator is summed in a prologue", () => {
    const traced = traceLoss((w, x, y) => {
      const isSet = y.ref.greater(0).astype(np.float32);
      const errors = np.square(np.dot(x, w)).sum(1).mul(isSet.ref);
      return errors.sum().div(np.maximum(isSet.sum(), 1));
    });
    const step = stepOf(traced, 4);
    expect(step.numPrologueOps).toBeGreaterThan(0);
    expect(step.numPrologueOps).toBeLessThan(5);
    const expected = evaluateGraph(traced.graph, traced.inputs);
    evaluateStep(step, traced.inputs).forEach((actual, i) => {
      expectClose(actual, expected[i], traced.graph.types[traced.graph.outputs[i].value], traced.graph.outputs[i].name);
    });
  });

  test("batch normalization is refused, naming the op that uses the statistics, their sum and the parameter", () => {
    const traced = traceLoss((w, x) => {
      const h = np.dot(x, w);
      const centered = h.ref.sub(h.mean(0));
      return np.square(centered.ref.div(np.sqrt(np.square(centered).mean(0).add(1e-5)))).mean();
    });
    expect(() => stepOf(traced, 4)).toThrow(
      /^\w+\.\d+: computes per example with the batch total of \w+\.\d+, which depends on the state \(.*w\).*use 1 microbatch$/,
    );
    expect(stepOf(traced, 1).microbatches).toBe(1);
  });

  test("one random key for the whole batch is refused", () => {
    const traced = traceLoss((w, x) => {
      const keep = random.bernoulli(random.key(0), 0.5, x.shape).astype(np.float32);
      return np.square(np.dot(x.mul(keep), w)).mean();
    });
    expect(() => stepOf(traced, 2)).toThrow(/^(iota|constant)\.\d+.*batch cannot be cut into microbatches/);
  });

  test("the largest error of the batch is refused", () => {
    const traced = traceLoss((w, x) => np.max(nn.relu(np.dot(x, w))));
    expect(() => stepOf(traced, 2)).toThrow(/^reduce\.\d+.*: takes the maximum over the batch, which is not a sum/);
  });
});
