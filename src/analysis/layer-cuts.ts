/**
 * @file Cuts a chain of forward ops into layers (Alpa §5.2, Eq. 6): no layer has much more FLOPs than the
 * average, the largest cut between layers moves the fewest bytes; of those cuts the fewest bytes in all, then the most
 * even layers.
 */
import { InvalidConfig } from "../base/errors.ts";
import { prefixSums } from "../base/prefix-sums.ts";

/** Ops in order, as seen by the cut: what they read is told by the positions of the ops that make it. */
export interface OpChain {
  readonly flops: readonly number[];
  /** Ops that are worth a layer: products and convolutions. */
  readonly isHeavy: readonly boolean[];
  /** For every op, the earlier ops whose results it reads. */
  readonly reads: readonly (readonly number[])[];
  /** Bytes of every op's results. */
  readonly bytes: readonly number[];
}

export interface LayerCuts {
  /** First op of every layer; the first is 0. */
  readonly begins: readonly number[];
  /** The most bytes of earlier layers' results that a layer reads. */
  readonly maxCutBytes: number;
}

/** Cuts with a relative difference below this count as equal. */
const tolerance = 1e-4;

/**
 * The positions between heavy ops where a cut is cheapest, from 0 to the number of ops. A cut elsewhere between the
 * same two heavy ops would split the same work for more bytes.
 */
export function cutPositions({ isHeavy, reads, bytes }: OpChain): number[] {
  const numOps = isHeavy.length;
  // The bytes alive at a position: of values made before it and read at it or later.
  const alive = new Float64Array(numOps + 1);
  const lastRead = isHeavy.map(() => -1);
  reads.forEach((makers, op) => {
    for (const maker of makers) lastRead[maker] = op;
  });
  const change = new Float64Array(numOps + 2);
  lastRead.forEach((last, op) => {
    if (last < 0) return;
    change[op + 1] += bytes[op];
    change[last + 1] -= bytes[op];
  });
  for (let position = 1; position <= numOps; position++) alive[position] = alive[position - 1] + change[position];

  const positions = [0];
  let best = -1;
  let seenHeavy = false;
  for (let op = 0; op < numOps; op++) {
    if (isHeavy[op] && seenHeavy) positions.push(best);
    if (isHeavy[op]) [seenHeavy, best] = [true, op + 1];
    else if (seenHeavy && alive[op + 1] < alive[best] * (1 - 1e-12)) best = op + 1;
  }
  return [...positions, numOps];
}

/**
 * The best `numLayers` layers with at most (1 + imbalance) times the average FLOPs each; where that cannot be, with as
 * few as can be. Throws InvalidConfig when there are fewer heavy ops than layers.
 */
export function cutLayers(chain: OpChain, numLayers: number, imbalance: number): LayerCuts {
  const positions = cutPositions(chain);
  const numParts = positions.length - 1;
  if (numLayers > numParts) {
    throw new InvalidConfig(
      "layers",
      `${numLayers} layers need at least as many products or convolutions in the forward part, got ${numParts}; lower the layers`,
      { numLayers, numHeavyOps: numParts },
    );
  }
  const { flops, read } = measure(chain, positions);
  const total = flops[numParts];
  const average = total / numLayers;
  const between = (a: number, b: number) => flops[b] - flops[a];
  const limit = (1 + 1e-9) * Math.max((1 + imbalance) * average, leastMaxFlops(flops, numLayers));
  const maxCutBytes = leastMaxCut(numParts, numLayers, (a, b) =>
    between(a, b) <= limit ? read(a, b) : Number.POSITIVE_INFINITY,
  );
  const maxBytes = maxCutBytes * (1 + tolerance);

  // Least bytes in all, then least squares of what the layers are off the average.
  const width = numParts + 1;
  const sums = new Float64Array((numLayers + 1) * width).fill(Number.POSITIVE_INFINITY);
  const squares = new Float64Array(sums.length);
  const froms = new Int32Array(sums.length);
  sums[0] = 0;
  for (let layer = 1; layer <= numLayers; layer++) {
    for (let b = layer; b <= numParts - (numLayers - layer); b++) {
      const own = layer * width + b;
      for (let a = b - 1; a >= layer - 1 && between(a, b) <= limit; a--) {
        const before = (layer - 1) * width + a;
        if (sums[before] === Number.POSITIVE_INFINITY || read(a, b) > maxBytes) continue;
        const sum = sums[before] + read(a, b);
        const square = squares[before] + (between(a, b) / (average || 1) - 1) ** 2;
        const isEqual = Math.abs(sum - sums[own]) <= tolerance * sum;
        if (isEqual ? square < squares[own] - 1e-12 : sum < sums[own]) {
          [sums[own], squares[own], froms[own]] = [sum, square, a];
        }
      }
    }
  }
  const begins: number[] = [];
  for (let [layer, b] = [numLayers, numParts]; layer > 0; layer--) {
    b = froms[layer * width + b];
    begins.unshift(positions[b]);
  }
  return { begins, maxCutBytes };
}

/**
 * As many layers as cost no more bytes between two of them than two layers do, of 3 heavy ops and more on average
 * (Alpa's "auto"). One layer when there are too few heavy ops for two.
 */
export function cutAsOftenAsCheap(chain: OpChain, imbalance: number): LayerCuts {
  const numHeavy = chain.isHeavy.filter(Boolean).length;
  if (numHeavy < 2) return cutLayers(chain, 1, imbalance);
  const two = cutLayers(chain, 2, imbalance);
  for (let numLayers = Math.floor(numHeavy / 3); numLayers > 2; numLayers--) {
    const cuts = cutLayers(chain, numLayers, imbalance);
    if (cuts.maxCutBytes <= two.maxCutBytes * (1 + tolerance)) return cuts;
  }
  return two;
}

