/**
 * @file Exact reduction of a core:
 *
 * - enforces arc consistency over forbidden entries,
 * - folds nodes with one strategy into their neighbours,
 * - sums parallel edges,
 * - contracts functional edges: if each strategy of one node allows a single strategy of the other, the other follows.
 *
 * Until the core is rebuilt, nodes keep their strategy numbers and dead strategies have infinite cost, so that equal
 * tables stay equal.
 */
import { Infeasible } from "../../base/errors.ts";
import type { Budget } from "../budget.ts";
import type { Core } from "../core/core.ts";
import { type Follower, markOverfull, mergeMemory, overfullStep } from "../core/memory.ts";
import { type Table, TablePool } from "../core/table-pool.ts";
import { findLeafMap, removeDominated } from "./dominance.ts";

/** The rule that decides a node's strategy: `root` for a node that remains. */
type Decision =
  | { kind: "root" }
  | { kind: "fixed"; strategy: number }
  /** Takes strategy `map[s]` when node `parent` takes `s`. */
  | { kind: "follows"; parent: number; map: Int32Array };

const ROOT: Decision = { kind: "root" };

/** Reduction stops at this share of the budget. The rest must suffice to find a choice. */
const REDUCTION_SHARE = 0.5;

/** Rounds continue while each removes at least this share of the nodes, strategies or edges. */
const WORTHWHILE = 0.02;

/** Share of reduction's remaining budget that dominance may use. */
const DOMINANCE_SHARE = 0.25;

/**
 * Reduces until a round removes little or half of the budget is used. Yields many times a second. Keeps at least one
 * optimal choice; throws {@link Infeasible} if no choice exists.
 */
export function* reduceCore(core: Core, budget: Budget): Generator<void, Core> {
  const part = budget.part(REDUCTION_SHARE);
  let current = core;
  for (let round = 0; ; round++) {
    const next = yield* new Reducer(current, part).run(round > 0);
    const shrunk = (now: number, before: number): boolean => now < (1 - WORTHWHILE) * before;
    const isWorthwhile =
      shrunk(next.numNodes, current.numNodes) ||
      shrunk(next.unary.length, current.unary.length) ||
      shrunk(next.edgeA.length, current.edgeA.length);
    current = next;
    if ((!isWorthwhile && round > 0) || part.isOver) return current;
  }
}

class Reducer {
  readonly #core: Core;
  readonly #budget: Budget;
  readonly #pool = new TablePool();
  readonly #dims: Int32Array;
  readonly #unary: Float64Array[];
  readonly #numAlive: Int32Array;
  readonly #decisions: Decision[];
  /** For each node, a map from neighbour to edge. */
  readonly #edgesOf: Map<number, number>[];
  readonly #edgeA: number[] = [];
  readonly #edgeB: number[] = [];
  /** Table of each edge; undefined once the edge is removed. */
  readonly #edgeTable: (Table | undefined)[] = [];
  readonly #queue: number[] = [];
  readonly #queued: boolean[] = [];
  readonly #singles: number[] = [];
  #constant: number;

