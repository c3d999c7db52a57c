/**
 * @file Exact minimization over a set of nodes by bucket elimination (Dechter 1999): nodes are eliminated one by one
 * while the rest of the graph keeps its choice. If a table would grow too large, nodes are frozen at their current
 * choice, so any region of any graph can be improved in bounded time.
 */
import type { Graph } from "../core/adjacency.ts";
import { eliminationOrder, type OrderOptions } from "./elimination-order.ts";

/**
 * A cost table of a bucket. The bucket's own node is contiguous; the other dimensions are later nodes, given by their
 * positions in the elimination order.
 */
interface Factor {
  /** The table's storage; undefined means the arena. */
  readonly data: Float64Array | undefined;
  readonly at: number;
  /** Positions of the other nodes, latest first, and the stride of each. */
  readonly places: readonly number[];
  readonly strides: readonly number[];
  /** For the result of a child bucket: the offset in the arena of the child's downward table. */
  readonly downAt?: number;
}

/** One elimination: the minimum over `domain` of `node` for every combination of choices in `scope`. */
interface Bucket {
  readonly node: number;
  /** Strategies considered. */
  readonly domain: Int32Array;
  /** Positions of the nodes that the result depends on, latest first. The last one is contiguous in the result. */
  readonly scope: readonly number[];
  /** Offsets in the arena: the cost of each strategy against neighbours that keep their choice, and the result. */
  readonly outsideAt: number;
  readonly resultAt: number;
  /** Number of entries of the result. */
  readonly size: number;
  /** Offsets of the results that depend on this node alone, and of their downward tables. */
  readonly vectors: { readonly at: number; readonly downAt: number }[];
  /** The other factors, grouped by level: the index into `scope` of the last node that each depends on. */
  readonly factors: Factor[][];
}

export interface PlanOptions extends OrderOptions {
  /** Whether {@link Eliminator.marginals} will be called. */
  readonly marginals?: boolean;
}

