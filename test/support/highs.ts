/**
 * @file HiGHS as a second solver for small problems (a few thousand table entries), to check our own. The integer
 * program is Alpa's (OSDI'22, section 4.2): one-hot strategies, linearized edges, one row per time step. Needs the npm
 * package `highs`.
 */
import { Infeasible, RuntimeFailure, Unsupported } from "../../src/base/errors.ts";
import { evaluateChoice, type ShardingProblem } from "../../src/solver/problem.ts";
import type { ShardingSolution, SolveOptions } from "../../src/solver/types.ts";

const MAX_ENTRIES = 200_000;

/** Solves `problem` to proven optimality or throws; see {@link ShardingSolver}. Ignores `seed`, `work` and `signal`. */
export async function solveWithHighs(problem: ShardingProblem, options: SolveOptions): Promise<ShardingSolution> {
  const startMs = performance.now();
  const numEntries = problem.edgeTables.reduce((sum, table) => sum + table.length, problem.costs.length);
  if (numEntries > MAX_ENTRIES) {
    const what = `has ${numEntries} costs, HiGHS in WebAssembly takes up to ${MAX_ENTRIES}; use solveSharding`;
    throw new Unsupported(problem.name, what, { numEntries });
  }
  const highs = await loadHighs();
  const result = highs.solve(modelText(problem), {
    output_flag: false,
    time_limit: options.seconds,
    mip_rel_gap: 0,
    mip_abs_gap: 0,
  });
  if (result.Status === "Infeasible") throw new Infeasible(problem.name, "no choice fits; raise the usage limit");
  if (result.Status !== "Optimal") {
    throw new RuntimeFailure(problem.name, `HiGHS stopped with "${result.Status}"; give more seconds`);
  }
  const choice = new Int32Array(problem.numNodes);
  for (let i = 0; i < problem.numNodes; i++) {
    const first = problem.nodeStart[i];
    for (let s = first; s < problem.nodeStart[i + 1]; s++) {
      if ((result.Columns[`x${s}`]?.Primal ?? 0) > 0.5) choice[i] = s - first;
    }
  }
  const { cost } = evaluateChoice(problem, choice);
  const seconds = (performance.now() - startMs) / 1000;
  return { choice, cost, bound: cost, gap: 0, seconds, optimal: true };
}

/** The part of the package's API used here. Its own types do not describe the default export of the ES module. */
interface Highs {
  solve(
    model: string,
    options: Record<string, unknown>,
  ): { Status: string; Columns: Record<string, { Primal?: number }> };
}

async function loadHighs(): Promise<Highs> {
  try {
    const module = (await import("highs")) as unknown as { default: () => Promise<Highs> };
    return await module.default();
  } catch {
    throw new Unsupported("highs", "the package cannot be loaded; run npm install --save-dev highs");
  }
}

/** The integer program in CPLEX LP format; costs are scaled to at most 1000. */
function modelText(problem: ShardingProblem): string {
  const { numNodes, numEdges, nodeStart, costs, usages, liveFrom, liveTo, edgeFrom, edgeTo, edgeTables } = problem;
  let largest = 0;
  for (const table of [costs, ...edgeTables]) {
    for (const cost of table) if (cost < Infinity) largest = Math.max(largest, Math.abs(cost));
  }
  const scale = largest > 0 ? 1000 / largest : 1;
  const objective: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const strategies: string[] = [];
  const term = (factor: number, name: string): string => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`;
  for (let i = 0; i < numNodes; i++) {
    const own: string[] = [];
    for (let s = nodeStart[i]; s < nodeStart[i + 1]; s++) {
      strategies.push(`x${s}`);
      own.push(`+ x${s}`);
      if (costs[s] === Infinity) bounds.push(`x${s} = 0`);
      else objective.push(term(costs[s] * scale, `x${s}`));
    }
    rows.push(`${own.join(" ")} = 1`);
  }
  for (let e = 0; e < numEdges; e++) {
    const [from, to] = [nodeStart[edgeFrom[e]], nodeStart[edgeTo[e]]];
    const numRows = nodeStart[edgeFrom[e] + 1] - from;
    const numCols = nodeStart[edgeTo[e] + 1] - to;
    const byRow: string[][] = Array.from({ length: numRows }, () => []);
    const byCol: string[][] = Array.from({ length: numCols }, () => []);
    edgeTables[e].forEach((cost, k) => {
      if (cost === Infinity) return;
      const name = `e${e}_${k}`;
      objective.push(term(cost * scale, name));
      byRow[Math.floor(k / numCols)].push(`+ ${name}`);
      byCol[k % numCols].push(`+ ${name}`);
    });
    byRow.forEach((names, r) => {
      rows.push(`${names.join(" ")} - x${from + r} = 0`);
    });
    byCol.forEach((names, c) => {
      rows.push(`${names.join(" ")} - x${to + c} = 0`);
    });
  }
  if (problem.usageLimit < Infinity) {
    const times = new Set(liveFrom.filter((time, i) => liveTo[i] > time));
    for (const time of times) {
      const used: string[] = [];
      for (let i = 0; i < numNodes; i++) {
        if (liveFrom[i] > time || liveTo[i] <= time) continue;
        for (let s = nodeStart[i]; s < nodeStart[i + 1]; s++) {
          if (usages[s] > 0) used.push(term(usages[s] / (problem.usageLimit || 1), `x${s}`));
        }
      }
      if (used.length > 0) rows.push(`${used.join(" ")} <= ${problem.usageLimit === 0 ? 0 : 1}`);
    }
  }
  return [
    "Minimize",
    ` cost: ${objective.join("\n ") || "0 x0"}`,
    "Subject To",
    ...rows.map((row, k) => ` r${k}: ${row}`),
    "Bounds",
    ...bounds.map((bound) => ` ${bound}`),
    "Binaries",
    ` ${strategies.join("\n ")}`,
    "End",
  ].join("\n");
}
