/** @file Elimination and message passing against brute force: values, bounds, and the cost of forcing each strategy. */
import { expect, test } from "vitest";
import { randomProblem } from "../../test/support/random-problem.ts";
import { runToCompletion } from "../base/cooperative.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { boundSharding } from "./bounds/fast-bound.ts";
import { MessagePassing } from "./bounds/trw-s.ts";
import { buildGraph, costChange, type Graph } from "./core/adjacency.ts";
import { type Core, coreOfProblem, costOfCore } from "./core/core.ts";
import { findClasses } from "./core/row-classes.ts";
import { TablePool } from "./core/table-pool.ts";
import { ProblemBuilder } from "./problem.ts";
import { Eliminator } from "./search/bucket-elimination.ts";
import { solveSharding } from "./solve.ts";

const NUM_CASES = 150;

/** A small core without memory limit, forbidden entries or parallel edges. */
function smallCore(random: Random): Core {
  const shape = {
    numNodes: 2 + random.int(5),
    maxStrategies: 4,
    memoryFactor: Infinity,
    integral: true,
    forbidding: 0,
  };
  const core = coreOfProblem(randomProblem(random, shape));
  const seen = new Set<string>();
  const kept = [...core.tables.keys()].filter((e) => {
    const key = [core.edgeA[e], core.edgeB[e]].sort().join();
    return !seen.has(key) && seen.add(key);
  });
  return {
    ...core,
    edgeA: Int32Array.from(kept, (e) => core.edgeA[e]),
    edgeB: Int32Array.from(kept, (e) => core.edgeB[e]),
    tables: kept.map((e) => core.tables[e]),
  };
}

/** The lowest cost of a choice that contains a strategy, for every strategy. */
function forcedCosts(core: Core): Float64Array {
  const forced = new Float64Array(core.unary.length).fill(Infinity);
  const choice = new Int32Array(core.numNodes);
  for (;;) {
    const cost = costOfCore(core, choice);
    for (let i = 0; i < core.numNodes; i++) {
      const s = core.start[i] + choice[i];
      forced[s] = Math.min(forced[s], cost);
    }
    let i = 0;
    while (i < core.numNodes && ++choice[i] === core.start[i + 1] - core.start[i]) choice[i++] = 0;
    if (i === core.numNodes) return forced;
  }
}

const domainOf = (graph: Graph) => (i: number) => Int32Array.from({ length: graph.dims[i] }, (_, s) => s);

test("elimination finds the minimum cost, a choice with that cost, and the cost of forcing each strategy", () => {
  for (let seed = 0; seed < NUM_CASES; seed++) {
    const core = smallCore(seededRandom(seed));
    const graph = buildGraph(core);
    const eliminator = new Eliminator(graph);
    const choice = new Int32Array(core.numNodes);
    const everyNode = graph.dims.map((_, i) => i);
    const options = { maxTable: 1e6, freeze: false, marginals: true };
    expect(eliminator.plan(everyNode, domainOf(graph), choice, options)).toBe(true);
    const forced = forcedCosts(core);
    const optimum = forced.reduce((a, b) => Math.min(a, b));
    expect(eliminator.run(core.unary, choice)).toBeCloseTo(optimum, 6);
    expect(costOfCore(core, choice)).toBeCloseTo(optimum, 6);
    const reduced = new Float64Array(core.unary.length);
    eliminator.marginals(core.unary, reduced);
    reduced.forEach((cost, s) => {
      expect(optimum + cost).toBeCloseTo(forced[s], 6);
    });
  }
});

test("a region with frozen nodes and cut domains never gets worse", () => {
  for (let seed = 0; seed < NUM_CASES; seed++) {
    const random = seededRandom(seed);
    const core = smallCore(random);
    const graph = buildGraph(core);
    const before = Int32Array.from(graph.dims, (dim) => random.int(dim));
    const region = Int32Array.from({ length: core.numNodes }, (_, i) => i).filter(() => random.next() < 0.7);
    const domain = (i: number): Int32Array => Int32Array.of(...new Set([before[i], random.int(graph.dims[i])])).sort();
    const domains = Array.from({ length: core.numNodes }, (_, i) => domain(i));
    const eliminator = new Eliminator(graph);
    eliminator.plan(region, (i) => domains[i], before, { maxTable: 4, freeze: true, noise: () => random.next() });
    const after = before.slice();
    eliminator.run(core.unary, after);
    const change = costChange(graph, core.unary, region, before, after);
    expect(change).toBeLessThanOrEqual(1e-9);
    expect(costOfCore(core, after)).toBeCloseTo(costOfCore(core, before) + change, 6);
  }
});

