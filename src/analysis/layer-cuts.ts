/**
 * @file Cuts a chain of forward ops into layers (Alpa §5.2, Eq. 6). Each layer's FLOPs stay near the average. Among
 * such cuts, the largest number of bytes between layers is minimized; ties go to the fewest bytes in total, then to the
 * most even layers.
 */
import { InvalidConfig } from "../base/errors.ts";
import { prefixSums } from "../base/prefix-sums.ts";

/** The properties of ops, in order, on which the cut depends. */
export interface OpChain {
  readonly flops: readonly number[];
  /** Ops that count toward a layer: matrix products and convolutions. */
  readonly isHeavy: readonly boolean[];
  /** By op, the earlier ops whose results it reads. */
  readonly reads: readonly (readonly number[])[];
  /** By op, the bytes of its results. */
  readonly bytes: readonly number[];
}

export interface LayerCuts {
  /** The first op of every layer; the first is 0. */
  readonly begins: readonly number[];
  /** The largest number of bytes that a layer reads from earlier layers. */
  readonly maxCutBytes: number;
}

/** Cuts with a relative difference below this count as equal. */
const tolerance = 1e-4;

/**
 * Returns the cheapest cut position between each two consecutive heavy ops, with 0 and the number of ops at the ends.
 * Any other position between the same two heavy ops would divide the work equally, with at least as many bytes between
 * the layers.
 */
export function cutPositions({ isHeavy, reads, bytes }: OpChain): number[] {
  const numOps = isHeavy.length;
  // Bytes live at each position: produced before it and read at or after it.
  const liveBytes = new Float64Array(numOps + 1);
  const lastRead = isHeavy.map(() => -1);
  reads.forEach((producers, op) => {
    for (const producer of producers) lastRead[producer] = op;
  });
  const change = new Float64Array(numOps + 2);
  lastRead.forEach((last, op) => {
    if (last < 0) return;
    change[op + 1] += bytes[op];
    change[last + 1] -= bytes[op];
  });
  for (let position = 1; position <= numOps; position++)
    liveBytes[position] = liveBytes[position - 1] + change[position];

  const positions = [0];
  let best = -1;
  let seenHeavy = false;
  for (let op = 0; op < numOps; op++) {
    if (isHeavy[op] && seenHeavy) positions.push(best);
    if (isHeavy[op]) [seenHeavy, best] = [true, op + 1];
    else if (seenHeavy && liveBytes[op + 1] < liveBytes[best] * (1 - 1e-12)) best = op + 1;
  }
  return [...positions, numOps];
}

/**
 * Returns the best `numLayers` layers with at most (1 + imbalance) times the average FLOPs each. If no cut satisfies
 * this limit, the smallest limit that a cut satisfies applies.
 * @throws InvalidConfig if there are fewer heavy ops than layers
 */
export function cutLayers(chain: OpChain, numLayers: number, imbalance: number): LayerCuts {
  const positions = cutPositions(chain);
  const numParts = positions.length - 1;
  if (numLayers > numParts) {
    throw new InvalidConfig(
      "layers",
      `${numLayers} layers need at least as many products or convolutions in the forward part, got ${numParts}; ` +
        "lower the layers",
      { numLayers, numHeavyOps: numParts },
    );
  }
  const { flops, read } = measure(chain, positions);
  const total = flops[numParts];
  const average = total / numLayers;
  const between = (a: number, b: number) => flops[b] - flops[a];
  const limit = (1 + 1e-9) * Math.max((1 + imbalance) * average, minMaxFlops(flops, numLayers));
  const maxCutBytes = minMaxCut(numParts, numLayers, (a, b) =>
    between(a, b) <= limit ? read(a, b) : Number.POSITIVE_INFINITY,
  );
  const maxBytes = maxCutBytes * (1 + tolerance);

  // Minimizes the total bytes, then the sum of squared deviations from the average.
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
 * Returns the largest number of layers whose cuts transfer no more bytes than the cut into two layers, with at least 3
 * heavy ops per layer on average (Alpa's "auto"). Returns one layer if there are fewer than two heavy ops.
 */
export function cutAuto(chain: OpChain, imbalance: number): LayerCuts {
  const numHeavy = chain.isHeavy.filter(Boolean).length;
  if (numHeavy < 2) return cutLayers(chain, 1, imbalance);
  const two = cutLayers(chain, 2, imbalance);
  for (let numLayers = Math.floor(numHeavy / 3); numLayers > 2; numLayers--) {
    const cuts = cutLayers(chain, numLayers, imbalance);
    if (cuts.maxCutBytes <= two.maxCutBytes * (1 + tolerance)) return cuts;
  }
  return two;
}

/**
 * Returns the FLOPs before every position, and a function of a and b: the bytes produced before position a that ops
 * from a to b read.
 */
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
        for (const producer of reads[op]) {
          if (producer >= positions[a] || seenFor[producer] === a) continue;
          seenFor[producer] = a;
          sum += bytes[producer];
        }
      }
      table[a * (numParts + 1) + b] = sum;
    }
  }
  return { flops: sums, read: (a: number, b: number) => table[a * (numParts + 1) + b] };
}

/** Returns the smallest possible FLOPs of the heaviest of `count` parts, given the FLOPs before every position. */
function minMaxFlops(before: readonly number[], count: number): number {
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
 * Returns the smallest possible maximum cost of a part when 0 … numParts is cut into `count` parts. If a part costs
 * Infinity, so do all longer ones that end at the same position.
 */
function minMaxCut(numParts: number, count: number, cost: (a: number, b: number) => number): number {
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

/** Consecutive identical blocks of heavy ops. */
export interface Repeats {
  /** The number of blocks; 1 if no repeated pattern holds at least half of the FLOPs. */
  readonly count: number;
  /** Number of heavy ops in one block. */
  readonly period: number;
  /** The first heavy op of the first block, counted among the heavy ops. */
  readonly begin: number;
}

/**
 * Finds the pattern of heavy ops that repeats consecutively and covers the most FLOPs: the blocks of a network of
 * identical blocks. Ops are equal if their `signatures` are.
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
 * Returns the first op of each layer, with one layer per block, so that identical blocks are identical layers. The ops
 * before the first block and after the last one are cut into layers of about a block's FLOPs each. Ops with less than
 * half a block's FLOPs join the adjacent block.
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

/** Returns the ops `from` … `to` − 1 as a separate chain. */
function partOf({ flops, isHeavy, reads, bytes }: OpChain, from: number, to: number): OpChain {
  return {
    flops: flops.slice(from, to),
    isHeavy: isHeavy.slice(from, to),
    reads: reads
      .slice(from, to)
      .map((producers) => producers.filter((producer) => producer >= from).map((producer) => producer - from)),
    bytes: bytes.slice(from, to),
  };
}
