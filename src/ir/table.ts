/** @file The op table: one rule per op kind, complete by its type, and the functions by which passes use it. */
import { InvalidGraph } from "../base/errors.ts";
import type { Graph, Op } from "./graph.ts";
import type { OpAttrs, OpKind } from "./ops.ts";
import type { FactorRule, OpRule } from "./rule.ts";
import { collectiveRules } from "./rules/collectives.ts";
import { contractionRules } from "./rules/contraction.ts";
import { elementwiseRules } from "./rules/elementwise.ts";
import { gatherRules } from "./rules/gather.ts";
import { loopRules } from "./rules/loop.ts";
import { reduceRules } from "./rules/reduce.ts";
import { shapeRules } from "./rules/shape.ts";
import { bytesOf, type TensorType } from "./types.ts";

export const opRules: { readonly [K in OpKind]: OpRule<K> } = {
  ...elementwiseRules,
  ...shapeRules,
  ...contractionRules,
  ...reduceRules,
  ...gatherRules,
  ...loopRules,
  ...collectiveRules,
};

/** Every op kind, in table order. */
export const opKinds = Object.keys(opRules) as OpKind[];

/**
 * Result types of an op.
 * @throws InvalidGraph that says what is wrong with the operands or attributes; its message begins with the op's name,
 *   which `where` returns
 */
export function inferTypes<K extends OpKind>(
  kind: K,
  operandTypes: readonly TensorType[],
  attrs: OpAttrs[K],
  where: () => string = () => kind,
): TensorType[] {
  try {
    return opRules[kind].infer(operandTypes, attrs);
  } catch (error) {
    if (!(error instanceof InvalidGraph) || error.where !== "") throw error;
    throw new InvalidGraph(where(), error.message, { kind, operandTypes, attrs });
  }
}

const typesOf = (graph: Graph, values: readonly number[]): TensorType[] => values.map((value) => graph.types[value]);

/** The rule of an op; the union of kinds is safe because an op's attributes belong to its kind. */
const ruleOf = (op: Op): OpRule<OpKind> => opRules[op.kind] as OpRule<OpKind>;

/** The op of `graph` as an einsum over factors. */
export const factorRule = (graph: Graph, op: Op): FactorRule =>
  ruleOf(op).factors(typesOf(graph, op.operands), typesOf(graph, op.results), op.attrs);

/** The arithmetic operations of the op. A multiply and an add count as two; data movement counts as none. */
export const opFlops = (graph: Graph, op: Op): number =>
  ruleOf(op).flops(typesOf(graph, op.operands), typesOf(graph, op.results), op.attrs);

/** Bytes the op reads and writes when nothing is fused. A reshape is a view; a gather reads only what it returns. */
export function opBytes(graph: Graph, op: Op): number {
  if (op.kind === "reshape") return 0;
  const results = typesOf(graph, op.results).reduce((total, type) => total + bytesOf(type), 0);
  if (op.kind === "gather") return 2 * results + bytesOf(graph.types[op.operands[1]]);
  return op.operands.reduce((total, operand) => total + bytesOf(graph.types[operand]), results);
}

/**
 * Attributes of the per-device op when its factors are split so that operands and results have the given local types.
 */
export const localizeAttrs = (
  op: Op,
  localOperands: readonly TensorType[],
  localResults: readonly TensorType[],
): Op["attrs"] => ruleOf(op).localize(op.attrs, localOperands, localResults);
