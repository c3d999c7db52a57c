/**
 * @file Emits ops of a Graph and tracks known values: small constants and repeated numbers are computed during
 * conversion, which determines trip counts of loops and starts of slices. Inside unrolled loops, known values become
 * ops only when an unknown op reads them; elsewhere every op of the text is emitted.
 */

import { InvalidGraph } from "../../../base/errors.ts";
import type { GraphBuilder } from "../../../ir/builder.ts";
import { reducerIdentity } from "../../../ir/evaluate/contraction.ts";
import { allocateNumbers, decode, encode } from "../../../ir/evaluate/data.ts";
import { evaluateOp } from "../../../ir/evaluate.ts";
import type { Op, ValueId } from "../../../ir/graph.ts";
import { binaryKinds, type OpAttrs, type OpKind, type Reducer, unaryKinds } from "../../../ir/ops.ts";
import { inferTypes } from "../../../ir/table.ts";
import {
  allocateData,
  type DType,
  isWide,
  numElements,
  sameShape,
  type TensorData,
  type TensorType,
} from "../../../ir/types.ts";

/** Maximum number of elements of a value that is computed during conversion. */
const maxKnown = 64;

const elementwiseKinds = new Set<OpKind>([
  ...unaryKinds,
  ...binaryKinds,
  "convert",
  "bitcast_convert",
  "compare",
  "select",
]);

/** Kinds that only move elements: their result is a repeated number if their operand is one. */
const movingKinds = new Set<OpKind>(["broadcast_in_dim", "reshape", "transpose", "reverse", "slice"]);

/** A value known during conversion: all its elements, or the one that repeats. */
export interface Known {
  readonly isSplat: boolean;
  readonly data: TensorData;
}

/**
 * A tensor made of parts along `dim`: each of `parts` over its own range, `base` elsewhere. Loops write such tensors
 * slice by slice.
 */
export interface Assembled {
  readonly dim: number;
  readonly base: Handle;
  readonly parts: readonly { readonly start: number; readonly limit: number; readonly value: Handle }[];
}

/** The parts of complex numbers. */
export type Complex = readonly [real: Handle, imag: Handle];

/** A value of the module while it is converted. */
export interface Handle {
  /** The parts of a complex value, which has no other field than their `type`. */
  readonly complex?: Complex;
  readonly type: TensorType;
  /** The graph's value; for known and assembled values undefined until an op reads it. */
  id?: ValueId;
  readonly known?: Known;
  readonly assembled?: Assembled;
}

export class Emitter {
  readonly builder: GraphBuilder;
  /** The scope (source location) of the ops emitted next. */
  scope: string | undefined;
  /** Whether known values are folded away instead of becoming ops of the graph. */
  folds = false;
  readonly #constants = new Map<string, ValueId>();

  constructor(builder: GraphBuilder) {
    this.builder = builder;
  }

  input(name: string, type: TensorType): Handle {
    return { type, id: this.builder.input(name, type) };
  }

  constant(type: TensorType, known: Known): Handle {
    const isSplat = known.isSplat || known.data.length === 1;
    if (known.data.length <= maxKnown) return { type, known: { isSplat, data: known.data } };
    const attrs = { type, data: { dense: known.data } };
    return { type, id: this.builder.emit("constant", [], attrs, this.scope)[0] };
  }

  /** A constant of the text. */
  written(type: TensorType, known: Known): Handle {
    const value = this.constant(type, known);
    if (this.folds || value.id !== undefined) return value;
    if (known.isSplat) value.id = this.#repeated(type, known.data);
    else value.id = this.builder.emit("constant", [], { type, data: { dense: known.data } }, this.scope)[0];
    return value;
  }

  /** One number repeated. */
  splat(value: number, { dtype, shape }: TensorType): Handle {
    const data = allocateData(dtype, 1);
    const scalar = { type: { dtype, shape: [] }, data: { splat: value } };
    const [encoded] = evaluateOp(opOf("constant", scalar), [], [scalar.type], []);
    data.set(encoded as never);
    return this.constant({ dtype, shape }, { isSplat: true, data });
  }

  /** A tensor filled with the initial value of `reducer`. */
  identity(reducer: Reducer, { dtype, shape }: TensorType): Handle {
    const data = encode(allocateNumbers(dtype, 1).fill(reducerIdentity(reducer, dtype)), dtype);
    return this.constant({ dtype, shape }, { isSplat: true, data });
  }

