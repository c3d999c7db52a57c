/**
 * @file A core laid out for inner loops. Each edge is a slot of both of its nodes. In a slot's table, the strategies of
 * the slot's node are contiguous: entry `costAt[slot] + other * dim + own`. Equal tables share storage.
 */

import type { Core } from "./core.ts";
import { type ClassTable, findClasses } from "./row-classes.ts";
import { type Table, TablePool } from "./table-pool.ts";

export interface Graph {
  readonly numNodes: number;
  readonly start: Int32Array;
  readonly dims: Int32Array;
  readonly maxDim: number;
  /** The slots of node `i` are `slotStart[i] .. slotStart[i+1]`, sorted by neighbour. */
  readonly slotStart: Int32Array;
  readonly neighbour: Int32Array;
  /** The neighbour's slot of the same edge. */
  readonly mirror: Int32Array;
  readonly costAt: Int32Array;
  readonly costs: Float64Array;
  /**
   * Compressed form of each slot's table if it is much smaller. Rows are the neighbour's strategies, columns the node's
   * own.
   */
  readonly classes: readonly (ClassTable | undefined)[];
}

/** Lays out the nodes and edges of `core`. */
export function buildGraph(core: Core): Graph {
  const { numNodes, start, edgeA, edgeB } = core;
  const dims = Int32Array.from({ length: numNodes }, (_, i) => start[i + 1] - start[i]);
  const pool = new TablePool();
  const placed = new Map<Table, number>();
  const classesAt = new Map<number, ClassTable>();
  let numCosts = 0;
  const place = (table: Table): number => {
    let at = placed.get(table);
    if (at === undefined) {
      at = numCosts;
      placed.set(table, at);
      const classes = findClasses(table);
      if (classes) classesAt.set(at, classes);
      numCosts += table.data.length;
    }
    return at;
  };
  const slots: { neighbour: number; edge: number; costAt: number }[][] = Array.from({ length: numNodes }, () => []);
  core.tables.forEach((original, e) => {
    const table = pool.share(original);
    slots[edgeB[e]].push({ neighbour: edgeA[e], edge: e, costAt: place(table) });
    slots[edgeA[e]].push({ neighbour: edgeB[e], edge: e, costAt: place(pool.transpose(table)) });
  });
  const costs = new Float64Array(numCosts);
  for (const [table, at] of placed) costs.set(table.data, at);
  const numSlots = 2 * edgeA.length;
  const slotStart = new Int32Array(numNodes + 1);
  const [neighbour, mirror, costAt] = [0, 0, 0].map(() => new Int32Array(numSlots));
  const firstSlot = new Int32Array(edgeA.length).fill(-1);
  let slot = 0;
  for (let i = 0; i < numNodes; i++) {
    slots[i].sort((a, b) => a.neighbour - b.neighbour);
    for (const own of slots[i]) {
      neighbour[slot] = own.neighbour;
      costAt[slot] = own.costAt;
      const other = firstSlot[own.edge];
      if (other < 0) firstSlot[own.edge] = slot;
      else {
        mirror[slot] = other;
        mirror[other] = slot;
      }
      slot++;
    }
    slotStart[i + 1] = slot;
  }
  const maxDim = dims.reduce((most, dim) => Math.max(most, dim), 1);
  const classes = Array.from(costAt, (at) => classesAt.get(at));
  return { numNodes, start, dims, maxDim, slotStart, neighbour, mirror, costAt, costs, classes };
}

/** Returns the change of the sum of edge and unary costs when `nodes` change from choice `before` to `after`. */
export function costChange(
  graph: Graph,
  unary: Float64Array,
  nodes: ArrayLike<number>,
  before: Int32Array,
  after: Int32Array,
): number {
  const { start, dims, slotStart, neighbour, costAt, costs } = graph;
  let change = 0;
  for (let k = 0; k < nodes.length; k++) {
    const i = nodes[k];
    if (before[i] === after[i]) continue;
    change += unary[start[i] + after[i]] - unary[start[i] + before[i]];
    for (let q = slotStart[i]; q < slotStart[i + 1]; q++) {
      const other = neighbour[q];
      // An edge between two changing nodes counts once, at the lower one.
      if (before[other] !== after[other] && other < i) continue;
      const at = costAt[q];
      change += costs[at + after[other] * dims[i] + after[i]] - costs[at + before[other] * dims[i] + before[i]];
    }
  }
  return change;
}
