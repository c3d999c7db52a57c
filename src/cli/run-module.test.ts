/** @file `alpa run` of train steps in StableHLO text, compared with JAX's own outputs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type StepName, stepData, stepNames, stepPath } from "../../test/stablehlo/fixtures.ts";
import { alpa } from "../../test/support/command-line.ts";
import { importGraph } from "../frontends/stablehlo/import.ts";
import { decode } from "../ir/evaluate/data.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { isFloat, type TensorData, type TensorType } from "../ir/types.ts";
import { readModule } from "../node/mlir-file.ts";
import { openTensors, writeTensors } from "../tensor-files/formats.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-run-module-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string): string => join(folder, name);

/** Writes a file with the inputs of the JAX run. */
function inputsOf(name: StepName, ending = ".npz"): string {
  const path = fileOf(`${name}${ending}`);
  writeTensors(
    path,
    stepData(name).inputs.map(({ type, data }, i) => ({ name: `arg${i}`, type, data })),
  );
  return path;
}

interface Outputs {
  readonly types: readonly TensorType[];
  readonly data: readonly TensorData[];
}

/** Reads the outputs that a run wrote: `out0`, `out1`, … */
async function outputsOf(name: StepName, ...args: string[]): Promise<Outputs & { readonly losses: number[] }> {
  const path = fileOf("out.npz");
  const { code, out, err } = await alpa("run", stepPath(name), "--outputs", path, "--json", ...args);
  expect(code, `${err}${out}`).toBe(0);
  const file = openTensors(path);
  try {
    const names = [...file.types.keys()];
    expect(names).toEqual(names.map((_, i) => `out${i}`));
    return {
      types: [...file.types.values()],
      data: names.map((each) => file.read(each)),
      losses: JSON.parse(out).losses,
    };
  } finally {
    file.close();
  }
}

/**
 * Largest difference relative to an output's largest element, but absolute for outputs that are zero up to rounding.
 */
function expectClose({ types, data }: Outputs, wanted: readonly TensorData[], tolerance: number): void {
  data.forEach((found, i) => {
    const { dtype } = types[i];
    if (!isFloat(dtype)) {
      expect(found).toEqual(wanted[i]);
      return;
    }
    const [ours, theirs] = [found, wanted[i]].map((elements) => [...decode(elements, dtype)]);
    const size = Math.max(0.02, ...theirs.map(Math.abs));
    const worst = Math.max(...theirs.map((x, at) => Math.abs(x - ours[at])));
    expect(worst / size, `out${i}`).toBeLessThan(tolerance);
  });
}

/** Relative tolerances: for f32, and for steps that compute in bf16. */
const toleranceOf = (name: StepName): number => (name === "gpt" || name === "mlp_bf16" ? 2e-2 : 1e-4);

test.each(stepNames.flatMap((name) => [1, 2, 4].map((devices) => [name, devices] as const)))(
  "%s on %i devices gives JAX's own outputs",
  async (name, devices) => {
    const args = ["--devices", `${devices}`, "--method", "shard"];
    const { types, data } = await outputsOf(name, "--inputs", inputsOf(name), ...args);
    const { outputs } = stepData(name);
    expect(types).toEqual(outputs.map(({ type }) => type));
    expectClose(
      { types, data },
      outputs.map((output) => output.data),
      toleranceOf(name),
    );
  },
);

test.each([
  ["mlp", "--devices 4 --method zero3 --microbatches 2"],
  ["gpt_f32", "--devices 2 --method pipeshard --stages 2 --microbatches 2 --remat full"],
  ["llama", "--devices 4 --method pipeshard --stages 2 --intra tensor --microbatches 2"],
  ["gpt_f32", "--devices 2 --method auto"],
  // Sums over devices are rounded to bf16 once.
  ["mlp_bf16", "--devices 4 --method tensor"],
] as const)("%s, %s gives JAX's own outputs", async (name, flags) => {
  const found = await outputsOf(name, "--inputs", inputsOf(name, ".safetensors"), ...flags.split(" "));
  expectClose(
    found,
    stepData(name).outputs.map(({ data }) => data),
    toleranceOf(name),
  );
});

test.each(["lstm", "dropout_mlp"] as const)("the state of %s goes from step to step, random keys too", async (name) => {
  const { graph } = importGraph(readModule(stepPath(name)));
  let data = stepData(name).inputs.map((input) => input.data);
  let outputs: TensorData[] = [];
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) {
    outputs = evaluateGraph(graph, data);
    losses.push(Number(outputs.at(-1)![0]));
    // Both steps return all of their state, in order, and then the loss.
    data = data.map((input, i) => (i < outputs.length - 1 ? outputs[i] : input));
  }
  const found = await outputsOf(name, "--inputs", inputsOf(name), ..."--devices 2 --steps 3".split(" "));
  expectClose(found, outputs, 1e-4);
  found.losses.forEach((loss, step) => {
    expect(loss).toBeCloseTo(losses[step], 4);
  });
});

