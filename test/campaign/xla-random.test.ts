/**
 * @file Random graphs and random pipelines on the xla engine against sequential steps, two of each, state staying on
 * the devices. `ALPA_CASES=200 ALPA_SEED=2` does 200 graphs and 50 pipelines of another seed. Needs jax in Python.
 */
import { expect, test } from "vitest";
import { evaluateStep } from "../../src/analysis/evaluate-step.ts";
import type { Step } from "../../src/analysis/step.ts";
import { seededRandom } from "../../src/base/random.ts";
import type { DeviceTeam } from "../../src/engines/engine.ts";
import { xla } from "../../src/engines/xla/index.ts";
import type { TensorData } from "../../src/ir/types.ts";
import { lower } from "../../src/lower/lower.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { expectClose } from "../support/close.ts";
import { pythonWithJax } from "../support/python-with-jax.ts";
import { randomInputs } from "../support/random-data.ts";
import { randomGraph } from "../support/random-graph.ts";
import { randomPipeline, randomSizes } from "../support/random-pipeline.ts";
import { randomMesh, randomPlan, stepOf } from "../support/random-plan.ts";
import { conv, mlp, stepOf as trainStep } from "../support/train-steps.ts";

const python = pythonWithJax("random graphs on the xla engine are not tested");
const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 8);
const devicesPerProcess = 32;

interface Case {
  readonly step: Step;
  readonly plan: Plan;
  readonly inputs: readonly TensorData[];
}

async function check(team: DeviceTeam, { step, plan, inputs }: Case, label: string): Promise<void> {
  const program = lower(step, plan);
  const running = await team.load(program);
  const data = [...inputs];
  for (let k = 0; k < 2; k++) {
    await running.step(k === 0 ? new Map(data.entries()) : undefined);
    const expected = evaluateStep(step, data);
    for (const [i, { name, type, placement }] of program.outputs.entries())
      if (placement.partial.length === 0)
        expectClose(await running.readOutput(i), expected[i], type, `${label}, step ${k}, ${name}`);
    step.stateOf.forEach((input, output) => {
      if (input >= 0) data[input] = expected[output];
    });
  }
  await running.unload();
}

/** Checks all cases on one team, and a new one after a failure; reports all failures at the end. */
async function checkAll(count: number, make: (run: number) => Case): Promise<void> {
  const failures: string[] = [];
  let team = await xla({ python, devicesPerProcess }).createTeam();
  for (let run = 0; run < count; run++) {
    const label = `case ${run} of seed ${seed}`;
    try {
      await check(team, make(run), label);
    } catch (error) {
      failures.push(`${label}: ${(error as Error).message.slice(0, 400)}`);
      await team.stop();
      team = await xla({ python, devicesPerProcess }).createTeam();
    }
  }
  await team.stop();
  expect(failures).toEqual([]);
}

const options = { timeout: 60_000 + 20_000 * cases };

test.skipIf(python === undefined)(`${cases} random graphs with random plans on the xla engine`, options, () =>
  checkAll(cases, (run) => {
    const random = seededRandom(seed * 1_000_003 + run);
    const graph = randomGraph(random, { numOps: 12 });
    const step = stepOf(graph);
    return { step, plan: randomPlan(random, step, randomMesh(random)), inputs: randomInputs(random, graph) };
  }),
);

test.skipIf(python === undefined)("random pipelines on the xla engine", options, () =>
  checkAll(Math.ceil(cases / 4), (run) => {
    const random = seededRandom(seed * 1_000_003 + run);
    const traced = random.pick([mlp(8), conv(8)]);
    const step = trainStep(traced, random.pick([1, 2, 4]));
    const plan = randomPipeline(random, step, randomSizes(random, step.microbatches));
    return { step, plan, inputs: traced.inputs };
  }),
);