/** Plans and runs eliminations on one graph, one plan at a time. Reuses its memory. */
export class Eliminator {
  readonly #graph: Graph;
  readonly #partial: Float64Array[] = [];
  #buckets: Bucket[] = [];
  #arena = new Float64Array(1 << 12);
  #arenaUsed = 0;
  /** For each position, the picked index into the node's domain. */
  #picked = new Int32Array(0);
  #writeAt = 0;
  /** Total entries of the plan's joint tables, which is the work of one run. */
  work = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /**
   * Plans the elimination of `region`; `domain(node)` are the strategies considered. Nodes outside the region and
   * frozen nodes keep their `choice`. Returns false if a table would exceed `maxTable` and nothing may be frozen.
   */
  plan(
    region: ArrayLike<number>,
    domain: (node: number) => Int32Array,
    choice: Int32Array,
    options: PlanOptions,
  ): boolean {
    const ordering = eliminationOrder(this.#graph, region, domain, options);
    if (!ordering) return false;
    const { order, scopes, work } = ordering;
    this.work = work;
    this.#arenaUsed = 0;
    const place = new Map<number, number>();
    order.forEach((node, p) => {
      place.set(node, p);
    });
    this.#reserve(order, scopes, domain, options);
    const buckets = order.map((node, p) => this.#makeBucket(node, p, scopes[p], place, domain, choice, options));
    for (const { scope, resultAt, size } of buckets) {
      if (scope.length === 0) continue;
      const downAt = options.marginals ? resultAt + size : 0;
      // A result is a factor of the earliest node that it depends on.
      const target = buckets[scope[scope.length - 1]];
      if (scope.length === 1) {
        target.vectors.push({ at: resultAt, downAt });
        continue;
      }
      const places = scope.slice(0, -1);
      const strides = new Array<number>(places.length);
      let stride = target.domain.length;
      for (let l = places.length - 1; l >= 0; l--) {
        strides[l] = stride;
        stride *= buckets[places[l]].domain.length;
      }
      const level = target.scope.indexOf(places[places.length - 1]);
      target.factors[level].push({ data: undefined, at: resultAt, places, strides, downAt });
    }
    this.#buckets = buckets;
    return true;
  }

  #makeBucket(
    node: number,
    p: number,
    scopeNodes: readonly number[],
    place: ReadonlyMap<number, number>,
    domain: (node: number) => Int32Array,
    choice: Int32Array,
    { marginals }: PlanOptions,
  ): Bucket {
    const { slotStart, neighbour, dims, costAt, costs } = this.#graph;
    const scope = scopeNodes.map((other) => place.get(other)!).sort((x, y) => y - x);
    const own = domain(node);
    let size = scope.length === 0 ? 0 : 1;
    for (const other of scopeNodes) size *= domain(other).length;
    const outsideAt = this.#allocate(own.length);
    const resultAt = this.#allocate(marginals ? 2 * size : size);
    this.#arena.fill(0, outsideAt, outsideAt + own.length);
    const factors = scope.map((): Factor[] => []);
    for (let q = slotStart[node]; q < slotStart[node + 1]; q++) {
      const other = place.get(neighbour[q]);
      if (other === undefined) {
        const row = costAt[q] + choice[neighbour[q]] * dims[node];
        for (let a = 0; a < own.length; a++) this.#arena[outsideAt + a] += costs[row + own[a]];
      } else if (other > p) {
        const others = domain(neighbour[q]);
        const isFull = own.length === dims[node] && others.length === dims[neighbour[q]];
        const at = isFull ? costAt[q] : this.#pickEntries(costAt[q], dims[node], own, others);
        factors[scope.indexOf(other)].push({
          data: isFull ? costs : undefined,
          at,
          places: [other],
          strides: [own.length],
        });
      }
    }
    return { node, domain: own, scope, outsideAt, resultAt, size, vectors: [], factors };
  }

  /**
   * Allocates the arena for all results at once. Growing it bucket by bucket would clear several times as much memory.
   */
  #reserve(
    order: readonly number[],
    scopes: readonly (readonly number[])[],
    domain: (node: number) => Int32Array,
    { marginals }: PlanOptions,
  ): void {
    let length = 0;
    order.forEach((node, p) => {
      const size = scopes[p].reduce((product, other) => product * domain(other).length, 1);
      length += domain(node).length + (marginals ? 2 * size : size);
    });
    if (length > this.#arena.length) this.#arena = new Float64Array(length);
  }

  #allocate(length: number): number {
    const at = this.#arenaUsed;
    this.#arenaUsed += length;
    if (this.#arenaUsed > this.#arena.length) {
      const wider = new Float64Array(this.#arenaUsed * 2);
      wider.set(this.#arena);
      this.#arena = wider;
    }
    return at;
  }

  #pickEntries(from: number, dim: number, own: Int32Array, others: Int32Array): number {
    const { costs } = this.#graph;
    const at = this.#allocate(own.length * others.length);
    const arena = this.#arena;
    let to = at;
    for (let b = 0; b < others.length; b++) {
      const row = from + others[b] * dim;
      for (let a = 0; a < own.length; a++) arena[to++] = costs[row + own[a]];
    }
    return at;
  }

  /**
   * Minimizes the cost of the planned region under `unary`. Writes the minimizer into `choice` and returns its cost:
   * the region's unary costs, its inner edges, and its edges to the surroundings.
   */
  run(unary: Float64Array, choice: Int32Array): number {
    const buckets = this.#buckets;
    const arena = this.#arena;
    const numBuckets = buckets.length;
    if (this.#picked.length < numBuckets) this.#picked = new Int32Array(numBuckets * 2);
    let total = 0;
    for (let p = 0; p < numBuckets; p++) {
      const bucket = buckets[p];
      const first = this.#firstPartial(bucket, unary);
      if (bucket.scope.length === 0) {
        let best = Infinity;
        for (let a = 0; a < bucket.domain.length; a++) if (first[a] < best) best = first[a];
        total += best;
        continue;
      }
      this.#writeAt = bucket.resultAt;
      this.#fillResult(bucket, 0, first);
    }
    for (let p = numBuckets - 1; p >= 0; p--) {
      const bucket = buckets[p];
      const dim = bucket.domain.length;
      const sum = this.#firstPartial(bucket, unary);
      for (const level of bucket.factors) {
        for (const factor of level) {
          const data = factor.data ?? arena;
          const at = this.#offset(factor);
          for (let a = 0; a < dim; a++) sum[a] += data[at + a];
        }
      }
      let best = 0;
      for (let a = 1; a < dim; a++) if (sum[a] < sum[best]) best = a;
      this.#picked[p] = best;
      choice[bucket.node] = bucket.domain[best];
    }
    return total;
  }

  #firstPartial(bucket: Bucket, unary: Float64Array): Float64Array {
    const { domain, outsideAt, vectors, node } = bucket;
    const arena = this.#arena;
    const sum = this.#scratch(0, domain.length);
    const own = this.#graph.start[node];
    for (let a = 0; a < domain.length; a++) sum[a] = arena[outsideAt + a] + unary[own + domain[a]];
    for (let v = 0; v < vectors.length; v++) {
      const { at } = vectors[v];
      for (let a = 0; a < domain.length; a++) sum[a] += arena[at + a];
    }
    return sum;
  }

  /**
   * Writes for every strategy the difference between the cheapest choice with it and the cheapest of all choices. Call
   * it after {@link run} with the same `unary`.
   */
  marginals(unary: Float64Array, reduced: Float64Array): void {
    const arena = this.#arena;
    for (const { resultAt, size } of this.#buckets) arena.fill(Infinity, resultAt + size, resultAt + 2 * size);
    for (let p = this.#buckets.length - 1; p >= 0; p--) {
      const bucket = this.#buckets[p];
      const { domain, node } = bucket;
      const best = new Float64Array(domain.length).fill(Infinity);
      this.#writeAt = bucket.resultAt + bucket.size;
      this.#lowerDownward(bucket, 0, this.#firstPartial(bucket, unary), best);
      const lowest = best.reduce((a, b) => Math.min(a, b), Infinity);
      const own = this.#graph.start[node];
      domain.forEach((s, a) => {
        reduced[own + s] = best[a] - lowest;
      });
    }
  }

  /** Lowers `best` and the downward tables of the children, for every combination of the scope from `level` on. */
  #lowerDownward(bucket: Bucket, level: number, sum: Float64Array, best: Float64Array): void {
    const { scope, factors, domain, vectors } = bucket;
    const dim = domain.length;
    if (level < scope.length) {
      const next = factors[level].length === 0 ? sum : this.#scratch(level + 1, dim);
      const place = scope[level];
      const numValues = this.#buckets[place].domain.length;
      for (let v = 0; v < numValues; v++) {
        this.#picked[place] = v;
        this.#addFactors(factors[level], sum, next, dim);
        this.#lowerDownward(bucket, level + 1, next, best);
      }
      return;
    }
    const arena = this.#arena;
    const above = scope.length === 0 ? 0 : arena[this.#writeAt++];
    for (let a = 0; a < dim; a++) if (sum[a] + above < best[a]) best[a] = sum[a] + above;
    const lower = (at: number, downAt: number): void => {
      for (let a = 0; a < dim; a++) {
        const rest = sum[a] + above - arena[at + a];
        if (rest < arena[downAt + a]) arena[downAt + a] = rest;
      }
    };
    for (const { at, downAt } of vectors) lower(at, downAt);
    for (const level of factors) {
      for (const factor of level) {
        if (factor.downAt === undefined) continue;
        const at = this.#offset(factor);
        lower(at, factor.downAt + at - factor.at);
      }
    }
  }

  /** Returns the buffer for the partial sums of one level, of at least `length` entries. */
  #scratch(level: number, length: number): Float64Array {
    const buffer = this.#partial[level];
    if (buffer && buffer.length >= length) return buffer;
    this.#partial[level] = new Float64Array(Math.max(2 * length, 64));
    return this.#partial[level];
  }

  #offset(factor: Factor): number {
    const { places, strides } = factor;
    let at = factor.at;
    for (let l = 0; l < places.length; l++) at += strides[l] * this.#picked[places[l]];
    return at;
  }

