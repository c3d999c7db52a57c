/**
 * @file Where memory has no limit, a node with at most two neighbours needs no search: for every pair of their choices
 * its own best is known, and a table between the two says what it costs. Chains of elementwise ops, optimizer updates
 * above all, go that way; what is left has the same least cost.
 */
import { numStrategies, type ShardingProblem } from "../problem.ts";

/** A problem with fewer nodes and the same least cost. */
export interface Condensed {
  readonly problem: ShardingProblem;
  /** The best choice for the whole problem that has `choice` for the nodes that are left; costs the same. */
  readonly expand: (choice: ArrayLike<number>) => Int32Array;
}

/**
 * A node that was taken out: its best strategy for each of the pairs of strategies of `first` and `second`; a neighbour
 * of −1 is none.
 */
interface Removed {
  readonly node: number;
  readonly first: number;
  readonly second: number;
  readonly best: Uint16Array;
}

/** Tables of more entries than this cost more than they save. */
const maxEntries = 1 << 20;

/** Takes nodes of at most two neighbours out, until there are none. One node is left at least. */
export function removeSeries(problem: ShardingProblem): Condensed {
  const { numNodes, nodeStart, edgeFrom, edgeTo, edgeTables } = problem;
  const dims = Int32Array.from({ length: numNodes }, (_, node) => numStrategies(problem, node));
  const costs = Array.from({ length: numNodes }, (_, node) =>
    problem.costs.slice(nodeStart[node], nodeStart[node + 1]),
  );
  /** By node and neighbour: seconds by [own strategy][neighbour's]; each table is there from both sides. */
  const tables = Array.from({ length: numNodes }, () => new Map<number, Float64Array>());
  /** @param table  [from's strategy][to's], not to be changed */
  const addTable = (from: number, to: number, table: Float64Array): void => {
    const known = tables[from].get(to);
    const sum = known ? table.map((seconds, at) => seconds + known[at]) : table;
    tables[from].set(to, sum);
    tables[to].set(from, transposed(sum, dims[from], dims[to]));
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
    const zeros = new Float64Array(dims[node]);
    const { least, best } = leastOver(
      costs[node],
      first < 0 ? zeros : tables[first].get(node)!,
      second < 0 ? zeros : tables[second].get(node)!,
    );
    removed.push({ node, first, second, best });
    isRemoved[node] = 1;
    for (const neighbour of neighbours) {
      tables[neighbour].delete(node);
      pending.push(neighbour);
    }
    if (second >= 0) addTable(first, second, least);
    else {
      // A node without neighbours adds the same to whatever is left; any node may carry it.
      const carrier = first >= 0 ? first : isRemoved.indexOf(0);
      costs[carrier] = costs[carrier].map((cost, s) => cost + least[first >= 0 ? s : 0]);
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
}

/**
 * By [row][column], the least over a node's strategies of its cost and both tables, and the strategy.
 * @param first   [row][strategy]
 * @param second  [column][strategy]
 */
function leastOver(costs: Float64Array, first: Float64Array, second: Float64Array) {
  const dim = costs.length;
  const [rows, cols] = [first.length / dim, second.length / dim];
  const least = new Float64Array(rows * cols);
  const best = new Uint16Array(rows * cols);
  const own = new Float64Array(dim);
  for (let row = 0; row < rows; row++) {
    for (let s = 0; s < dim; s++) own[s] = costs[s] + first[row * dim + s];
    for (let col = 0; col < cols; col++) {
      const at = col * dim;
      let [min, strategy] = [own[0] + second[at], 0];
      for (let s = 1; s < dim; s++) {
        const cost = own[s] + second[at + s];
        if (cost < min) {
          min = cost;
          strategy = s;
        }
      }
      least[row * cols + col] = min;
      best[row * cols + col] = strategy;
    }
  }
  return { least, best };
}

function transposed(table: Float64Array, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) out[col * rows + row] = table[row * cols + col];
  return out;
}
