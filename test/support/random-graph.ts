/**
 * @file Seeded random graphs over every op kind except collectives, for differential tests: rewritten = original,
 * partitioned = sequential, runtime = reference.
 *
 * Engines may round differently, so graphs are built to be comparable: magnitudes stay below about 1e4, arguments stay
 * away from poles (log, divide, asin, …), and discontinuous ops (floor, compare, sort, float to integer) read only
 * *exact* values: inputs after data movement, negation, comparison or integer arithmetic. Gather indices may be out of
 * range (StableHLO clamps them); scatter indices are in range, and distinct if the reducer is "set".
 */
import type { Random } from "../../src/base/random.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { type BinaryKind, binaryKinds, isCollective, type UnaryKind, unaryKinds } from "../../src/ir/ops.ts";
import { opKinds } from "../../src/ir/table.ts";
import type { DType } from "../../src/ir/types.ts";
import { contractionGrow } from "./random-graph/contractions.ts";
import { growBinary, growUnary } from "./random-graph/elementwise.ts";
import { type GraphKind, type Grow, Grower } from "./random-graph/grower.ts";
import { loopGrow } from "./random-graph/loops.ts";
import { movementGrow } from "./random-graph/movement.ts";

export const graphKinds = opKinds.filter((kind): kind is GraphKind => !isCollective(kind) && kind !== "microbatch_id");

export interface RandomGraphOptions {
  /** Number of ops to add; guards and reshapes add a few more. Default 12. */
  readonly numOps?: number;
  /** Kinds to draw from. Default: all `graphKinds`. */
  readonly kinds?: readonly GraphKind[];
  /** Numeric types to draw from; booleans come from comparisons. Default: mostly f32, some i32 and ui32. */
  readonly dtypes?: readonly DType[];
}
const growers: { readonly [K in GraphKind]: Grow } = {
  ...(Object.fromEntries(unaryKinds.map((kind) => [kind, growUnary(kind)])) as { [K in UnaryKind]: Grow }),
  ...(Object.fromEntries(binaryKinds.map((kind) => [kind, growBinary(kind)])) as { [K in BinaryKind]: Grow }),
  ...movementGrow,
  ...contractionGrow,
  ...loopGrow,
};

/** A random valid graph, determined by the generator's state. */
export function randomGraph(random: Random, options: RandomGraphOptions = {}): Graph {
  const { numOps = 12, kinds = graphKinds, dtypes = ["f32", "f32", "f32", "f32", "i32", "ui32"] } = options;
  const grower = new Grower(random, dtypes);
  for (let count = 0; count < 2; count++) grower.input({ shape: grower.shape(), dtype: random.pick(dtypes) });
  for (let count = 0; count < numOps; count++) growers[random.pick(kinds)](grower);
  return grower.finish();
}
