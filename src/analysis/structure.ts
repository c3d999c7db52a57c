/**
 * @file Repeated structure: runs of equal consecutive blocks of ops, such as the layers of a transformer forward, its
 * layers backward, and the updates of their parameters. Planning solves one block of a run and gives the others the
 * same choice.
 */
/** `count` consecutive blocks of `period` ops each, from op `start` on; ops at equal offsets are of one signature. */
export interface Repeat {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** Sequences shorter than this many ops, a power of two, are not told apart from chance. */
const gramLength = 8;

/**
 * Disjoint runs of repeated blocks, those that cover most ops first.
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

/** Distances at which sequences of `gramLength` ops come back, the most frequent first. */
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

/** Numbers of the sequences of twice `length` from every position on, equal for equal ones, from those of `length`. */
function twiceAsLong(grams: Int32Array, length: number): Int32Array {
  const numbers = new Map<number, number>();
  return grams.subarray(0, Math.max(0, grams.length - length)).map((gram, i) => {
    const pair = gram * 2 ** 26 + grams[i + length];
    const number = numbers.get(pair) ?? numbers.size;
    numbers.set(pair, number);
    return number;
  });
}

/** Maximal runs in which every op equals the one `period` later, of at least two blocks. */
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
