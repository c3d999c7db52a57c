/** @file What is known of a graph before its inputs are. */
import type { Graph, Op, ValueId } from "./graph.ts";

/** What else counts as known, and which ops carry it on. */
interface ConstantOptions {
  /** Whether an input is known, too. By default none is. */
  readonly isKnown?: (input: ValueId) => boolean;
  /** Whether the results of an op of known operands count as known. By default those of all ops do. */
  readonly suits?: (op: Op) => boolean;
}

/** By value, whether it is computed from constants, and from inputs that are known, alone. */
export function findConstants(graph: Graph, { isKnown, suits }: ConstantOptions = {}): boolean[] {
  const isConstant = graph.types.map(() => false);
  if (isKnown) for (const { value } of graph.inputs) isConstant[value] = isKnown(value);
  for (const op of graph.ops)
    if (op.operands.every((operand) => isConstant[operand]) && (!suits || suits(op)))
      for (const result of op.results) isConstant[result] = true;
  return isConstant;
}
