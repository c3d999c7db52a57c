/**
 * @file The form of an op that runs for one microbatch: the forms of its operands and results, its attributes and its
 * types.
 */

import type { Op, ValueId } from "../ir/graph.ts";
import type { OpAttrs } from "../ir/ops.ts";
import { factorRules, signaturesOf } from "../ir/signatures.ts";
import { localizeAttrs } from "../ir/table.ts";
import { allocateData, numElements, type TensorType } from "../ir/types.ts";
import { type BatchAnalysis, dimLedBy } from "./batch.ts";

/**
 * The form of a value: all of it, one microbatch's term of a batch total, or the microbatch's piece of a dim ≥ 0.
 */
export type Form = number;
export const whole: Form = -2;
export const term: Form = -1;

/**
 * The variant of an op: on whole operands (`whole`), linear on terms (`term`), or with a factor ≥ 0 cut to the
 * microbatch's piece.
 */
export type Variant = number;

/** A variant of an op, and the forms in which it reads its operands and makes its results. */
export interface Run {
  readonly variant: Variant;
  readonly operands: readonly Form[];
  readonly results: readonly Form[];
}

export function runOf({ graph, states }: BatchAnalysis, index: number, variant: Variant): Run {
  const op = graph.ops[index];
  if (variant < 0) {
    const formOf = (value: ValueId) => (variant === term && states[value].kind === "partial" ? term : whole);
    return { variant, operands: op.operands.map(formOf), results: op.results.map(formOf) };
  }
  const rule = factorRules(graph)[index];
  return {
    variant,
    operands: rule.operands.map((dims) => dimOr(dimLedBy(dims, variant), whole)),
    results: rule.results.map((dims) => dimOr(dimLedBy(dims, variant), term)),
  };
}

const dimOr = (dim: number, otherwise: Form): Form => (dim < 0 ? otherwise : dim);

export function pieceType({ graph, pieces }: BatchAnalysis, value: ValueId, form: Form): TensorType {
  const type = graph.types[value];
  return form < 0 ? type : { ...type, shape: type.shape.map((size, dim) => (dim === form ? size / pieces : size)) };
}

/** Attributes and result types of ops in their variants, the same for all of one signature. */
export class PieceOps {
  readonly #analysis: BatchAnalysis;
  readonly #known = new Map<number, { readonly attrs: Op["attrs"]; readonly resultTypes: readonly TensorType[] }>();

  constructor(analysis: BatchAnalysis) {
    this.#analysis = analysis;
  }

  of(index: number, run: Run) {
    const { graph } = this.#analysis;
    const op = graph.ops[index];
    // Constants of one signature may have different elements.
    const key = op.kind === "constant" ? undefined : 64 * signaturesOf(graph)[index] + run.variant;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known) return known;
    const typesOf = (values: readonly ValueId[], forms: readonly Form[]) =>
      values.map((value, position) => pieceType(this.#analysis, value, forms[position]));
    const resultTypes = typesOf(op.results, run.results);
    const operandTypes = typesOf(op.operands, run.operands);
    const attrs = run.variant >= 0 ? pieceAttrs(op, run.results[0], operandTypes, resultTypes) : op.attrs;
    if (key !== undefined) this.#known.set(key, { attrs, resultTypes });
    return { attrs, resultTypes };
  }
}

/**
 * Attributes of an op that makes the microbatch's piece; a constant keeps its first rows, which all pieces are equal
 * to.
 */
function pieceAttrs(op: Op, dim: Form, operands: readonly TensorType[], results: readonly TensorType[]): Op["attrs"] {
  const attrs = localizeAttrs(op, operands, results);
  if (op.kind !== "constant" || !("dense" in op.attrs.data)) return attrs;
  const { dense } = op.attrs.data;
  const run = numElements(results[0].shape.slice(dim));
  const wholeRun = numElements(op.attrs.type.shape.slice(dim));
  const piece = allocateData(results[0].dtype, numElements(results[0].shape));
  for (let outer = 0; outer * run < piece.length; outer++) {
    piece.set(dense.subarray(outer * wholeRun, outer * wholeRun + run) as never, outer * run);
  }
  return { type: results[0], data: { dense: piece } };
}

/** Whether a constant consists of `pieces` equal pieces along `dim`. */
export function hasEqualPieces({ type, data }: OpAttrs["constant"], dim: number, pieces: number): boolean {
  if (!("dense" in data)) return true;
  const wholeRun = numElements(type.shape.slice(dim));
  const run = wholeRun / pieces;
  return data.dense.every((element: number | bigint, i: number) => {
    const within = i % wholeRun;
    return Object.is(element, data.dense[i - within + (within % run)]);
  });
}
