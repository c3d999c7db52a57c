/**
 * @file The problem of intra-operator parallelism, as in the ASPLOS'25 IOPDDL contest: choose one strategy per node.
 * The cost is the sum of the nodes' costs and, for every edge, the table entry for the choices at its ends. At every
 * time step the total usage of the live nodes must stay within one limit. Costs may be seconds or integers; `Infinity`
 * means forbidden.
 */
import { InvalidConfig } from "../base/errors.ts";

/** Typed-array form. Node `i` has the strategies `nodeStart[i] .. nodeStart[i+1]`. */
export interface ShardingProblem {
  readonly name: string;
  readonly numNodes: number;
  readonly numEdges: number;
  /** Offsets into `costs` and `usages`, length `numNodes + 1`. */
  readonly nodeStart: Int32Array;
  /** Cost of each strategy; `Infinity` = forbidden. */
  readonly costs: Float64Array;
  /** Memory of each strategy while its node is live, >= 0. */
  readonly usages: Float64Array;
  /** Node `i` is live at times `liveFrom[i] <= t < liveTo[i]`; equal values mean never. */
  readonly liveFrom: Int32Array;
  readonly liveTo: Int32Array;
  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  /** Cost table of each edge: entry `from * d(to) + to`. Edges may share one array. */
  readonly edgeTables: readonly Float64Array[];
  /** Maximum memory at any time; `Infinity` = no limit. */
  readonly usageLimit: number;
}

/** The cost of a choice of strategies and the memory it needs. */
export interface Evaluation {
  /** Sum over nodes and edges; `Infinity` if a forbidden entry is used. */
  readonly cost: number;
  readonly peakUsage: number;
  /** First time step at which `peakUsage` is reached. */
  readonly peakTime: number;
  /** Whether all integer sums are exact: neither costs nor usages add up to 2^53 or more. */
  readonly isExact: boolean;
}

/** Collects nodes and edges into a {@link ShardingProblem}. Stores equal edge tables once. */
export class ProblemBuilder {
  readonly #name: string;
  readonly #costs: number[][] = [];
  readonly #usages: number[][] = [];
  readonly #intervals: [number, number][] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #tables: Float64Array[] = [];
  readonly #pool = new TableInterner();

  constructor(name: string) {
    this.#name = name;
  }

  /** Adds a node with one cost and one usage per strategy, live in `[live[0], live[1])`; returns its index. */
  addNode(costs: readonly number[], usages: readonly number[], live: readonly [number, number]): number {
    this.#costs.push([...costs]);
    this.#usages.push([...usages]);
    this.#intervals.push([live[0], live[1]]);
    return this.#costs.length - 1;
  }

  /**
   * Adds an edge. `table` is row-major, one row per strategy of `from`; a Float64Array is kept and must not change. The
   * costs of parallel edges add up.
   */
  addEdge(from: number, to: number, table: ArrayLike<number>): void {
    this.#from.push(from);
    this.#to.push(to);
    this.#tables.push(this.#pool.intern(table instanceof Float64Array ? table : Float64Array.from(table)));
  }

