import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { type StepName, stepData, stepPath } from "../../test/stablehlo/fixtures.ts";
import { alpa } from "../../test/support/command-line.ts";
import { localType } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planFromJson } from "../plan/plan-file.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Plans `model` and returns the file of the plan. */
async function planned(model: string, flags: string): Promise<string> {
  const file = join(folder, "plan.json");
  const { code, out, err } = await alpa("plan", model, ...flags.split(" "), "--save-plan", file);
  expect(code, err + out).toBe(0);
  return file;
}

const exported = (plan: string, ...args: string[]) => alpa("export", plan, "--to", ...args);

test("jax-shardings name every argument and result, in order", async () => {
  const { out } = await exported(
    await planned(stepPath("mlp"), "--cluster 1x4:a100-80gb --method zero3"),
    "jax-shardings",
  );
  expect(out).toContain('mesh = Mesh(np.array(jax.devices())[[0, 1, 2, 3]].reshape(4), ("data",))');
  expect(out.match(/"arg\d": P\(.*\)/g)).toEqual([
    '"arg0": P(None, "data")',
    '"arg1": P("data")',
    '"arg2": P(None, "data")',
    '"arg3": P("data")',
    '"arg4": P("data")',
    '"arg5": P("data")',
  ]);
  expect(out).toContain('"result[1]": P(),  # f32[]');
});

const python = process.env.ALPA_PYTHON ?? "python3";
const hasJax = spawnSync(python, ["-c", "import jax"]).status === 0;
if (!hasJax)
  process.stderr.write(
    `skipped: ${python} has no jax; set ALPA_PYTHON to a Python with jax 0.10 to check exported shardings\n`,
  );

interface Checked {
  readonly error?: string;
  readonly worst: number;
  readonly devices: number;
  readonly shards: readonly (readonly number[])[];
}

test.skipIf(!hasJax)("JAX takes exported shardings and computes what it computes on one device", async () => {
  const cases: { name: StepName; python: string; plan: Plan }[] = [];
  for (const [name, flags] of [
    ["mlp", "--cluster 1x4:a100-80gb --method zero3"],
    ["mlp", "--cluster 2x4:a100-80gb --method shard"],
    ["gpt_f32", "--cluster 1x4:a100-80gb --method tensor"],
    ["llama", "--cluster 1x4:a100-80gb --method shard"],
    ["convnet", "--cluster 1x4:a100-80gb --method data"],
    ["moe", "--cluster 2x4:a100-80gb --method data"],
  ] as const) {
    const file = await planned(stepPath(name), flags);
    const plan = planFromJson(readFileSync(file, "utf8"), file);
    cases.push({ name, python: (await exported(file, "jax-shardings")).out, plan });
  }
  const script = fileURLToPath(new URL("../../test/stablehlo/shardings.py", import.meta.url));
  const { stdout, stderr } = spawnSync(python, [script], { input: JSON.stringify(cases), maxBuffer: 1 << 28 });
  expect(stdout.length, `${stderr}`).toBeGreaterThan(0);
  (JSON.parse(`${stdout}`) as Checked[]).forEach(({ error, worst, devices, shards }, i) => {
    const { name, plan } = cases[i];
    expect(error, name).toBeUndefined();
    expect(worst, name).toBeLessThan(1e-4);
    const [{ mesh, devices: used }] = plan.stages;
    expect(devices).toBe(used.length);
    expect(shards).toEqual(
      stepData(name).inputs.map(({ type }, input) => localType(type, plan.inputs[input].placement, mesh).shape),
    );
  });
});

const model = "gpt";
const gpt3d =
  "--cluster 1x8:a100-80gb --batch 16 --microbatches 2 --method megatron --tensor-parallel 2 --pipeline-parallel 2";

test("experts on replicas are Megatron-LM's expert parallelism", async () => {
  const flags =
    "--cluster 1x8:a100-80gb --batch 16 --microbatches 2 --method megatron --tensor-parallel 2 --expert-parallel 2";
  const file = await planned("moe", `${flags} --zero 1`);
  const settings = "--model moe --batch 16".split(" ");
  const { out } = await exported(file, "megatron", ...settings);
  expect(out.replaceAll(" \\\n", " ")).toContain(
    "--tensor-model-parallel-size 2 --pipeline-model-parallel-size 1 --expert-model-parallel-size 2 " +
      "--micro-batch-size 2 --global-batch-size 16 --use-distributed-optimizer",
  );
  const deepspeed = await exported(file, "deepspeed", ...settings);
  expect(deepspeed.err).toContain("deepspeed.moe.layer.MoE(ep_size=2)");
});

test("Megatron-LM's arguments give back the degrees that the plan was made with", async () => {
  const { out, code } = await exported(
    await planned(model, `${gpt3d} --zero 1`),
    "megatron",
    ..."--model gpt --batch 16".split(" "),
  );
  expect(code).toBe(0);
  expect(out.replaceAll(" \\\n", " ")).toContain(
    "--tensor-model-parallel-size 2 --pipeline-model-parallel-size 2 --micro-batch-size 4 --global-batch-size 16 --use-distributed-optimizer",
  );
});

test.each([
  ["data", 0],
  ["zero1", 1],
  ["zero2", 2],
  ["zero3", 3],
])("DeepSpeed's configuration of %s has ZeRO stage %i", async (method, stage) => {
  const file = await planned(
    "mlp",
    `--cluster 1x4:a100-80gb --batch 64 --microbatches 4 --method ${method} --remat full`,
  );
  const { out, err } = await exported(file, "deepspeed", ..."--model mlp --batch 64".split(" "));
  expect(JSON.parse(out)).toEqual({
    train_batch_size: 64,
    train_micro_batch_size_per_gpu: 4,
    gradient_accumulation_steps: 4,
    zero_optimization: { stage },
  });
  expect(err).toContain("not expressed: full recomputation: call deepspeed.checkpointing.checkpoint in the model");
});

test("stages and tensor parallelism are told where DeepSpeed's JSON cannot say them", async () => {
  const { out, err } = await exported(await planned(model, gpt3d), "deepspeed", ..."--model gpt --batch 16".split(" "));
  expect(JSON.parse(out)).toMatchObject({ tensor_parallel: { autotp_size: 2 }, zero_optimization: { stage: 0 } });
  expect(err).toMatch(/not expressed: 2 stages of \d, \d layers: make the model a PipelineModule\(num_stages=2\)/);
});

test.each([
  [["--to", "jax-shardings"], "the plan has 2 stages, and jax.jit runs one program on one mesh"],
  [["--to", "megatron"], "--model: is missing; --to megatron needs the step that the plan is for"],
  [["--to", "deepspeed", "--model", "mlp"], "plan"],
  [["--to", "torch"], '--to: unknown name "torch"'],
])("%j is refused", async (args, message) => {
  const file = await planned(model, gpt3d);
  const { code, err } = await alpa("export", file, ...args);
  expect(code).toBeGreaterThan(0);
  expect(err).toContain(message);
});

test("a plan that no degrees express is refused with every reason", async () => {
  // Neither the batch of 16 nor most widths divide by 7.
  const file = await planned("mlp", "--cluster 7:threads --batch 16 --method shard");
  const { code, err } = await exported(file, "megatron", ..."--model mlp --batch 16".split(" "));
  expect(code).toBe(1);
  expect(err).toMatch(
    /megatron: cannot express this plan: axis \w+ splits the batch in 0 % and weights in \d+ % of the products' work/,
  );
});
