/**
 * @file Cuts of a graph into two parts such that no node before the cut reads a node after it. The nodes before a cut
 * contain everything that they read. PipeDream's optimizer represents such a set by its last nodes, an antichain. As
 * there, sets grow from the first node along edges, so a node without inputs joins a set together with its first
 * reader.
 */
import { InvalidConfig } from "../../base/errors.ts";

export interface GraphCut {
  /** The nodes before the cut, in ascending order. */
  readonly nodes: readonly number[];
  /**
   * The nodes before the cut whose outputs count as sent over it. These are the last nodes, which no node before the
   * cut reads, and every node n with a reader that some last node that depends on n does not need. They include all
   * nodes that are read after the cut. They also include a fork whose branches both end at the cut, even without a
   * reader after it, because the authors' optimizer counts it.
   */
  readonly sends: readonly number[];
}

export interface GraphCuts {
  /** All cuts, by number of nodes before them: from none to all. */
  readonly cuts: readonly GraphCut[];
  /** Whether the nodes before cut `a` are a proper subset of those before cut `b`. */
  isBefore(a: number, b: number): boolean;
}

/** Maximum number of cuts; the partitioner tabulates all pairs of them. */
const maxCuts = 2048;

/**
 * All cuts of a graph.
 * @param inputs  by node: the nodes that it reads
 * @throws InvalidConfig for inputs that do not come before their reader, nodes that no edges join to node 0, and more
 *   than 2048 cuts
 */
export function findCuts(inputs: readonly (readonly number[])[]): GraphCuts {
  const bits = inputs.map((_, node) => 1n << BigInt(node));
  const readers = inputs.map(() => 0n);
  /** Each node together with all nodes it depends on, as a bit set. */
  const needs: bigint[] = [];
  inputs.forEach((reads, node) => {
    needs[node] = reads.reduce((set, input) => {
      if (Number.isInteger(input) && input >= 0 && input < node) return set | needs[input];
      throw new InvalidConfig(
        "graph",
        `node ${node} reads node ${input}; give nodes in an order in which inputs come first`,
      );
    }, bits[node]);
    for (const input of reads) readers[input] |= bits[node];
  });

  const found = new Set([0n, ...needs.slice(0, 1)]);
  for (const set of found) {
    const near = readers.reduce((all, own, node) => (set & bits[node] ? all | own : all), 0n);
    inputs.forEach((_, node) => {
      if (near & ~set & bits[node]) found.add(set | needs[node]);
    });
    if (found.size > maxCuts) {
      const what = `more than ${maxCuts} cuts of ${inputs.length} nodes`;
      throw new InvalidConfig("graph", `it has ${what}; merge parallel branches that need no cut into one node`);
    }
  }
  const sets = [...found]
    .map((set) => ({ set, nodes: [...inputs.keys()].filter((node) => set & bits[node]) }))
    .sort((a, b) => a.nodes.length - b.nodes.length);
  const joined = sets[sets.length - 1].set;
  const unjoined = bits.findIndex((bit) => !(joined & bit));
  if (unjoined >= 0)
    throw new InvalidConfig("graph", `no edges join node ${unjoined} to node 0; partition its part separately`);

  const sendsOf = (set: bigint, nodes: readonly number[]): number[] => {
    const last = nodes.filter((node) => !(readers[node] & set));
    return nodes.filter(
      (node) => last.includes(node) || last.some((end) => needs[end] & bits[node] && readers[node] & ~needs[end]),
    );
  };
  const isBefore = sets.map(({ set: a }, i) =>
    Uint8Array.from(sets, ({ set: b }, j) => Number(i < j && (a & b) === a)),
  );
  return {
    cuts: sets.map(({ set, nodes }) => ({ nodes, sends: sendsOf(set, nodes) })),
    isBefore: (a, b) => isBefore[a][b] === 1,
  };
}
