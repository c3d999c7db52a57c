/**
 * @file The order in which bucket elimination eliminates the nodes of a region, and the nodes that it freezes to keep
 * tables small.
 */
import type { Graph } from "../core/adjacency.ts";
import { ScoreHeap } from "./score-heap.ts";

export interface OrderOptions {
  /** Maximum size of a joint table of three or more nodes, in entries. */
  readonly maxTable: number;
  /** Whether nodes may be frozen to avoid larger tables. */
  readonly freeze: boolean;
  /** Returns a random factor on the size of a joint table, to vary the order. */
  readonly noise?: () => number;
}

export interface EliminationOrder {
  /** The nodes to eliminate, in order; frozen nodes are absent. */
  readonly order: number[];
  /** For each node of `order`, the later nodes that its joint table depends on. */
  readonly scopes: number[][];
  /** Total entries of the joint tables. */
  readonly work: number;
}

/**
 * Returns an order of `region` by the greedy rule: the next node is always the one whose joint table is smallest.
 * `domain(node)` are the strategies considered. Returns undefined if a table would exceed `maxTable` and nodes must not
 * be frozen.
 */
export function eliminationOrder(
  graph: Graph,
  region: ArrayLike<number>,
  domain: (node: number) => Int32Array,
  options: OrderOptions,
): EliminationOrder | undefined {
  const { slotStart, neighbour } = graph;
  const numLocal = region.length;
  const local = new Map<number, number>();
  for (let k = 0; k < numLocal; k++) local.set(region[k], k);
  const width = Float64Array.from({ length: numLocal }, (_, k) => domain(region[k]).length);
  const links: Set<number>[] = [];
  for (let k = 0; k < numLocal; k++) {
    const own = new Set<number>();
    for (let q = slotStart[region[k]]; q < slotStart[region[k] + 1]; q++) {
      const other = local.get(neighbour[q]);
      if (other !== undefined) own.add(other);
    }
    links.push(own);
  }
  const tableSize = (k: number): number => {
    let size = width[k];
    for (const other of links[k]) size *= width[other];
    return size;
  };
  const gone = new Uint8Array(numLocal);
  const score = new Float64Array(numLocal);
  const heap = new ScoreHeap(score);
  const rescore = (k: number): void => {
    const next = tableSize(k) * (options.noise ? options.noise() : 1);
    if (next === score[k]) return;
    score[k] = next;
    heap.push(k);
  };
  for (let k = 0; k < numLocal; k++) rescore(k);
  const order: number[] = [];
  const scopes: number[][] = [];
  let work = 0;
  for (let k = heap.pop(); k >= 0; k = heap.pop()) {
    if (gone[k]) continue;
    const size = tableSize(k);
    // With one neighbour left, the joint table is no larger than the table of the edge.
    if (size > options.maxTable && links[k].size > 1) {
      if (!options.freeze) return undefined;
      // Freeze the node involved that links the most others, weighted by the log of its domain size.
      let victim = k;
      for (const other of links[k]) {
        if (links[other].size * Math.log(width[other]) > links[victim].size * Math.log(width[victim])) victim = other;
      }
      gone[victim] = 1;
      for (const other of links[victim]) {
        links[other].delete(victim);
        rescore(other);
      }
      if (!gone[k]) heap.push(k);
      continue;
    }
    gone[k] = 1;
    work += size;
    const scope = [...links[k]];
    order.push(region[k]);
    scopes.push(scope.map((other) => region[other]));
    for (const other of scope) {
      const linked = links[other];
      linked.delete(k);
      for (const third of scope) if (third !== other) linked.add(third);
    }
    for (const other of scope) rescore(other);
  }
  // Nodes frozen after they joined a scope are constants there.
  const eliminated = new Set(order);
  return { order, scopes: scopes.map((scope) => scope.filter((node) => eliminated.has(node))), work };
}
