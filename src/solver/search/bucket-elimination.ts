/**
 * @file Exact minimisation over a set of nodes by eliminating one after the other (bucket elimination; Dechter 1999),
 * the rest of the graph staying as chosen. When a table would grow too large, nodes are frozen at their present choice
 * instead, so that any region of any graph can be improved in bounded time.
 */
import type { Graph } from "../core/adjacency.ts";

/** A table in which a bucket's own node is contiguous, over later nodes given by their place in the order. */
interface Factor {
  /** Undefined: the arena. */
  readonly data: Float64Array | undefined;
  readonly at: number;
  /** Places of the other nodes, latest first, and the stride of each. */
  readonly places: readonly number[];
  readonly strides: readonly number[];
  /** Where in the arena the child's downward table is, for a child's result. */
  readonly downAt?: number;
}

/** One elimination: the least over `domain` of `node` for every combination of `scope`. */
interface Bucket {
  readonly node: number;
  /** Strategies considered. */
  readonly domain: Int32Array;
  /** Places of the nodes it depends on, latest first; the last one's index is contiguous in the result. */
  readonly scope: readonly number[];
  /** Where in the arena: the cost of each strategy against the neighbours that stay as they are; the result. */
  readonly outsideAt: number;
  readonly resultAt: number;
  /** Entries of the result. */
  readonly size: number;
  /** Results of buckets that depend on this node alone, and their downward tables. */
  readonly vectors: { readonly at: number; readonly downAt: number }[];
  /** The other factors, by the level (index into `scope`) at which their last variable is known. */
  readonly factors: Factor[][];
}

export interface PlanOptions {
  /** Largest joint table of three or more nodes allowed, in entries. */
  readonly maxTable: number;
  /** Whether nodes may be frozen; otherwise no plan is made when a table would be too large. */
  readonly freeze: boolean;
  /** Whether {@link Eliminator.marginals} will be asked for. */
  readonly marginals?: boolean;
  /** Scales a node's place in the greedy order by a random factor, for variety. */
  readonly noise?: () => number;
}