test("message passing bounds the cost from below, also with a strategy forced", () => {
  for (let seed = 0; seed < NUM_CASES; seed++) {
    const core = smallCore(seededRandom(seed));
    const forced = forcedCosts(core);
    const optimum = forced.reduce((a, b) => Math.min(a, b));
    const messages = new MessagePassing(buildGraph(core));
    const choice = new Int32Array(core.numNodes);
    const reduced = new Float64Array(core.unary.length);
    for (let pass = 0; pass < 30; pass++) {
      messages.forward(core.unary, choice);
      const bound = messages.backward(core.unary);
      expect(bound).toBeLessThanOrEqual(optimum + 1e-6);
      messages.forward(core.unary, choice, reduced);
      reduced.forEach((cost, s) => {
        expect(bound + cost).toBeLessThanOrEqual(forced[s] + 1e-6);
      });
    }
  }
});

/**
 * A table whose entry (r, c) is a cost per pair of row class and column class plus a shift per row and per column. Some
 * pairs of classes forbid each other.
 */
function classedTable(random: Random, rows: number, cols: number): Float64Array {
  const pick = (count: number, below: number): number[] => Array.from({ length: count }, () => random.int(below));
  const [rowClass, colClass, rowShift, colShift] = [pick(rows, 4), pick(cols, 5), pick(rows, 900), pick(cols, 900)];
  const costs = Array.from({ length: 20 }, () => (random.next() < 0.2 ? Infinity : random.int(1000)));
  return Float64Array.from({ length: rows * cols }, (_, k) => {
    const [r, c] = [Math.floor(k / cols), k % cols];
    return costs[rowClass[r] * 5 + colClass[c]] + rowShift[r] + colShift[c];
  });
}

test("the compressed form of a table has the same entries", () => {
  for (let seed = 0; seed < 10; seed++) {
    const random = seededRandom(seed);
    const [rows, cols] = [32 + random.int(40), 32 + random.int(40)];
    const data = classedTable(random, rows, cols);
    const short = findClasses(new TablePool().add(rows, cols, data))!;
    expect(short.costs.length).toBeLessThanOrEqual(20);
    const restored = data.map((_, k) => {
      const [r, c] = [Math.floor(k / cols), k % cols];
      const at = short.rowClass[r] * short.numCols + short.colClass[c];
      return short.costs[at] + short.rowShift[r] + short.colShift[c];
    });
    expect(restored).toEqual(data);
  }
  const random = seededRandom(0);
  const varied = Float64Array.from({ length: 40 * 40 }, () => random.int(1000));
  expect(findClasses(new TablePool().add(40, 40, varied))).toBeUndefined();
});

test("message passing is exact on a chain of wide nodes, whose tables are in compressed form", () => {
  for (let seed = 0; seed < 10; seed++) {
    const random = seededRandom(seed);
    const dims = [40, 33, 50];
    const builder = new ProblemBuilder("chain");
    for (const dim of dims) {
      const costs = Array.from({ length: dim }, () => random.int(1000));
      builder.addNode(costs, new Array(dim).fill(0), [0, 1]);
    }
    for (let i = 1; i < dims.length; i++) builder.addEdge(i - 1, i, classedTable(random, dims[i - 1], dims[i]));
    const core = coreOfProblem(builder.build(Infinity));
    const graph = buildGraph(core);
    expect(graph.classes.every((short) => short)).toBe(true);
    const optimum = forcedCosts(core).reduce((a, b) => Math.min(a, b));
    const messages = new MessagePassing(graph);
    const choice = new Int32Array(dims.length);
    messages.forward(core.unary, choice);
    expect(messages.backward(core.unary)).toBeCloseTo(optimum, 6);
    messages.forward(core.unary, choice);
    expect(costOfCore(core, choice)).toBeCloseTo(optimum, 6);
  }
});

test("the fast bound is at most the minimum cost and close to it in sparse problems, also with a memory limit", () => {
  let [sum, least] = [0, 0];
  for (let seed = 0; seed < NUM_CASES; seed++) {
    const random = seededRandom(seed);
    const shape = {
      numNodes: 2 + random.int(8),
      maxStrategies: 4,
      integral: true,
      forbidding: 0,
    };
    const problem = randomProblem(random, { ...shape, memoryFactor: seed % 2 === 0 ? Infinity : 1.5 });
    const bound = runToCompletion(boundSharding(problem));
    const { cost } = solveSharding({ ...problem, usageLimit: Infinity }, { seconds: 10 });
    expect(bound, `seed ${seed}`).toBeLessThanOrEqual(cost + 1e-9 * Math.abs(cost));
    [sum, least] = [sum + bound, least + cost];
  }
  expect(sum).toBeGreaterThan(0.95 * least);
});
