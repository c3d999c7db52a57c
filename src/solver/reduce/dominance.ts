/**
 * @file Dominated strategies. A strategy can be dropped if another one of the same node needs no more memory at any
 * time and costs no more for any choice of the neighbours.
 */
import type { Budget } from "../budget.ts";
import type { Core } from "../core/core.ts";
import type { Memory } from "../core/memory.ts";
import { type Table, TablePool } from "../core/table-pool.ts";

/** Results are cached only for nodes with at most this many costs and usages. */
const MAX_KEY = 500;

/** Marks (1) strategies that an unmarked one dominates, as many as it finds within `budget`. */
export function removeDominated(core: Core, budget: Budget): Uint8Array {
  const { numNodes, start, unary, memory } = core;
  const dead = new Uint8Array(unary.length);
  const pool = new TablePool();
  const edgesOf: number[][] = Array.from({ length: numNodes }, () => []);
  const tables = core.tables.map((table, e) => {
    edgesOf[core.edgeA[e]].push(e);
    edgesOf[core.edgeB[e]].push(e);
    return pool.share(table);
  });
  // Results by costs, tables and memory of a node: equal nodes share them.
  const answers = new Map<string, Uint8Array>();
  for (let i = 0; i < numNodes; i++) {
    if (budget.isOver) break;
    const around = edgesOf[i].map((e) => (core.edgeA[e] === i ? tables[e] : pool.transpose(tables[e])));
    budget.spend(around.reduce((entries, { data }) => entries + data.length, 0));
    const own = dead.subarray(start[i], start[i + 1]);
    const costs = unary.subarray(start[i], start[i + 1]);
    const usages = usageRows(memory, i, own.length);
    if (own.length * (usages.length + 1) > MAX_KEY) {
      markDominated(own, costs, usages, around, budget);
      continue;
    }
    const key = `${costs.join()}|${around.map(({ id }) => id).join()}|${usages.map((row) => row.join()).join("|")}`;
    const known = answers.get(key);
    if (known) own.set(known);
    else {
      markDominated(own, costs, usages, around, budget);
      answers.set(key, own.slice());
    }
  }
  return dead;
}

/** Returns one array per segment of node `i`: the usage of each strategy. */
function usageRows(memory: Memory, i: number, dim: number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let k = memory.segmentStart[i]; k < memory.segmentStart[i + 1]; k++) {
    rows.push(memory.use.subarray(memory.useAt[k], memory.useAt[k] + dim));
  }
  return rows;
}

function markDominated(
  dead: Uint8Array,
  costs: Float64Array,
  usages: Float64Array[],
  tables: readonly Table[],
  budget: Budget,
): void {
  const dim = dead.length;
  // The cheapest column of each row of each table: the pairs most likely to refute a domination.
  const cheapest = tables.map(({ rows, cols, data }) =>
    Int32Array.from({ length: rows }, (_, r) => {
      let best = 0;
      for (let c = 1; c < cols; c++) if (data[r * cols + c] < data[r * cols + best]) best = c;
      return best;
    }),
  );
  const totalUsage = new Float64Array(dim);
  for (const row of usages) for (let s = 0; s < dim; s++) totalUsage[s] += row[s];
  for (let x = 0; x < dim; x++) {
    if (dim > 100 && budget.isOver) return;
    for (let y = 0; y < dim; y++) {
      if (x === y || dead[y] || totalUsage[y] > totalUsage[x]) continue;
      let spare = costs[x] - costs[y];
      for (let e = 0; e < tables.length && spare >= 0; e++) {
        const { cols, data } = tables[e];
        const c = cheapest[e][x];
        spare += data[x * cols + c] - data[y * cols + c];
      }
      if (spare < 0) continue;
      if (costsNoMore(x, y, costs, tables) && usages.every((row) => row[y] <= row[x])) {
        dead[x] = 1;
        break;
      }
    }
  }
}

/** Returns whether `y` costs no more than `x` for every choice of the neighbours. */
function costsNoMore(x: number, y: number, costs: Float64Array, tables: readonly Table[]): boolean {
  let spare = costs[x] - costs[y];
  for (const { cols, data } of tables) {
    let minDifference = Infinity;
    for (let c = 0; c < cols; c++) {
      if (data[x * cols + c] === Infinity) continue;
      const difference = data[x * cols + c] - data[y * cols + c];
      if (difference < minDifference) minDifference = difference;
    }
    spare += minDifference;
    if (spare === -Infinity) return false;
  }
  return spare >= 0;
}

/**
 * For a node with a single edge, to a parent whose strategies are the rows of `table`: returns the best strategy for
 * each strategy of the parent (-1 for dead ones). Undefined unless the cheapest strategy always needs the least memory
 * too.
 */
export function findLeafMap(
  memory: Memory,
  node: number,
  own: Float64Array,
  parent: Float64Array,
  table: Table,
): Int32Array | undefined {
  const usages = usageRows(memory, node, own.length);
  const minMemoryStrategies: number[] = [];
  const minUsages = usages.map((row) =>
    row.reduce((min, usage, s) => (own[s] < Infinity && usage < min ? usage : min), Infinity),
  );
  for (let s = 0; s < own.length; s++) {
    if (own[s] < Infinity && usages.every((row, k) => row[s] === minUsages[k])) minMemoryStrategies.push(s);
  }
  if (minMemoryStrategies.length === 0) return undefined;
  const map = new Int32Array(table.rows).fill(-1);
  for (let r = 0; r < table.rows; r++) {
    if (parent[r] === Infinity) continue;
    const cost = (s: number): number => own[s] + table.data[r * table.cols + s];
    let best = minMemoryStrategies[0];
    for (const s of minMemoryStrategies) if (cost(s) < cost(best)) best = s;
    const bestCost = cost(best);
    for (let s = 0; s < own.length; s++) if (cost(s) < bestCost) return undefined;
    if (bestCost === Infinity) return undefined;
    map[r] = best;
  }
  return map;
}
