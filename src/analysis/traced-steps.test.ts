import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { randomMesh, randomPlan } from "../../test/support/random-plan.ts";
import { runPlan } from "../../test/support/run-plan.ts";
import { conv, gpt, mlp, moe, stepOf, type TracedStep, traceLoss } from "../../test/support/train-steps.ts";
import { seededRandom } from "../base/random.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { nn, numpy as np, random } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { simplify } from "../ir/simplify.ts";
import { verifyGraph } from "../ir/verify.ts";
import { evaluateStep } from "./evaluate-step.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import { matchState } from "./state.ts";
import type { Step } from "./step.ts";

const models = [
  ["mlp", mlp, 6, 0],
  ["gpt", gpt, 29, 58],
  ["moe", moe, 4, 0],
  ["conv", conv, 3, 0],
] as const;

const cuts: [batch: number, microbatches: number][] = [
  [8, 1],
  [8, 2],
  [8, 4],
  [8, 8],
  [1, 1],
];

describe.each(models)("%s", (_, trace, numParameters, numOptimizer) => {
  test.each(cuts)("%d examples in %d microbatches = the traced step", (batch, microbatches) => {
    const { graph, batchInputs, inputs } = (trace as (batch: number) => TracedStep)(batch);
    const stateOf = matchState(graph, batchInputs);
    const step = splitMicrobatches(graph, { batchInputs, microbatches, stateOf });
    verifyGraph(step.graph);
    // One sum per parameter and one for the loss; all other ops run inside the loop or after it.
    expect(step.accumulated).toHaveLength(numParameters + 1);
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
    const step = expectSame(traced, 4);
    expect(step.prologue).toHaveLength(1);
    expect(step.prologue[0].loopEnd).toBeLessThan(5);
  });

  test("batch normalization: passes for the mean, for the deviation and for the sums of their gradients", () => {
    const traced = traceLoss((w, x) => {
      const h = np.dot(x, w);
      const centered = h.ref.sub(h.mean(0));
      return np.square(centered.ref.div(np.sqrt(np.square(centered).mean(0).add(1e-2)))).mean();
    });
    expect(expectSame(traced, 4).prologue.length).toBeGreaterThan(1);
    expect(stepOf(traced, 1).prologue).toEqual([]);
  });

  test("one random key for the whole batch draws the same bits for every example", () => {
    const traced = traceLoss((w, x) => {
      const keep = random.bernoulli(random.key(0), 0.5, x.shape).astype(np.float32);
      return np.square(np.dot(x.mul(keep), w)).mean();
    });
    expect(expectSame(traced, 4).prologue).toEqual([]);
  });

  test.each([0, 1])(
    "random numbers for a batch along dim %d are bit-identical for any number of microbatches",
    (dim) => {
      const shape = dim === 0 ? [8, 3] : [3, 8];
      const drawn = (key: np.Array, x: np.Array) => {
        const [first, second] = [random.split(key.ref, 2).slice(1), key];
        const keep = random.bernoulli(first, 0.5, shape);
        return { kept: np.where(keep, x.ref, 0), noisy: x.add(random.uniform(second, shape)) };
      };
      const graph = simplify(traceJaxjs(drawn, [new TensorSpec([2], "ui32"), new TensorSpec(shape)]).graph);
      const inputs = [Uint32Array.of(5, 9), Float32Array.from({ length: 24 }, (_, i) => i + 1)];
      const expected = evaluateGraph(graph, inputs);
      for (const microbatches of [1, 2, 4, 8]) {
        const batchInputs = [{ input: 1, dim }];
        const step = splitMicrobatches(graph, { batchInputs, microbatches, stateOf: [-1, -1] });
        expect(step.batchOutputs).toEqual([
          { output: 0, dim },
          { output: 1, dim },
        ]);
        expect(evaluateStep(step, inputs)).toEqual(expected);
        for (let seed = 0; seed < 5; seed++) {
          const rng = seededRandom(seed);
          expect(runPlan(step, randomPlan(rng, step, randomMesh(rng)), inputs)).toEqual(expected);
        }
      }
    },
  );

  test("the largest error of the batch as the loss", () => {
    const traced = traceLoss((w, x) => np.max(nn.relu(np.dot(x, w))));
    expect([...expectSame(traced, 4).reducers.values()]).toContain("maximum");
  });

  test("every example against every other: the embeddings are joined before the main loop", () => {
    const traced = traceLoss((w, x) => {
      let h = np.tanh(np.dot(x, w.ref));
      for (let layer = 0; layer < 4; layer++) h = np.tanh(np.dot(np.dot(h, w.ref.transpose()), w.ref));
      w.dispose();
      return nn.logSoftmax(np.dot(h.ref, h.transpose()), -1).mul(np.eye(8)).sum();
    });
    expect(expectSame(traced, 4).prologue.length).toBeGreaterThan(0);
  });
});

/** The step in `microbatches` microbatches, checked against the traced graph. */
function expectSame(traced: TracedStep, microbatches: number): Step {
  const step = stepOf(traced, microbatches);
  const expected = evaluateGraph(traced.graph, traced.inputs);
  evaluateStep(step, traced.inputs).forEach((actual, i) => {
    const { value, name } = traced.graph.outputs[i];
    expectClose(actual, expected[i], traced.graph.types[value], name);
  });
  return step;
}
