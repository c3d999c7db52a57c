/**
 * @file Repeated structure: runs of identical consecutive blocks of ops, such as a transformer's layers in the forward
 * pass, its layers in the backward pass, and the updates of their parameters. Planning solves one block of a run and
 * applies its choices to the others.
 */
/**
 * `count` consecutive blocks of `period` ops each, starting at op `start`; ops at equal offsets have equal signatures.
 */
export interface Repeat {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** Repeated sequences shorter than this many ops, a power of two, may be coincidences and are ignored. */
const gramLength = 8;

/**
 * Finds disjoint runs of repeated blocks, preferring those that cover the most ops.
 * @param signatures  by op; equal for ops that may be given the same choice
 */
export function findRepeats(signatures: Int32Array): Repeat[] {
  const candidates = periods(signatures)
    .flatMap((period) => runsOf(signatures, period))
    .sort((a, b) => b.period * (b.count - 1) - a.period * (a.count - 1) || a.period - b.period);
  const taken = new Uint8Array(signatures.length);
  const chosen: Repeat[] = [];
  for (const run of candidates) {
    const end = run.start + run.period * run.count;
    if (taken.subarray(run.start, end).some((mark) => mark === 1)) continue;
    taken.fill(1, run.start, end);
    chosen.push(run);
  }
  return chosen;
}

/** Returns the distances at which sequences of `gramLength` ops recur, the most frequent first. */
function periods(signatures: Int32Array): number[] {
  let grams = signatures;
  for (let length = 1; length < gramLength; length *= 2) grams = twiceAsLong(grams, length);
  const lastAt = new Int32Array(grams.length).fill(-1);
  const votes = new Map<number, number>();
  grams.forEach((gram, i) => {
    const before = lastAt[gram];
    if (before >= 0) votes.set(i - before, (votes.get(i - before) ?? 0) + 1);
    lastAt[gram] = i;
  });
  return [...votes]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 16)
    .map(([period]) => period);
}

/**
 * Numbers the sequences of `2 · length` ops from every position, given the numbers of those of `length`. Equal
 * sequences have equal numbers.
 */
function twiceAsLong(grams: Int32Array, length: number): Int32Array {
  const numbers = new Map<number, number>();
  return grams.subarray(0, Math.max(0, grams.length - length)).map((gram, i) => {
    const pair = gram * 2 ** 26 + grams[i + length];
    const number = numbers.get(pair) ?? numbers.size;
    numbers.set(pair, number);
    return number;
  });
}

/** Returns the maximal runs of at least two blocks in which every op equals the op `period` later. */
function runsOf(signatures: Int32Array, period: number): Repeat[] {
  const runs: Repeat[] = [];
  let start = 0;
  for (let i = 0; i + period <= signatures.length; i++) {
    if (i + period < signatures.length && signatures[i] === signatures[i + period]) continue;
    const count = Math.floor((i - start) / period) + 1;
    if (count >= 2 && period >= gramLength) runs.push({ start, period, count });
    start = i + 1;
  }
  return runs;
}
