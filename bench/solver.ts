/**
 * @file Solves the public instances of the ASPLOS'25 IOPDDL contest at 10 s, 60 s and each one's contest limit, next to
 * the best known cost and the winner's (8 cores, median of 10 seeds at the contest limit). `tsx bench/solver.ts [--data
 * folder] [--only A,G] [--seconds 10,60,limit] [--json]`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { textTable } from "../src/base/text-table.ts";
import { readProblem } from "../src/node/problem-file.ts";
import { evaluateChoice } from "../src/solver/problem.ts";
import { solveSharding } from "../src/solver/solve.ts";

/** Contest limit in seconds, best cost known by any method, the winner's cost (published logs). */
const INSTANCES: Readonly<Record<string, readonly [limit: number, best: number, winner: number]>> = {
  A: [60, 6548553650, 6.5503e9],
  B: [60, 532843, 532843],
  G: [120, 217039, 217039],
  M: [180, 49928157537, 49929106070],
  N: [180, 199470115118, 2.0161e11],
  S: [240, 1511377982, 1.5327e9],
};

const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: process.env.ALPA_SHARED_DATA ?? join(import.meta.dirname, "../../shared/data") },
    only: { type: "string", default: Object.keys(INSTANCES).join() },
    seconds: { type: "string", default: "10,60,limit" },
    json: { type: "boolean", default: false },
  },
});

const rows = [["instance", "limit s", "cost", "bound", "gap %", "seconds", "cost / best known", "cost / winner"]];
const results: object[] = [];
for (const name of flags.only.split(",")) {
  const path = join(flags.data, "iopddl", `asplos-2025-iopddl-${name}.json.gz`);
  if (!existsSync(path) || !(name in INSTANCES)) {
    console.error(`${name}: no ${path}; skipped`);
    continue;
  }
  const [limit, best, winner] = INSTANCES[name];
  const problem = await readProblem(path);
  for (const text of flags.seconds.split(",")) {
    const seconds = text === "limit" ? limit : Number(text);
    const solution = solveSharding(problem, { seconds });
    const { cost, peakUsage } = evaluateChoice(problem, solution.choice);
    if (cost !== solution.cost || peakUsage > problem.usageLimit) throw new Error(`${name}: the answer does not check`);
    const { bound, gap, optimal } = solution;
    results.push({ name, limit: seconds, cost, bound, gap, optimal, seconds: solution.seconds });
    rows.push([
      name,
      String(seconds),
      String(cost),
      String(bound),
      (100 * gap).toFixed(4),
      solution.seconds.toFixed(2),
      (cost / best).toFixed(5),
      (cost / winner).toFixed(5),
    ]);
    console.error(rows[rows.length - 1].join("  "));
    // A proof ends the search, so more time changes nothing.
    if (optimal) break;
  }
}
console.log(flags.json ? JSON.stringify(results) : textTable(rows));
