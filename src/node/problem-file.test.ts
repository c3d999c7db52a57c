import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { randomProblem } from "../../test/support/random-problem.ts";
import { seededRandom } from "../base/random.ts";
import { ProblemBuilder } from "../solver/problem.ts";
import { readProblem, writeProblem } from "./problem-file.ts";

const folder = mkdtempSync(join(tmpdir(), "problem-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const DOCUMENT = `{ "problem": {"extra": {"x": [[1, 2], "]"]}, "name": "a \\"b\\"",
  "edges": {"nodes": [[0, 1]], "costs": [[1000000000000000000, 2.5e-3, -4, 5E2]]},
  "nodes": {"intervals": [[0, 3], [2, 9]], "costs": [[1, 2], [3.25, 0]], "usages": [[5, 6], [7, 8]]},
  "usage_limit": 13 } }`;

test.each(["plain.json", "packed.json.gz"])(
  "reads %s: any key order, unknown keys, reals, forbidden entries",
  async (name) => {
    const path = join(folder, name);
    writeFileSync(path, name.endsWith(".gz") ? gzipSync(DOCUMENT) : DOCUMENT);
    const problem = await readProblem(path);
    expect(problem).toMatchObject({ numNodes: 2, numEdges: 1, usageLimit: 13 });
    expect([...problem.costs]).toEqual([1, 2, 3.25, 0]);
    expect([...problem.usages]).toEqual([5, 6, 7, 8]);
    expect([...problem.liveTo]).toEqual([3, 9]);
    expect([...problem.edgeTables[0]]).toEqual([Infinity, 0.0025, -4, 500]);
  },
);

test.each(["round.json", "round.json.gz"])("a problem written to %s reads back equal", async (name) => {
  for (let seed = 0; seed < 5; seed++) {
    const shape = {
      numNodes: 9,
      maxStrategies: 5,
      memoryFactor: seed === 0 ? Infinity : 1.2,
      integral: seed % 2 === 0,
      forbidding: 0.2,
    };
    const problem = randomProblem(seededRandom(seed), shape);
    const path = join(folder, name);
    await writeProblem(problem, path);
    expect(await readProblem(path)).toEqual(problem);
  }
});

test.each([
  ["{", "ends too early"],
  ["{}", 'has no "problem"'],
  [DOCUMENT.replace("[7, 8]", "[7]"), "node 1 has 2 costs but 1 usages"],
  [DOCUMENT.replace("[[0, 1]]", "[[0, 2]]"), "edge 0: joins nodes 0 and 2 of 2"],
  [DOCUMENT.replace("5E2", "5E2, 6"), "edge 0: has 5 costs for 4 pairs"],
  [DOCUMENT.replace("[1, 2]", "[1; 2]"), 'unexpected ";"'],
])("refuses %#: %s", async (text, message) => {
  const path = join(folder, "bad.json");
  writeFileSync(path, text);
  await expect(readProblem(path)).rejects.toThrow(message);
});

test("refuses a missing and a cut-off file by name", async () => {
  await expect(readProblem(join(folder, "none.json"))).rejects.toThrow("no such file");
  const path = join(folder, "cut.json.gz");
  writeFileSync(path, gzipSync(DOCUMENT).subarray(0, 60));
  await expect(readProblem(path)).rejects.toThrow("is the file complete?");
});

test("the builder refuses a node with different numbers of costs and usages", () => {
  const builder = new ProblemBuilder("bad");
  builder.addNode([1, 2], [1], [0, 1]);
  expect(() => builder.build(1)).toThrow("node 0: has 2 costs but 1 usages");
});
