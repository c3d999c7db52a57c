import { expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { evaluateChoice, ProblemBuilder, type ShardingProblem } from "../problem.ts";
import { removeSeries } from "./series.ts";

/** A random problem with few edges and no memory limit. */
function sparseProblem(seed: number): ShardingProblem {
  const random = seededRandom(seed);
  const builder = new ProblemBuilder(`sparse ${seed}`);
  const dims = Array.from({ length: 2 + random.int(8) }, () => 1 + random.int(3));
  for (const dim of dims) {
    const costs = Array.from({ length: dim }, () => random.next());
    builder.addNode(
      costs,
      costs.map(() => 1),
      [0, 1],
    );
  }
  const numEdges = random.int(3 * dims.length);
  for (let edge = 0; edge < numEdges; edge++) {
    const [from, to] = [random.int(dims.length), random.int(dims.length)];
    if (from === to) continue;
    const isForbidden = () => random.int(6) === 0;
    const table = Array.from({ length: dims[from] * dims[to] }, () => (isForbidden() ? Infinity : random.next()));
    builder.addEdge(from, to, table);
  }
  return builder.build(Infinity);
}

function minimumCost(problem: ShardingProblem): number {
  const choice = new Int32Array(problem.numNodes);
  let least = Infinity;
  const choose = (node: number): void => {
    if (node === problem.numNodes) {
      least = Math.min(least, evaluateChoice(problem, choice).cost);
      return;
    }
    for (let s = 0; s < problem.nodeStart[node + 1] - problem.nodeStart[node]; s++) {
      choice[node] = s;
      choose(node + 1);
    }
  };
  choose(0);
  return least;
}

test("removing series keeps the minimum cost, and expanding a choice keeps its cost", () => {
  let numRemoved = 0;
  let numWider = 0;
  for (let seed = 0; seed < 300; seed++) {
    const problem = sparseProblem(seed);
    const { problem: condensed, expand } = removeSeries(problem);
    numRemoved += problem.numNodes - condensed.numNodes;
    if (condensed.numNodes > 1) numWider++;
    const least = minimumCost(problem);
    expect(minimumCost(condensed), `seed ${seed}`).toBeCloseTo(least, 12);
    const random = seededRandom(seed);
    const choice = Array.from({ length: condensed.numNodes }, (_, node) =>
      random.int(condensed.nodeStart[node + 1] - condensed.nodeStart[node]),
    );
    const expanded = evaluateChoice(problem, expand(choice)).cost;
    expect(expanded, `seed ${seed}`).toBeCloseTo(evaluateChoice(condensed, choice).cost, 12);
  }
  expect(numRemoved).toBeGreaterThan(500);
  expect(numWider).toBeGreaterThan(10);
});
