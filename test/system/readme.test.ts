/** @file Runs the README's example as it is written. Type checking covers it together with all other code. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the README's twenty lines train", async () => {
  const root = new URL("../../", import.meta.url);
  const readme = readFileSync(new URL("README.md", root), "utf8");
  const code = /```ts\n([\s\S]*?)```/.exec(readme)![1];
  mkdirSync(new URL(".alpa/", root), { recursive: true });
  const file = new URL(".alpa/readme.mts", root);
  writeFileSync(file, code);
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", fileURLToPath(file)], {
    cwd: fileURLToPath(root),
  });
  const losses = stdout.split("\n").filter((line) => /^\d+ [\d.e+-]+$/.test(line));
  expect(losses).toHaveLength(20);
  const [first, last] = [losses[0], losses[19]].map((line) => Number(line.split(" ")[1]));
  expect(last).toBeLessThan(first);
  expect(stdout).toContain("sdy.mesh");
});