  /** Validates and returns the finished problem. */
  build(usageLimit: number): ShardingProblem {
    const numNodes = this.#costs.length;
    const nodeStart = new Int32Array(numNodes + 1);
    for (let i = 0; i < numNodes; i++) nodeStart[i + 1] = nodeStart[i] + this.#costs[i].length;
    this.#usages.forEach((usages, i) => {
      if (usages.length !== this.#costs[i].length) {
        const what = `has ${this.#costs[i].length} costs but ${usages.length} usages; give one usage per strategy`;
        throw new InvalidConfig(`${this.#name}: node ${i}`, what);
      }
    });
    const problem: ShardingProblem = {
      name: this.#name,
      numNodes,
      numEdges: this.#from.length,
      nodeStart,
      costs: Float64Array.from(this.#costs.flat()),
      usages: Float64Array.from(this.#usages.flat()),
      liveFrom: Int32Array.from(this.#intervals, (interval) => interval[0]),
      liveTo: Int32Array.from(this.#intervals, (interval) => interval[1]),
      edgeFrom: Int32Array.from(this.#from),
      edgeTo: Int32Array.from(this.#to),
      edgeTables: this.#tables,
      usageLimit,
    };
    validateProblem(problem);
    return problem;
  }
}

/** Keeps one copy of equal tables, so that repeated layers share memory. */
export class TableInterner {
  readonly #buckets = new Map<number, Float64Array[]>();
  readonly #interned = new WeakMap<Float64Array, Float64Array>();

  /** Returns the first table seen with the same content, which is `table` itself if it is new. */
  intern(table: Float64Array): Float64Array {
    let first = this.#interned.get(table);
    if (!first) {
      first = this.#firstEqual(table);
      this.#interned.set(table, first);
    }
    return first;
  }

  #firstEqual(table: Float64Array): Float64Array {
    const key = hashTable(table);
    const bucket = this.#buckets.get(key);
    if (!bucket) {
      this.#buckets.set(key, [table]);
      return table;
    }
    for (const known of bucket) if (equalTables(known, table)) return known;
    bucket.push(table);
    return table;
  }
}

/** Hashes about 500 entries: enough to distinguish most tables, and cheap for tables of millions. */
function hashTable(table: Float64Array): number {
  const words = new Int32Array(table.buffer, table.byteOffset, table.length * 2);
  const stride = 1 + 2 * Math.floor(table.length / 1000);
  let hash = table.length;
  for (let i = 0; i < words.length; i += stride) hash = Math.imul(hash ^ words[i], 0x01000193) ^ (hash >>> 15);
  return hash;
}

function equalTables(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Returns the number of strategies of node `i`. */
export function numStrategies(problem: ShardingProblem, i: number): number {
  return problem.nodeStart[i + 1] - problem.nodeStart[i];
}

/** Throws {@link InvalidConfig} that names the first malformed node or edge. */
export function validateProblem(problem: ShardingProblem): void {
  const { name, numNodes, numEdges, nodeStart, costs, usages, liveFrom, liveTo, edgeFrom, edgeTo, edgeTables } =
    problem;
  const fail = (where: string, what: string): never => {
    throw new InvalidConfig(`${name}: ${where}`, what);
  };
  if (Number.isNaN(problem.usageLimit)) fail("usage limit", "is not a number; give a number or leave it out");
  for (let i = 0; i < numNodes; i++) {
    if (nodeStart[i + 1] <= nodeStart[i]) fail(`node ${i}`, "has no strategies; every node needs at least one");
    if (liveTo[i] < liveFrom[i] || liveFrom[i] < 0) {
      fail(`node ${i}`, `is live from ${liveFrom[i]} to ${liveTo[i]}; times are >= 0 and the end not before the start`);
    }
    for (let s = nodeStart[i]; s < nodeStart[i + 1]; s++) {
      if (Number.isNaN(costs[s]) || costs[s] === -Infinity)
        fail(`node ${i}`, `has cost ${costs[s]}; give finite costs`);
      if (!(usages[s] >= 0 && usages[s] < Infinity))
        fail(`node ${i}`, `has usage ${usages[s]}; give finite usages >= 0`);
    }
  }
  for (let e = 0; e < numEdges; e++) {
    const [from, to] = [edgeFrom[e], edgeTo[e]];
    if (!(from >= 0 && from < numNodes && to >= 0 && to < numNodes) || from === to) {
      fail(`edge ${e}`, `joins nodes ${from} and ${to} of ${numNodes}; the ends must be two different nodes`);
    }
    const entries = numStrategies(problem, from) * numStrategies(problem, to);
    if (edgeTables[e].length !== entries) {
      fail(`edge ${e}`, `has ${edgeTables[e].length} costs for ${entries} pairs of strategies; give one per pair`);
    }
  }
}

/** Returns the cost and peak memory of `choice` (one strategy index per node). */
export function evaluateChoice(problem: ShardingProblem, choice: ArrayLike<number>): Evaluation {
  const { numNodes, numEdges, nodeStart, costs, edgeFrom, edgeTo, edgeTables } = problem;
  let cost = 0;
  let magnitude = 0;
  const add = (part: number): void => {
    cost += part;
    magnitude += Math.abs(part);
  };
  for (let i = 0; i < numNodes; i++) add(costs[nodeStart[i] + choice[i]]);
  for (let e = 0; e < numEdges; e++) {
    const to = edgeTo[e];
    add(edgeTables[e][choice[edgeFrom[e]] * (nodeStart[to + 1] - nodeStart[to]) + choice[to]]);
  }
  const { load, times } = usageProfile(problem, (i) => problem.usages[nodeStart[i] + choice[i]]);
  let peakUsage = 0;
  let peakTime = 0;
  for (let k = 0; k < times.length; k++) if (load[k] > peakUsage) [peakUsage, peakTime] = [load[k], times[k]];
  return { cost, peakUsage, peakTime, isExact: Math.max(magnitude, peakUsage) <= Number.MAX_SAFE_INTEGER };
}

/** Returns the load between consecutive interval ends: `load[k]` holds for `times[k] <= t < times[k+1]`. */
export function usageProfile(
  problem: ShardingProblem,
  usageOf: (node: number) => number,
): { times: Int32Array; load: Float64Array } {
  const { numNodes, liveFrom, liveTo } = problem;
  const ends: number[] = [];
  for (let i = 0; i < numNodes; i++) if (liveTo[i] > liveFrom[i]) ends.push(liveFrom[i], liveTo[i]);
  const times = Int32Array.from(new Set(ends)).sort();
  const position = new Map<number, number>();
  times.forEach((time, k) => {
    position.set(time, k);
  });
  const load = new Float64Array(times.length);
  for (let i = 0; i < numNodes; i++) {
    if (liveTo[i] <= liveFrom[i]) continue;
    const usage = usageOf(i);
    load[position.get(liveFrom[i])!] += usage;
    load[position.get(liveTo[i])!] -= usage;
  }
  for (let k = 1; k < load.length; k++) load[k] += load[k - 1];
  return { times, load };
}
