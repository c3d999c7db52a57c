/**
 * @file The problem after reduction: fewer nodes, each of which decides many original ones, and interned edge tables.
 * `expandChoice` converts a choice for the core into one for the original problem.
 */
import type { ShardingProblem } from "../problem.ts";
import { type Memory, memoryOfIntervals } from "./memory.ts";
import { type Table, TablePool } from "./table-pool.ts";

/** A reduced problem. Node `i` has the strategies `start[i] .. start[i+1]`. There are no parallel edges. */
export interface Core {
  readonly numNodes: number;
  readonly start: Int32Array;
  readonly unary: Float64Array;
  readonly edgeA: Int32Array;
  readonly edgeB: Int32Array;
  /** Rows are strategies of `edgeA`, columns of `edgeB`. */
  readonly tables: readonly Table[];
  /** Cost that is part of every choice. */
  readonly constant: number;
  readonly memory: Memory;
  /** For each core node, the original node whose strategies it has (or a subset of them). */
  readonly origin: Int32Array;
  /** For each original node, the core node that decides it, or -1 if its strategy is fixed. */
  readonly owner: Int32Array;
  /** `follow[i][core strategy]` is the strategy of original node `i`; a single entry when `owner[i]` is -1. */
  readonly follow: readonly Int32Array[];
}

/** The whole problem as a core, before any reduction. */
export function coreOfProblem(problem: ShardingProblem): Core {
  const { numNodes, numEdges, nodeStart, edgeFrom, edgeTo } = problem;
  const pool = new TablePool();
  const tables: Table[] = [];
  for (let e = 0; e < numEdges; e++) {
    const [from, to] = [edgeFrom[e], edgeTo[e]];
    const [rows, cols] = [nodeStart[from + 1] - nodeStart[from], nodeStart[to + 1] - nodeStart[to]];
    tables.push(pool.add(rows, cols, problem.edgeTables[e]));
  }
  const identities = new Map<number, Int32Array>();
  const follow = Array.from({ length: numNodes }, (_, i) => {
    const dim = nodeStart[i + 1] - nodeStart[i];
    const identity = identities.get(dim) ?? Int32Array.from({ length: dim }, (_, s) => s);
    identities.set(dim, identity);
    return identity;
  });
  return {
    numNodes,
    start: nodeStart,
    unary: problem.costs,
    edgeA: edgeFrom,
    edgeB: edgeTo,
    tables,
    constant: 0,
    memory: memoryOfProblem(problem),
    origin: Int32Array.from({ length: numNodes }, (_, i) => i),
    owner: Int32Array.from({ length: numNodes }, (_, i) => i),
    follow,
  };
}

/** Returns a core without memory limit as a problem. A node with one strategy carries the constant cost. */
export function problemOfCore(core: Core, name: string): ShardingProblem {
  const { numNodes, start, unary, edgeA, edgeB, tables, constant } = core;
  return {
    name,
    numNodes: numNodes + 1,
    numEdges: tables.length,
    nodeStart: Int32Array.of(...start, unary.length + 1),
    costs: Float64Array.of(...unary, constant),
    usages: new Float64Array(unary.length + 1),
    liveFrom: new Int32Array(numNodes + 1),
    liveTo: new Int32Array(numNodes + 1),
    edgeFrom: edgeA,
    edgeTo: edgeB,
    edgeTables: tables.map(({ data }) => data),
    usageLimit: Infinity,
  };
}

/**
 * Builds the memory of a problem. Its steps are the times at which the set of live nodes is maximal: usages are >= 0,
 * so no other time has a higher load.
 */
function memoryOfProblem(problem: ShardingProblem): Memory {
  const { numNodes, nodeStart, liveFrom, liveTo, usageLimit, usages } = problem;
  let horizon = 0;
  for (let i = 0; i < numNodes; i++) if (liveTo[i] > horizon) horizon = liveTo[i];
  const isLive = (i: number): boolean => liveTo[i] > liveFrom[i];
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (let i = 0; i < numNodes; i++) {
    if (!isLive(i)) continue;
    starts.add(liveFrom[i]);
    ends.add(liveTo[i]);
  }
  const events = Int32Array.from(new Set([...starts, ...ends])).sort();
  const times = usageLimit === Infinity ? [] : events.filter((time, k) => starts.has(time) && ends.has(events[k + 1]));
  const stepAtOrAfter = (time: number): number => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (times[mid] < time) low = mid + 1;
      else high = mid;
    }
    return low;
  };
  const from = Int32Array.from({ length: numNodes }, (_, i) => (isLive(i) ? stepAtOrAfter(liveFrom[i]) : 0));
  const to = Int32Array.from({ length: numNodes }, (_, i) => (isLive(i) ? stepAtOrAfter(liveTo[i]) : 0));
  return memoryOfIntervals(usageLimit, Int32Array.from(times), from, to, nodeStart, usages);
}

/** Returns the strategy of every original node when core node `i` takes `choice[i]`. */
export function expandChoice(core: Core, choice: ArrayLike<number>): Int32Array {
  return Int32Array.from(core.follow, (map, i) => map[core.owner[i] < 0 ? 0 : choice[core.owner[i]]]);
}

/** Returns a lower bound on the cost of every choice: the sum of the lowest values of all terms. */
export function simpleBound({ constant, numNodes, start, unary, tables }: Core): number {
  const minOf = (values: Float64Array, from: number, to: number): number => {
    let min = Infinity;
    for (let k = from; k < to; k++) if (values[k] < min) min = values[k];
    return min;
  };
  let bound = constant;
  for (let i = 0; i < numNodes; i++) bound += minOf(unary, start[i], start[i + 1]);
  const minOfTable = new Map<Table, number>();
  for (const table of tables) {
    const known = minOfTable.get(table) ?? minOf(table.data, 0, table.data.length);
    minOfTable.set(table, known);
    bound += known;
  }
  return bound;
}

/** Returns the cost of a core choice, ignoring memory. */
export function costOfCore(core: Core, choice: ArrayLike<number>): number {
  let cost = core.constant;
  for (let i = 0; i < core.numNodes; i++) cost += core.unary[core.start[i] + choice[i]];
  for (let e = 0; e < core.edgeA.length; e++) {
    const table = core.tables[e];
    cost += table.data[choice[core.edgeA[e]] * table.cols + choice[core.edgeB[e]]];
  }
  return cost;
}
