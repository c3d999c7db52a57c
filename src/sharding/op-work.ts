/** @file What one device computes of an op under a strategy, in the terms of the cost model. */
import type { OpClass } from "../cluster/device.ts";
import type { MatmulSizes, OpWork } from "../cost/ops.ts";
import type { Graph, Op } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import type { OpRule } from "../ir/rule.ts";
import { localizeAttrs, opRules } from "../ir/table.ts";
import { bytesOf, type TensorType } from "../ir/types.ts";
import { localType, type Mesh } from "../plan/placement.ts";
import type { Strategy } from "./strategies.ts";

/** Ops that are views or are folded into their readers: they cost neither time nor memory of their own. */
const freeKinds: ReadonlySet<OpKind> = new Set(["reshape", "broadcast_in_dim", "constant", "iota"]);
export const isFree = (op: Op): boolean => freeKinds.has(op.kind);

const moveKinds: ReadonlySet<OpKind> = new Set([
  "transpose",
  "reverse",
  "slice",
  "pad",
  "concatenate",
  "gather",
  "scatter",
  "sort",
  "convert",
]);

function classOf(kind: OpKind): OpClass {
  if (kind === "dot_general") return "matmul";
  if (kind === "convolution") return "conv";
  if (kind === "reduce") return "reduce";
  return moveKinds.has(kind) ? "move" : "elementwise";
}

/**
 * The work of `op` on one device of `mesh` under `strategy`; undefined when it is free.
 * @param fused  of an op in a fused update, what it reads and writes itself
 */
export function opWork(graph: Graph, op: Op, strategy: Strategy, mesh: Mesh, fused?: FusedPorts): OpWork | undefined {
  const local = (values: readonly number[], placements: Strategy["operands"]): TensorType[] =>
    values.map((value, position) => localType(graph.types[value], placements[position], mesh));
  const operands = local(op.operands, strategy.operands);
  const results = local(op.results, strategy.results);
  const work = localWork({ ...op, attrs: localizeAttrs(op, operands, results) } as Op, operands, results);
  if (!work || !fused) return work;
  const bytes = (types: readonly TensorType[], isMoved: readonly boolean[]): number =>
    types.reduce((sum, type, position) => sum + (isMoved[position] ? bytesOf(type) : 0), 0);
  const [bytesRead, bytesWritten] = [bytes(operands, fused.reads), bytes(results, fused.writes)];
  return bytesRead + bytesWritten > 0 ? { ...work, bytesRead, bytesWritten } : undefined;
}

/** Which of its operands and results an op of a fused pass itself reads from and writes to memory. */
export interface FusedPorts {
  readonly reads: readonly boolean[];
  readonly writes: readonly boolean[];
}

/** The work of an op of a per-device graph, on operands and results of the given types; undefined when it is free. */
export function localWork(op: Op, operands: readonly TensorType[], results: readonly TensorType[]): OpWork | undefined {
  if (isFree(op)) return undefined;
  const rule = opRules[op.kind] as OpRule<OpKind>;
  const bytes = (types: readonly TensorType[]): number => types.reduce((sum, type) => sum + bytesOf(type), 0);
  const work = {
    kind: classOf(op.kind),
    dtype: results[0].dtype,
    flops: rule.flops(operands, results, op.attrs),
    // A gather reads the rows it returns, not the table.
    bytesRead: op.kind === "gather" ? bytes(results) + bytesOf(operands[1]) : bytes(operands),
    bytesWritten: bytes(results),
  };
  return op.kind === "dot_general" ? { ...work, sizes: matmulSizesOf(op, operands) } : work;
}

function matmulSizesOf(op: Op<"dot_general">, [lhs, rhs]: readonly TensorType[]): MatmulSizes {
  const product = (type: TensorType, dims: readonly number[]): number =>
    dims.reduce((n, dim) => n * type.shape[dim], 1);
  const { lhsBatch, rhsBatch, lhsContract, rhsContract } = op.attrs;
  const free = (type: TensorType, batch: readonly number[], contract: readonly number[]): number =>
    product(
      type,
      [...type.shape.keys()].filter((dim) => !batch.includes(dim) && !contract.includes(dim)),
    );
  return {
    batch: product(lhs, lhsBatch),
    m: free(lhs, lhsBatch, lhsContract),
    n: free(rhs, rhsBatch, rhsContract),
    k: product(lhs, lhsContract),
  };
}
