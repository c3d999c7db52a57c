import { describe, expect, test } from "vitest";
import { conv, gpt, mlp, moe } from "../../test/train-steps.ts";
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