  constructor(core: Core, budget: Budget) {
    const { numNodes, start } = core;
    this.#core = core;
    this.#budget = budget;
    this.#constant = core.constant;
    this.#dims = Int32Array.from({ length: numNodes }, (_, i) => start[i + 1] - start[i]);
    this.#unary = Array.from({ length: numNodes }, (_, i) => core.unary.slice(start[i], start[i + 1]));
    this.#numAlive = Int32Array.from(this.#unary, (costs) => costs.reduce((n, c) => n + (c < Infinity ? 1 : 0), 0));
    this.#decisions = Array.from({ length: numNodes }, () => ROOT);
    this.#edgesOf = Array.from({ length: numNodes }, () => new Map());
    this.#numAlive.forEach((alive, i) => {
      if (alive === 0) throw forbiddenEverywhere(this.#core, i);
    });
  }

  *run(withDominance: boolean): Generator<void, Core> {
    const { edgeA, edgeB, tables, memory } = this.#core;
    const step = overfullStep(memory);
    if (step >= 0) throw overLimit(memory.times[step], memory.base[step], memory.limit);
    for (let e = 0; e < edgeA.length; e++) {
      this.#addEdge(edgeA[e], edgeB[e], this.#pool.share(tables[e]));
    }
    yield;
    const { numNodes, start } = this.#core;
    const overfull = markOverfull(memory, start);
    const dead = withDominance ? removeDominated(this.#core, this.#budget.part(DOMINANCE_SHARE)) : undefined;
    for (let i = 0; i < numNodes; i++) {
      for (let s = 0; s < this.#dims[i]; s++) {
        if (this.#unary[i][s] < Infinity && (overfull[start[i] + s] || dead?.[start[i] + s])) this.#kill(i, s);
      }
    }
    for (let i = 0; i < this.#numAlive.length; i++) if (this.#numAlive[i] === 1) this.#singles.push(i);
    yield* this.#propagate();
    this.#foldSeparable();
    yield* this.#propagate();
    if (withDominance) this.#contractLeaves();
    yield* this.#propagate();
    return this.#rebuild();
  }

  /** Returns the table of edge `e` with the strategies of `node` as rows. */
  #tableFrom(e: number, node: number): Table {
    const table = this.#edgeTable[e]!;
    return this.#edgeA[e] === node ? table : this.#pool.transpose(table);
  }

  #addEdge(a: number, b: number, table: Table): void {
    const known = this.#edgesOf[a].get(b);
    if (known !== undefined) {
      this.#edgeTable[known] =
        this.#edgeA[known] === a
          ? this.#pool.sum(this.#edgeTable[known]!, table)
          : this.#pool.sum(this.#edgeTable[known]!, this.#pool.transpose(table));
      this.#enqueue(known);
      return;
    }
    const e = this.#edgeA.length;
    this.#edgeA.push(a);
    this.#edgeB.push(b);
    this.#edgeTable.push(table);
    this.#edgesOf[a].set(b, e);
    this.#edgesOf[b].set(a, e);
    this.#queued.push(false);
    this.#enqueue(e);
  }

  #removeEdge(e: number): void {
    this.#edgeTable[e] = undefined;
    this.#edgesOf[this.#edgeA[e]].delete(this.#edgeB[e]);
    this.#edgesOf[this.#edgeB[e]].delete(this.#edgeA[e]);
  }

  #enqueue(e: number): void {
    if (this.#queued[e] || !this.#edgeTable[e]!.hasForbidden) return;
    this.#queued[e] = true;
    this.#queue.push(e);
  }

  #kill(node: number, strategy: number): void {
    this.#unary[node][strategy] = Infinity;
    const left = --this.#numAlive[node];
    if (left === 0) throw forbiddenEverywhere(this.#core, node);
    if (left === 1) this.#singles.push(node);
    for (const e of this.#edgesOf[node].values()) this.#enqueue(e);
  }

  /** Processes the queue. Edges still queued when the budget of the reduction ends stay in the core. */
  *#propagate(): Generator<void, void> {
    for (let k = 0; k % 64 > 0 || !this.#budget.isOver; k++) {
      if (k % 1024 === 0) yield;
      const single = this.#singles.pop();
      if (single !== undefined) {
        if (this.#decisions[single] === ROOT) this.#fix(single);
        continue;
      }
      const e = this.#queue.pop();
      if (e === undefined) return;
      this.#queued[e] = false;
      if (this.#edgeTable[e]) this.#checkEdge(e);
    }
  }

  /** Folds a node with one strategy into its neighbours. */
  #fix(node: number): void {
    const strategy = this.#unary[node].findIndex((cost) => cost < Infinity);
    this.#decisions[node] = { kind: "fixed", strategy };
    this.#constant += this.#unary[node][strategy];
    for (const [other, e] of [...this.#edgesOf[node]]) {
      const { rows, cols, data } = this.#edgeTable[e]!;
      const costs =
        this.#edgeA[e] === node
          ? data.subarray(strategy * cols, (strategy + 1) * cols)
          : Float64Array.from({ length: rows }, (_, r) => data[r * cols + strategy]);
      this.#removeEdge(e);
      this.#addToUnary(other, costs);
    }
  }

  #addToUnary(node: number, costs: Float64Array): void {
    const unary = this.#unary[node];
    for (let s = 0; s < unary.length; s++) {
      if (unary[s] === Infinity) continue;
      if (costs[s] === Infinity) this.#kill(node, s);
      else unary[s] += costs[s];
    }
  }

  /** Enforces arc consistency on one edge with forbidden entries, then contracts it if one end follows the other. */
  #checkEdge(e: number): void {
    const [a, b] = [this.#edgeA[e], this.#edgeB[e]];
    const { rows, cols, data } = this.#edgeTable[e]!;
    this.#budget.spend(rows * cols);
    const [unaryA, unaryB] = [this.#unary[a], this.#unary[b]];
    const partnerA = new Int32Array(rows).fill(-1);
    const partnerB = new Int32Array(cols).fill(-1);
    const MANY = -2;
    for (let r = 0; r < rows; r++) {
      if (unaryA[r] === Infinity) continue;
      for (let c = 0; c < cols; c++) {
        if (unaryB[c] === Infinity || data[r * cols + c] === Infinity) continue;
        partnerA[r] = partnerA[r] === -1 ? c : MANY;
        partnerB[c] = partnerB[c] === -1 ? r : MANY;
      }
    }
    let changed = false;
    for (let r = 0; r < rows; r++) {
      if (unaryA[r] < Infinity && partnerA[r] === -1) {
        this.#kill(a, r);
        changed = true;
      }
    }
    for (let c = 0; c < cols; c++) {
      if (unaryB[c] < Infinity && partnerB[c] === -1) {
        this.#kill(b, c);
        changed = true;
      }
    }
    if (changed) return;
    const bFollows = !partnerA.includes(MANY);
    const aFollows = !partnerB.includes(MANY);
    // If each end determines the other, keep the node with more edges, so that fewer tables change.
    const keepA = bFollows && (!aFollows || this.#edgesOf[a].size >= this.#edgesOf[b].size);
    if (keepA) this.#contract(a, b, e, partnerA);
    else if (aFollows) this.#contract(b, a, e, partnerB);
  }

  /** Makes `node` follow `parent` by `map` (-1 for dead strategies of `parent`) and moves its edges to `parent`. */
  #contract(parent: number, node: number, e: number, map: Int32Array): void {
    const { cols, data } = this.#edgeTable[e]!;
    const [rowStride, colStride] = this.#edgeA[e] === parent ? [cols, 1] : [1, cols];
    const own = this.#unary[node];
    const extra = new Float64Array(map.length);
    for (let s = 0; s < map.length; s++) {
      extra[s] = map[s] < 0 ? 0 : data[s * rowStride + map[s] * colStride] + own[map[s]];
    }
    this.#removeEdge(e);
    this.#decisions[node] = { kind: "follows", parent, map };
    for (const [other, edge] of [...this.#edgesOf[node]]) {
      const table = this.#edgeTable[edge]!;
      this.#removeEdge(edge);
      if (this.#edgeA[edge] === node) this.#addEdge(parent, other, this.#pool.gatherRows(table, map));
      else this.#addEdge(other, parent, this.#pool.gatherCols(table, map));
      this.#budget.spend(table.data.length);
    }
    this.#addToUnary(parent, extra);
    for (const edge of this.#edgesOf[parent].values()) this.#enqueue(edge);
  }

  /** Removes edges whose table is a sum of a row term and a column term: the terms move to the nodes. */
  #foldSeparable(): void {
    const verdicts = new Map<Table, boolean>();
    for (let e = 0; e < this.#edgeTable.length; e++) {
      const table = this.#edgeTable[e];
      if (!table || table.hasForbidden) continue;
      if (e % 64 === 0 && this.#budget.isOver) return;
      const separable = verdicts.get(table) ?? isSeparable(table);
      verdicts.set(table, separable);
      if (!separable) continue;
      const { rows, cols, data } = table;
      const rowTerm = new Float64Array(rows);
      for (let r = 0; r < rows; r++) rowTerm[r] = data[r * cols] - data[0];
      this.#removeEdge(e);
      this.#addToUnary(this.#edgeA[e], rowTerm);
      this.#addToUnary(this.#edgeB[e], data.subarray(0, cols));
    }
  }

  /** Contracts nodes with one neighbour if the best response to each of its strategies also needs the least memory. */
  #contractLeaves(): void {
    const { memory, numNodes } = this.#core;
    const carriesOthers = new Set<number>();
    for (const decision of this.#decisions) if (decision.kind === "follows") carriesOthers.add(decision.parent);
    const pending = Array.from({ length: numNodes }, (_, i) => i);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (this.#decisions[node] !== ROOT || this.#numAlive[node] === 1 || carriesOthers.has(node)) continue;
      if (this.#edgesOf[node].size !== 1) continue;
      if (this.#budget.isOver) return;
      const [[parent, e]] = this.#edgesOf[node];
      if (this.#numAlive[parent] === 1) continue;
      const map = findLeafMap(memory, node, this.#unary[node], this.#unary[parent], this.#tableFrom(e, parent));
      if (!map) continue;
      this.#contract(parent, node, e, map);
      // If the follower uses no memory, the parent's memory is unchanged and the parent may be a leaf now.
      if (memory.segmentStart[node] === memory.segmentStart[node + 1]) pending.push(parent);
      else carriesOthers.add(parent);
    }
  }

  /** Returns the core of the remaining nodes and strategies. */
  #rebuild(): Core {
    const { numNodes, memory, origin, owner, follow } = this.#core;
    const index = new Int32Array(numNodes).fill(-1);
    const kept: Int32Array[] = [];
    for (let i = 0; i < numNodes; i++) {
      if (this.#decisions[i] !== ROOT) continue;
      index[i] = kept.length;
      const costs = this.#unary[i];
      const alive = new Int32Array(this.#numAlive[i]);
      for (let s = 0, k = 0; s < costs.length; s++) if (costs[s] < Infinity) alive[k++] = s;
      kept.push(this.#pool.internMap(alive).map);
    }
    const composed = new Map<Int32Array, Map<Int32Array, Int32Array>>();
    const compose = (inner: Int32Array, outer: Int32Array): Int32Array => {
      const ofInner = composed.get(inner) ?? new Map<Int32Array, Int32Array>();
      composed.set(inner, ofInner);
      const known = ofInner.get(outer) ?? this.#pool.internMap(outer.map((s) => inner[s])).map;
      ofInner.set(outer, known);
      return known;
    };
    // Decide each old node, parents before children: it has a fixed strategy or follows a new node.
    const decided: ({ root: number; map: Int32Array } | undefined)[] = new Array(numNodes);
    const decide = (i: number): { root: number; map: Int32Array } => {
      const chain: number[] = [];
      let at = i;
      while (!decided[at]) {
        chain.push(at);
        const decision = this.#decisions[at];
        if (decision.kind !== "follows") break;
        at = decision.parent;
      }
      for (let k = chain.length - 1; k >= 0; k--) {
        const node = chain[k];
        const decision = this.#decisions[node];
        if (decision.kind === "root") decided[node] = { root: index[node], map: kept[index[node]] };
        else if (decision.kind === "fixed") decided[node] = { root: -1, map: Int32Array.of(decision.strategy) };
        else {
          const parent = decided[decision.parent]!;
          decided[node] = { root: parent.root, map: compose(decision.map, parent.map) };
        }
      }
      return decided[i]!;
    };
    const followers: Follower[][] = kept.map(() => []);
    const fixed: { node: number; strategy: number }[] = [];
    for (let i = 0; i < numNodes; i++) {
      const { root, map } = decide(i);
      if (root < 0) fixed.push({ node: i, strategy: map[0] });
      else followers[root].push({ node: i, map });
    }
    const start = new Int32Array(kept.length + 1);
    kept.forEach((alive, k) => {
      start[k + 1] = start[k] + alive.length;
    });
    const unary = new Float64Array(start[kept.length]);
    for (let i = 0; i < numNodes; i++) {
      if (index[i] < 0) continue;
      const at = start[index[i]];
      kept[index[i]].forEach((s, k) => {
        unary[at + k] = this.#unary[i][s];
      });
    }
    const edges = this.#edgeTable.flatMap((table, e) =>
      table ? [{ table, a: this.#edgeA[e], b: this.#edgeB[e] }] : [],
    );
    return {
      numNodes: kept.length,
      start,
      unary,
      edgeA: Int32Array.from(edges, ({ a }) => index[a]),
      edgeB: Int32Array.from(edges, ({ b }) => index[b]),
      tables: edges.map(({ table, a, b }) => this.#pool.select(table, kept[index[a]], kept[index[b]])),
      constant: this.#constant,
      memory: mergeMemory(memory, fixed, followers),
      origin: origin.filter((_, i) => index[i] >= 0),
      owner: owner.map((old) => (old < 0 ? -1 : decided[old]!.root)),
      follow: follow.map((map, i) => (owner[i] < 0 ? map : compose(map, decided[owner[i]]!.map))),
    };
  }
}

/**
 * Returns whether every entry equals the first entry of its row plus the first of its column minus the corner, up to
 * rounding.
 */
function isSeparable({ rows, cols, data }: Table): boolean {
  for (let r = 1; r < rows; r++) {
    const rowTerm = data[r * cols] - data[0];
    for (let c = 1; c < cols; c++) {
      const entry = data[r * cols + c];
      if (Math.abs(entry - rowTerm - data[c]) > 1e-14 * (Math.abs(entry) + Math.abs(data[c]))) return false;
    }
  }
  return true;
}

function forbiddenEverywhere(core: Core, node: number): Infeasible {
  const original = core.owner.indexOf(node);
  const what =
    "has no strategy left that its neighbours and the memory limit allow; " +
    "loosen the forbidden pairs around it or the limit";
  return new Infeasible(`node ${original}`, what, { node: original });
}

/** The error for a time step whose minimum load exceeds the limit. */
export function overLimit(time: number, need: number, limit: number): Infeasible {
  const what =
    `the live nodes need at least ${need}, ${need - limit} over the limit of ${limit}; ` + `raise the limit to ${need}`;
  return new Infeasible(`time step ${time}`, what, { time, need, limit, excess: need - limit });
}
