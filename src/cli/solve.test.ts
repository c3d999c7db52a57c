import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { readProblem, writeProblem } from "../node/problem-file.ts";
import { evaluateChoice, ProblemBuilder } from "../solver/problem.ts";
import { main } from "./main.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-solve-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** Runs a command line; returns its exit code and what it printed. */
async function runCommand(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []];
  vi.spyOn(console, "log").mockImplementation((line) => void out.push(line));
  vi.spyOn(console, "error").mockImplementation((line) => void err.push(String(line)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
  const code = await main(["solve", ...args]);
  vi.restoreAllMocks();
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const data = process.env.ALPA_SHARED_DATA ?? join(import.meta.dirname, "../../../shared/data");
const instance = (name: string): string => join(data, "iopddl", name);

const hasInstances = existsSync(instance("example.json"));
if (!hasInstances) console.warn(`contest instances: skipped, ${join(data, "iopddl")} is absent; set ALPA_SHARED_DATA`);

test.skipIf(!hasInstances).each([
  ["example.json", 445],
  ["asplos-2025-iopddl-G.json.gz", 217039],
  ["asplos-2025-iopddl-B.json.gz", 532843],
])("proves the optimum of %s", async (name, optimum) => {
  const { code, out } = await runCommand(instance(name), "--seconds", "60", "--json");
  expect(code).toBe(0);
  const { cost, bound, gap, optimal, solution, seconds } = JSON.parse(out);
  expect({ cost, bound, gap, optimal }).toEqual({ cost: optimum, bound: optimum, gap: 0, optimal: true });
  expect(seconds).toBeGreaterThan(0);
  const problem = await readProblem(instance(name));
  const { cost: checked, peakUsage } = evaluateChoice(problem, solution);
  expect(checked).toBe(optimum);
  expect(peakUsage).toBeLessThanOrEqual(problem.usageLimit);
});

test("prints the choice in the contest's form without --json", async () => {
  const builder = new ProblemBuilder("pair");
  builder.addNode([3, 1], [1, 1], [0, 2]);
  builder.addNode([0, 2], [1, 1], [0, 2]);
  builder.addEdge(0, 1, [0, 5, 5, 0]);
  const path = join(folder, "pair.json");
  await writeProblem(builder.build(2), path);
  const { code, out } = await runCommand(path);
  expect(code).toBe(0);
  expect(out).toMatch(/^pair: cost 3, optimal, .*\n\[[01], [01]\]$/);
});

test("says what cannot be met and what is misspelt", async () => {
  const builder = new ProblemBuilder("tight");
  builder.addNode([3, 1], [7, 9], [4, 6]);
  const path = join(folder, "tight.json");
  await writeProblem(builder.build(5), path);
  const tight = await runCommand(path, "--json");
  expect(tight.code).toBe(1);
  expect(JSON.parse(tight.out).error).toMatchObject({
    code: "infeasible",
    details: { time: 4, need: 7, limit: 5, excess: 2 },
  });
  writeFileSync(join(folder, "not.json"), "[1, 2]");
  expect(await runCommand(join(folder, "not.json"))).toMatchObject({ code: 2 });
  expect((await runCommand(path, "--threads", "0")).err).toContain("--threads");
  expect(await runCommand(path, "--seconds", "0")).toMatchObject({ code: 2 });
});
