/**
 * @file Repeated structure: runs of equal consecutive blocks of ops, such as the layers of a transformer forward, its layers
 * backward, and the updates of their parameters. Planning solves one block of a run and gives the others the same choice.
 */
import type { Graph, Op } from "../ir/graph.ts";

/** `count` consecutive blocks of `period` ops each, from op `start` on; ops at equal offsets are of one signature. */
export interface Repeat {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** Sequences shorter than this many ops are not told apart from chance. */
const gramLength = 8;

/**
 * Disjoint runs of repeated blocks, those that cover most ops first.
 * @param signature  equal for ops that may be given the same choice
 */
export function findRepeats(graph: Graph, signature: (op: Op) => string): Repeat[] {
  const ids = new Map<string, number>();
  const codes = Int32Array.from(graph.ops, (op) => {
    const key = signature(op);
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  });
  const candidates = periods(codes)
    .flatMap((period) => runsOf(codes, period))
    .sort((a, b) => b.period * (b.count - 1) - a.period * (a.count - 1) || a.period - b.period);
  const taken = new Uint8Array(codes.length);
  const chosen: Repeat[] = [];
  for (const run of candidates) {
    const end = run.start + run.period * run.count;
    if (taken.subarray(run.start, end).some((mark) => mark === 1)) continue;
    taken.fill(1, run.start, end);
    chosen.push(run);
  }
  return chosen;
}

/** Distances at which sequences of `gramLength` ops come back, the most frequent first. */
function periods(codes: Int32Array): number[] {
  const lastAt = new Map<string, number>();
  const votes = new Map<number, number>();
  for (let i = 0; i + gramLength <= codes.length; i++) {
    const gram = codes.subarray(i, i + gramLength).join(",");
    const before = lastAt.get(gram);
    if (before !== undefined) votes.set(i - before, (votes.get(i - before) ?? 0) + 1);
    lastAt.set(gram, i);
  }
  return [...votes]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 16)
    .map(([period]) => period);
}

/** Maximal runs in which every op equals the one `period` later, of at least two blocks. */
function runsOf(codes: Int32Array, period: number): Repeat[] {
  const runs: Repeat[] = [];
  let start = 0;
  for (let i = 0; i + period <= codes.length; i++) {
    if (i + period < codes.length && codes[i] === codes[i + period]) continue;
    const count = Math.floor((i - start) / period) + 1;
    if (count >= 2 && period >= gramLength) runs.push({ start, period, count });
    start = i + 1;
  }
  return runs;
}
