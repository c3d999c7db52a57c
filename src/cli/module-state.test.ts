/** @file Checkpoints of StableHLO modules: resumed under other plans, also with unstacked layers. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type StepName, stepData, stepPath } from "../../test/stablehlo/fixtures.ts";
import { alpa } from "../../test/support/command-line.ts";
import { writeTensors } from "../tensor-files/formats.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-module-state-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function train(name: StepName, flags: string) {
  const inputs = join(folder, `${name}.npz`);
  writeTensors(
    inputs,
    stepData(name).inputs.map(({ type, data }, i) => ({ name: `arg${i}`, type, data })),
  );
  const { code, out, err } = await alpa("run", stepPath(name), "--inputs", inputs, "--json", ...flags.split(" "));
  expect(code, `${err}${out}`).toBe(0);
  return { ...JSON.parse(out), err };
}

test.each([
  ["mlp", "--devices 2", "--devices 4 --method zero3"],
  // Pipelines take the stacked layers of the scan apart; the checkpoint has them stacked.
  ["gpt_f32", "--devices 2 --method pipeshard --stages 2 --microbatches 2", "--devices 2 --method tensor"],
  ["lstm", "--devices 2", "--devices 1"],
] as const)("%s saved under %s goes on under %s", async (name, before, after) => {
  const dir = join(folder, `${name}-saved`);
  const metrics = join(folder, `${name}.jsonl`);
  const whole = await train(name, `${before} --steps 5`);
  const saved = await train(name, `${before} --steps 3 --checkpoint ${dir} --checkpoint-every 2 --metrics ${metrics}`);
  expect(saved.losses).toEqual(whole.losses.slice(0, 3));
  expect(saved.checkpoints.map(({ step }: { step: number }) => step)).toEqual([2, 3]);
  expect(readFileSync(metrics, "utf8").trimEnd().split("\n")).toHaveLength(3);
  const same = await train(name, `${before} --steps 5 --resume ${dir}`);
  expect(same.losses).toEqual(whole.losses.slice(3));
  expect(same.err).toContain(`resumes ${join(dir, "step-00000003")} at step 4; as it was saved`);
  const other = await train(name, `${after} --steps 5 --resume ${dir}/step-00000002`);
  expect(other.losses).toHaveLength(3);
  other.losses.forEach((loss: number, i: number) => {
    expect(Math.abs(loss - whole.losses[2 + i]) / Math.max(1, Math.abs(loss))).toBeLessThan(1e-4);
  });
  expect(other.resumed.differences.length).toBeGreaterThan(0);
});

test("a module without state has nothing to save", async () => {
  const { code, err } = await alpa("run", stepPath("mlp"), "--state", "none", "--checkpoint", join(folder, "none"));
  expect(err).toContain("--checkpoint: ");
  expect(err).toContain("has no state; name its arguments with --state");
  expect(code).toBe(2);
});

test("the checkpoint of another model is refused", async () => {
  const dir = join(folder, "mlp-other");
  await train("mlp", `--devices 1 --checkpoint ${dir}`);
  const { code, err } = await alpa("run", stepPath("gpt_f32"), "--resume", dir, "--steps", "3", "--devices", "1");
  expect(err).toContain(`${join(dir, "step-00000001")}: `);
  expect(err).toMatch(/load it into (the model that saved it|a model of the same sizes)/);
  expect(code).toBe(2);
});
