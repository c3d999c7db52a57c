import { expect, test } from "vitest";
import { splitMicrobatches } from "../../src/analysis/microbatch.ts";
import type { Step } from "../../src/analysis/step.ts";
import { Unsupported } from "../../src/base/errors.ts";
import { seededRandom } from "../../src/base/random.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import { expectClose } from "../support/close.ts";
import { randomBatchGraph, randomInputs } from "../support/random-batch-graph.ts";
import { randomMesh, randomPlan } from "../support/random-plan.ts";
import { runPlan } from "../support/run-plan.ts";

const cases = Number(process.env.ALPA_CASES ?? 150);

test(`microbatched and partitioned = sequential on ${cases} random graphs, meshes and plans`, () => {
  let [run, withPrologue] = [0, 0];
  for (let seed = 1; seed <= cases; seed++) {
    const random = seededRandom(seed);
    const graph = randomBatchGraph(random, 24, 4 + random.int(12));
    const batchInputs = [
      { input: 0, dim: 0 },
      { input: 1, dim: 1 },
    ];
    const stateOf = graph.outputs.map(() => -1);
    let step: Step;
    try {
      step = splitMicrobatches(graph, { batchInputs, microbatches: random.pick([1, 2, 3]), stateOf });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      continue;
    }
    run++;
    if (step.numPrologueOps > 0) withPrologue++;
    const plan = randomPlan(random, step, randomMesh(random));
    const inputs = randomInputs(graph, random);
    const expected = evaluateGraph(graph, inputs);
    runPlan(step, plan, inputs).forEach((actual, i) => {
      const { value, name } = graph.outputs[i];
      expectClose(actual, expected[i], graph.types[value], `seed ${seed}, output ${name}`);
    });
  }
  expect(run / cases).toBeGreaterThan(0.5);
  expect(withPrologue).toBeGreaterThan(0);
});
