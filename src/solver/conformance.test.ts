/** @file One suite for every solver: our own, brute force and HiGHS agree on random small problems. */
import { describe, expect, test } from "vitest";
import { solveWithHighs } from "../../test/support/highs.ts";
import { randomProblem } from "../../test/support/random-problem.ts";
import { Infeasible, RuntimeFailure } from "../base/errors.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { solveShardingOnThreads } from "../node/solver-portfolio.ts";
import { evaluateChoice, numStrategies, ProblemBuilder, type ShardingProblem } from "./problem.ts";
import { solveSharding } from "./solve.ts";
import type { ShardingSolution, ShardingSolver } from "./types.ts";

/** The lowest cost of a choice that fits, by enumeration; undefined if none fits. */
function bruteForce(problem: ShardingProblem): number | undefined {
  const choice = new Int32Array(problem.numNodes);
  let best = Infinity;
  for (;;) {
    const { cost, peakUsage } = evaluateChoice(problem, choice);
    if (peakUsage <= problem.usageLimit && cost < best) best = cost;
    let i = 0;
    while (i < problem.numNodes && ++choice[i] === numStrategies(problem, i)) choice[i++] = 0;
    if (i === problem.numNodes) return best === Infinity ? undefined : best;
  }
}

async function solveOrNothing(solver: ShardingSolver, problem: ShardingProblem): Promise<ShardingSolution | undefined> {
  try {
    return await solver(problem, { seconds: 30 });
  } catch (error) {
    if (error instanceof Infeasible) return undefined;
    throw error;
  }
}

function expectOptimal(
  problem: ShardingProblem,
  solution: ShardingSolution | undefined,
  optimum: number | undefined,
): void {
  if (optimum === undefined) {
    expect(solution).toBeUndefined();
    return;
  }
  expect(solution).toBeDefined();
  const { choice, cost, bound, gap, optimal } = solution!;
  const evaluation = evaluateChoice(problem, choice);
  expect(evaluation.cost).toBe(cost);
  expect(evaluation.peakUsage).toBeLessThanOrEqual(problem.usageLimit);
  expect(Math.abs(cost - optimum)).toBeLessThanOrEqual(1e-9 * Math.abs(optimum));
  expect(bound).toBeLessThanOrEqual(optimum * (1 + 1e-9));
  expect(optimal).toBe(true);
  expect(gap).toBeLessThanOrEqual(1e-9);
}

function pickProblem(random: Random, numNodes: number, maxStrategies: number): ShardingProblem {
  const memoryFactor = random.pick([Infinity, 0.9, 1, 1.05, 1.1, 1.3, 2]);
  return randomProblem(random, {
    numNodes,
    maxStrategies,
    memoryFactor,
    integral: random.next() < 0.6,
    forbidding: random.pick([0, 0.1, 0.25]),
  });
}

const SOLVERS: [string, ShardingSolver, number][] = [
  ["ours", solveSharding, 300],
  ["HiGHS", solveWithHighs, 15],
  ["two threads", (problem, options) => solveShardingOnThreads(problem, { ...options, threads: 2 }), 6],
];

