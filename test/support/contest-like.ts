/**
 * @file Generates sharding problems like those of the IOPDDL contest, of any size: networks of layers whose tensors are
 * split over a mesh. A strategy assigns each mesh axis to a dim of the tensor or to none. Most ops follow their operand
 * (other pairs are forbidden); the others pay for resharding. Weights are live throughout, activations until the
 * backward pass.
 */
import type { Random } from "../../src/base/random.ts";
import { ProblemBuilder, type ShardingProblem } from "../../src/solver/problem.ts";

export interface NetworkShape {
  readonly layers: number;
  readonly opsPerLayer: number;
  readonly mesh: readonly number[];
  /** Dims of a tensor: every node has up to `(rank + 1) ** mesh.length` strategies. */
  readonly rank: number;
  /** Probability that an op must take its operand's strategy. */
  readonly following: number;
  /**
   * Whether there is a backward pass, for which activations are saved; otherwise they are live until their last use.
   */
  readonly training: boolean;
  /** Powers of two between the smallest and the largest weight. With more, fewer tensors dominate the memory. */
  readonly weightSpread: number;
  /** Whether layers have equal sizes, so that edge tables repeat. */
  readonly repeated: boolean;
  /**
   * For one op in ten, the number of ways to compute each split; they trade cost for memory, and edge costs depend on
   * the split only. Default 1.
   */
  readonly variants?: number;
  /** Memory limit as a multiple of the peak when every tensor is split as finely as possible. */
  readonly memoryFactor: number;
}

/** By strategy: the dim of each axis (`rank` = none), the number of shards, and the extra memory and cost. */
interface Splits {
  readonly dims: readonly Int32Array[];
  readonly shards: Float64Array;
  /** Extra memory as a share of the tensor's shard. */
  readonly scratch: Float64Array;
  readonly extraCost: Int32Array;
}

/** Common properties of the ops at one position of a layer. */
interface Traits {
  readonly work: number;
  /** By axis and dim: cost of the collectives when the axis splits the dim. */
  readonly collectives: readonly (readonly number[])[];
}

interface Tensor {
  readonly node: number;
  readonly size: number;
  readonly splits: Splits;
}

/** A network of forward ops, some with a weight, and in training a backward op for every forward op. */
export function networkProblem(random: Random, shape: NetworkShape): ShardingProblem {
  const { layers, opsPerLayer, repeated, following, training } = shape;
  const builder = new ProblemBuilder("network");
  const numOps = layers * opsPerLayer;
  const horizon = training ? 2 * numOps : numOps + 1;
  const position = (k: number): number => (repeated ? k % opsPerLayer : k);
  const traits = Array.from({ length: repeated ? opsPerLayer : numOps }, () => ({
    size: 1000 * 2 ** random.int(6) + 8 * random.int(200),
    weight: random.next() < 0.25 ? 1000 * 2 ** random.int(shape.weightSpread) + 8 * random.int(200) : 0,
    work: 1 + random.int(20_000),
    follows: random.next() < following,
    skip: random.next() < 0.2 ? 2 + random.int(opsPerLayer) : 0,
    extraLife: random.int(opsPerLayer) * random.int(2),
    splits: drawSplits(random, shape),
    // Half of the dims need no collectives.
    collectives: shape.mesh.map(() =>
      Array.from({ length: shape.rank + 1 }, (_, dim) =>
        dim < shape.rank ? Math.max(0, random.int(40_000) - 20_000) : 0,
      ),
    ),
  }));
  const minUsages: { from: number; to: number; usage: number }[] = [];
  const add = (size: number, traits: Traits, splits: Splits, from: number, to: number): Tensor => {
    const usages = Array.from(splits.shards, (shards, s) => Math.ceil((size / shards) * (1 + splits.scratch[s])));
    // An axis that splits nothing replicates the work.
    const costs = Array.from(splits.shards, (shards, s) =>
      traits.collectives.reduce(
        (sum, ofDim, axis) => sum + ofDim[splits.dims[axis][s]],
        Math.ceil(traits.work / shards) + splits.extraCost[s],
      ),
    );
    minUsages.push({ from, to, usage: Math.min(...usages) });
    return { node: builder.addNode(costs, usages, [from, to]), size, splits };
  };
  const tables = new Map<Splits, Map<string, Float64Array>>();
  const connect = (a: Tensor, b: Tensor, follows: boolean): void => {
    const known = tables.get(a.splits) ?? new Map<string, Float64Array>();
    tables.set(a.splits, known);
    const key = `${traits.findIndex(({ splits }) => splits === b.splits)}/${a.size}/${follows}`;
    const table =
      known.get(key) ?? (follows ? followTable(a.splits) : reshardTable(shape.mesh, a.splits, b.splits, a.size));
    if (repeated) known.set(key, table);
    builder.addEdge(a.node, b.node, table);
  };
  const forward: Tensor[] = [];
  for (let k = 0; k < numOps; k++) {
    const own = traits[position(k)];
    const { size, weight, follows, skip } = own;
    const before = forward[k - 1];
    const isFollower = follows && k > 0;
    const splits = isFollower ? before.splits : own.splits;
    const op = add(size, own, splits, k, training ? horizon - k : Math.min(numOps, k + 2 + own.extraLife));
    forward.push(op);
    if (k > 0) connect(before, op, isFollower);
    if (skip > 0 && skip <= k) connect(forward[k - skip], op, false);
    if (weight > 0) connect(add(weight, { ...own, work: 0 }, own.splits, 0, horizon), op, false);
  }
  let gradient = forward[numOps - 1];
  for (let k = numOps - 1; training && k >= 0; k--) {
    const own = traits[position(k)];
    const time = horizon - 1 - k;
    const op = add(own.size, own, forward[k].splits, time, time + 1);
    connect(forward[k], op, false);
    if (k < numOps - 1) connect(gradient, op, gradient.splits === op.splits);
    gradient = op;
  }
  const load = new Float64Array(horizon + 1);
  for (const { from, to, usage } of minUsages) {
    load[from] += usage;
    load[to] -= usage;
  }
  let running = 0;
  let peak = 0;
  for (const change of load) {
    running += change;
    peak = Math.max(peak, running);
  }
  return builder.build(Math.floor(peak * shape.memoryFactor));
}