/** FLOPs before every position, and the bytes made before position a that ops from a to b read. */
function measure({ flops, reads, bytes }: OpChain, positions: readonly number[]) {
  const numParts = positions.length - 1;
  const sums = [0];
  for (let part = 0; part < numParts; part++) {
    let sum = sums[part];
    for (let op = positions[part]; op < positions[part + 1]; op++) sum += flops[op];
    sums.push(sum);
  }
  const table = new Float64Array((numParts + 1) * (numParts + 1));
  const seenFor = new Int32Array(flops.length).fill(-1);
  for (let a = 0; a < numParts; a++) {
    let sum = 0;
    for (let b = a + 1; b <= numParts; b++) {
      for (let op = positions[b - 1]; op < positions[b]; op++) {
        for (const maker of reads[op]) {
          if (maker >= positions[a] || seenFor[maker] === a) continue;
          seenFor[maker] = a;
          sum += bytes[maker];
        }
      }
      table[a * (numParts + 1) + b] = sum;
    }
  }
  return { flops: sums, read: (a: number, b: number) => table[a * (numParts + 1) + b] };
}

/** The least FLOPs that the heaviest of `count` parts must have, from the FLOPs before every position. */
function leastMaxFlops(before: readonly number[], count: number): number {
  const total = before.at(-1)!;
  const needs = (most: number): number => {
    let [parts, begin] = [1, 0];
    for (let b = 1; b < before.length; b++) {
      if (before[b] - before[begin] <= most) continue;
      if (before[b] - before[b - 1] > most) return Number.POSITIVE_INFINITY;
      [parts, begin] = [parts + 1, b - 1];
    }
    return parts;
  };
  let [low, high] = [total / count, total];
  while (high - low > 1e-10 * total) {
    const middle = (low + high) / 2;
    if (needs(middle) <= count) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The least largest cost of a part when 0 … numParts is cut into `count` parts; a part that costs Infinity has no
 * longer ones.
 */
function leastMaxCut(numParts: number, count: number, cost: (a: number, b: number) => number): number {
  let best = new Float64Array(numParts + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = 0;
  for (let layer = 1; layer <= count; layer++) {
    const next = new Float64Array(numParts + 1).fill(Number.POSITIVE_INFINITY);
    for (let b = layer; b <= numParts; b++) {
      for (let a = b - 1; a >= layer - 1; a--) {
        const own = cost(a, b);
        if (own === Number.POSITIVE_INFINITY) break;
        next[b] = Math.min(next[b], Math.max(best[a], own));
      }
    }
    best = next;
  }
  return best[numParts];
}

/** Equal blocks of heavy ops that follow one another. */
export interface Repeats {
  /** The number of blocks; 1 when no repeated part has at least half of the FLOPs. */
  readonly count: number;
  /** Heavy ops of one block. */
  readonly period: number;
  /** The first block's first, counted among the heavy ops. */
  readonly begin: number;
}

/**
 * The heaviest pattern of heavy ops that follows itself, told by `signatures` of the heavy ops: the blocks of a network
 * of equal blocks.
 */
export function findBlocks(signatures: readonly string[], flops: readonly number[]): Repeats {
  const sums = prefixSums(flops);
  const total = sums[flops.length];
  let best: Repeats = { count: 1, period: signatures.length, begin: 0 };
  let bestFlops = 0;
  for (let period = 1; period <= signatures.length / 2; period++) {
    let run = 0;
    for (let index = period; index <= signatures.length; index++) {
      if (index < signatures.length && signatures[index] === signatures[index - period]) {
        run++;
        continue;
      }
      const count = Math.floor((run + period) / period);
      const begin = index - run - period;
      const covered = sums[begin + count * period] - sums[begin];
      if (count > 1 && covered >= total / 2 && covered > bestFlops * (1 + tolerance))
        [best, bestFlops] = [{ count, period, begin }, covered];
      run = 0;
    }
  }
  return best;
}

/**
 * A layer for every block, so that equal blocks are equal layers. What lies before the first block and behind the last
 * one is cut into as many layers as it has blocks' FLOPs; when that is less than half of one, it belongs to the block
 * beside it.
 */
export function cutBlocks(chain: OpChain, { count, period, begin }: Repeats, imbalance: number): number[] {
  const positions = cutPositions(chain);
  const sums = prefixSums(chain.flops);
  const [first, end] = [positions[begin], positions[begin + count * period]];
  const blockFlops = (sums[end] - sums[first]) / count;
  const rest = (from: number, to: number): number[] => {
    const numHeavy = chain.isHeavy.slice(from, to).filter(Boolean).length;
    const numLayers = Math.min(numHeavy, Math.round((sums[to] - sums[from]) / blockFlops));
    if (numLayers === 0) return [];
    return cutLayers(partOf(chain, from, to), numLayers, imbalance).begins.map((own) => from + own);
  };
  const blocks = Array.from({ length: count }, (_, block) => positions[begin + block * period]);
  const begins = [...rest(0, first), ...blocks, ...rest(end, chain.flops.length)];
  return begins.with(0, 0);
}

/** The ops `from` … `to` − 1 as a chain of their own. */
function partOf({ flops, isHeavy, reads, bytes }: OpChain, from: number, to: number): OpChain {
  return {
    flops: flops.slice(from, to),
    isHeavy: isHeavy.slice(from, to),
    reads: reads.slice(from, to).map((makers) => makers.filter((maker) => maker >= from).map((maker) => maker - from)),
    bytes: bytes.slice(from, to),
  };
}
