/** @file A random graph under construction: its values with known facts, and helpers for adding ops of all kinds. */
import type { Random } from "../../../src/base/random.ts";
import { GraphBuilder } from "../../../src/ir/builder.ts";
import type { Graph, ValueId } from "../../../src/ir/graph.ts";
import type { CollectiveKind, CompareDirection, OpAttrs, OpKind } from "../../../src/ir/ops.ts";
import { type DType, isFloat, numElements, sameType, type TensorType } from "../../../src/ir/types.ts";

/** Adds at least one op of its kind to a graph. */
export type Grow = (grower: Grower) => void;

/** The kinds of a one-device graph that is not cut into microbatches. */
export type GraphKind = Exclude<OpKind, CollectiveKind | "microbatch_id">;

export const directions: readonly CompareDirection[] = ["EQ", "NE", "LT", "LE", "GT", "GE"];
export const sizes = [1, 2, 2, 3, 4, 4, 4, 6, 8, 8, 8];
export const maxElements = 512;
/** Values larger than this are scaled down before another op reads them. */
export const maxBound = 64;

/** Facts about a value: |x| ≤ bound, and whether every engine computes the same bits. */
export interface Fact {
  readonly bound: number;
  readonly exact: boolean;
}

/** Grows one graph; each `grow` function adds at least one op of its kind. */
export class Grower {
  readonly random: Random;
  readonly dtypes: readonly DType[];
  readonly #builder = new GraphBuilder("random");
  readonly #facts: Fact[] = [];
  readonly #used = new Set<ValueId>();
  readonly #values: ValueId[] = [];
  #numInputs = 0;

  constructor(random: Random, dtypes: readonly DType[]) {
    this.random = random;
    this.dtypes = dtypes;
  }

  typeOf(value: ValueId): TensorType {
    return this.#builder.typeOf(value);
  }

  factOf(value: ValueId): Fact {
    return this.#facts[value];
  }

  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  /** Adds an op whose results obey `fact`. */
  emit<K extends OpKind>(
    kind: K,
    operands: readonly ValueId[],
    attrs: OpAttrs[K],
    fact?: Partial<Fact>,
  ): readonly ValueId[] {
    const results = this.#builder.emit(kind, operands, attrs);
    const facts = operands.map((operand) => this.#facts[operand]);
    for (const result of results) {
      const bound = fact?.bound ?? Math.max(0, ...facts.map((known) => known.bound));
      this.#facts[result] = {
        bound: this.typeOf(result).dtype === "i1" ? 1 : bound,
        exact: fact?.exact ?? facts.every((known) => known.exact),
      };
      this.#values.push(result);
    }
    for (const operand of operands) this.#used.add(operand);
    return results;
  }