describe.each(SOLVERS)("%s", (_, solver, numCases) => {
  test("finds the optimum of every small problem, or that there is none", async () => {
    for (let seed = 0; seed < numCases; seed++) {
      const random = seededRandom(seed);
      const problem = pickProblem(random, 1 + random.int(7), 4);
      const solution = await solveOrNothing(solver, problem);
      try {
        expectOptimal(problem, solution, bruteForce(problem));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
  });
});

test("ours and HiGHS agree beyond what brute force reaches", async () => {
  for (let seed = 0; seed < 8; seed++) {
    const random = seededRandom(1000 + seed);
    const problem = pickProblem(random, 10 + random.int(15), 5);
    const theirs = await solveOrNothing(solveWithHighs, problem);
    const ours = await solveOrNothing(solveSharding, problem);
    try {
      expectOptimal(problem, ours, theirs?.cost);
    } catch (error) {
      throw new Error(`seed ${1000 + seed}`, { cause: error });
    }
  }
});

test("knapsacks: ours and HiGHS agree where every choice trades cost for memory", async () => {
  for (let seed = 0; seed < 6; seed++) {
    const random = seededRandom(3000 + seed);
    const problem = randomProblem(random, {
      numNodes: 8 + random.int(8),
      maxStrategies: 4,
      memoryFactor: random.pick([1.02, 1.1, 1.3]),
      integral: true,
      forbidding: random.pick([0, 0.1]),
      trading: true,
    });
    const theirs = await solveOrNothing(solveWithHighs, problem);
    const ours = await solveOrNothing(solveSharding, problem);
    try {
      expectOptimal(problem, ours, theirs?.cost);
    } catch (error) {
      throw new Error(`seed ${3000 + seed}`, { cause: error });
    }
  }
});

test("problems with one node or one strategy", () => {
  const solve = (limit: number, fill: (builder: ProblemBuilder) => void): ShardingSolution => {
    const builder = new ProblemBuilder("small");
    fill(builder);
    return solveSharding(builder.build(limit), { seconds: 10 });
  };
  const chain = (builder: ProblemBuilder): void => {
    for (let i = 0; i < 100; i++) builder.addNode([i], [1], [i, i + 2]);
    for (let i = 1; i < 100; i++) builder.addEdge(i - 1, i, [7]);
  };
  expect(solve(5, () => {})).toMatchObject({ cost: 0, optimal: true });
  expect(solve(5, (builder) => builder.addNode([3, 9], [6, 5], [0, 1]))).toMatchObject({ cost: 9, optimal: true });
  expect(solve(0, (builder) => builder.addNode([3, 9], [6, 0], [0, 1]))).toMatchObject({ cost: 9, optimal: true });
  expect(solve(0, (builder) => builder.addNode([3, 9], [6, 5], [4, 4]))).toMatchObject({ cost: 3, optimal: true });
  expect(solve(2, chain)).toMatchObject({ cost: (99 * 100) / 2 + 99 * 7, optimal: true });
  expect(() => solve(1, chain)).toThrow(Infeasible);
  expect(() => solve(4, (builder) => builder.addNode([3, 9], [6, 5], [0, 1]))).toThrow("need at least 5");
  expect(() => solve(9, (builder) => builder.addNode([Infinity], [1], [0, 1]))).toThrow("node 0");
});

test("with little work the bound is still a bound and the choice still fits", () => {
  for (let seed = 0; seed < 25; seed++) {
    const random = seededRandom(2000 + seed);
    const problem = pickProblem(random, 20, 5);
    let optimum: number;
    try {
      optimum = solveSharding(problem, { seconds: 30 }).cost;
    } catch (error) {
      if (error instanceof Infeasible) continue;
      throw error;
    }
    for (const work of [1, 1e3, 1e4, 1e5]) {
      try {
        const { cost, bound, choice } = solveSharding(problem, { seconds: 30, work });
        expect(evaluateChoice(problem, choice).peakUsage).toBeLessThanOrEqual(problem.usageLimit);
        expect(cost).toBeGreaterThanOrEqual(optimum * (1 - 1e-9));
        expect(bound).toBeLessThanOrEqual(optimum * (1 + 1e-9));
      } catch (error) {
        if (!(error instanceof RuntimeFailure)) throw error;
      }
    }
  }
});

test("the same seed and work give the same answer", () => {
  const problem = randomProblem(seededRandom(3), {
    numNodes: 80,
    maxStrategies: 8,
    memoryFactor: 1.1,
    integral: true,
    forbidding: 0,
  });
  const [first, second] = [1, 2].map(() => solveSharding(problem, { seconds: 60, work: 3e6, seed: 5 }));
  expect(second.cost).toBe(first.cost);
  expect(second.bound).toBe(first.bound);
  expect([...second.choice]).toEqual([...first.choice]);
});

test("several threads are no worse than one with the same seed, and reproducible for the same work", async () => {
  const shape = { numNodes: 80, maxStrategies: 8, memoryFactor: 1.1, integral: true, forbidding: 0 };
  const problem = randomProblem(seededRandom(3), shape);
  const options = { seconds: 60, work: 3e5, seed: 5 };
  const alone = solveSharding(problem, options);
  const first = await solveShardingOnThreads(problem, { ...options, threads: 3 });
  const second = await solveShardingOnThreads(problem, { ...options, threads: 3 });
  expect(first.cost).toBeLessThanOrEqual(alone.cost);
  expect(first.bound).toBeGreaterThanOrEqual(alone.bound);
  expect(evaluateChoice(problem, first.choice)).toMatchObject({ cost: first.cost });
  expect([...second.choice]).toEqual([...first.choice]);
  expect(second.bound).toBe(first.bound);
});

test("the error of a limit that no choice satisfies names the time step and the excess", () => {
  const builder = new ProblemBuilder("tight");
  builder.addNode([1, 2], [30, 20], [0, 10]);
  builder.addNode([1], [25], [5, 20]);
  const problem = builder.build(40);
  expect(() => solveSharding(problem, { seconds: 1 })).toThrow("time step 5: the live nodes need at least 45, 5 over");
});

test("the memory limit changes the choice", () => {
  const builder = new ProblemBuilder("memory");
  builder.addNode([1, 5], [30, 10], [0, 10]);
  builder.addNode([1, 2], [30, 10], [5, 20]);
  expect([...solveSharding(builder.build(60), { seconds: 1 }).choice]).toEqual([0, 0]);
  expect([...solveSharding(builder.build(40), { seconds: 1 }).choice]).toEqual([0, 1]);
  expect([...solveSharding(builder.build(20), { seconds: 1 }).choice]).toEqual([1, 1]);
});
