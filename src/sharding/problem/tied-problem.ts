/**
 * @file A sharding problem whose nodes stand for many equal members that get one choice. Costs and edges are summed
 * over the members, and memory over those that are live. In a run of equal blocks memory changes by the same from block
 * to block under every choice, so it is largest in the first or the last of them, and the times between are left out:
 * the problem of 96 layers is as small as that of a few, and has the same answers.
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

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly table: (times: number) => Float64Array;
  times: number;
}

export class TiedProblemBuilder {
  readonly #name: string;
  readonly #nodes: Node[] = [];
  readonly #edges = new Map<number, Edge>();

  constructor(name: string) {
    this.#name = name;
  }

  /** A node without members yet, with its bytes per strategy; returns its number. */
  addNode(name: string, usages: readonly number[]): number {
    this.#nodes.push({ name, costs: usages.map(() => 0), usages, ranges: [] });
    return this.#nodes.length - 1;
  }

  /** One member more, with its cost per strategy, live in `[live[0], live[1])`. */
  addMember(node: number, costs: ArrayLike<number>, live: readonly [number, number]): void {
    this.addCosts(node, costs);
    this.#nodes[node].ranges.push(live);
  }

  addCosts(node: number, costs: ArrayLike<number>): void {
    const sums = this.#nodes[node].costs;
    for (let s = 0; s < sums.length; s++) sums[s] += costs[s];
  }

  /**
   * An edge that counts `times`; edges of equal `key` are one and add up.
   * @param table  row-major costs of the edge counted so often
   */
  addEdge(key: number, from: number, to: number, times: number, table: (times: number) => Float64Array): void {
    const edge = this.#edges.get(key);
    if (edge) edge.times += times;
    else this.#edges.set(key, { from, to, table, times });
  }

  /**
   * The problem, with the name of each of its nodes. The first nodes are those added, in order; behind them come nodes
   * tied to one of those that hold the memory of members live at other times.
   * @param endTime  when everything is over
   */
  build(
    usageLimit: number,
    endTime: number,
    repeats: readonly Repeat[],
  ): { problem: ShardingProblem; names: string[] } {
    const builder = new ProblemBuilder(this.#name);
    const keptTime = this.#keptTimes(endTime, repeats);
    const pieces = this.#nodes.map(({ ranges, usages }) =>
      usages.some((bytes) => bytes > 0) ? piecesOf(ranges, keptTime, endTime) : [],
    );
    const names = this.#nodes.map(({ name }) => name);
    const edges = [...this.#edges.values()].filter(({ from, to, table, times }) => {
      if (from !== to) return true;
      // Members that read each other: all have the same choice.
      const dim = this.#nodes[from].costs.length;
      const costs = table(times);
      this.addCosts(
        from,
        Array.from({ length: dim }, (_, s) => costs[s * dim + s]),
      );
      return false;
    });
    const usagesOf = (node: number, { count }: Piece): number[] =>
      this.#nodes[node].usages.map((bytes) => bytes * count);
    pieces.forEach(([piece], node) => {
      const [[from] = [0]] = this.#nodes[node].ranges;
      const first = piece ?? { count: 0, live: [keptTime[from], keptTime[from]] };
      builder.addNode(this.#nodes[node].costs, usagesOf(node, first), first.live);
    });
    for (const { from, to, table, times } of edges) builder.addEdge(from, to, table(times));
    // Forbids unequal choices.
    const ties = new Map<number, Float64Array>();
    const tie = (dim: number): Float64Array => {
      if (!ties.has(dim))
        ties.set(
          dim,
          Float64Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? 0 : Number.POSITIVE_INFINITY)),
        );
      return ties.get(dim)!;
    };
    pieces.forEach((all, node) => {
      for (const piece of all.slice(1)) {
        const usages = usagesOf(node, piece);
        const other = builder.addNode(new Array(usages.length).fill(0), usages, piece.live);
        names.push(`${names[node]} (${piece.count} of equal layers)`);
        builder.addEdge(node, other, tie(usages.length));
      }
    });
    return { problem: builder.build(usageLimit), names };
  }

  /** By time, the same or the next later time at which memory is constrained. */
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
        // Blocks first … last are alike. Where memory only grows from one to the next the last one tells, where it only
        // shrinks the first.
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
   * The nodes whose live range begins or ends at each time: `events[starts[t]] … events[starts[t + 1] - 1]`, in node
   * order.
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

/** `count` members that are live at the same of the times that are looked at. */
interface Piece {
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

function piecesOf(ranges: Node["ranges"], keptTime: Int32Array, endTime: number): Piece[] {
  const pieces = new Map<number, Piece>();
  for (const [from, to] of ranges) {
    const live = [keptTime[from], keptTime[to]] as const;
    if (live[0] >= live[1]) continue;
    const key = live[0] * (endTime + 1) + live[1];
    const piece = pieces.get(key);
    if (piece) piece.count++;
    else pieces.set(key, { count: 1, live });
  }
  return [...pieces.values()];
}