test("random inputs depend on the seed and are valid indices; a saved plan runs again", async () => {
  const plan = fileOf("plan.json");
  const args = "--devices 2 --method tensor --steps 2 --seed".split(" ");
  const first = await outputsOf("llama", ...args, "5", "--save-plan", plan);
  const again = await outputsOf("llama", "--plan", plan, ..."--steps 2 --seed 5".split(" "));
  expect(again).toEqual(first);
  const pipeline = "--devices 2 --method pipeshard --stages 2 --microbatches 2 --seed 5".split(" ");
  const stacked = await outputsOf("gpt_f32", ...pipeline, "--save-plan", plan);
  expect(await outputsOf("gpt_f32", "--plan", plan, "--seed", "5")).toEqual(stacked);
  const other = await outputsOf("llama", ...args, "6");
  expect(other.data[0]).not.toEqual(first.data[0]);
  // With random weights, the loss is near that of guessing one of 30 words.
  for (const loss of first.losses) expect(Math.abs(loss - Math.log(30))).toBeLessThan(2);
});

test("the text output has roles, seconds and losses", async () => {
  const { code, out } = await alpa("run", stepPath("mlp"), ..."--devices 2 --steps 2 --roles".split(" "));
  expect(code).toBe(0);
  expect(out).toMatch(/arg0 +f32\[16,32\] +parameter/);
  expect(out).toMatch(/2 steps in .*; loss \d/);
});

test("a cut that needs further passes over the batch is told, as in alpa plan", async () => {
  const args = [stepPath("convnet"), "--microbatches", "2"];
  const run = await alpa("run", ...args, "--devices", "2", "--steps", "1");
  expect(run.code, run.err).toBe(0);
  expect(run.err).toMatch(/^notice: 2 microbatches: 8 passes over the batch before the main one, for batch totals/m);
  const planned = await alpa("plan", ...args, "--cluster", "2:threads", "--method", "data");
  const noticeOf = (text: string) => /^notice: .*$/m.exec(text)?.[0];
  expect(noticeOf(run.err)).toBe(noticeOf(planned.err));
});

test.each([
  [["--inputs", "none.npz"], "none.npz: cannot be read (ENOENT)"],
  [["--inputs", "few"], "few.npz has no arg1 (tensor<32xf32>), by that name or as arg1; it has arg0"],
  [["--inputs", "wide"], "arg0 in", "is tensor<16x32xf64>, the module takes tensor<16x32xf32>"],
  [["--inputs", "many"], "has extra, and the module has no such argument"],
  [["--outputs", "out.txt"], 'got "out.txt"; give a file that ends in .npz or .safetensors'],
  [["--batch", "4"], "are for a batch of 8"],
  [["--devices", "3", "--method", "data"], "batch 8 (dim 0 of arg4) does not divide by 3 devices"],
])("%j is refused", async (flags, ...messages) => {
  const { inputs } = stepData("mlp");
  const all = inputs.map(({ type, data }, i) => ({ name: `arg${i}`, type, data }));
  const wide = { name: "arg0", type: { dtype: "f64", shape: [16, 32] }, data: new Float64Array(512) } as const;
  writeTensors(fileOf("few.npz"), all.slice(0, 1));
  writeTensors(fileOf("wide.npz"), [wide, ...all.slice(1)]);
  writeTensors(fileOf("many.npz"), [...all, { ...all[0], name: "extra" }]);
  const args = flags.map((flag) => (["few", "wide", "many"].includes(flag) ? fileOf(`${flag}.npz`) : flag));
  const { code, err } = await alpa("run", stepPath("mlp"), "--devices", "2", ...args);
  expect(code).toBeGreaterThan(0);
  for (const message of messages) expect(err).toContain(message);
});

test("--patience ends the run of a module, and its steps cannot be skipped", async () => {
  const flags = ["run", stepPath("dropout_mlp"), "--inputs", inputsOf("dropout_mlp"), "--json", "--steps", "12"];
  const losses: number[] = JSON.parse((await alpa(...flags)).out).losses;
  const rises = losses.findIndex((loss, i) => i > 0 && loss >= Math.min(...losses.slice(0, i)));
  expect(rises, `${losses}`).toBeGreaterThan(0);
  const { out, err } = await alpa(...flags, "--patience", "1");
  expect(JSON.parse(out).losses, err).toEqual(losses.slice(0, rises + 1));
  const { code, out: refused } = await alpa(...flags, "--on-nan", "skip");
  expect(code).toBe(1);
  expect(JSON.parse(refused).error.message).toBe(
    "--on-nan skip: a module's text says what its step does; give warn or stop",
  );
});

test("module options are refused for examples", async () => {
  const { code, err } = await alpa("run", "mlp", "--inputs", "in.npz");
  expect(code).toBe(2);
  expect(err).toContain("--inputs: is for StableHLO modules (.mlir, .mlir.gz), got mlp; leave it out");
});
