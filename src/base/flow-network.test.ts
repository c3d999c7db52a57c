import { expect, test } from "vitest";
import { FlowNetwork } from "./flow-network.ts";
import { seededRandom } from "./random.ts";

type Edge = readonly [from: number, to: number, capacity: number];

/** The capacity of the edges that lead from nodes on the source's side to nodes on the sink's. */
const cutOf = (edges: readonly Edge[], isBehind: readonly boolean[]): number =>
  edges.reduce((sum, [from, to, capacity]) => sum + (!isBehind[from] && isBehind[to] ? capacity : 0), 0);

test("the minimum cut nearest to the sink: 300 random networks against all cuts", () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = seededRandom(seed);
    const numNodes = 3 + random.int(6);
    const [source, sink] = [0, numNodes - 1];
    const edges = Array.from(
      { length: random.int(20) },
      (): Edge => [random.int(numNodes), random.int(numNodes), random.int(5) + 1],
    );
    const network = new FlowNetwork(numNodes);
    for (const edge of edges) network.connect(...edge);
    const found = network.sinkSide(source, sink);
    expect([found[source], found[sink]]).toEqual([false, true]);
    const cuts = Array.from({ length: 2 ** (numNodes - 2) }, (_, bits) =>
      Array.from({ length: numNodes }, (_, node) => node === sink || (node > 0 && ((bits >> (node - 1)) & 1) === 1)),
    );
    const least = Math.min(...cuts.map((cut) => cutOf(edges, cut)));
    expect(cutOf(edges, found), `seed ${seed}`).toBe(least);
    const sizes = cuts.filter((cut) => cutOf(edges, cut) === least).map((cut) => cut.filter(Boolean).length);
    expect(found.filter(Boolean).length, `seed ${seed}`).toBe(Math.min(...sizes));
  }
});

test("a chain is cut at its last narrowest edge", () => {
  const network = new FlowNetwork(5);
  [4, 2, 2, 3].forEach((capacity, node) => {
    network.connect(node, node + 1, capacity);
  });
  expect(network.sinkSide(0, 4)).toEqual([false, false, false, true, true]);
});
