/**
 * @file Exact minimisation over a set of nodes by eliminating one after the other (bucket elimination; Dechter 1999),
 * the rest of the graph staying as chosen. When a table would grow too large, nodes are frozen at their present choice
 * instead, so that any region of any graph can be improved in bounded time.
 */
import type { Graph } from "./graph.ts";

/** A table in which a bucket's own node is contiguous, over later nodes given by their place in the order. */
interface Factor {
  readonly data: Float64Array;
  readonly at: number;
  /** Places of the other nodes, latest first, and the stride of each. */
  readonly places: readonly number[];
  readonly strides: readonly number[];
}

/** One elimination: the least over `domain` of `node` for every combination of `scope`. */
interface Bucket {
  readonly node: number;
  /** Strategies considered. */
  readonly domain: Int32Array;
  /** Places of the nodes it depends on, latest first; the last one's index is contiguous in `result`. */
  readonly scope: readonly number[];
  /** Cost of each strategy against the neighbours that stay as they are. */
  readonly outside: Float64Array;
  /** Results of buckets that depend on this node alone. */
  readonly vectors: Float64Array[];
  /** The other factors, by the level (index into `scope`) at which their last variable is known. */
  readonly factors: Factor[][];
  readonly result: Float64Array;
}

/** What to eliminate in which order; valid while the domains and the choices outside stay the same. */
export interface EliminationPlan {
  readonly buckets: readonly Bucket[];
  /** Entries of all joint tables: the work of one run. */
  readonly work: number;
  readonly numFrozen: number;
}

export interface PlanOptions {
  /** Largest joint table allowed, in entries. */
  readonly maxTable: number;
  /** Whether nodes may be frozen; otherwise no plan is made when a table would be too large. */
  readonly freeze: boolean;
  /** Scales a node's place in the greedy order by a random factor, for variety. */
  readonly noise?: () => number;
}

/**
 * Plans the elimination of `region`, with `domain(node)` the strategies considered. Nodes outside it and frozen ones stay
 * at `choice`. Returns undefined when a table would exceed `maxTable` and nothing may be frozen.
 */
