/**
 * @file Series reduction. Without a memory limit, a node with at most two neighbours needs no search: its best strategy
 * is known for every pair of their choices, and a table between the two neighbours holds the cost. This removes chains
 * of elementwise ops, mostly optimizer updates, and preserves the minimum cost.
 */
import { memoize, memoizeWeakly } from "../../base/memoize.ts";
import { PairMap } from "../../base/pair-map.ts";
import { numStrategies, type ShardingProblem } from "../problem.ts";

/** A problem with fewer nodes and the same minimum cost. */
export interface Condensed {
  readonly problem: ShardingProblem;
  /** Extends a choice for the remaining nodes to the best choice for the whole problem, which costs the same. */
  readonly expand: (choice: ArrayLike<number>) => Int32Array;
}

/** A removed node: its best strategy for each pair of strategies of its neighbours `first` and `second` (−1 = none). */
interface Removed {
  readonly node: number;
  readonly first: number;
  readonly second: number;
  readonly best: Uint16Array;
}

/** Maximum size of a table between two neighbours; larger ones cost more time than they save. */
const maxEntries = 1 << 20;

/** Removes nodes with at most two neighbours while there are any. At least one node remains. */
export const removeSeries = memoizeWeakly((problem: ShardingProblem): Condensed => {
  const { numNodes, nodeStart, edgeFrom, edgeTo, edgeTables } = problem;
  const dims = Int32Array.from({ length: numNodes }, (_, node) => numStrategies(problem, node));
  const costs = Array.from({ length: numNodes }, (_, node) =>
    problem.costs.slice(nodeStart[node], nodeStart[node + 1]),
  );
  /** Costs by node and neighbour as [own strategy][neighbour's strategy]. Each table is stored from both sides. */
  const tables = Array.from({ length: numNodes }, () => new Map<number, Float64Array>());
  const work = new TableWork();
  /** @param table  [strategy of `from`][strategy of `to`]; must not be modified */
  const addTable = (from: number, to: number, table: Float64Array): void => {
    const known = tables[from].get(to);
    const sum = known ? table.map((seconds, at) => seconds + known[at]) : table;
    tables[from].set(to, sum);
    tables[to].set(from, work.transposed(sum, dims[from]));
  };
  edgeTables.forEach((table, edge) => {
    addTable(edgeFrom[edge], edgeTo[edge], table);
  });

  const removed: Removed[] = [];
  const isRemoved = new Uint8Array(numNodes);
  const pending = Array.from({ length: numNodes }, (_, node) => node).reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const neighbours = [...tables[node].keys()];
    if (isRemoved[node] || neighbours.length > 2 || removed.length === numNodes - 1) continue;
    const [first = -1, second = -1] = neighbours;
    const [rows, cols] = [first < 0 ? 1 : dims[first], second < 0 ? 1 : dims[second]];
    if (rows * cols * dims[node] > maxEntries) continue;
    const tableOf = (neighbour: number) => (neighbour < 0 ? work.zeros(dims[node]) : tables[neighbour].get(node)!);
    const { minimum, best } = work.minOverNode(costs[node], tableOf(first), tableOf(second));
    removed.push({ node, first, second, best });
    isRemoved[node] = 1;
    for (const neighbour of neighbours) {
      tables[neighbour].delete(node);
      pending.push(neighbour);
    }
    if (second >= 0) addTable(first, second, minimum);
    else {
      // A node without neighbours adds a constant, which is added to any other node.
      const carrier = first >= 0 ? first : isRemoved.indexOf(0);
      costs[carrier] = costs[carrier].map((cost, s) => cost + minimum[first >= 0 ? s : 0]);
    }
  }

  const left = Array.from({ length: numNodes }, (_, node) => node).filter((node) => !isRemoved[node]);
  const position = new Int32Array(numNodes).fill(-1);
  left.forEach((node, at) => {
    position[node] = at;
  });
  const edges = left.flatMap((from) =>
    [...tables[from]].flatMap(([to, table]) => (from < to ? [{ from, to, table }] : [])),
  );
  const start = new Int32Array(left.length + 1);
  left.forEach((node, at) => {
    start[at + 1] = start[at] + dims[node];
  });
  return {
    problem: {
      name: problem.name,
      numNodes: left.length,
      numEdges: edges.length,
      nodeStart: start,
      costs: Float64Array.from(left.flatMap((node) => [...costs[node]])),
      usages: new Float64Array(start[left.length]),
      liveFrom: new Int32Array(left.length),
      liveTo: new Int32Array(left.length),
      edgeFrom: Int32Array.from(edges, ({ from }) => position[from]),
      edgeTo: Int32Array.from(edges, ({ to }) => position[to]),
      edgeTables: edges.map(({ table }) => table),
      usageLimit: Number.POSITIVE_INFINITY,
    },
    expand: (choice) => {
      const whole = new Int32Array(numNodes);
      left.forEach((node, at) => {
        whole[node] = choice[at];
      });
      for (const { node, first, second, best } of removed.toReversed()) {
        const row = first < 0 ? 0 : whole[first];
        const [col, cols] = second < 0 ? [0, 1] : [whole[second], dims[second]];
        whole[node] = best[row * cols + col];
      }
      return whole;
    },
  };
});

interface NodeMinimum {
  readonly minimum: Float64Array;
  readonly best: Uint16Array;
}

/** Work on tables, done once for equal tables: problems repeat those of equal layers and equal updates. */
class TableWork {
  readonly zeros = memoize((length: number) => new Float64Array(length));
  readonly #transposed = new PairMap<Float64Array, number, Float64Array>();
  readonly #minima = new PairMap<Float64Array, Float64Array, Map<string, NodeMinimum>>();

  /** @param table  row-major, with this number of rows */
  transposed(table: Float64Array, rows: number): Float64Array {
    return this.#transposed.getOrMake(table, rows, () => transposed(table, rows, table.length / rows));
  }

  minOverNode(costs: Float64Array, first: Float64Array, second: Float64Array): NodeMinimum {
    const byCosts = this.#minima.getOrMake(first, second, () => new Map());
    const key = costs.join();
    let found = byCosts.get(key);
    if (!found) {
      found = minOverNode(costs, first, second);
      byCosts.set(key, found);
    }
    return found;
  }
}

/**
 * For each [row][column], the minimum over a node's strategies of its cost plus both tables, and the minimizer.
 * @param first   [row][strategy]
 * @param second  [column][strategy]
 */
function minOverNode(costs: Float64Array, first: Float64Array, second: Float64Array): NodeMinimum {
  const dim = costs.length;
  const [rows, cols] = [first.length / dim, second.length / dim];
  const minimum = new Float64Array(rows * cols);
  const best = new Uint16Array(rows * cols);
  const own = new Float64Array(dim);
  for (let row = 0; row < rows; row++) {
    for (let s = 0; s < dim; s++) own[s] = costs[s] + first[row * dim + s];
    for (let col = 0; col < cols; col++) {
      const at = col * dim;
      let min = own[0] + second[at];
      let strategy = 0;
      for (let s = 1; s < dim; s++) {
        const cost = own[s] + second[at + s];
        if (cost < min) {
          min = cost;
          strategy = s;
        }
      }
      minimum[row * cols + col] = min;
      best[row * cols + col] = strategy;
    }
  }
  return { minimum, best };
}

function transposed(table: Float64Array, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) out[col * rows + row] = table[row * cols + col];
  return out;
}
