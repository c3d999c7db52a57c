/** @file Ops for one microbatch: the forms of their operands and results, their attributes and their types. */

import type { Op, ValueId } from "../ir/graph.ts";
import type { OpAttrs } from "../ir/ops.ts";
import { factorRules, signaturesOf } from "../ir/signatures.ts";
import { localizeAttrs } from "../ir/table.ts";
import { allocateData, numElements, type TensorType } from "../ir/types.ts";
import { type BatchAnalysis, dimLedBy } from "./batch.ts";

/**
 * The form of a value: the whole, one microbatch's term of a batch total, or the microbatch's slice along a dim ≥ 0.
 */
export type Form = number;
export const whole: Form = -2;
export const term: Form = -1;

/**
 * The variant of an op: on whole operands (`whole`), linear on terms (`term`), or with a factor ≥ 0 restricted to the
 * microbatch's slice.
 */
export type Variant = number;

/** An op in one variant, with the forms of its operands and results. */
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

export function sliceType({ graph, numSlices }: BatchAnalysis, value: ValueId, form: Form): TensorType {
  const type = graph.types[value];
  return form < 0 ? type : { ...type, shape: type.shape.map((size, dim) => (dim === form ? size / numSlices : size)) };
}

/** Computes attributes and result types of ops by variant; ops of one signature share them. */
export class SliceOps {
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
      values.map((value, position) => sliceType(this.#analysis, value, forms[position]));
    const resultTypes = typesOf(op.results, run.results);
    const operandTypes = typesOf(op.operands, run.operands);
    const attrs = run.variant >= 0 ? sliceAttrs(op, run.results[0], operandTypes, resultTypes) : op.attrs;
    if (key !== undefined) this.#known.set(key, { attrs, resultTypes });
    return { attrs, resultTypes };
  }
}

/**
 * Returns the attributes of an op that computes the microbatch's slice. A constant becomes its first slice; all its
 * slices are equal.
 */
function sliceAttrs(op: Op, dim: Form, operands: readonly TensorType[], results: readonly TensorType[]): Op["attrs"] {
  const attrs = localizeAttrs(op, operands, results);
  if (op.kind !== "constant" || !("dense" in op.attrs.data)) return attrs;
  const { dense } = op.attrs.data;
  const run = numElements(results[0].shape.slice(dim));
  const wholeRun = numElements(op.attrs.type.shape.slice(dim));
  const slice = allocateData(results[0].dtype, numElements(results[0].shape));
  for (let outer = 0; outer * run < slice.length; outer++) {
    slice.set(dense.subarray(outer * wholeRun, outer * wholeRun + run) as never, outer * run);
  }
  return { type: results[0], data: { dense: slice } };
}

/** Whether a constant consists of `numSlices` equal slices along `dim`. */
export function hasEqualSlices({ type, data }: OpAttrs["constant"], dim: number, numSlices: number): boolean {
  if (!("dense" in data)) return true;
  const wholeRun = numElements(type.shape.slice(dim));
  const run = wholeRun / numSlices;
  return data.dense.every((element: number | bigint, i: number) => {
    const within = i % wholeRun;
    return Object.is(element, data.dense[i - within + (within % run)]);
  });
}