export function planElimination(
  graph: Graph,
  region: ArrayLike<number>,
  domain: (node: number) => Int32Array,
  choice: Int32Array,
  options: PlanOptions,
): EliminationPlan | undefined {
  const ordering = orderGreedily(graph, region, domain, options);
  if (!ordering) return undefined;
  const { slotStart, neighbour, dims, costAt, costs } = graph;
  const { order, scopes, work } = ordering;
  const place = new Map<number, number>();
  order.forEach((node, p) => {
    place.set(node, p);
  });
  const buckets = order.map((node, p): Bucket => {
    const scope = scopes[p].map((other) => place.get(other)!).sort((x, y) => y - x);
    const own = domain(node);
    const outside = new Float64Array(own.length);
    let size = scope.length === 0 ? 0 : 1;
    for (const other of scopes[p]) size *= domain(other).length;
    const factors = scope.map((): Factor[] => []);
    for (let q = slotStart[node]; q < slotStart[node + 1]; q++) {
      const other = place.get(neighbour[q]);
      if (other === undefined) {
        const row = costAt[q] + choice[neighbour[q]] * dims[node];
        for (let a = 0; a < own.length; a++) outside[a] += costs[row + own[a]];
      } else if (other > p) {
        const others = domain(neighbour[q]);
        const whole = own.length === dims[node] && others.length === dims[neighbour[q]];
        const data = whole ? costs : pickEntries(costs, costAt[q], dims[node], own, others);
        const factor = { data, at: whole ? costAt[q] : 0, places: [other], strides: [own.length] };
        factors[scope.indexOf(other)].push(factor);
      }
    }
    return { node, domain: own, scope, outside, vectors: [], factors, result: new Float64Array(size) };
  });
  for (const { scope, result } of buckets) {
    if (scope.length === 0) continue;
    // A result belongs to the earliest node it depends on.
    const target = buckets[scope[scope.length - 1]];
    if (scope.length === 1) {
      target.vectors.push(result);
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
    target.factors[level].push({ data: result, at: 0, places, strides });
  }
  return { buckets, work, numFrozen: region.length - order.length };
}

function pickEntries(costs: Float64Array, at: number, dim: number, own: Int32Array, others: Int32Array): Float64Array {
  const data = new Float64Array(own.length * others.length);
  let to = 0;
  for (let b = 0; b < others.length; b++) {
    const row = at + others[b] * dim;
    for (let a = 0; a < own.length; a++) data[to++] = costs[row + own[a]];
  }
  return data;
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
    if (size > options.maxTable) {
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

const NO_VALUE = new Float64Array(0);

/** Runs elimination plans; keeps scratch space between runs. */
export class Eliminator {
  readonly #start: Int32Array;
  readonly #partial: Float64Array[] = [];
  #buckets: readonly Bucket[] = [];
  /** Index into the domain, per place. */
  #picked = new Int32Array(0);
  #result: Float64Array = NO_VALUE;
  #written = 0;

  constructor(graph: Graph) {
    this.#start = graph.start;
  }

  /**
   * Minimises the region's cost under `unary`; writes the minimiser into `choice` and returns its cost (unary costs of
   * the region, edges inside it and to its surroundings).
   */
  run(plan: EliminationPlan, unary: Float64Array, choice: Int32Array): number {
    this.#buckets = plan.buckets;
    const numBuckets = plan.buckets.length;
    if (this.#picked.length < numBuckets) this.#picked = new Int32Array(numBuckets * 2);
    let total = 0;
    for (let p = 0; p < numBuckets; p++) {
      const bucket = plan.buckets[p];
      const first = this.#firstPartial(bucket, unary);
      if (bucket.scope.length === 0) {
        let best = Infinity;
        for (let a = 0; a < first.length; a++) if (first[a] < best) best = first[a];
        total += best;
        continue;
      }
      this.#result = bucket.result;
      this.#written = 0;
      this.#fill(bucket, 0, first);
    }
    for (let p = numBuckets - 1; p >= 0; p--) {
      const bucket = plan.buckets[p];
      const sum = this.#firstPartial(bucket, unary);
      for (const level of bucket.factors) {
        for (const factor of level) {
          const at = this.#offset(factor);
          for (let a = 0; a < sum.length; a++) sum[a] += factor.data[at + a];
        }
      }
      let best = 0;
      for (let a = 1; a < sum.length; a++) if (sum[a] < sum[best]) best = a;
      this.#picked[p] = best;
      choice[bucket.node] = bucket.domain[best];
    }
    return total;
  }

  #firstPartial(bucket: Bucket, unary: Float64Array): Float64Array {
    const { domain, outside, vectors, node } = bucket;
    const sum = this.#scratch(0, domain.length);
    const own = this.#start[node];
    for (let a = 0; a < domain.length; a++) sum[a] = outside[a] + unary[own + domain[a]];
    for (const vector of vectors) for (let a = 0; a < domain.length; a++) sum[a] += vector[a];
    return sum;
  }

  #scratch(level: number, length: number): Float64Array {
    const buffer = this.#partial[level];
    if (buffer && buffer.length >= length) return buffer.length === length ? buffer : buffer.subarray(0, length);
    this.#partial[level] = new Float64Array(Math.max(length, 64));
    return this.#partial[level].subarray(0, length);
  }

  #offset(factor: Factor): number {
    let at = factor.at;
    for (let l = 0; l < factor.places.length; l++) at += factor.strides[l] * this.#picked[factor.places[l]];
    return at;
  }

  /** Writes the results for every combination of the scope from `level` on, `sum` being what is known before. */
  #fill(bucket: Bucket, level: number, sum: Float64Array): void {
    const { scope, factors, domain } = bucket;
    const place = scope[level];
    const numValues = this.#buckets[place].domain.length;
    const dim = domain.length;
    const own = factors[level];
    if (level === scope.length - 1) {
      const result = this.#result;
      this.#picked[place] = 0;
      if (own.length === 1) {
        const { data, places, strides } = own[0];
        const step = strides[places.length - 1];
        let at = this.#offset(own[0]);
        for (let v = 0; v < numValues; v++, at += step) {
          let best = Infinity;
          for (let a = 0; a < dim; a++) {
            const value = sum[a] + data[at + a];
            if (value < best) best = value;
          }
          result[this.#written++] = best;
        }
        return;
      }
      const next = this.#scratch(level + 1, dim);
      for (let v = 0; v < numValues; v++) {
        this.#picked[place] = v;
        next.set(sum);
        for (let f = 0; f < own.length; f++) {
          const { data } = own[f];
          const at = this.#offset(own[f]);
          for (let a = 0; a < dim; a++) next[a] += data[at + a];
        }
        let best = Infinity;
        for (let a = 0; a < dim; a++) if (next[a] < best) best = next[a];
        result[this.#written++] = best;
      }
      return;
    }
    const next = this.#scratch(level + 1, dim);
    for (let v = 0; v < numValues; v++) {
      this.#picked[place] = v;
      if (own.length === 0) {
        this.#fill(bucket, level + 1, sum);
        continue;
      }
      next.set(sum);
      for (let f = 0; f < own.length; f++) {
        const { data } = own[f];
        const at = this.#offset(own[f]);
        for (let a = 0; a < dim; a++) next[a] += data[at + a];
      }
      this.#fill(bucket, level + 1, next);
    }
  }
}