  /** Whether the value is known to be the initial value of `reducer`. */
  isIdentity({ type, known }: Handle, reducer: Reducer): boolean {
    return known?.isSplat === true && decode(known.data, type.dtype)[0] === reducerIdentity(reducer, type.dtype);
  }

  /** Returns the value as a value of the graph. */
  id(handle: Handle): ValueId {
    if (handle.complex) throw new InvalidGraph("", "computes with complex numbers; compute with their parts");
    handle.id ??= handle.assembled ? this.id(this.#join(handle.assembled)) : this.#knownId(handle);
    return handle.id;
  }

  #knownId({ type, known }: Handle): ValueId {
    const { data, isSplat } = known!;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const key = `${type.dtype} ${type.shape} ${isSplat} ${bytes}`;
    let id = this.#constants.get(key);
    if (id === undefined) {
      id = isSplat
        ? this.#repeated(type, data)
        : this.builder.emit("constant", [], { type, data: { dense: data } }, this.scope)[0];
      this.#constants.set(key, id);
    }
    return id;
  }

  /** A constant of one repeated element. A 64-bit integer that no double represents becomes a broadcast constant. */
  #repeated(type: TensorType, data: TensorData): ValueId {
    const number = numberOf(data, type.dtype);
    if (!isWide(type.dtype) || Number.isSafeInteger(number)) return this.builder.splat(type, number, this.scope);
    const scalar = { type: { dtype: type.dtype, shape: [] }, data: { dense: data } };
    const id = this.builder.op("constant", [], scalar, this.scope);
    if (type.shape.length === 0) return id;
    return this.builder.op("broadcast_in_dim", [id], { shape: type.shape, dims: [] }, this.scope);
  }

  /** All results of one op. */
  emit<K extends OpKind>(kind: K, operands: readonly Handle[], attrs: OpAttrs[K]): Handle[] {
    const types = operands.map(({ type }) => type);
    const results = inferTypes(kind, types, attrs);
    const known = this.#fold(kind, operands, attrs, results);
    // Iotas are not folded: as constants they could not be split.
    if (known && this.folds && kind !== "iota") return known;
    const ids = operands.map((operand) => this.id(operand));
    const op = this.builder.add(kind, ids, attrs, results, this.scope);
    return results.map((type, i) => {
      const id = op.results[i];
      return known ? { type, id, known: known[i].known } : { type, id };
    });
  }

  /** The only result of one op. */
  op<K extends OpKind>(kind: K, operands: readonly Handle[], attrs: OpAttrs[K]): Handle {
    return this.emit(kind, operands, attrs)[0];
  }

  #fold<K extends OpKind>(
    kind: K,
    operands: readonly Handle[],
    attrs: OpAttrs[K],
    results: readonly TensorType[],
  ): Handle[] | undefined {
    if (!operands.every(({ known }) => known)) return undefined;
    const allSplat = operands.length > 0 && operands.every(({ known }) => known!.isSplat);
    if (allSplat && movingKinds.has(kind)) return [{ type: results[0], known: operands[0].known! }];
    if (allSplat && elementwiseKinds.has(kind)) {
      const scalars = (types: readonly TensorType[]) => types.map(({ dtype }): TensorType => ({ dtype, shape: [] }));
      const data = operands.map(({ known }) => known!.data);
      const folded = evaluateOp(opOf(kind, attrs), scalars(operands.map(({ type }) => type)), scalars(results), data);
      return results.map((type, i) => ({ type, known: { isSplat: true, data: folded[i] } }));
    }
    const isSmall = ({ shape }: TensorType) => numElements(shape) <= maxKnown;
    if (!results.every(isSmall) || !operands.every(({ type }) => isSmall(type))) return undefined;
    const types = operands.map(({ type }) => type);
    const data = operands.map((operand) => this.elements(operand)!);
    const folded = evaluateOp(opOf(kind, attrs), types, results, data);
    return results.map((type, i) => ({ type, known: { isSplat: folded[i].length === 1, data: folded[i] } }));
  }

  /** Every element of a known value. */
  elements({ type, known }: Handle): TensorData | undefined {
    if (!known || (known.isSplat && numElements(type.shape) > maxKnown)) return undefined;
    if (!known.isSplat || numElements(type.shape) === 1) return known.data;
    const data = allocateData(type.dtype, numElements(type.shape));
    (data as Float32Array).fill(known.data[0] as number);
    return data;
  }

  /** The number that every element of the value equals, if known. */
  number({ type, known }: Handle): number | undefined {
    return known?.isSplat && known.data.length === 1 ? numberOf(known.data, type.dtype) : undefined;
  }

  convert(value: Handle, dtype: DType): Handle {
    return value.type.dtype === dtype ? value : this.op("convert", [value], { dtype });
  }

  reshape(value: Handle, shape: readonly number[]): Handle {
    return sameShape(value.type.shape, shape) ? value : this.op("reshape", [value], { shape });
  }

  transpose(value: Handle, permutation: readonly number[]): Handle {
    return permutation.every((from, to) => from === to) ? value : this.op("transpose", [value], { permutation });
  }

  /** `value` with its dim i at dim `dims[i]` of `shape`. */
  broadcast(value: Handle, shape: readonly number[], dims: readonly number[]): Handle {
    return sameShape(value.type.shape, shape) && dims.every((dim, i) => dim === i)
      ? value
      : this.op("broadcast_in_dim", [value], { shape, dims });
  }

  /** The part [start, limit) of every dim. For an assembled tensor, returns a part itself if the slice is one. */
  slice(value: Handle, start: readonly number[], limit: readonly number[]): Handle {
    const { shape } = value.type;
    const cut = shape.flatMap((size, dim) => (start[dim] === 0 && limit[dim] === size ? [] : [dim]));
    if (cut.length === 0) return value;
    const { assembled } = value;
    if (assembled && value.id === undefined && cut.length === 1 && cut[0] === assembled.dim) {
      const [from, to] = [start[cut[0]], limit[cut[0]]];
      const parts = assembled.parts.filter((part) => part.start < to && part.limit > from);
      if (parts.length === 0) return this.slice(assembled.base, start, limit);
      if (parts.length === 1 && parts[0].start === from && parts[0].limit === to) return parts[0].value;
    }
    return this.op("slice", [value], { start, limit, strides: shape.map(() => 1) });
  }

  /** `value` with the elements at `start` replaced by `update`; undefined if `update` is partial in several dims. */
  replace(value: Handle, update: Handle, start: readonly number[]): Handle | undefined {
    const cut = value.type.shape.flatMap((size, dim) => (update.type.shape[dim] === size ? [] : [dim]));
    if (cut.length === 0) return update;
    if (cut.length > 1) return undefined;
    const [dim] = cut;
    const part = { start: start[dim], limit: start[dim] + update.type.shape[dim], value: update };
    const isOpen = value.assembled?.dim === dim && value.id === undefined;
    const [base, others] = isOpen ? [value.assembled.base, value.assembled.parts] : [value, []];
    const kept = others.filter((other) => other.start !== part.start || other.limit !== part.limit);
    const overlaps = kept.some((other) => other.start < part.limit && other.limit > part.start);
    if (overlaps) {
      this.id(value);
      return { type: value.type, assembled: { dim, base: value, parts: [part] } };
    }
    const parts = [...kept, part].sort((a, b) => a.start - b.start);
    return { type: value.type, assembled: { dim, base, parts } };
  }

  /** The concatenated parts. */
  #join({ dim, base, parts }: Assembled): Handle {
    const { shape } = base.type;
    const pieces: Handle[] = [];
    let at = 0;
    const fillTo = (limit: number): void => {
      if (limit === at) return;
      const bounds = (of: number, whole: (size: number) => number) =>
        shape.map((size, d) => (d === dim ? of : whole(size)));
      pieces.push(
        this.slice(
          base,
          bounds(at, () => 0),
          bounds(limit, (size) => size),
        ),
      );
    };
    for (const part of parts) {
      fillTo(part.start);
      pieces.push(part.value);
      at = part.limit;
    }
    fillTo(shape[dim]);
    return pieces.length === 1 ? pieces[0] : this.op("concatenate", pieces, { dim });
  }
}

const opOf = <K extends OpKind>(kind: K, attrs: OpAttrs[K]): Op =>
  ({ kind, attrs, operands: [], results: [] }) as unknown as Op;

/** The first element as a number; 64-bit integers as the nearest double. */
function numberOf(data: TensorData, dtype: DType): number {
  const [number] = evaluateOp(
    opOf("convert", { dtype: "f64" }),
    [{ dtype, shape: [] }],
    [{ dtype: "f64", shape: [] }],
    [data],
  ) as Float64Array[];
  return number[0];
}
