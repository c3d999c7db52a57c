/**
 * @file Seeded random graphs over every op kind but the collectives, for differential tests: rewritten = original,
 * partitioned = sequential, runtime = reference.
 *
 * Two engines may round differently, so graphs are built to be comparable: magnitudes stay below about 1e4, arguments stay
 * away from poles (log, divide, asin, …), and ops that jump (floor, compare, sort, float to integer) only read *exact*
 * values, made from inputs by moving, negating, comparing or integer arithmetic. Gather indices may be out of range
 * (StableHLO clamps them); scatter indices are in range, and distinct when the reducer is "set".
 */
import type { Random } from "../../src/base/random.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { type BinaryKind, binaryKinds, isCollective, type UnaryKind, unaryKinds } from "../../src/ir/ops.ts";
import { opKinds } from "../../src/ir/table.ts";
import type { DType } from "../../src/ir/types.ts";
import { contractionGrow } from "./random-graph/contractions.ts";
import { growBinary, growUnary } from "./random-graph/elementwise.ts";
import { type GraphKind, type Grow, Grower } from "./random-graph/grower.ts";
import { movementGrow } from "./random-graph/movement.ts";

export const graphKinds = opKinds.filter((kind): kind is GraphKind => !isCollective(kind) && kind !== "microbatch_id");

export interface RandomGraphOptions {
  /** Ops to add; a few more come from guards and reshapes. Default 12. */
  readonly numOps?: number;
  /** Kinds to draw from. Default all of `graphKinds`. */
  readonly kinds?: readonly GraphKind[];
  /** Number types to draw from; booleans come from comparisons. Default f32 mostly, with some i32 and ui32. */
  readonly dtypes?: readonly DType[];
}
const growers: { readonly [K in GraphKind]: Grow } = {
  ...(Object.fromEntries(unaryKinds.map((kind) => [kind, growUnary(kind)])) as { [K in UnaryKind]: Grow }),
  ...(Object.fromEntries(binaryKinds.map((kind) => [kind, growBinary(kind)])) as { [K in BinaryKind]: Grow }),
  ...movementGrow,
  ...contractionGrow,
};

/** A random valid graph, the same for the same generator state. */
export function randomGraph(random: Random, options: RandomGraphOptions = {}): Graph {
  const { numOps = 12, kinds = graphKinds, dtypes = ["f32", "f32", "f32", "f32", "i32", "ui32"] } = options;
  const grower = new Grower(random, dtypes);
  for (let count = 0; count < 2; count++) grower.input({ shape: grower.shape(), dtype: random.pick(dtypes) });
  for (let count = 0; count < numOps; count++) growers[random.pick(kinds)](grower);
  return grower.finish();
}
