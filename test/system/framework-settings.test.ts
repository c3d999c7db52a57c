/**
 * @file The settings that `alpa export` writes for Megatron-LM and DeepSpeed are taken by the classes that these
 * frameworks read them with. Skipped unless `ALPA_TORCH_PYTHON` has torch, megatron-core and deepspeed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../support/command-line.ts";

const python = process.env.ALPA_TORCH_PYTHON;
const missing = ["megatron.core", "deepspeed"].filter(
  (name) => python === undefined || spawnSync(python, ["-c", `import torch, ${name}`]).status !== 0,
);
if (missing.length > 0)
  process.stderr.write(`skipped: ALPA_TORCH_PYTHON names no Python with torch and ${missing.join(" and ")}\n`);

const folder = mkdtempSync(join(tmpdir(), "alpa-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

const model = "gpt --batch 64".split(" ");

/** The settings of a plan for `to`. */
async function exported(flags: string, to: string): Promise<string> {
  const file = join(folder, "plan.json");
  const planned = await alpa("plan", ...model, ...flags.split(" "), "--save-plan", file);
  expect(planned.code, planned.err).toBe(0);
  const precision = /--precision \w+/.exec(flags)?.[0].split(" ") ?? [];
  const { code, out, err } = await alpa("export", file, "--to", to, "--model", ...model, ...precision);
  expect(code, err).toBe(0);
  return out;
}

/** What the framework's classes hold. */
function read(cases: readonly unknown[]): Record<string, unknown>[] {
  const script = join(import.meta.dirname, "../support/framework_settings.py");
  const { stdout, stderr } = spawnSync(python!, [script], { input: JSON.stringify(cases) });
  expect(stdout.length, `${stderr}`).toBeGreaterThan(0);
  return JSON.parse(`${stdout}`);
}

const on8 = "--cluster 1x8:a100-80gb --microbatches 4 --method";

test.skipIf(missing.includes("megatron.core"))(
  "Megatron-Core's configurations take the arguments, and count as many microbatches",
  async () => {
    const plans = [
      [`${on8} megatron --tensor-parallel 2 --pipeline-parallel 2 --zero 1 --remat full --precision bf16`, 2],
      [`${on8} megatron --tensor-parallel 4 --remat selective`, 2],
      [`${on8} megatron --pipeline-parallel 2 --schedule interleaved-1f1b --chunks 2`, 4],
      [`${on8} zero3`, 8],
    ] as const;
    const cases = [];
    for (const [flags, dataParallel] of plans) {
      const words = (await exported(flags, "megatron"))
        .replaceAll("\\\n", " ")
        .trim()
        .split(/\s+(?=--)/);
      cases.push({ megatron: words.map((word) => word.trim()), dataParallel, layers: 8 });
    }
    const [mixed, tensor, interleaved, fsdp] = read(cases);
    expect(mixed).toMatchObject({
      tensor_model_parallel_size: 2,
      pipeline_model_parallel_size: 2,
      use_distributed_optimizer: true,
      recompute_granularity: "full",
      recompute_method: "uniform",
      recompute_num_layers: 1,
      bf16: true,
      microbatches: 4,
    });
    expect(tensor).toMatchObject({
      tensor_model_parallel_size: 4,
      recompute_granularity: "selective",
      microbatches: 4,
    });
    expect(interleaved).toMatchObject({
      pipeline_model_parallel_size: 2,
      virtual_pipeline_model_parallel_size: 2,
      microbatches: 4,
    });
    expect(fsdp).toMatchObject({
      use_megatron_fsdp: true,
      data_parallel_sharding_strategy: "optim_grads_params",
      use_distributed_optimizer: true,
      gradient_accumulation_fusion: false,
      microbatches: 4,
    });
  },
  300_000,
);

test.skipIf(missing.includes("deepspeed"))(
  "DeepSpeed's configuration takes the JSON and agrees on its batch",
  async () => {
    const plans = [
      [`${on8} zero3 --precision bf16`, 8],
      [`${on8} megatron --tensor-parallel 2 --zero 1`, 4],
      [`${on8} data`, 8],
    ] as const;
    const cases = [];
    for (const [flags, dataParallel] of plans)
      cases.push({ deepspeed: JSON.parse(await exported(flags, "deepspeed")), dataParallel });
    expect(read(cases)).toEqual([
      { stage: 3, batch: 64, microbatches: 4, bf16: true, tensorParallel: 0 },
      { stage: 1, batch: 64, microbatches: 4, bf16: false, tensorParallel: 2 },
      { stage: 0, batch: 64, microbatches: 4, bf16: false, tensorParallel: 0 },
    ]);
  },
  300_000,
);
