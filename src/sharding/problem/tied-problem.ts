/**
 * @file A sharding problem whose nodes stand for several equal members that share one choice. Costs and edges are
 * summed over the members, and memory over the live ones. In a run of equal blocks, memory changes by the same amount
 * from block to block under every choice. It is therefore largest in the first or the last block, and the times between
 * are omitted. The problem of 96 layers is then as small as that of a few and has the same solutions.
 */
import type { Repeat } from "../../analysis/structure.ts";
import { ProblemBuilder, type ShardingProblem } from "../../solver/problem.ts";

interface Node {
  readonly name: string;
  /** Cost and bytes per strategy; costs are of all members, bytes of one. */
  readonly costs: number[];
  readonly usages: readonly number[];
  readonly ranges: (readonly [from: number, to: number])[];
}

/** An edge that counts `times`. */
export interface TiedEdge {
  readonly from: number;
  readonly to: number;
  /** Returns the row-major costs of the edge, multiplied by its argument. */
  readonly table: (times: number) => Float64Array;
  times: number;
}

export class TiedProblemBuilder {
  readonly #name: string;
  readonly #nodes: Node[] = [];
  readonly #edges: TiedEdge[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** A node without members yet, with its bytes per strategy; returns its number. */
  addNode(name: string, usages: readonly number[]): number {
    this.#nodes.push({ name, costs: usages.map(() => 0), usages, ranges: [] });
    return this.#nodes.length - 1;
  }

  /** Adds a member to a node, with its cost per strategy, live in `[live[0], live[1])`. */
  addMember(node: number, costs: ArrayLike<number>, live: readonly [number, number]): void {
    this.addCosts(node, costs);
    this.#nodes[node].ranges.push(live);
  }

  addCosts(node: number, costs: ArrayLike<number>): void {
    const sums = this.#nodes[node].costs;
    for (let s = 0; s < sums.length; s++) sums[s] += costs[s];
  }

  /** Adds an edge and returns it; its `times` may grow until the problem is built. */
  addEdge(edge: TiedEdge): TiedEdge {
    this.#edges.push(edge);
    return edge;
  }

