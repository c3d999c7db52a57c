/** @file `alpa plan` of train steps in StableHLO text. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { stepPath } from "../../test/stablehlo/fixtures.ts";
import { alpa } from "../../test/support/command-line.ts";
import { planFromJson } from "../plan/plan-file.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-plan-module-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function report(...args: string[]) {
  const { code, out, err } = await alpa("plan", ...args, "--json");
  expect(code, `${err}${out}`).toBe(0);
  return JSON.parse(out);
}

test("a module is planned like a model: bound, explanation, files, roles, and the identity of its graph", async () => {
  const [planFile, hloFile, dump] = ["plan.json", "sharded.mlir", "dump"].map((name) => join(folder, name));
  const args = [stepPath("mlp"), ..."--cluster 1x4:a100-80gb --method shard --microbatches 2".split(" ")];
  const found = await report(...args, "--save-plan", planFile, "--hlo", hloFile, "--dump", dump);
  expect(found).toMatchObject({ model: stepPath("mlp"), batch: 8, microbatches: 2, numParameters: 676 });
  expect(found).toMatchObject({ loss: "result[1]" });
  expect(found.estimate.gap).toBeLessThan(1e-9);
  expect(found.roles.map(({ role }: { role: string }) => role).join()).toBe(
    "parameter,parameter,parameter,parameter,batch,batch",
  );
  const plan = planFromJson(readFileSync(planFile, "utf8"), planFile);
  expect(plan.graph!.inputs[0]).toBe("arg0: f32[16,32]");
  const hlo = readFileSync(hloFile, "utf8");
  expect(hlo).toContain("sdy.mesh");
  expect(readdirSync(dump).join()).toMatch(/trace.*plan\.json.*sharded.*program/);
  const name = `dot_general.${/%(\d+) = stablehlo.dot_general/.exec(hlo)![1]}`;
  const { explanation, estimate } = await report(...args, "--explain", name);
  expect(explanation.op).toBe(name);
  expect(explanation.chosen.stepSeconds / estimate.seconds).toBeCloseTo(1, 6);
});

test("stages of a scanned GPT, by pipeshard and by auto", async () => {
  const args = [stepPath("gpt_f32"), ..."--cluster 1x2:a100-80gb".split(" ")];
  const { stages, pipeline } = await report(...args, ..."--method pipeshard --stages 2 --microbatches 2".split(" "));
  expect(stages.map(({ layers }: { layers: unknown }) => layers)).toEqual([[[0, 0]], [[1, 1]]]);
  expect(pipeline.schedule).toBe("1f1b");
  // Stacked weights are on the stages of their layers.
  const parameters = stages.map(({ numParameters }: { numParameters: number }) => numParameters);
  const block = 4 * 8 + 8 * 24 + 8 * 8 + 2 * 8 * 32;
  for (const count of parameters) expect(count).toBeGreaterThanOrEqual(block);
  expect(parameters[0] + parameters[1]).toBe(2 * block + 16 * 8 + 8 * 8 + 2 * 8);
  const { estimate } = await report(...args, "--method", "auto");
  expect(estimate.boundSeconds).toBeLessThanOrEqual(estimate.seconds);
});

test("the text summarizes the roles of the arguments", async () => {
  const { out } = await alpa("plan", stepPath("mlp"), ..."--cluster 1x4:a100-80gb --method zero2".split(" "));
  expect(out).toContain("roles: 4 parameters (676 elements); batch arg4, arg5; loss result[1]");
});

test.each([
  [["step.mlir"], "step.mlir: no such file"],
  [[stepPath("mlp"), "--batch", "16"], "are for a batch of 8; lower the step with another batch"],
  [["mlp", "--state", "params"], "--state: is for StableHLO modules (.mlir, .mlir.gz), got mlp"],
  [[stepPath("mlp"), "--method", "manual"], "jit_step has no placements of its own"],
  [
    [stepPath("mlp"), ..."--cluster 1x2:a100-80gb --method pipedream --microbatches 2".split(" ")],
    "is a graph for one batch, and pipedream",
  ],
])("%j is refused", async (args, message) => {
  const { code, err } = await alpa("plan", ...args);
  expect(code).toBeGreaterThan(0);
  expect(err).toContain(message);
});
