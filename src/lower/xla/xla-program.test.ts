/** @file The form of the xla engine against sequential steps, without Python: graphs, microbatches and pipelines. */
import { expect, test } from "vitest";
import { expectClose } from "../../../test/support/close.ts";
import { XlaInterpreter } from "../../../test/support/interpret-xla.ts";
import { randomInputs } from "../../../test/support/random-data.ts";
import { randomGraph } from "../../../test/support/random-graph.ts";
import { randomPipeline, randomSizes } from "../../../test/support/random-pipeline.ts";
import { randomMesh, randomPlan, stepOf } from "../../../test/support/random-plan.ts";
import { conv, gpt, mlp, moe, stepOf as trainStep } from "../../../test/support/train-steps.ts";
import { evaluateStep } from "../../analysis/evaluate-step.ts";
import type { Step } from "../../analysis/step.ts";
import { seededRandom } from "../../base/random.ts";
import type { TensorData } from "../../ir/types.ts";
import type { Plan } from "../../plan/plan.ts";
import { lower } from "../lower.ts";
import { type ProgramFile, programFileSchema } from "./program-file.ts";
import { xlaProgram } from "./xla-program.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 24);

/**
 * Checks that every array that a call updates keeps its memory, by the rule by which JAX pairs donated inputs and
 * outputs (`_set_up_aliases` in jax 0.10.2): an output gets the first donated input of its type that is left.
 */
function checkInPlace({ modules, meshes }: ProgramFile, label: string): void {
  for (const action of meshes.flatMap(({ actions }) => actions)) {
    if (action.kind !== "call") continue;
    const { donated, inputs, outputs } = modules[action.module];
    const left = [...donated];
    action.outputs.forEach((array, i) => {
      const at = left.findIndex((position) => JSON.stringify(inputs[position]) === JSON.stringify(outputs[i]));
      const given = at < 0 ? undefined : action.inputs[left.splice(at, 1)[0]];
      const isUpdated = donated.some((position) => action.inputs[position] === array);
      if (isUpdated) expect(given, `${label}, ${action.label}`).toBe(array);
    });
  }
}

/** Compares `numSteps` steps with sequential ones, state staying on the devices. */
function checkSteps(step: Step, plan: Plan, inputs: readonly TensorData[], numSteps: number, label: string): void {
  const program = lower(step, plan);
  const xla = xlaProgram(program);
  expect(programFileSchema.parse(JSON.parse(JSON.stringify(xla.file)))).toEqual(xla.file);
  expect(new Set(xla.modules.map(({ text }) => text)).size, label).toBeGreaterThan(0);
  checkInPlace(xla.file, label);
  const devices = new XlaInterpreter(program, xla);
  const data = [...inputs];
  data.forEach((value, input) => {
    devices.write(input, value);
  });
  for (let k = 0; k < numSteps; k++) {
    devices.step();
    const expected = evaluateStep(step, data);
    for (const [i, { name, type, placement }] of program.outputs.entries())
      if (placement.partial.length === 0)
        expectClose(devices.read(i), expected[i], type, `${label}, step ${k}, ${name}`);
    step.stateOf.forEach((input, output) => {
      if (input >= 0) data[input] = expected[output];
    });
  }
}

test(`${cases} random graphs with random plans`, () => {
  for (let run = 0; run < cases; run++) {
    const random = seededRandom(seed * 1_000_003 + run);
    const graph = randomGraph(random, { numOps: 12 });
    const step = stepOf(graph);
    checkSteps(step, randomPlan(random, step, randomMesh(random)), randomInputs(random, graph), 2, `case ${run}`);
  }
});

test.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s in random pipelines", (name, traced) => {
  for (let run = 0; run < Math.ceil(cases / 6); run++) {
    const random = seededRandom(seed * 1_000_003 + run);
    const step = trainStep(traced, random.pick([1, 2, 4]));
    const sizes = randomSizes(random, step.microbatches);
    checkSteps(step, randomPipeline(random, step, sizes), traced.inputs, 2, `${name}, case ${run}, ${sizes.schedule}`);
  }
});
