/**
 * @file Helpers that the conversions of primitives share: shape ops that are omitted when they change nothing, explicit
 * ops for numpy's implicit broadcasting and type promotion, and one constant per distinct value.
 */
import type { GraphBuilder } from "../../ir/builder.ts";
import type { ValueId } from "../../ir/graph.ts";
import type { OpAttrs, OpKind } from "../../ir/ops.ts";
import { markedLayer } from "../../ir/scope.ts";
import { type DType, sameShape, type TensorType } from "../../ir/types.ts";

export class Emitter {
  readonly builder: GraphBuilder;
  readonly hasLines: boolean;
  /** The scope of the ops emitted next (names of nested jit functions). */
  scope: string | undefined;
  /** The layers that the emitted ops may belong to. */
  readonly layers = new Set<string>();
  readonly #splats = new Map<string, ValueId>();
  readonly #scalars = new Map<ValueId, number>();
  /** Inputs that are plain numbers, with their names and the inputs that hold the same number as an integer. */
  readonly #numbers = new Map<ValueId, { readonly name: string; readonly as: Map<DType, ValueId> }>();

  /** @param hasLines  whether ops get the lines of their equations */
  constructor(builder: GraphBuilder, hasLines = false) {
    this.builder = builder;
    this.hasLines = hasLines;
  }

  /** Enters the nested function `name`. */
  enter(name: string): void {
    this.scope = this.scope === undefined ? name : `${this.scope}/${name}`;
    const layer = markedLayer(this.scope);
    if (layer !== undefined) this.layers.add(layer);
  }

  type(value: ValueId): TensorType {
    return this.builder.typeOf(value);
  }

  shape(value: ValueId): readonly number[] {
    return this.type(value).shape;
  }

  /** Emits an op and returns all its results. */
  emit<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]): readonly ValueId[] {
    return this.builder.emit(kind, operands, attrs, this.scope);
  }

  /** Emits an op and returns its only result. */
  op<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]): ValueId {
    return this.emit(kind, operands, attrs)[0];
  }

  /** A constant that repeats one number over a shape. */
  splat(value: number, { shape, dtype }: TensorType): ValueId {
    const key = `${Object.is(value, -0) ? "-0" : value} ${dtype} ${shape}`;
    let id = this.#splats.get(key);
    if (id === undefined) {
      id = this.builder.emit("constant", [], { type: { shape, dtype }, data: { splat: value } })[0];
      this.#splats.set(key, id);
      if (shape.length === 0) this.#scalars.set(id, value);
    }
    return id;
  }

  /** Marks an input as a plain number. */
  addNumber(input: ValueId, name: string): void {
    this.#numbers.set(input, { name, as: new Map() });
  }

  /** The number that `input` holds as an integer; undefined for other inputs. */
  integerOf(input: ValueId): ValueId | undefined {
    for (const [number, { as }] of this.#numbers) if ([...as.values()].includes(input)) return number;
    return undefined;
  }

  convert(value: ValueId, dtype: DType): ValueId {
    if (this.type(value).dtype === dtype) return value;
    const number = this.#numbers.get(value);
    if (!number || (dtype !== "i32" && dtype !== "ui32")) return this.op("convert", [value], { dtype });
    // f32 represents integers exactly only up to 2^24, so the number becomes a second input.
    const integer = number.as.get(dtype) ?? this.builder.input(`${number.name} as ${dtype}`, { shape: [], dtype });
    number.as.set(dtype, integer);
    return integer;
  }

  reshape(value: ValueId, shape: readonly number[]): ValueId {
    return sameShape(this.shape(value), shape) ? value : this.op("reshape", [value], { shape });
  }

  transpose(value: ValueId, permutation: readonly number[]): ValueId {
    return permutation.every((from, to) => from === to) ? value : this.op("transpose", [value], { permutation });
  }

  /** `value` with its dim i at dim `dims[i]` of `shape`; dims of size 1 are repeated. */
  broadcast(value: ValueId, shape: readonly number[], dims: readonly number[]): ValueId {
    const scalar = this.#scalars.get(value);
    if (scalar !== undefined) return this.splat(scalar, { shape, dtype: this.type(value).dtype });
    return sameShape(this.shape(value), shape) ? value : this.op("broadcast_in_dim", [value], { shape, dims });
  }

  /** numpy's rule: trailing dims are aligned, dims of size 1 are repeated. Also converts to the type's dtype. */
  expand(value: ValueId, { shape, dtype }: TensorType): ValueId {
    const scalar = this.#scalars.get(value);
    if (scalar !== undefined) return this.splat(convertNumber(scalar, dtype), { shape, dtype });
    const from = this.shape(value);
    const lead = shape.length - from.length;
    return this.broadcast(
      this.convert(value, dtype),
      shape,
      from.map((_, dim) => lead + dim),
    );
  }

  /** The part [start, limit) of one dim, every `stride`-th. */
  sliceDim(value: ValueId, dim: number, start: number, limit: number, stride = 1): ValueId {
    const shape = this.shape(value);
    if (start === 0 && limit === shape[dim] && stride === 1) return value;
    return this.op("slice", [value], {
      start: shape.map((_, d) => (d === dim ? start : 0)),
      limit: shape.map((size, d) => (d === dim ? limit : size)),
      strides: shape.map((_, d) => (d === dim ? stride : 1)),
    });
  }

  /** Zeros around (or, where negative, cropping) and between the elements of one dim. */
  padDim(value: ValueId, dim: number, low: number, high: number, interior = 0): ValueId {
    if (low === 0 && high === 0 && interior === 0) return value;
    const at = (amount: number): number[] => this.shape(value).map((_, d) => (d === dim ? amount : 0));
    return this.pad(value, at(low), at(high), at(interior));
  }

  pad(value: ValueId, low: readonly number[], high: readonly number[], interior: readonly number[]): ValueId {
    const zero = this.splat(0, { shape: [], dtype: this.type(value).dtype });
    return this.op("pad", [value, zero], { low, high, interior });
  }
}

/** A literal as its new type holds it. */
function convertNumber(value: number, dtype: DType): number {
  if (dtype === "i1") return value === 0 ? 0 : 1;
  if (dtype === "f32") return Math.fround(value);
  if (dtype === "f64" || dtype === "f16" || dtype === "bf16") return value;
  const [low, high] = dtype === "ui32" ? [0, 0xffffffff] : [-0x80000000, 0x7fffffff];
  return Number.isNaN(value) ? 0 : Math.min(high, Math.max(low, Math.trunc(value)));
}
