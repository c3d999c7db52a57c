import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { randomBatchGraph, randomInputs as randomBatchInputs } from "../../test/support/random-batch-graph.ts";
import { randomInputs } from "../../test/support/random-data.ts";
import { randomGraph } from "../../test/support/random-graph.ts";
import { randomMesh, randomPlacement, randomPlan, stepOf } from "../../test/support/random-plan.ts";
import { evaluateStep } from "../analysis/evaluate-step.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import type { BatchInput, Step } from "../analysis/step.ts";
import { AlpaError } from "../base/errors.ts";
import { type Random, seededRandom } from "../base/random.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { sameType, type TensorData } from "../ir/types.ts";
import { verifyGraph } from "../ir/verify.ts";
import type { Plan } from "../plan/plan.ts";
import { completePlan, type Seeds } from "../sharding/propagate.ts";
import { interpretProgram } from "./interpret.ts";
import { lower } from "./lower.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 100);
const timeoutMs = 60_000 + 500 * cases;

/** Makes some outputs the next value of an input of the same type. */
function randomState(random: Random, graph: Graph, isFree: (input: number) => boolean): number[] {
  const left = graph.inputs.map((_, input) => input).filter(isFree);
  return graph.outputs.map(({ value }) => {
    const at = left.findIndex((input) => sameType(graph.types[graph.inputs[input].value], graph.types[value]));
    return at < 0 || random.int(4) === 0 ? -1 : left.splice(at, 1)[0];
  });
}

function checkProgram(step: Step, plan: Plan, data: readonly TensorData[], label: string) {
  const program = lower(step, plan);
  for (const { graph } of program.meshes[0].segments) verifyGraph(graph);
  const expected = evaluateStep(step, data);
  const results = interpretProgram(program, data);
  program.outputs.forEach(({ name, type }, i) => {
    expectClose(results[i], expected[i], type, `${label}, output ${name}`);
  });
  return program;
}

test(
  `programs = sequential on ${cases} random graphs of every op kind`,
  () => {
    for (let run = 0; run < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomGraph(random, { numOps: 8 + random.int(16) });
      const step = { ...stepOf(graph), stateOf: randomState(random, graph, () => true) };
      checkProgram(step, randomPlan(random, step, randomMesh(random)), randomInputs(random, graph), `case ${caseSeed}`);
    }
  },
  timeoutMs,
);

test(
  `completed plans = sequential on ${cases} random graphs with random seed placements`,
  () => {
    for (let run = 0; run < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomGraph(random, { numOps: 8 + random.int(16) });
      const step = { ...stepOf(graph), stateOf: randomState(random, graph, () => true) };
      const mesh = randomMesh(random);
      const place = (values: readonly ValueId[], share: number) =>
        new Map(
          values.flatMap((value, i) =>
            random.next() < share ? [[i, randomPlacement(random, graph.types[value], mesh)] as const] : [],
          ),
        );
      const values = graph.ops.flatMap(({ results }) => results).filter(() => random.int(8) === 0);
      const seeds: Seeds = {
        inputs: place(
          graph.inputs.map(({ value }) => value),
          0.6,
        ),
        outputs: place(
          graph.outputs.map(({ value }) => value),
          0.2,
        ),
        values: new Map(values.map((value) => [value, randomPlacement(random, graph.types[value], mesh)])),
      };
      checkProgram(step, completePlan(step, mesh, seeds, "test"), randomInputs(random, graph), `case ${caseSeed}`);
    }
  },
  timeoutMs,
);

test(
  `programs = sequential on ${cases} random steps of 2 to 4 microbatches`,
  () => {
    let numAccumulates = 0;
    for (let run = 0, done = 0; done < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomBatchGraph(random, 12, 6 + random.int(14));
      const batchInputs: BatchInput[] = [
        { input: 0, dim: 0 },
        { input: 1, dim: 1 },
      ];
      const stateOf = randomState(random, graph, (input) => input > 1);
      let step: Step;
      try {
        step = splitMicrobatches(graph, { batchInputs, microbatches: 2 + random.int(3), stateOf });
        const perExample = new Set(step.batchOutputs.map(({ output }) => output));
        step = { ...step, stateOf: stateOf.map((input, output) => (perExample.has(output) ? -1 : input)) };
      } catch (error) {
        // A graph that is not linear in its batch cannot be split.
        if (error instanceof AlpaError) continue;
        throw error;
      }
      // Most splittable random graphs sum nothing; keep only a few of them.
      if (step.accumulated.length === 0 && random.int(10) > 0) continue;
      done++;
      const plan = randomPlan(random, step, randomMesh(random));
      const program = checkProgram(step, plan, randomBatchInputs(graph, random), `case ${caseSeed}`);
      numAccumulates += program.meshes[0].instructions.filter(({ kind }) => kind === "accumulate").length;
    }
    expect(numAccumulates).toBeGreaterThan(cases / 2);
  },
  timeoutMs,
);
