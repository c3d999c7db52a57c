/**
 * @file The cuts of a graph in two so that no node before the cut reads one after it: sets of nodes that contain
 * whatever their nodes read. PipeDream's optimizer knows them as antichains, the last nodes of each set. As there, sets
 * grow from the first node along edges, so a node without inputs comes in together with the first of its readers, not
 * alone.
 */
import { InvalidConfig } from "../../base/errors.ts";

export interface GraphCut {
  /** The nodes before the cut, in ascending order. */
  readonly nodes: readonly number[];
  /**
   * Those of `nodes` whose outputs count as sent over the cut: the last ones, which no other before the cut reads, and
   * any with a reader that is not needed for each last one that the node itself is needed for. Whatever is read behind
   * the cut is among them; so is a fork of which two branches end at the cut, though it may have no reader behind it:
   * the authors' optimizer counts so, and it is kept.
   */
  readonly sends: readonly number[];
}

export interface GraphCuts {
  /** From the one with no nodes before it to the one with all, by number of nodes. */
  readonly cuts: readonly GraphCut[];
  /** Whether the nodes before cut `a` are all, and not the only ones, before cut `b`. */
  isBefore(a: number, b: number): boolean;
}

/** Whoever asks for cuts is about to make a table of all pairs of them. */
const maxCuts = 2048;

/**
 * All cuts of a graph, given by the nodes that each node reads.
 * @throws InvalidConfig for inputs that do not come before their reader, nodes that no edges join to node 0, and more
 *   than 2048 cuts
 */
export function findCuts(inputs: readonly (readonly number[])[]): GraphCuts {
  const bits = inputs.map((_, node) => 1n << BigInt(node));
  const readers = inputs.map(() => 0n);
  /** By node, itself and whatever it needs. */
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
      throw new InvalidConfig(
        "graph",
        `it has ${what}; make one node of the parallel branches that are not worth a cut`,
      );
    }
  }
  const sets = [...found]
    .map((set) => ({ set, nodes: [...inputs.keys()].filter((node) => set & bits[node]) }))
    .sort((a, b) => a.nodes.length - b.nodes.length);
  const joined = sets[sets.length - 1].set;
  const apart = bits.findIndex((bit) => !(joined & bit));
  if (apart >= 0)
    throw new InvalidConfig("graph", `no edges join node ${apart} to node 0; partition its part by itself`);

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