  op<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K], fact?: Partial<Fact>): ValueId {
    return this.emit(kind, operands, attrs, fact)[0];
  }

  splat(like: TensorType, value: number): ValueId {
    return this.op("constant", [], { type: like, data: { splat: value } }, { bound: Math.abs(value), exact: true });
  }

  input(type: TensorType): ValueId {
    const value = this.#builder.input(`x${this.#numInputs++}`, type);
    this.#facts[value] = { bound: inputBound(type.dtype), exact: true };
    this.#values.push(value);
    return value;
  }

  shape(maxRank = 3): number[] {
    const shape: number[] = [];
    for (let rank = this.random.int(maxRank + 1); rank > 0; rank--) {
      const size = this.random.pick(sizes);
      if (numElements(shape) * size <= maxElements) shape.push(size);
    }
    return shape;
  }

  dtype(allowed: (dtype: DType) => boolean = () => true): DType | undefined {
    const known = this.dtypes.filter(allowed);
    return known.length === 0 ? undefined : this.random.pick(known);
  }

  /** A value of `type`: an existing one, a reshaped or broadcast one, a comparison (for booleans), or a new input. */
  fetch(type: TensorType, exact = false): ValueId {
    const usable = this.#values.filter((value) => !exact || this.#facts[value].exact);
    const same = usable.filter((value) => sameType(this.typeOf(value), type));
    if (same.length > 0 && this.chance(0.7)) return this.tame(this.random.pick(same));
    const alike = usable.filter((value) => this.typeOf(value).dtype === type.dtype);
    const reshapable = alike.filter((value) => numElements(this.typeOf(value).shape) === numElements(type.shape));
    if (reshapable.length > 0 && this.chance(0.7)) {
      return this.tame(this.op("reshape", [this.random.pick(reshapable)], { shape: type.shape }));
    }
    if (alike.length > 0 && this.chance(0.3)) {
      return this.broadcastTo(this.tame(this.random.pick(alike)), type.shape);
    }
    if (type.dtype === "i1" && this.chance(0.8)) return this.compare({ ...type, dtype: this.dtype() ?? "i1" });
    return this.input(type);
  }

  /** Slices the leading element out of every dim that does not fit, then broadcasts to `shape`. */
  broadcastTo(value: ValueId, shape: readonly number[]): ValueId {
    const from = this.typeOf(value).shape;
    const kept = Math.min(from.length, shape.length);
    const dims = Array.from({ length: kept }, (_, index) => shape.length - kept + index);
    let source = value;
    if (from.length > kept) {
      const reducer = this.typeOf(value).dtype === "i1" ? "and" : "minimum";
      source = this.op("reduce", [value], { reducer, dims: from.slice(kept).map((_, index) => kept + index) });
    }
    const limit = dims.map((dim, index) => (from[index] === shape[dim] ? from[index] : 1));
    if (limit.some((size, index) => size !== from[index])) {
      source = this.op("slice", [source], { start: limit.map(() => 0), limit, strides: limit.map(() => 1) });
    }
    return this.op("broadcast_in_dim", [source], { shape, dims });
  }

  compare(type: TensorType): ValueId {
    const direction = this.random.pick(directions);
    return this.op("compare", [this.fetch(type, true), this.fetch(type, true)], { direction }, { bound: 1 });
  }

  /** The value, or a scaled-down copy when it may be larger than `limit`. */
  tame(value: ValueId, limit = maxBound): ValueId {
    const { bound, exact } = this.factOf(value);
    if (bound <= limit) return value;
    const type = this.typeOf(value);
    if (isFloat(type.dtype)) {
      return this.op("multiply", [value, this.splat(type, limit / bound)], {}, { bound: limit, exact: false });
    }
    const modulus = Math.max(2, Math.floor(limit));
    return this.op("remainder", [value, this.splat(type, modulus)], {}, { bound: modulus, exact });
  }

  /** A value of any shape and an allowed type. */
  any(allowed: (dtype: DType) => boolean, exact = false, maxRank = 3): ValueId | undefined {
    const known = this.#values.filter(
      (value) =>
        allowed(this.typeOf(value).dtype) &&
        this.typeOf(value).shape.length <= maxRank &&
        (!exact || this.#facts[value].exact),
    );
    if (known.length > 0 && this.chance(0.8)) return this.tame(this.random.pick(known));
    if (allowed("i1") && this.chance(0.2)) return this.compare({ shape: this.shape(maxRank), dtype: this.dtype()! });
    const dtype = this.dtype(allowed);
    return dtype === undefined ? undefined : this.input({ shape: this.shape(maxRank), dtype });
  }

  /** Some dims of a value of rank `rank`, ascending. */
  dims(rank: number, probability = 0.5): number[] {
    return Array.from({ length: rank }, (_, dim) => dim).filter(() => this.chance(probability));
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.random.int(left.length), 1)[0]);
  }

  finish(): Graph {
    const unused = this.#values.filter((value) => !this.#used.has(value));
    const made = this.#values.filter((value) => !unused.includes(value) && this.chance(0.15));
    const outputs = [...unused, ...made].sort((a, b) => a - b);
    return this.#builder.finish(outputs.map((value, index) => ({ value, name: `y${index}` })));
  }
}

export const isInteger = (dtype: DType): boolean => !isFloat(dtype) && dtype !== "i1";
export const isNumber = (dtype: DType): boolean => dtype !== "i1";
export const inputBound = (dtype: DType): number => (isFloat(dtype) || dtype === "i1" ? 1 : 4);