/** Greedy order: always the node whose joint table is smallest now. */
function orderGreedily(
  graph: Graph,
  region: ArrayLike<number>,
  domain: (node: number) => Int32Array,
  options: PlanOptions,
): { order: number[]; scopes: number[][]; work: number } | undefined {
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
    // With one neighbour left the table is no larger than the edge's own.
    if (size > options.maxTable && links[k].size > 1) {
      if (!options.freeze) return undefined;
      // Freeze whichever of the nodes involved ties most others together.
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
  // Nodes frozen after they had become part of a scope are constants there.
  const eliminated = new Set(order);
  return { order, scopes: scopes.map((scope) => scope.filter((node) => eliminated.has(node))), work };
}

/** Binary heap of node numbers by `score`; an entry whose score has changed since is skipped. */
class ScoreHeap {
  readonly #score: Float64Array;
  readonly #items: number[] = [];
  readonly #keys: number[] = [];

  constructor(score: Float64Array) {
    this.#score = score;
  }

  push(item: number): void {
    const [items, keys] = [this.#items, this.#keys];
    const key = this.#score[item];
    let at = items.length;
    items.push(item);
    keys.push(key);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up] <= key) break;
      items[at] = items[up];
      keys[at] = keys[up];
      at = up;
    }
    items[at] = item;
    keys[at] = key;
  }

  /** The item with the least score, or -1. */
  pop(): number {
    for (;;) {
      const [items, keys] = [this.#items, this.#keys];
      if (items.length === 0) return -1;
      const [top, topKey] = [items[0], keys[0]];
      const item = items.pop()!;
      const key = keys.pop()!;
      const size = items.length;
      if (size > 0) {
        let at = 0;
        for (;;) {
          let down = 2 * at + 1;
          if (down >= size) break;
          if (down + 1 < size && keys[down + 1] < keys[down]) down++;
          if (keys[down] >= key) break;
          items[at] = items[down];
          keys[at] = keys[down];
          at = down;
        }
        items[at] = item;
        keys[at] = key;
      }
      if (this.#score[top] === topKey) return top;
    }
  }
}

/** Plans and runs eliminations on one graph, one plan at a time, in space that is used again. */
export class Eliminator {
  readonly #graph: Graph;
  readonly #partial: Float64Array[] = [];
  #buckets: Bucket[] = [];
  #arena = new Float64Array(1 << 12);
  #arenaUsed = 0;
  /** Index into the domain, per place. */
  #picked = new Int32Array(0);
  #writeAt = 0;
  /** Entries of all joint tables of the plan: the work of one run. */
  work = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /**
   * Plans the elimination of `region`, with `domain(node)` the strategies considered. Nodes outside it and frozen ones
   * stay at `choice`. Returns false when a table would exceed `maxTable` and nothing may be frozen.
   */
  plan(
    region: ArrayLike<number>,
    domain: (node: number) => Int32Array,
    choice: Int32Array,
    options: PlanOptions,
  ): boolean {
    const ordering = orderGreedily(this.#graph, region, domain, options);
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
      // A result belongs to the earliest node it depends on.
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
        const whole = own.length === dims[node] && others.length === dims[neighbour[q]];
        const at = whole ? costAt[q] : this.#pickEntries(costAt[q], dims[node], own, others);
        factors[scope.indexOf(other)].push({
          data: whole ? costs : undefined,
          at,
          places: [other],
          strides: [own.length],
        });
      }
    }
    return { node, domain: own, scope, outsideAt, resultAt, size, vectors: [], factors };
  }

  /** Room for all the results at once: to grow bucket by bucket would clear several times as much. */
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
   * Minimises the planned region's cost under `unary`; writes the minimiser into `choice` and returns its cost (unary
   * costs of the region, edges inside it and to its surroundings).
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
      this.#fill(bucket, 0, first);
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
   * After a run with the same `unary`: writes for every strategy how much more the cheapest choice with it costs than
   * the cheapest of all.
   */
  marginals(unary: Float64Array, reduced: Float64Array): void {
    const arena = this.#arena;
    for (const { resultAt, size } of this.#buckets) arena.fill(Infinity, resultAt + size, resultAt + 2 * size);
    for (let p = this.#buckets.length - 1; p >= 0; p--) {
      const bucket = this.#buckets[p];
      const { domain, node } = bucket;
      const best = new Float64Array(domain.length).fill(Infinity);
      this.#writeAt = bucket.resultAt + bucket.size;
      this.#spread(bucket, 0, this.#firstPartial(bucket, unary), best);
      const least = best.reduce((a, b) => Math.min(a, b), Infinity);
      const own = this.#graph.start[node];
      domain.forEach((s, a) => {
        reduced[own + s] = best[a] - least;
      });
    }
  }

  /** Lowers `best` and the children's downward tables by every combination of the scope from `level` on. */
  #spread(bucket: Bucket, level: number, sum: Float64Array, best: Float64Array): void {
    const { scope, factors, domain, vectors } = bucket;
    const dim = domain.length;
    if (level < scope.length) {
      const next = factors[level].length === 0 ? sum : this.#scratch(level + 1, dim);
      const place = scope[level];
      const numValues = this.#buckets[place].domain.length;
      for (let v = 0; v < numValues; v++) {
        this.#picked[place] = v;
        this.#addFactors(factors[level], sum, next, dim);
        this.#spread(bucket, level + 1, next, best);
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

  /** Partial sums of one level; longer than asked for, perhaps. */
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

  /** `into = sum + own factors` at the present picks. */
  #addFactors(own: readonly Factor[], sum: Float64Array, into: Float64Array, dim: number): void {
    for (let f = 0; f < own.length; f++) {
      const data = own[f].data ?? this.#arena;
      const at = this.#offset(own[f]);
      const from = f === 0 ? sum : into;
      for (let a = 0; a < dim; a++) into[a] = from[a] + data[at + a];
    }
  }

  /** Writes the results for every combination of the scope from `level` on, `sum` being what is known before. */
  #fill(bucket: Bucket, level: number, sum: Float64Array): void {
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
        this.#fill(bucket, level + 1, next);
      }
      return;
    }
    // The last factor is added while minimising.
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
