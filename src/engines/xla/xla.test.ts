/**
 * @file The xla engine against sequential steps. Needs a Python with jax: set `ALPA_PYTHON` to its path. Without it,
 * the tests are skipped with one line that says so.
 */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { expectClose } from "../../../test/support/close.ts";
import { randomPipeline } from "../../../test/support/random-pipeline.ts";
import { randomMesh, randomPlan } from "../../../test/support/random-plan.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../../test/support/train-steps.ts";
import { evaluateStep } from "../../analysis/evaluate-step.ts";
import { seededRandom } from "../../base/random.ts";
import { lower } from "../../lower/lower.ts";
import { isJaxTried, xla } from "./index.ts";

const python = process.env.ALPA_PYTHON;
if (python === undefined) console.warn("SKIPPED: the xla engine is not tested; set ALPA_PYTHON to a Python with jax");
else execFileSync(python, ["-c", "import jax, numpy"]);

const steps = { mlp: mlp(8), gpt: gpt(8), moe: moe(8), conv: conv(8) };

test.skipIf(python === undefined).each([
  ["mlp", "", 1],
  ["conv", "", 2],
  ["moe", "", 2],
  ["gpt", "1f1b", 2],
  ["mlp", "interleaved-1f1b", 2],
  ["mlp", "zb-h1", 4],
  ["mlp", "zb-v", 2],
] as const)(
  "%s, schedule %j, %i microbatches, at random placements",
  { timeout: 300_000 },
  async (name, schedule, microbatches) => {
    const random = seededRandom(5);
    const traced = steps[name];
    const step = stepOf(traced, microbatches);
    const numChunks = schedule === "zb-v" || schedule === "interleaved-1f1b" ? 2 : 1;
    const plan =
      schedule === ""
        ? randomPlan(random, step, randomMesh(random))
        : randomPipeline(random, step, { schedule, numStages: 2, numChunks });
    const program = lower(step, plan);
    const team = await xla({ python }).createTeam();
    try {
      const running = await team.load(program);
      const data = [...traced.inputs];
      for (let k = 0; k < 2; k++) {
        // State stays on the devices.
        await running.step(k === 0 ? new Map(data.entries()) : undefined);
        const expected = evaluateStep(step, data);
        for (const [i, { name: output, type }] of program.outputs.entries())
          expectClose(await running.readOutput(i), expected[i], type, `${name}, step ${k}, ${output}`);
        step.stateOf.forEach((input, output) => {
          if (input >= 0) data[input] = expected[output];
        });
      }
      expect(running.memory()[0].peakBytes).toBeGreaterThan(0);
    } finally {
      await team.stop();
    }
  },
);

test("a Python that does not start is named", async () => {
  const team = await xla({ python: "/no/such/python" }).createTeam();
  const step = stepOf(steps.mlp);
  const program = lower(step, randomPlan(seededRandom(1), step, randomMesh(seededRandom(1))));
  await expect(team.load(program)).rejects.toThrow(/cannot start \/no\/such\/python/);
});

test("versions of jax", () => {
  expect(["0.6.1", "0.6.2", "0.9.0", "0.10.2", "0.11.0"].map(isJaxTried)).toEqual([false, true, true, true, false]);
});
