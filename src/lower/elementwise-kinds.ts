/**
 * @file The ops that an `elementwise` segment may hold. The engine runs such a segment in one pass over memory, so an
 *   optimizer update of any kind (SGD, momentum, Adam, clipping) reads and writes each tensor once.
 */
import type { Graph, Op } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { type DType, numElements, sameShape, type TensorType } from "../ir/types.ts";

/** Dtypes that the operands of each kind may have. */
const operandDtypes = {
  add: ["f32", "i32"],
  subtract: ["f32", "i32"],
  multiply: ["f32", "i32"],
  divide: ["f32"],
  negate: ["f32", "i32"],
  abs: ["f32", "i32"],
  maximum: ["f32", "i32"],
  minimum: ["f32", "i32"],
  sqrt: ["f32"],
  rsqrt: ["f32"],
  and: ["i32", "i1"],
  or: ["i32", "i1"],
  xor: ["i32", "i1"],
  not: ["i32", "i1"],
  compare: ["f32", "i32"],
  select: ["f32", "i32", "i1"],
  convert: ["f32", "i32", "i1"],
  constant: [],
  broadcast_in_dim: ["f32", "i32", "i1"],
} as const satisfies Partial<Record<OpKind, readonly DType[]>>;

export type ElementwiseKind = keyof typeof operandDtypes;

const isElementwiseKind = (kind: OpKind): kind is ElementwiseKind => Object.hasOwn(operandDtypes, kind);
const resultDtypes: readonly DType[] = ["f32", "i32", "i1"];

/**
 * True if the op can be part of an elementwise segment: elementwise ops, constants of one repeated value, and
 * broadcasts of a single element. All tensors of a segment with rank > 0 have the same shape.
 */
export function canFuseElementwise(op: Op, types: readonly TensorType[]): boolean {
  if (!isElementwiseKind(op.kind)) return false;
  const allowed: readonly DType[] = operandDtypes[op.kind];
  if (!op.operands.every((operand) => allowed.includes(types[operand].dtype))) return false;
  if (!op.results.every((result) => resultDtypes.includes(types[result].dtype))) return false;
  if (op.kind === "constant") return "splat" in op.attrs.data || numElements(op.attrs.type.shape) === 1;
  if (op.kind === "broadcast_in_dim") return types[op.operands[0]].shape.length === 0;
  return op.operands.every((operand) => sameShape(types[operand].shape, types[op.results[0]].shape));
}

/**
 * The number of elements that an elementwise segment iterates over: the size of its tensors, or 1 if all are scalars.
 */
export function elementwiseSize(graph: Graph): number {
  return graph.types.reduce((size, type) => Math.max(size, numElements(type.shape)), 1);
}