  /**
   * Returns the problem and the name of each of its nodes. The added nodes come first, in order. A node whose members
   * have different live ranges is followed, at the end, by a node tied to it for each further live range.
   * @param endTime  the end of the step
   */
  build(
    usageLimit: number,
    endTime: number,
    repeats: readonly Repeat[],
  ): { problem: ShardingProblem; names: string[] } {
    const builder = new ProblemBuilder(this.#name);
    const keptTime = this.#keptTimes(endTime, repeats);
    const groups = this.#nodes.map(({ ranges, usages }) =>
      usages.some((bytes) => bytes > 0) ? groupByRange(ranges, keptTime, endTime) : [],
    );
    const names = this.#nodes.map(({ name }) => name);
    const edges = this.#edges.filter(({ from, to, table, times }) => {
      if (from !== to) return true;
      // An edge between members of one node: both ends have the same choice.
      const dim = this.#nodes[from].costs.length;
      const costs = table(times);
      this.addCosts(
        from,
        Array.from({ length: dim }, (_, s) => costs[s * dim + s]),
      );
      return false;
    });
    const usagesOf = (node: number, { count }: Group): number[] =>
      this.#nodes[node].usages.map((bytes) => bytes * count);
    groups.forEach(([group], node) => {
      const [[from] = [0]] = this.#nodes[node].ranges;
      const first = group ?? { count: 0, live: [keptTime[from], keptTime[from]] };
      builder.addNode(this.#nodes[node].costs, usagesOf(node, first), first.live);
    });
    for (const { from, to, table, times } of edges) builder.addEdge(from, to, table(times));
    // Edge tables that forbid unequal choices, by number of strategies.
    const ties = new Map<number, Float64Array>();
    const tie = (dim: number): Float64Array => {
      if (!ties.has(dim))
        ties.set(
          dim,
          Float64Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? 0 : Number.POSITIVE_INFINITY)),
        );
      return ties.get(dim)!;
    };
    groups.forEach((all, node) => {
      for (const group of all.slice(1)) {
        const usages = usagesOf(node, group);
        const other = builder.addNode(new Array(usages.length).fill(0), usages, group.live);
        names.push(`${names[node]} (${group.count} of equal layers)`);
        builder.addEdge(node, other, tie(usages.length));
      }
    });
    return { problem: builder.build(usageLimit), names };
  }

  /** By time, the first time at or after it at which memory is constrained. */
  #keptTimes(endTime: number, repeats: readonly Repeat[]): Int32Array {
    const { starts, events } = this.#events(endTime);
    const isKept = new Uint8Array(endTime + 1).fill(1);
    const areEqual = (a: number, b: number, length: number): boolean => {
      for (let t = 0; t <= length; t++) if (starts[a + t] - starts[a] !== starts[b + t] - starts[b]) return false;
      for (let e = starts[a]; e < starts[a + length]; e++)
        if (events[e] !== events[starts[b] + e - starts[a]]) return false;
      return true;
    };
    for (const { start, period, count } of repeats) {
      // Op i runs at time i + 1.
      const at = (block: number): number => start + 1 + block * period;
      for (let first = 0; first < count - 1; ) {
        let last = first;
        while (last < count - 1 && at(last + 2) <= endTime && areEqual(at(last), at(last + 1), period)) last++;
        // Blocks first … last are alike. If memory only grows from block to block, the last one suffices; if it only
        // shrinks, the first one does.
        const { grows, shrinks } = changeOf(events.subarray(starts[at(first)], starts[at(first + 1)]));
        const keepsLast = grows || !shrinks;
        if (last > first) isKept.fill(0, at(shrinks ? first + 1 : first), at(keepsLast ? last : last + 1));
        first = last + 1;
      }
    }
    const next = new Int32Array(endTime + 1);
    for (let t = endTime, known = endTime; t >= 0; t--) {
      if (isKept[t]) known = t;
      next[t] = known;
    }
    return next;
  }

  /**
   * The live ranges that begin (2 · node) or end (2 · node + 1) at each time t, in node order: `events[starts[t]]` …
   * `events[starts[t + 1] - 1]`.
   */
  #events(endTime: number): { starts: Int32Array; events: Int32Array } {
    const starts = new Int32Array(endTime + 2);
    for (const { ranges } of this.#nodes) for (const live of ranges) for (const time of live) starts[time + 1]++;
    for (let t = 0; t <= endTime; t++) starts[t + 1] += starts[t];
    const filled = starts.slice();
    const events = new Int32Array(starts[endTime + 1]);
    this.#nodes.forEach(({ ranges, usages }, node) => {
      if (usages.every((bytes) => bytes === 0)) return;
      for (const [from] of ranges) events[filled[from]++] = 2 * node;
      for (const [, to] of ranges) events[filled[to]++] = 2 * node + 1;
    });
    return { starts, events };
  }
}

/** Members of a node that are live at the same constrained times. */
interface Group {
  count: number;
  readonly live: readonly [number, number];
}

/** Whether any node has more members live after a block than before it, and whether any has fewer. */
function changeOf(events: Int32Array): { grows: boolean; shrinks: boolean } {
  const changes = new Map<number, number>();
  for (const event of events) changes.set(event >> 1, (changes.get(event >> 1) ?? 0) + (event % 2 === 0 ? 1 : -1));
  const all = [...changes.values()];
  return { grows: all.some((change) => change > 0), shrinks: all.some((change) => change < 0) };
}

function groupByRange(ranges: Node["ranges"], keptTime: Int32Array, endTime: number): Group[] {
  const groups = new Map<number, Group>();
  for (const [from, to] of ranges) {
    const live = [keptTime[from], keptTime[to]] as const;
    if (live[0] >= live[1]) continue;
    const key = live[0] * (endTime + 1) + live[1];
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { count: 1, live });
  }
  return [...groups.values()];
}
