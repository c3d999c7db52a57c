/**
 * @file Strategies that can be dropped because another of the same node is never worse: it needs no more memory at any
 * time and, whatever the neighbours do, costs no more.
 */
import type { Budget } from "../budget.ts";
import type { Core } from "../core/core.ts";
import type { Memory } from "../core/memory.ts";
import { type Table, TablePool } from "../core/table-pool.ts";

/** Nodes with at most this many costs and usages are compared with those seen before. */
const MAX_KEY = 500;

/** Marks (1) strategies dominated by an unmarked one: those found before `budget` ends. */
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
  // Nodes with equal costs, tables and memory give equal answers.
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

/** One array per segment of node `i`: usage of each strategy. */
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
  // Column in which each row of each table is cheapest: the pairs most likely to refute a domination.
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

/** Whether `y` costs no more than `x` for every answer of the neighbours. */
function costsNoMore(x: number, y: number, costs: Float64Array, tables: readonly Table[]): boolean {
  let spare = costs[x] - costs[y];
  for (const { cols, data } of tables) {
    let least = Infinity;
    for (let c = 0; c < cols; c++) {
      if (data[x * cols + c] === Infinity) continue;
      const difference = data[x * cols + c] - data[y * cols + c];
      if (difference < least) least = difference;
    }
    spare += least;
    if (spare === -Infinity) return false;
  }
  return spare >= 0;
}

/**
 * For a node whose only edge goes to a parent (`table` has the parent's strategies as rows): the strategy to take for
 * each strategy of the parent (-1 for dead ones), if the cheapest one always needs the least memory too.
 */
export function findLeafMap(
  memory: Memory,
  node: number,
  own: Float64Array,
  parent: Float64Array,
  table: Table,
): Int32Array | undefined {
  const usages = usageRows(memory, node, own.length);
  const lean: number[] = [];
  const least = usages.map((row) =>
    row.reduce((min, usage, s) => (own[s] < Infinity && usage < min ? usage : min), Infinity),
  );
  for (let s = 0; s < own.length; s++) {
    if (own[s] < Infinity && usages.every((row, k) => row[s] === least[k])) lean.push(s);
  }
  if (lean.length === 0) return undefined;
  const map = new Int32Array(table.rows).fill(-1);
  for (let r = 0; r < table.rows; r++) {
    if (parent[r] === Infinity) continue;
    const cost = (s: number): number => own[s] + table.data[r * table.cols + s];
    let best = lean[0];
    for (const s of lean) if (cost(s) < cost(best)) best = s;
    const bestCost = cost(best);
    for (let s = 0; s < own.length; s++) if (cost(s) < bestCost) return undefined;
    if (bestCost === Infinity) return undefined;
    map[r] = best;
  }
  return map;
}
