import { expect, test } from "vitest";
import { expectClose } from "../../test/close.ts";
import { withEvaluate } from "../../test/evaluate-executor.ts";
import { randomGraph, randomInputs } from "../../test/random-graph.ts";
import { randomMesh, randomPlan, stepOf } from "../../test/random-plan.ts";
import { seededRandom } from "../base/random.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { lower } from "../lower/lower.ts";
import { meshSize } from "../plan/placement.ts";
import { startThreads } from "./threads.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
/** Starting workers from sources takes most of a second; the lowering has its own, larger differential test. */
const cases = Number(process.env.ALPA_CASES ?? 24) >> 2;

test.each([
  ["ONNX Runtime", {}],
  ["the reference interpreter", withEvaluate],
])(
  `${cases} random graphs with random plans on worker threads = sequential, segments by %s`,
  async (_name, options) => {
    for (let run = 0; run < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomGraph(random, { numOps: 12 });
      const plan = randomPlan(random, stepOf(graph), randomMesh(random));
      const data = randomInputs(random, graph);
      const running = await startThreads(lower(stepOf(graph), plan), options);
      try {
        for (let step = 0; step < 3; step++) await running.step(new Map(data.entries()));
        const expected = evaluateGraph(graph, data);
        for (const [i, { value, name }] of graph.outputs.entries()) {
          const label = `case ${caseSeed} on ${meshSize(plan.stages[0].mesh)} devices, output ${name}`;
          expectClose(await running.readOutput(i), expected[i], graph.types[value], label);
        }
        expect(running.memory()[0].peakBytes).toBeGreaterThan(0);
      } finally {
        await running.stop();
      }
    }
  },
);
