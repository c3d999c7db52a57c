/**
 * @file The dependences of a step's values at convergence: batch sums, and hence gradients, are taken to be zero. The
 * next value of a weight then depends on the weight alone. Gradients, also scaled or clipped ones, and losses vanish.
 */
import { definingOps, type Graph, type Op, type ValueId } from "../ir/graph.ts";
import { binaryKinds, type OpKind, unaryKinds } from "../ir/ops.ts";
import { sameShape } from "../ir/types.ts";
import { analyzeBatch } from "./batch.ts";
import type { BatchInput } from "./step.ts";

/** Ops whose result is zero if all operands are zero. */
const keepsZero: ReadonlySet<OpKind> = new Set([
  ...["add", "subtract", "negate", "abs", "sign", "sqrt", "sine", "tanh", "floor", "ceil", "erf", "asin", "atan"],
  ...["maximum", "minimum", "convert", "reshape", "transpose", "reverse", "slice", "pad", "broadcast_in_dim"],
  ...["concatenate", "reduce", "sort"],
] as OpKind[]);

/** Ops whose result is zero if the first operand is zero, and ops for which any zero operand suffices. */
const zeroOfFirst: ReadonlySet<OpKind> = new Set(["divide", "gather"]);
const zeroOfAny: ReadonlySet<OpKind> = new Set(["multiply", "dot_general", "convolution"]);

const elementwise: ReadonlySet<OpKind> = new Set([...unaryKinds, ...binaryKinds, "convert", "select"]);

export class ConvergedStep {
  /** Whether the step has a batch, so that gradients can be recognized. */
  readonly hasBatch: boolean;
  readonly #graph: Graph;
  readonly #definers: Int32Array;
  readonly #isZero: readonly boolean[];
  readonly #needsBatch: readonly boolean[];

  constructor(graph: Graph, batchInputs: readonly BatchInput[]) {
    this.hasBatch = batchInputs.length > 0;
    this.#graph = graph;
    this.#definers = definingOps(graph);
    const { states } = analyzeBatch(graph, batchInputs, 1);
    const isZero = graph.types.map((_, value) => states[value].kind === "partial");
    const needsBatch = graph.types.map(() => false);
    for (const { input } of batchInputs) needsBatch[graph.inputs[input].value] = true;
    for (const op of graph.ops) {
      const zero = isZero[op.results[0]] || makesZero(op, isZero);
      const needs = op.operands.some((operand) => needsBatch[operand] && !isZero[operand]);
      for (const result of op.results) {
        isZero[result] = zero;
        needsBatch[result] = needs && !zero;
      }
    }
    this.#isZero = isZero;
    this.#needsBatch = needsBatch;
  }

  /** Whether `value` depends on examples even when batch sums are zero. */
  needsBatch(value: ValueId): boolean {
    return this.#needsBatch[value];
  }

  /** Returns the values that `value` depends on, including itself. */
  sourcesOf(value: ValueId): ReadonlySet<ValueId> {
    return this.#sources(value, () => true);
  }

  /** Returns those sources of `value` from which each of its elements reads only the element at its own position. */
  elementSourcesOf(value: ValueId): ReadonlySet<ValueId> {
    const { types } = this.#graph;
    return this.#sources(
      value,
      ({ kind, results: [result] }, operand) =>
        elementwise.has(kind) && sameShape(types[operand].shape, types[result].shape),
    );
  }

  #sources(value: ValueId, follows: (op: Op, operand: ValueId) => boolean): Set<ValueId> {
    const found = new Set<ValueId>();
    if (!this.#isZero[value]) found.add(value);
    for (const member of found) {
      if (this.#definers[member] < 0) continue;
      const op = this.#graph.ops[this.#definers[member]];
      for (const operand of op.operands) if (!this.#isZero[operand] && follows(op, operand)) found.add(operand);
    }
    return found;
  }
}

function makesZero(op: Op, isZero: readonly boolean[]): boolean {
  const { kind, operands } = op;
  if (kind === "constant") return "splat" in op.attrs.data && op.attrs.data.splat === 0;
  if (operands.length === 0) return false;
  if (keepsZero.has(kind)) return operands.every((operand) => isZero[operand]);
  if (zeroOfFirst.has(kind)) return isZero[operands[0]];
  if (zeroOfAny.has(kind)) return operands.some((operand) => isZero[operand]);
  if (kind === "select") return isZero[operands[1]] && isZero[operands[2]];
  if (kind === "scatter") return isZero[operands[0]] && isZero[operands[2]];
  return false;
}
