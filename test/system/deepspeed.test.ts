/**
 * @file What `alpa export --to deepspeed` writes is read by DeepSpeed's own configuration class, to the same numbers.
 * Skipped unless `ALPA_PYTHON` has deepspeed (0.14.4 was tried).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../support/command-line.ts";

/** Reads a file as one of 8 processes would, and prints what it means. */
const program = `
import json, sys
import deepspeed.runtime.config as config
config.dist.get_rank = lambda *args, **named: 0
class Grid:
    get_data_parallel_world_size = lambda self: 8
read = config.DeepSpeedConfig(json.load(open(sys.argv[1])), mpu=Grid())
print("read", json.dumps([read.train_batch_size, read.train_micro_batch_size_per_gpu, read.gradient_accumulation_steps,
                  int(read.zero_optimization_stage), read.bfloat16_enabled]))
`;

const python = process.env.ALPA_PYTHON ?? "python3";
const environment = { ...process.env, DS_ACCELERATOR: "cpu" };
const run = (...args: string[]) => spawnSync(python, args, { env: environment, encoding: "utf8" });
const hasDeepspeed = run("-c", "import deepspeed.runtime.config").status === 0;
if (!hasDeepspeed) process.stderr.write(`skipped: ${python} has no deepspeed, whose class reads exported settings\n`);

const folder = mkdtempSync(join(tmpdir(), "alpa-deepspeed-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(!hasDeepspeed).each([
  ["data", "f32", 0],
  ["zero1", "f32", 1],
  ["zero2", "bf16", 2],
  ["zero3", "bf16", 3],
] as const)(
  "%s in %s",
  async (method, precision, stage) => {
    const [plan, settings] = ["plan.json", "settings.json"].map((name) => join(folder, name));
    const model = ["--batch", "64", "--precision", precision];
    const planned = ["--cluster", "1x8:a100-80gb", "--microbatches", "2", "--method", method, "--save-plan", plan];
    expect((await alpa("plan", "mlp", ...model, ...planned)).code).toBe(0);
    const exported = await alpa("export", plan, "--model", "mlp", ...model, "--to", "deepspeed", "--out", settings);
    expect(exported.code, exported.err).toBe(0);
    const { stdout, stderr } = run("-c", program, settings);
    // DeepSpeed logs to the same stream.
    expect(JSON.parse(/^read (.*)$/m.exec(stdout)?.[1] ?? "null"), stderr).toEqual([
      64,
      4,
      2,
      stage,
      precision === "bf16",
    ]);
  },
  120_000,
);
