/** @file Runs the training loop of docs/training.md as it is written; `npm run check` does not see it, so types too. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const run = promisify(execFile);
const root = new URL("../../", import.meta.url);
const scratch = mkdtempSync(join(tmpdir(), "alpa-training-docs-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const text = readFileSync(new URL("docs/training.md", root), "utf8");
const code = /```ts\n([\s\S]*?)```/.exec(text)![1];
mkdirSync(new URL(".alpa/", root), { recursive: true });
const file = fileURLToPath(new URL(".alpa/training.mts", root));
writeFileSync(file, code);

test("the loop trains, evaluates, saves and stops", { timeout: 60_000 }, async () => {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const { stdout } = await run(process.execPath, ["--import", `file://${tsx}`, file], {
    cwd: scratch,
    env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("tsconfig.json", root)) },
  });
  // 40 files with 20 to 59 rows are 1,580: 24 batches of 64 and one of 44, padded.
  const lines = readFileSync(join(scratch, "run.jsonl"), "utf8").trimEnd().split("\n");
  const written = lines.map((line) => JSON.parse(line) as Record<string, number>);
  const steps = written.filter(({ loss }) => loss !== undefined);
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  expect(steps.at(-1)!.loss).toBeLessThan(steps[0].loss);
  expect(steps.every(({ skipped }) => skipped === 0)).toBe(true);
  expect(written.filter(({ evaluation }) => evaluation > 0)).toHaveLength(5);
  expect(stdout).toMatch(/^16 25 \{ best: [\d.e-]+, numSince: \d \}/);
});