  /** Computes `into = sum + own factors` at the current picks. */
  #addFactors(own: readonly Factor[], sum: Float64Array, into: Float64Array, dim: number): void {
    for (let f = 0; f < own.length; f++) {
      const data = own[f].data ?? this.#arena;
      const at = this.#offset(own[f]);
      const from = f === 0 ? sum : into;
      for (let a = 0; a < dim; a++) into[a] = from[a] + data[at + a];
    }
  }

  /**
   * Writes the result for every combination of the scope from `level` on. `sum` holds the factors of earlier levels.
   */
  #fillResult(bucket: Bucket, level: number, sum: Float64Array): void {
    const { scope, factors, domain } = bucket;
    const place = scope[level];
    const numValues = this.#buckets[place].domain.length;
    const dim = domain.length;
    const own = factors[level];
    if (level < scope.length - 1) {
      const next = own.length === 0 ? sum : this.#scratch(level + 1, dim);
      for (let v = 0; v < numValues; v++) {
        this.#picked[place] = v;
        this.#addFactors(own, sum, next, dim);
        this.#fillResult(bucket, level + 1, next);
      }
      return;
    }
    // Adds the last factor while minimizing.
    const last = own[own.length - 1];
    const others = own.length > 1 ? own.slice(0, -1) : [];
    const arena = this.#arena;
    const data = last.data ?? arena;
    const before = others.length > 0 ? this.#scratch(level + 1, dim) : sum;
    let writeAt = this.#writeAt;
    this.#picked[place] = 0;
    const step = last.strides[last.strides.length - 1];
    let at = this.#offset(last);
    for (let v = 0; v < numValues; v++, at += step) {
      if (others.length > 0) {
        this.#picked[place] = v;
        this.#addFactors(others, sum, before, dim);
      }
      let best = Infinity;
      for (let a = 0; a < dim; a++) {
        const value = before[a] + data[at + a];
        if (value < best) best = value;
      }
      arena[writeAt++] = best;
    }
    this.#writeAt = writeAt;
  }
}
