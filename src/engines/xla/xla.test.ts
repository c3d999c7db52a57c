/**
 * @file The xla engine against sequential steps. Needs a Python with jax (`alpa xla setup`). Without it, the tests are
 * skipped with one line that says so.
 */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { expectClose } from "../../../test/support/close.ts";
import { pythonWithJax, shortRows } from "../../../test/support/python-with-jax.ts";
import { randomPipeline } from "../../../test/support/random-pipeline.ts";
import { randomMesh, randomPlan } from "../../../test/support/random-plan.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../../test/support/train-steps.ts";
import { evaluateStep } from "../../analysis/evaluate-step.ts";
import { seededRandom } from "../../base/random.ts";
import { lower } from "../../lower/lower.ts";
import { xla } from "./index.ts";
import { isJaxTried, jaxVersions, pythonFolder } from "./python-package.ts";

const python = pythonWithJax("the xla engine is not tested");
if (python !== undefined) execFileSync(python, ["-c", "import jax, numpy"]);

const steps = { mlp: mlp(8), gpt: gpt(8), moe: moe(8), conv: conv(8) };

const rows: [keyof typeof steps, schedule: string, microbatches: number][] = [
  ["mlp", "", 1],
  ["mlp", "zb-v", 2],
  ["conv", "", 2],
  ["moe", "", 2],
  ["gpt", "1f1b", 2],
  ["mlp", "interleaved-1f1b", 2],
  ["mlp", "zb-h1", 4],
];

test.skipIf(python === undefined).each(shortRows(2, rows))(
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

const versions = ["0.5.2", "0.5.3", "0.6.2", "0.9.0", "0.10.2", "0.11.0", "0.11.0.dev1", "1.0"];

test("versions of jax", () => {
  expect(versions.map(isJaxTried)).toEqual([false, true, true, true, true, false, false, false]);
  expect(jaxVersions().pinned.map(({ jax }) => isJaxTried(jax))).not.toContain(false);
});

test.skipIf(python === undefined)("versions of jax, in Python", () => {
  const script =
    "import sys; from alpa_xla.versions import is_tested; print([int(is_tested(v)) for v in sys.argv[1:]])";
  const options = { env: { ...process.env, PYTHONPATH: pythonFolder() } };
  const printed = execFileSync(python!, ["-c", script, ...versions], options);
  expect(JSON.parse(`${printed}`)).toEqual(versions.map((version) => Number(isJaxTried(version))));
});
