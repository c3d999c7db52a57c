/**
 * @file Generated instances like those of the contest, whose files are not in the repository: huge domains, 65,000
 * nodes, knapsacks, memory that barely suffices.
 */
import { expect, test } from "vitest";
import { type NetworkShape, networkProblem } from "../../test/support/contest-like.ts";
import { Infeasible } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import { evaluateChoice, type ShardingProblem } from "./problem.ts";
import { solveSharding } from "./solve.ts";
import type { ShardingSolution, SolveOptions } from "./types.ts";

const TRAINING: NetworkShape = {
  layers: 6,
  opsPerLayer: 40,
  mesh: [4, 8],
  rank: 3,
  following: 0.5,
  training: true,
  weightSpread: 8,
  repeated: true,
  memoryFactor: 1.1,
};

function solveAndCheck(problem: ShardingProblem, options: SolveOptions): ShardingSolution {
  const before = process.cpuUsage();
  const solution = solveSharding(problem, options);
  const { user, system } = process.cpuUsage(before);
  const { cost, peakUsage } = evaluateChoice(problem, solution.choice);
  expect(cost).toBe(solution.cost);
  expect(peakUsage).toBeLessThanOrEqual(problem.usageLimit);
  expect(solution.bound).toBeLessThanOrEqual(cost);
  expect(solution.bound).toBeGreaterThan(0);
  // Uninterruptible sections must be short. Measures processor time because the machine may be busy.
  expect((user + system) / 1e6).toBeLessThan(1.2 * options.seconds + 1.5);
  return solution;
}

test("domains of 1,000 strategies with dense tables: an answer in time", { timeout: 120_000 }, () => {
  const shape = { ...TRAINING, layers: 1, opsPerLayer: 8, mesh: [2, 4, 4], rank: 9, repeated: false };
  const problem = networkProblem(seededRandom(1), shape);
  const widest = problem.nodeStart.reduce((most, at, i, all) => Math.max(most, at - (all[i - 1] ?? 0)), 0);
  expect(widest).toBeGreaterThan(900);
  solveAndCheck(problem, { seconds: 5 });
});

test("domains of 1,000 strategies, most of them equivalent for the neighbours", { timeout: 120_000 }, () => {
  const shape = { ...TRAINING, layers: 2, opsPerLayer: 20, variants: 66, repeated: false };
  const problem = networkProblem(seededRandom(1), shape);
  const widest = problem.nodeStart.reduce((most, at, i, all) => Math.max(most, at - (all[i - 1] ?? 0)), 0);
  expect(widest).toBeGreaterThan(900);
  const { gap } = solveAndCheck(problem, { seconds: 60, work: 1e8 });
  expect(gap).toBeLessThan(0.01);
});

test("65,000 nodes: an answer in time, even with few seconds", { timeout: 120_000 }, () => {
  const shape = { ...TRAINING, layers: 96, opsPerLayer: 300, mesh: [8, 8], following: 0.8 };
  const problem = networkProblem(seededRandom(2), shape);
  expect(problem.numNodes).toBeGreaterThan(60_000);
  solveAndCheck(problem, { seconds: 2 });
});

test("few large tensors decide about memory: within 5 % of the bound", { timeout: 120_000 }, () => {
  const shape = { ...TRAINING, training: false, mesh: [2, 4, 4], weightSpread: 14, repeated: false };
  const { gap } = solveAndCheck(networkProblem(seededRandom(3), shape), { seconds: 60, work: 2e8 });
  expect(gap).toBeLessThan(0.05);
});

test("finds a choice if memory barely suffices, and names the time step if it does not", () => {
  for (const repeated of [false, true]) {
    const shape = { ...TRAINING, repeated };
    for (const memoryFactor of [1, 1.001]) {
      solveAndCheck(networkProblem(seededRandom(5), { ...shape, memoryFactor }), { seconds: 60, work: 3e7 });
    }
    const short = networkProblem(seededRandom(5), { ...shape, memoryFactor: 0.999 });
    expect(() => solveSharding(short, { seconds: 60 })).toThrow(Infeasible);
  }
});

test("the same seed and work give the same answer for a network, also when reduction is cut short", () => {
  const problem = networkProblem(seededRandom(6), { ...TRAINING, repeated: false });
  for (const work of [2e5, 2e7]) {
    const [first, second] = [1, 2].map(() => solveSharding(problem, { seconds: Infinity, work, seed: 5 }));
    expect(second.bound).toBe(first.bound);
    expect([...second.choice]).toEqual([...first.choice]);
  }
});
