/** @file Random small sharding problems for tests: alias edges, parallel edges, forbidden entries, tight memory. */
import type { Random } from "../../src/base/random.ts";
import { ProblemBuilder, type ShardingProblem } from "../../src/solver/problem.ts";

export interface RandomProblemShape {
  readonly numNodes: number;
  readonly maxStrategies: number;
  /** Memory limit as a multiple of the minimum peak; `Infinity` = no limit. */
  readonly memoryFactor: number;
  readonly integral: boolean;
  /** Probability that an edge is an alias, and that it forbids some pairs. */
  readonly forbidding: number;
  /** Whether strategies trade cost for memory, as in a knapsack problem; for integral costs. */
  readonly trading?: boolean;
}

/** A random problem like those of the contest; it may be infeasible. */
export function randomProblem(random: Random, shape: RandomProblemShape): ShardingProblem {
  const { numNodes, maxStrategies, memoryFactor, integral, forbidding, trading } = shape;
  const builder = new ProblemBuilder("random");
  const scale = integral ? 10 ** random.int(7) * 20 : 1e-3;
  const cost = (): number => (integral ? random.int(scale) : random.next() * scale);
  const dims: number[] = [];
  const loads = new Float64Array(2 * numNodes + 8);
  for (let i = 0; i < numNodes; i++) {
    const dim = 1 + random.int(maxStrategies);
    const from = random.int(numNodes);
    const to = from + random.int(6);
    const free = Array.from({ length: dim }, () => (random.next() < 0.15 * forbidding ? Infinity : cost()));
    const usages = Array.from({ length: dim }, () => random.int(trading ? 1000 : 30));
    const costs = trading ? free.map((value, s) => value + 3 * Math.ceil((scale * (1000 - usages[s])) / 1000)) : free;
    for (let t = from; t < to; t++) loads[t] += Math.min(...usages);
    builder.addNode(costs, usages, [from, to]);
    dims.push(dim);
  }
  const numEdges = numNodes < 2 ? 0 : random.int(2 * numNodes);
  for (let e = 0; e < numEdges; e++) {
    const a = random.int(numNodes);
    const b = (a + 1 + random.int(Math.min(numNodes - 1, 3))) % numNodes;
    const isAlias = random.next() < forbidding;
    const forbidden = random.next() < forbidding ? 0.3 : 0;
    const additive = random.next() < 0.1 ? Array.from({ length: dims[a] + dims[b] }, cost) : undefined;
    const table = Array.from({ length: dims[a] * dims[b] }, (_, k) => {
      const [r, c] = [Math.floor(k / dims[b]), k % dims[b]];
      if (isAlias) return r % dims[b] === c ? 0 : Infinity;
      if (additive) return additive[r] + additive[dims[a] + c];
      return random.next() < forbidden ? Infinity : cost();
    });
    builder.addEdge(a, b, table);
  }
  const limit = memoryFactor === Infinity ? Infinity : Math.floor(Math.max(...loads) * memoryFactor);
  return builder.build(limit);
}
