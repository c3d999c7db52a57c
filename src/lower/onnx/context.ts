/**
 * @file The forms of graph values while the ONNX graph is written. A value may be one number, repeat along dims, or be
 *   a transposed tensor. It keeps that form as long as its users can read it: ONNX operators broadcast by themselves,
 *   and matrix products transpose at no cost.
 */
import { Unsupported } from "../../base/errors.ts";
import type { Graph, ValueId } from "../../ir/graph.ts";
import { numElements, sameShape, type TensorType } from "../../ir/types.ts";
import { broadcastShape, type OnnxBuilder, type OnnxValue } from "./builder.ts";

/**
 * - `splat`: every element is `value`.
 * - `tensor`: `value` has the graph value's shape, or one that broadcasts to it (leading dims may be missing, dims may
 *   be 1).
 * - `transposed`: the graph value is `source` with its dims permuted.
 */
export type Form =
  | { readonly kind: "splat"; readonly value: number }
  | { readonly kind: "tensor"; readonly value: OnnxValue }
  | TransposedForm;

export interface TransposedForm {
  readonly kind: "transposed";
  readonly source: OnnxValue;
  readonly permutation: readonly number[];
}

export class LoweringContext {
  readonly graph: Graph;
  readonly builder: OnnxBuilder;
  /** Writes a graph of the given inputs into a builder; returns its outputs. */
  readonly lower: (graph: Graph, builder: OnnxBuilder, inputs: readonly OnnxValue[]) => OnnxValue[];
  /** The op being lowered, for errors. */
  where = "";
  readonly #forms: (Form | undefined)[] = [];

  constructor(graph: Graph, builder: OnnxBuilder, lower: LoweringContext["lower"]) {
    this.graph = graph;
    this.builder = builder;
    this.lower = lower;
  }

  type(value: ValueId): TensorType {
    return this.graph.types[value];
  }

  form(value: ValueId): Form {
    return this.#forms[value]!;
  }

  set(value: ValueId, form: Form): void {
    this.#forms[value] = form;
  }

  define(value: ValueId, tensor: OnnxValue): void {
    this.#forms[value] = { kind: "tensor", value: tensor };
  }

  unsupported(what: string): Unsupported {
    return new Unsupported(this.where, what);
  }

  /** The value as a tensor that broadcasts to its shape, the form that elementwise operators take. */
  aligned(value: ValueId): OnnxValue {
    const form = this.form(value);
    if (form.kind === "tensor") return form.value;
    if (form.kind === "splat") return this.builder.scalar(this.type(value).dtype, form.value);
    const tensor = this.builder.transpose(form.source, form.permutation);
    this.define(value, tensor);
    return tensor;
  }

  /** The value as a tensor of exactly its shape. */
  dense(value: ValueId): OnnxValue {
    const aligned = this.aligned(value);
    const { shape } = this.type(value);
    if (sameShape(aligned.shape, shape)) return aligned;
    const tensor = this.builder.expand(aligned, shape);
    this.define(value, tensor);
    return tensor;
  }

  /** The shape of an aligned tensor, padded with leading ones to the rank of its value. */
  alignedShape(value: ValueId, tensor: OnnxValue): number[] {
    const rank = this.type(value).shape.length;
    return [...Array<number>(rank - tensor.shape.length).fill(1), ...tensor.shape];
  }

  /**
   * Defines `result` as an elementwise function of `operands`. `compute` gets tensors that broadcast together and their
   * common shape. If all operands repeat along a dim, the result does; if all have the same transpose, the result has
   * it too.
   */
  elementwise(
    result: ValueId,
    operands: readonly ValueId[],
    compute: (tensors: readonly OnnxValue[], shape: readonly number[]) => OnnxValue,
  ): void {
    const forms = operands.map((operand) => this.form(operand));
    const permutation = forms.find((form) => form.kind === "transposed")?.permutation;
    const alike = forms.every(
      (form) => form.kind === "splat" || (form.kind === "transposed" && sameShape(form.permutation, permutation!)),
    );
    if (permutation && alike) {
      const sources = forms.map((form, i) => (form.kind === "transposed" ? form.source : this.aligned(operands[i])));
      const source = compute(sources, broadcastShape(sources.map((tensor) => tensor.shape)));
      this.set(result, { kind: "transposed", source, permutation });
      return;
    }
    const aligned = operands.map((operand) => this.aligned(operand));
    const shape = broadcastShape(aligned.map((tensor) => tensor.shape));
    const tensors = aligned.map((tensor) => this.builder.repeatLast(tensor, shape));
    this.define(result, compute(tensors, shape));
  }

  /** True if every element is this number. */
  isSplat(value: ValueId, number: number): boolean {
    const form = this.form(value);
    return form.kind === "splat" && form.value === number;
  }

  /** True if the form stores every element (nothing is repeated). */
  isFull(value: ValueId): boolean {
    const form = this.form(value);
    if (form.kind === "splat") return false;
    const tensor = form.kind === "tensor" ? form.value : form.source;
    return numElements(tensor.shape) === numElements(this.type(value).shape);
  }
}
