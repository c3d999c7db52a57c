/**
 * @file The steps of `jax_steps.py`, written anew by JAX with a batch of 128: each is planned in stages on 8 and on 64
 * devices, and run on 1, 2 and 4 threads to JAX's outputs. Skipped unless `ALPA_PYTHON` has jax, flax, optax and
 * equinox (`scripts/jax-steps.sh` makes such a Python).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../src/ir/evaluate/data.ts";
import { isFloat } from "../../src/ir/types.ts";
import { openTensors, writeTensors } from "../../src/tensor-files/formats.ts";
import { alpa } from "../support/command-line.ts";
import { shortRows } from "../support/python-with-jax.ts";
import { stepNames, storedData } from "./fixtures.ts";

const python = process.env.ALPA_PYTHON ?? "python3";
const hasPackages = spawnSync(python, ["-c", "import jax, flax, optax, equinox"]).status === 0;
if (!hasPackages)
  process.stderr.write(`skipped: ${python} has no jax with flax, optax and equinox; scripts/jax-steps.sh makes one\n`);

const folder = mkdtempSync(join(tmpdir(), "alpa-large-steps-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string): string => join(folder, name);

describe.skipIf(!hasPackages)("steps of real JAX", () => {
  beforeAll(() => {
    const script = fileURLToPath(new URL("jax_steps.py", import.meta.url));
    const { status, stderr } = spawnSync(python, [script, folder, "--batch", "128", ...shortRows(2, stepNames)]);
    expect(status, `${stderr}`).toBe(0);
  }, 300_000);

  test.each(
    shortRows(2, stepNames).flatMap((name) => ["1x8:a100-80gb", "8x8:h100"].map((cluster) => [name, cluster] as const)),
  )(
    "%s is planned in stages on %s",
    async (name, cluster) => {
      const flags = `--cluster ${cluster} --method pipeshard --stages 2 --microbatches 2 --json`.split(" ");
      const { code, out, err } = await alpa("plan", fileOf(`${name}.mlir.gz`), ...flags);
      expect(code, err).toBe(0);
      expect(JSON.parse(out).stages).toHaveLength(2);
    },
    60_000,
  );

  test.each(shortRows(2, stepNames).flatMap((name) => [1, 2, 4].map((devices) => [name, devices] as const)))(
    "%s on %i devices gives JAX's own outputs",
    async (name, devices) => {
      const { inputs, outputs } = storedData(fileOf(`${name}.json.gz`));
      const files = [fileOf("in.npz"), fileOf("out.npz")];
      writeTensors(
        files[0],
        inputs.map((tensor, i) => ({ name: `arg${i}`, ...tensor })),
      );
      const flags = ["--devices", `${devices}`, "--inputs", files[0], "--outputs", files[1]];
      const { code, err } = await alpa("run", fileOf(`${name}.mlir.gz`), ...flags);
      expect(code, err).toBe(0);
      const results = openTensors(files[1]);
      try {
        outputs.forEach(({ type, data }, i) => {
          const found = results.read(`out${i}`);
          if (!isFloat(type.dtype)) {
            expect(found).toEqual(data);
            return;
          }
          const [ours, theirs] = [found, data].map((elements) => [...decode(elements, type.dtype)]);
          const size = theirs.reduce((most, x) => Math.max(most, Math.abs(x)), 0.02);
          const worst = theirs.reduce((most, x, at) => Math.max(most, Math.abs(x - ours[at])), 0);
          expect(worst / size, `out${i}`).toBeLessThan(name === "gpt" || name === "mlp_bf16" ? 2e-2 : 1e-4);
        });
      } finally {
        results.close();
      }
    },
    60_000,
  );
});
