/** @file Builds graphs op by op; result types come from the op table. */
import { InternalError } from "../base/errors.ts";
import type { Graph, Op, Port, ValueId } from "./graph.ts";
import type { OpAttrs, OpKind } from "./ops.ts";
import { inferTypes } from "./table.ts";
import type { TensorType } from "./types.ts";

export class GraphBuilder {
  readonly #name: string;
  readonly #types: TensorType[] = [];
  readonly #inputs: Port[] = [];
  readonly #ops: Op[] = [];
  /** The op that computes each value; undefined for an input. */
  readonly #definers: (Op | undefined)[] = [];

  /** The source of the ops added next. */
  source: string | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Adds a graph input. */
  input(name: string, type: TensorType): ValueId {
    const value = this.#types.push(type) - 1;
    this.#definers.push(undefined);
    this.#inputs.push({ value, name });
    return value;
  }

  /**
   * Adds an op and returns its results.
   * @throws InvalidGraph when operands or attributes break the op's rule
   */
  emit<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K], scope?: string): readonly ValueId[] {
    const operandTypes = operands.map((value) => this.typeOf(value));
    const types = inferTypes(kind, operandTypes, attrs, () => `${this.#name}: ${kind}.${this.#ops.length}`);
    return this.add(kind, operands, attrs, types, scope).results;
  }

  /** Adds an op whose results are known to be of `types`. */
  add<K extends OpKind>(
    kind: K,
    operands: readonly ValueId[],
    attrs: OpAttrs[K],
    types: readonly TensorType[],
    scope?: string,
  ): Op {
    const results = types.map((type) => this.#types.push(type) - 1);
    const { source } = this;
    const places = { ...(scope && { scope }), ...(source && { source }) };
    const op = { kind, attrs, operands, results, ...places } as unknown as Op;
    for (let i = 0; i < results.length; i++) this.#definers.push(op);
    this.#ops.push(op);
    return op;
  }

  /** Adds an op with one result and returns it. */
  op<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K], scope?: string): ValueId {
    const results = this.emit(kind, operands, attrs, scope);
    if (results.length !== 1)
      throw new InternalError(this.#name, `${kind} has ${results.length} results, expected one`);
    return results[0];
  }

  /** A constant of one repeated value. */
  splat(type: TensorType, value: number, scope?: string): ValueId {
    return this.op("constant", [], { type, data: { splat: value } }, scope);
  }

  /** The number of inputs and results so far. */
  get numValues(): number {
    return this.#types.length;
  }

  /** The op that makes `value`; undefined for an input. */
  definer(value: ValueId): Op | undefined {
    return this.#definers[value];
  }

  /** Appends a name to the scope of the op that makes `value`; returns false for an input. */
  mark(value: ValueId, name: string): boolean {
    const op = this.#definers[value];
    if (!op) return false;
    const marked: Op = { ...op, scope: op.scope === undefined ? name : `${op.scope}/${name}` };
    this.#ops[this.#ops.lastIndexOf(op)] = marked;
    for (const result of op.results) this.#definers[result] = marked;
    return true;
  }

  typeOf(value: ValueId): TensorType {
    const type = this.#types[value];
    if (!type) throw new InternalError(this.#name, `value ${value} does not exist, there are ${this.#types.length}`);
    return type;
  }

  finish(outputs: readonly Port[]): Graph {
    return { name: this.#name, types: this.#types, inputs: this.#inputs, outputs, ops: this.#ops };
  }
}
