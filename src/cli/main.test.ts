import { expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { catalogue } from "../models/catalogue.ts";
import { modelHelp } from "./load-model.ts";

test.each([
  [["run", "mpl"], 2, 'unknown example "mpl", and no .ts file; did you mean "mlp"?'],
  [["run", "gpt2-smal"], 2, 'did you mean "gpt2-small"?'],
  [["run", "mlp", "--devces", "2"], 2, "Did you mean --devices?"],
  [["run", "mlp", "--method", "tensr"], 2, 'did you mean "tensor"?'],
  [["run", "mlp", "--devices", "0"], 2, '--devices: got "0"; give an integer of 1 or more'],
  [["run", "conv", "--batch", "63", "--devices", "2"], 2, "batch 63 (dim 0 of images) does not divide by 2 devices"],
  [["run", "conv", "--batch", "6", "--microbatches", "4"], 2, "microbatches"],
  [["run", "mlp", "--devices", "32", "--batch", "32"], 2, "GiB"],
  [["run", "conv", "--method", "manual", "--mesh", "data=2", "--place", "images=dta,_"], 2, 'did you mean "data"?'],
  [["run", "nowhere.ts"], 2, "no such file"],
  [["run", "src/cli/options.ts"], 2, "is not an example"],
  [["run", "conv", "--plan", "package.json"], 2, "package.json"],
  [["run", "conv", "--plan", "plan.json", "--method", "shard"], 2, "--method: chooses a plan, and --plan names one"],
  [["run", "conv", "--plan", "plan.json", "--stages", "2"], 2, "--stages: chooses a plan, and --plan names one"],
  [["run", "conv", "--save-plan", "nowhere/plan.json"], 2, "cannot write nowhere/plan.json"],
  [["run", "gpt2-small"], 2, "gpt2-small is a model of the catalogue: shapes without data; try alpa plan gpt2-small"],
  [["plan", "mlp", "--pin", "params[0].w=_,1.5"], 2, '--pin: got "1.5"; give _ for not split, a number of parts'],
  [["plan", "mlp", "--method", "pipeshard", "--stages", "2", "--intra", "auto"], 2, "auto makes pipelines itself"],
] as const)("alpa %j is refused", async (args, code, sentence) => {
  const ended = await alpa(...args);
  expect(ended.err).toContain(sentence);
  expect(ended.code).toBe(code);
});

test("examples and the catalogue are one list", () => {
  const listed = modelHelp().match(/[\w.-]+(?=,|$)/gm);
  expect(listed).toEqual(["conv", "gpt", "mlp", "moe", ...catalogue.keys()]);
});

test("a model without data can be planned with --batch, but not trained", async () => {
  const file = "test/support/model-without-data.ts";
  const planned = await alpa("plan", file, "--cluster", "2:threads", "--batch", "6", "--json");
  expect(planned.code, `${planned.err}${planned.out}`).toBe(0);
  expect(JSON.parse(planned.out)).toMatchObject({ batch: 6, devices: 2 });
  const unsized = await alpa("plan", file, "--cluster", "2:threads");
  expect(unsized.err).toContain("has no default; give the examples per step");
  const run = await alpa("run", file);
  expect(run.err).toContain("has no data to train on; give batches and defaults, as in examples/mlp.ts");
  expect([unsized.code, run.code]).toEqual([2, 2]);
});
