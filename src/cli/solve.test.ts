import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { readProblem, writeProblem } from "../node/problem-file.ts";
import { evaluateChoice, ProblemBuilder } from "../solver/problem.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-solve-"));
afterAll(() => rmSync(folder, { recursive: true }));

const data = process.env.ALPA_SHARED_DATA ?? join(import.meta.dirname, "../../../shared/data");
const instance = (name: string): string => join(data, "iopddl", name);

const hasInstances = existsSync(instance("example.json"));
if (!hasInstances) console.warn(`contest instances: skipped, ${join(data, "iopddl")} is absent; set ALPA_SHARED_DATA`);

test.skipIf(!hasInstances).each([
  ["example.json", 445],
  ["asplos-2025-iopddl-G.json.gz", 217039],
  ["asplos-2025-iopddl-B.json.gz", 532843],
])("proves the optimum of %s", async (name, optimum) => {
  const { code, out } = await alpa("solve", instance(name), "--seconds", "60", "--json");
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
  const { code, out } = await alpa("solve", path);
  expect(code).toBe(0);
  expect(out).toMatch(/^pair: cost 3, optimal, .*\n\[[01], [01]\]$/);
});

test("integers that doubles round are not called optimal", async () => {
  const pair = (first: string, second: string, limit: string) => {
    const path = join(folder, "large.json");
    const nodes = `{"intervals":[[0,2],[1,3]],"costs":[[${first}],[3,4]],"usages":[[${second}],[1,1]]}`;
    const edges = '{"nodes":[[0,1]],"costs":[[0,0,0,0]]}';
    writeFileSync(path, `{"problem":{"name":"large","nodes":${nodes},"edges":${edges},"usage_limit":${limit}}}`);
    return alpa("solve", path);
  };
  // The optimum is 9007199254740995; 9007199254740993 is read as …992.
  const large = await pair("9007199254740993,9007199254740992", "1,1", "9");
  expect(large.out).toMatch(/^large: cost 900719925474099\d, optimal up to rounding, /);
  expect(large.err).toContain("add up to 2^53 = 9007199254740992 or more, from where integers are rounded; ");
  const usages = await pair("7,8", "9007199254740993,9007199254740993", "9007199254740992");
  expect(usages.out).toMatch(/^large: cost 10, optimal up to rounding, /);
  const below = await pair("9007199254740988,9007199254740989", "9007199254740990,1", "9007199254740991");
  expect(below.out).toMatch(/^large: cost 9007199254740991, optimal, /);
  expect(below.err).toBe("");
});

test("reports an infeasible problem, a malformed file and invalid options", async () => {
  const builder = new ProblemBuilder("tight");
  builder.addNode([3, 1], [7, 9], [4, 6]);
  const path = join(folder, "tight.json");
  await writeProblem(builder.build(5), path);
  const tight = await alpa("solve", path, "--json");
  expect(tight.code).toBe(1);
  expect(JSON.parse(tight.out).error).toMatchObject({
    code: "infeasible",
    details: { time: 4, need: 7, limit: 5, excess: 2 },
  });
  writeFileSync(join(folder, "not.json"), "[1, 2]");
  expect(await alpa("solve", join(folder, "not.json"))).toMatchObject({ code: 2 });
  expect((await alpa("solve", path, "--threads", "0")).err).toContain("--threads");
  expect(await alpa("solve", path, "--seconds", "0")).toMatchObject({ code: 2 });
});