/** All assignments of axes to dims, except a few random ones; always includes the finest split. */
function drawSplits(random: Random, { mesh, rank, variants = 1 }: NetworkShape): Splits {
  const all: number[][] = mesh.reduce<number[][]>(
    (partial, _) => partial.flatMap((dims) => Array.from({ length: rank + 1 }, (_, dim) => [...dims, dim])),
    [[]],
  );
  const finest = (dims: readonly number[]): boolean => dims.every((dim) => dim === 0);
  const numWays = variants > 1 && random.next() < 0.1 ? variants : 1;
  const ways = all.flatMap((dims) => Array.from({ length: numWays }, (_, way) => ({ dims, way })));
  const chosen = ways.filter(({ dims, way }) => (finest(dims) && way === 0) || random.next() < 0.95);
  const splits = chosen.map(({ dims }) => dims);
  return {
    scratch: Float64Array.from(chosen, ({ way }) => way / numWays),
    extraCost: Int32Array.from(chosen, ({ way }) =>
      way === 0 ? 0 : random.int(10_000) - Math.floor((20_000 * way) / numWays),
    ),
    dims: mesh.map((_, axis) => Int32Array.from(splits, (dims) => dims[axis])),
    shards: Float64Array.from(splits, (dims) =>
      mesh.reduce((product, size, axis) => product * (dims[axis] < rank ? size : 1), 1),
    ),
  };
}

function followTable({ shards }: Splits): Float64Array {
  const table = new Float64Array(shards.length ** 2).fill(Infinity);
  for (let s = 0; s < shards.length; s++) table[s * shards.length + s] = 0;
  return table;
}

/** Cost of resharding: every axis that changes its dim costs a share of the tensor. */
function reshardTable(mesh: readonly number[], a: Splits, b: Splits, size: number): Float64Array {
  const [rows, cols] = [a.shards.length, b.shards.length];
  const table = new Float64Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      let cost = 0;
      for (let axis = 0; axis < mesh.length; axis++) {
        const [from, to] = [a.dims[axis][r], b.dims[axis][c]];
        if (from !== to) cost += ((size * (axis + 2)) / a.shards[r]) * (1 - 1 / mesh[axis]) * (1 + ((from + to) % 3));
      }
      table[r * cols + c] = Math.ceil(cost);
    }
  }
  return table;
}
