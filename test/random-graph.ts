/**
 * @file Seeded random graphs over every op kind but the collectives, for differential tests: rewritten = original,
 * partitioned = sequential, runtime = reference.
 *
 * Two engines may round differently, so graphs are built to be comparable: magnitudes stay below about 1e4, arguments stay
 * away from poles (log, divide, asin, …), and ops that jump (floor, compare, sort, float to integer) only read *exact*
 * values, made from inputs by moving, negating, comparing or integer arithmetic. Gather indices may be out of range
 * (StableHLO clamps them); scatter indices are in range, and distinct when the reducer is "set".
 */
import type { Random } from "../src/base/random.ts";
import { GraphBuilder } from "../src/ir/builder.ts";
import type { Graph, ValueId } from "../src/ir/graph.ts";
import {
  type BinaryKind,
  binaryKinds,
  type CollectiveKind,
  type CompareDirection,
  isCollective,
  type OpAttrs,
  type OpKind,
  type Reducer,
  type UnaryKind,
  unaryKinds,
} from "../src/ir/ops.ts";
import { opKinds } from "../src/ir/table.ts";
import {
  allocateData,
  type DType,
  isFloat,
  numElements,
  sameType,
  type TensorData,
  type TensorType,
} from "../src/ir/types.ts";

/** The kinds of a one-device graph. */
export type GraphKind = Exclude<OpKind, CollectiveKind>;

export const graphKinds = opKinds.filter((kind): kind is GraphKind => !isCollective(kind));

export interface RandomGraphOptions {
  /** Ops to add; a few more come from guards and reshapes. Default 12. */
  readonly numOps?: number;
  /** Kinds to draw from. Default all of `graphKinds`. */
  readonly kinds?: readonly GraphKind[];
  /** Number types to draw from; booleans come from comparisons. Default f32 mostly, with some i32 and ui32. */
  readonly dtypes?: readonly DType[];
}

const directions: readonly CompareDirection[] = ["EQ", "NE", "LT", "LE", "GT", "GE"];
const sizes = [1, 2, 2, 3, 4, 4, 4, 6, 8, 8, 8];
const maxElements = 512;
/** Values larger than this are scaled down before another op reads them. */
const maxBound = 64;

/** What the generator knows of a value: |x| ≤ bound, and whether every engine computes the same bits. */
interface Fact {
  readonly bound: number;
  readonly exact: boolean;
}

/** Grows one graph; each `grow` function adds at least one op of its kind. */
class Grower {
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

  /** A value of `type`: one there is, a reshaped or broadcast one, a comparison (for booleans), or a new input. */
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

const isInteger = (dtype: DType): boolean => !isFloat(dtype) && dtype !== "i1";
const isNumber = (dtype: DType): boolean => dtype !== "i1";
const isUnsigned = (dtype: DType): boolean => dtype === "ui32" || dtype === "ui8";
const inputBound = (dtype: DType): number => (isFloat(dtype) || dtype === "i1" ? 1 : 4);

/** Random data for the inputs of a random graph: floats in [−1, 1], integers in [−4, 4], unsigned in [0, 4]. */
export function randomInputs(random: Random, graph: Graph): TensorData[] {
  return graph.inputs.map(({ value }) => randomData(random, graph.types[value]));
}

/** Random data of one type, in the ranges of `randomInputs`. f16 and bf16 are multiples of 1/8, exact in both. */
export function randomData(random: Random, { shape, dtype }: TensorType): TensorData {
  const data = allocateData(dtype, numElements(shape));
  for (let index = 0; index < data.length; index++) {
    if (dtype === "i64") data[index] = BigInt(random.int(9) - 4);
    else if (dtype === "i1") data[index] = random.int(2);
    else if (dtype === "f16" || dtype === "bf16") data[index] = smallFloatBits(dtype, (random.int(17) - 8) / 8);
    else if (isFloat(dtype)) data[index] = 2 * random.next() - 1;
    else data[index] = isUnsigned(dtype) ? random.int(5) : random.int(9) - 4;
  }
  return data;
}

/** The 16 bits of a value that both f16 and bf16 hold exactly. */
function smallFloatBits(dtype: "f16" | "bf16", value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0];
  if (dtype === "bf16") return bits >>> 16;
  if (value === 0) return 0;
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
  return ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}

type Grow = (grower: Grower) => void;

/** Elementwise functions with the range their argument is brought into and the bound of the result. */
function growUnary(kind: UnaryKind): Grow {
  const smooth = (limit: number, bound: number | ((argument: number) => number)): Grow => {
    return (g) => {
      const x = g.any(isFloat);
      if (x === undefined) return;
      const argument = g.tame(x, limit);
      const known = g.factOf(argument).bound;
      g.op(kind, [argument], {}, { bound: typeof bound === "number" ? bound : bound(known), exact: false });
    };
  };
  /** Arguments are made positive: max(|x|, 1/2). */
  const positive = (bound: (argument: number) => number): Grow => {
    return (g) => {
      const x = g.any(isFloat);
      if (x === undefined) return;
      const argument = g.op("maximum", [g.op("abs", [x], {}), g.splat(g.typeOf(x), 0.5)], {}, { bound: maxBound });
      g.op(kind, [argument], {}, { bound: bound(maxBound), exact: false });
    };
  };
  const exact = (allowed: (dtype: DType) => boolean, bound?: number): Grow => {
    return (g) => {
      const x = g.any(allowed, true);
      if (x !== undefined) g.op(kind, [x], {}, bound === undefined ? {} : { bound });
    };
  };
  const any = (allowed: (dtype: DType) => boolean): Grow => {
    return (g) => {
      const x = g.any(allowed);
      if (x === undefined) return;
      g.op(kind, [x], {}, isUnsigned(g.typeOf(x).dtype) ? { bound: 2 ** 32 } : {});
    };
  };
  const grow: { readonly [K in UnaryKind]: Grow } = {
    negate: any(isNumber),
    abs: any((dtype) => isNumber(dtype) && !isUnsigned(dtype)),
    sign: exact((dtype) => isNumber(dtype) && !isUnsigned(dtype), 1),
    exponential: smooth(3, Math.exp),
    log: positive(() => 5),
    sqrt: positive(Math.sqrt),
    rsqrt: positive(() => 1.5),
    sine: smooth(8, 1),
    cosine: smooth(8, 1),
    tanh: smooth(8, 1),
    logistic: smooth(8, 1),
    floor: exact(isFloat, maxBound + 1),
    ceil: exact(isFloat, maxBound + 1),
    not: exact((dtype) => !isFloat(dtype) && !isUnsigned(dtype), maxBound + 1),
    popcnt: exact(isInteger, 64),
    erf: smooth(4, 1),
    erfc: smooth(4, 2),
    asin: smooth(0.9, 1.6),
    atan: smooth(8, 1.6),
  };
  return grow[kind];
}

function growBinary(kind: BinaryKind): Grow {
  const pair = (g: Grower, allowed: (dtype: DType) => boolean, exact = false) => {
    const x = g.any(allowed, exact);
    return x === undefined ? undefined : ([x, g.fetch(g.typeOf(x), exact)] as const);
  };
  const with2 = (
    allowed: (dtype: DType) => boolean,
    bound: (a: number, b: number) => number,
    keepsExact: (dtype: DType) => boolean,
  ): Grow => {
    return (g) => {
      const xy = pair(g, allowed);
      if (!xy) return;
      const { dtype } = g.typeOf(xy[0]);
      const [a, b] = xy.map((value) => g.factOf(value).bound);
      const wraps = isUnsigned(dtype) && kind === "subtract";
      g.op(kind, xy, {}, { bound: wraps ? 2 ** 32 : bound(a, b), ...(keepsExact(dtype) ? {} : { exact: false }) });
    };
  };
  /** max(|y|, 1/2) for floats, y | 1 for integers. */
  const nonzero = (g: Grower, y: ValueId): ValueId => {
    const type = g.typeOf(y);
    if (!isFloat(type.dtype)) return g.op("or", [y, g.splat(type, 1)], {}, { bound: maxBound + 1 });
    return g.op("maximum", [g.op("abs", [y], {}), g.splat(type, 0.5)], {}, { bound: maxBound });
  };
  const dividing = (exact: boolean): Grow => {
    return (g) => {
      const xy = pair(g, isNumber, exact);
      if (!xy) return;
      const float = isFloat(g.typeOf(xy[0]).dtype);
      const bound = 2 * g.factOf(xy[0]).bound;
      g.op(kind, [xy[0], nonzero(g, xy[1])], {}, { bound, ...(float && !exact ? { exact: false } : {}) });
    };
  };
  const shift: Grow = (g) => {
    const xy = pair(g, isInteger);
    if (!xy) return;
    const type = g.typeOf(xy[0]);
    const amount = g.op("and", [xy[1], g.splat(type, 3)], {}, { bound: 3 });
    g.op(kind, [xy[0], amount], {}, { bound: kind === "shift_left" ? 8 * maxBound : 2 ** 32 });
  };
  const bitwise = with2(
    (dtype) => !isFloat(dtype),
    (a, b) => (a <= 1 && b <= 1 ? 1 : 2 * maxBound),
    () => true,
  );
  const grow: { readonly [K in BinaryKind]: Grow } = {
    add: with2(isNumber, (a, b) => a + b, isInteger),
    subtract: with2(isNumber, (a, b) => a + b, isInteger),
    multiply: with2(isNumber, (a, b) => a * b, isInteger),
    divide: dividing(false),
    remainder: dividing(true),
    maximum: with2(isNumber, Math.max, () => true),
    minimum: with2(isNumber, Math.max, () => true),
    power(g) {
      const xy = pair(g, isFloat);
      if (!xy) return;
      g.op("power", [nonzero(g, g.tame(xy[0], 4)), g.tame(xy[1], 2)], {}, { bound: maxBound ** 2, exact: false });
    },
    and: bitwise,
    or: bitwise,
    xor: bitwise,
    shift_left: shift,
    shift_right_logical: shift,
  };
  return grow[kind];
}

/** Dims named by role, shuffled into an operand's dim order. */
function layOut(g: Grower, groups: readonly (readonly number[])[]) {
  const tagged = g.shuffled(groups.flatMap((group, role) => group.map((size, index) => ({ size, role, index }))));
  const shape = tagged.map(({ size }) => size);
  const at = (role: number) =>
    groups[role].map((_, index) => tagged.findIndex((dim) => dim.role === role && dim.index === index));
  return { shape, at };
}

const someSizes = (g: Grower, max: number): number[] =>
  Array.from({ length: g.random.int(max + 1) }, () => g.random.pick([1, 2, 4, 4, 8, 3]));

const otherGrow: { readonly [K in Exclude<GraphKind, UnaryKind | BinaryKind>]: Grow } = {
  convert(g) {
    const to = g.dtype(isNumber);
    const x = g.any(() => true, true);
    if (to === undefined || x === undefined) return;
    // Converting a negative number to an unsigned type is undefined.
    const from = g.typeOf(x).dtype;
    const source = isUnsigned(to) && !isUnsigned(from) && from !== "i1" ? g.op("abs", [x], {}) : x;
    g.op("convert", [source], { dtype: to });
  },
  bitcast_convert(g) {
    const x = g.any((dtype) => dtype === "f32" || dtype === "i32" || dtype === "ui32", true);
    if (x === undefined) return;
    const type = g.typeOf(x);
    if (type.dtype === "f32") {
      g.op("bitcast_convert", [x], { dtype: "i32" }, { bound: 2 ** 31 });
    } else {
      // Mantissa bits under the exponent of 1: a float in [1, 2).
      const mantissa = g.op("and", [x, g.splat(type, 0x7fffff)], {}, { bound: 2 ** 23 });
      const bits = g.op("or", [mantissa, g.splat(type, 0x3f800000)], {}, { bound: 2 ** 30 });
      g.op("bitcast_convert", [bits], { dtype: "f32" }, { bound: 2 });
    }
  },
  compare(g) {
    const dtype = g.dtype();
    if (dtype) g.compare({ shape: g.shape(), dtype });
  },
  select(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const type = g.typeOf(x);
    const y = g.fetch(type);
    g.op("select", [g.fetch({ shape: type.shape, dtype: "i1" }, true), x, y], {});
  },
  constant(g) {
    const dtype = g.dtype();
    if (!dtype) return;
    const type = { shape: g.shape(), dtype };
    if (g.chance(0.5)) g.splat(type, isFloat(dtype) ? g.random.pick([0, 1, -1, 0.5, 2]) : g.random.int(3));
    else {
      const data = { dense: randomData(g.random, type) };
      g.op("constant", [], { type, data }, { bound: inputBound(dtype), exact: true });
    }
  },
  iota(g) {
    const dtype = g.dtype(isNumber);
    if (!dtype) return;
    const shape = [...g.shape(2), g.random.pick(sizes)];
    g.op("iota", [], { type: { shape, dtype }, dim: g.random.int(shape.length) }, { bound: 8, exact: true });
  },
  broadcast_in_dim(g) {
    const x = g.any(() => true, false, 2);
    if (x === undefined) return;
    const from = g.typeOf(x).shape;
    const rank = from.length + g.random.int(3);
    const dims = g
      .shuffled(Array.from({ length: rank }, (_, dim) => dim))
      .slice(0, from.length)
      .sort((a, b) => a - b);
    const shape = Array.from({ length: rank }, (_, dim) => {
      const size = dims.includes(dim) ? from[dims.indexOf(dim)] : 1;
      return size === 1 ? g.random.pick([1, 2, 4, 8]) : size;
    });
    if (numElements(shape) <= 2 * maxElements) g.op("broadcast_in_dim", [x], { shape, dims });
  },
  reshape(g) {
    const x = g.any(() => true, false, 4);
    if (x === undefined) return;
    const primes: number[] = [];
    for (let left = numElements(g.typeOf(x).shape), p = 2; left > 1; ) {
      if (left % p === 0) {
        primes.push(p);
        left /= p;
      } else p++;
    }
    const keepOrder = g.chance(0.7) ? primes : g.shuffled(primes);
    const shape: number[] = [];
    for (const prime of keepOrder) {
      if (shape.length > 0 && g.chance(0.6)) shape[shape.length - 1] *= prime;
      else shape.push(prime);
    }
    if (g.chance(0.3)) shape.splice(g.random.int(shape.length + 1), 0, 1);
    g.op("reshape", [x], { shape });
  },
  transpose(g) {
    const x = g.any(() => true, false, 4);
    if (x === undefined) return;
    g.op("transpose", [x], { permutation: g.shuffled(g.typeOf(x).shape.map((_, dim) => dim)) });
  },
  reverse(g) {
    const x = g.any(() => true);
    if (x !== undefined) g.op("reverse", [x], { dims: g.dims(g.typeOf(x).shape.length) });
  },
  slice(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const ranges = g.typeOf(x).shape.map((size) => {
      if (g.chance(0.4)) return [0, size, 1];
      const start = g.random.int(size);
      return [start, start + 1 + g.random.int(size - start), 1 + g.random.int(2)];
    });
    const column = (index: number) => ranges.map((range) => range[index]);
    g.op("slice", [x], { start: column(0), limit: column(1), strides: column(2) });
  },
  pad(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const { shape, dtype } = g.typeOf(x);
    const amounts = shape.map((size) => {
      if (g.chance(0.5)) return [0, 0, 0];
      const crop = size > 1 && g.chance(0.2) ? -1 : 0;
      return [crop || g.random.int(3), g.random.int(3), g.random.int(2)];
    });
    const column = (index: number) => amounts.map((amount) => amount[index]);
    const value = g.fetch({ shape: [], dtype });
    g.op("pad", [x, value], { low: column(0), high: column(1), interior: column(2) });
  },
  concatenate(g) {
    const first = g.any(() => true);
    if (first === undefined) return;
    const { shape, dtype } = g.typeOf(first);
    if (shape.length === 0) return;
    const dim = g.random.int(shape.length);
    const others = Array.from({ length: g.random.int(3) }, () =>
      g.fetch({ shape: shape.map((size, d) => (d === dim ? g.random.pick([1, 2, 4]) : size)), dtype }),
    );
    g.op("concatenate", [first, ...others], { dim });
  },
  dot_general(g) {
    const dtype = g.dtype(isNumber);
    if (!dtype) return;
    const [batch, contract] = [someSizes(g, 1), someSizes(g, 2)];
    const lhs = layOut(g, [batch, contract, someSizes(g, 2)]);
    const rhs = layOut(g, [batch, contract, someSizes(g, 1)]);
    const x = g.tame(g.fetch({ shape: lhs.shape, dtype }), 8);
    const y = g.tame(g.fetch({ shape: rhs.shape, dtype }), 8);
    const bound = numElements(contract) * g.factOf(x).bound * g.factOf(y).bound;
    const attrs = { lhsBatch: lhs.at(0), rhsBatch: rhs.at(0), lhsContract: lhs.at(1), rhsContract: rhs.at(1) };
    g.op("dot_general", [x, y], attrs, { bound, ...(isFloat(dtype) ? { exact: false } : {}) });
  },
  convolution(g) {
    const dtype = g.dtype(isFloat);
    if (!dtype) return;
    const numSpatial = 1 + g.random.int(2);
    const spatial = <T>(make: (index: number) => T): T[] =>
      Array.from({ length: numSpatial }, (_, index) => make(index));
    const featureGroups = g.random.pick([1, 1, 2, 4]);
    const [inputs, outputs] = [g.random.pick([1, 2, 4]), g.random.pick([1, 2])];
    const window = spatial(() => 1 + g.random.int(3));
    const x = g.tame(
      g.fetch({
        shape: [g.random.pick([1, 2, 4]), inputs * featureGroups, ...spatial(() => 4 + g.random.int(3))],
        dtype,
      }),
      4,
    );
    const w = g.tame(g.fetch({ shape: [outputs * featureGroups, inputs, ...window], dtype }), 4);
    const attrs = {
      strides: spatial(() => 1 + g.random.int(2)),
      padding: spatial((index) => [g.random.int(window[index]), g.random.int(window[index])] as const),
      lhsDilation: spatial(() => (g.chance(0.2) ? 2 : 1)),
      rhsDilation: spatial(() => (g.chance(0.2) ? 2 : 1)),
      featureGroups,
    };
    const bound = inputs * numElements(window) * g.factOf(x).bound * g.factOf(w).bound;
    // Dilated windows need at most (3 − 1)·2 + 1 = 5 elements; rows of 4 with no padding may be shorter.
    const fits = window.every((size, index) => {
      const row = (g.typeOf(x).shape[index + 2] - 1) * attrs.lhsDilation[index] + 1;
      return row + attrs.padding[index][0] + attrs.padding[index][1] >= (size - 1) * attrs.rhsDilation[index] + 1;
    });
    if (fits) g.op("convolution", [x, w], attrs, { bound, exact: false });
  },
  reduce(g) {
    const x = g.any(() => true);
    if (x === undefined) return;
    const { shape, dtype } = g.typeOf(x);
    const reducers: Reducer[] = dtype === "i1" ? ["and", "or"] : ["add", "add", "multiply", "maximum", "minimum"];
    const reducer = g.random.pick(reducers);
    const dims = g.dims(shape.length);
    const terms = dims.reduce((product, dim) => product * shape[dim], 1);
    const keepsExact = !isFloat(dtype) || reducer === "maximum" || reducer === "minimum" ? {} : { exact: false };
    if (reducer === "multiply") {
      const small = isFloat(dtype) ? g.tame(x, 1) : g.tame(x, 2);
      const bound = isFloat(dtype) ? 1 : 2 ** 31;
      g.op("reduce", [small], { reducer, dims }, { bound, ...keepsExact });
    } else {
      const bound = g.factOf(x).bound * (reducer === "add" ? terms : 1);
      g.op("reduce", [x], { reducer, dims }, { bound, ...keepsExact });
    }
  },
  gather(g) {
    const indices = growIndices(g, 10);
    const x = g.any(() => true);
    if (x === undefined) return;
    const { shape } = g.typeOf(x);
    if (shape.length === 0) return;
    const indexed = g.shuffled(shape.map((_, dim) => dim)).slice(0, 1 + g.random.int(2));
    const { value, batch, indexVectorDim } = indices(indexed.length);
    const collapsed = indexed.filter(() => g.chance(0.7)).sort((a, b) => a - b);
    const sliceSizes = shape.map((size, dim) => {
      if (collapsed.includes(dim)) return 1;
      return g.chance(0.75) ? size : 1 + g.random.int(size);
    });
    const windowRank = shape.length - collapsed.length;
    const rank = windowRank + batch.length;
    const offsetDims = g
      .shuffled(Array.from({ length: rank }, (_, dim) => dim))
      .slice(0, windowRank)
      .sort((a, b) => a - b);
    const attrs = { offsetDims, collapsedSliceDims: collapsed, startIndexMap: indexed, indexVectorDim, sliceSizes };
    const { bound, exact } = g.factOf(x);
    g.op("gather", [x, value], attrs, { bound, exact });
  },
  scatter(g) {
    const x = g.any(isNumber);
    if (x === undefined) return;
    const { shape, dtype } = g.typeOf(x);
    if (shape.length === 0) return;
    const dim = g.random.int(shape.length);
    const reducer = g.random.pick(["add", "add", "set"] as const);
    // One index into `dim`, its window a single element; the other dims are full windows.
    const batch = reducer === "set" ? [1 + g.random.int(shape[dim])] : someSizes(g, 2);
    const vector = g.chance(0.5) ? [1] : [];
    const indexType: TensorType = { shape: [...batch, ...vector], dtype: "i32" };
    let indices: ValueId;
    if (reducer === "set") {
      const distinct = g.shuffled(Array.from({ length: shape[dim] }, (_, index) => index)).slice(0, batch[0]);
      const data = { dense: Int32Array.from(distinct) };
      indices = g.op("constant", [], { type: indexType, data }, { bound: shape[dim], exact: true });
    } else {
      const dense = Int32Array.from({ length: numElements(batch) }, () => g.random.int(shape[dim]));
      const offsets = g.op("constant", [], { type: indexType, data: { dense } }, { bound: shape[dim], exact: true });
      const moved = g.op("add", [offsets, g.op("abs", [g.fetch(indexType, true)], {})], {});
      indices = g.op("remainder", [moved, g.splat(indexType, shape[dim])], {}, { bound: shape[dim] });
    }
    const inserted = g.chance(0.7);
    const window = shape.filter((_, d) => !inserted || d !== dim).map((size, d) => (!inserted && d === dim ? 1 : size));
    const rank = batch.length + window.length;
    const updateWindowDims = g
      .shuffled(Array.from({ length: rank }, (_, d) => d))
      .slice(0, window.length)
      .sort((a, b) => a - b);
    const [nextBatch, nextWindow] = [[...batch], [...window]];
    const updateShape = Array.from({ length: rank }, (_, d) =>
      updateWindowDims.includes(d) ? nextWindow.shift()! : nextBatch.shift()!,
    );
    const updates = g.fetch({ shape: updateShape, dtype });
    const bound = g.factOf(x).bound + numElements(batch) * g.factOf(updates).bound;
    g.op(
      "scatter",
      [x, indices, updates],
      {
        updateWindowDims,
        insertedWindowDims: inserted ? [dim] : [],
        scatterDimsToOperandDims: [dim],
        indexVectorDim: batch.length,
        reducer,
      },
      {
        bound,
        exact: (reducer === "set" || !isFloat(dtype)) && g.factOf(x).exact && g.factOf(updates).exact,
      },
    );
  },
  sort(g) {
    const x = g.any(isNumber, true);
    if (x === undefined) return;
    const { shape } = g.typeOf(x);
    if (shape.length === 0) return;
    const others = Array.from({ length: g.random.int(3) }, () => g.fetch({ shape, dtype: g.dtype()! }));
    g.emit("sort", [x, ...others], { dim: g.random.int(shape.length) });
  },
};

/** Index vectors for a gather; with luck from an integer value, some out of range. */
function growIndices(g: Grower, limit: number) {
  return (numIndexed: number) => {
    const batch = someSizes(g, 2);
    const vectorIsLast = numIndexed === 1 && g.chance(0.3);
    const indexVectorDim = vectorIsLast ? batch.length : g.random.int(batch.length + 1);
    const shape = vectorIsLast
      ? batch
      : [...batch.slice(0, indexVectorDim), numIndexed, ...batch.slice(indexVectorDim)];
    const type: TensorType = { shape, dtype: "i32" };
    const dense = Int32Array.from({ length: numElements(shape) }, () => g.random.int(limit) - 1);
    const fixed = () => g.op("constant", [], { type, data: { dense } }, { bound: limit, exact: true });
    return { value: g.chance(0.5) ? fixed() : g.fetch(type, true), batch, indexVectorDim };
  };
}

const growers: { readonly [K in GraphKind]: Grow } = {
  ...(Object.fromEntries(unaryKinds.map((kind) => [kind, growUnary(kind)])) as { [K in UnaryKind]: Grow }),
  ...(Object.fromEntries(binaryKinds.map((kind) => [kind, growBinary(kind)])) as { [K in BinaryKind]: Grow }),
  ...otherGrow,
};

/** A random valid graph, the same for the same generator state. */
export function randomGraph(random: Random, options: RandomGraphOptions = {}): Graph {
  const { numOps = 12, kinds = graphKinds, dtypes = ["f32", "f32", "f32", "f32", "i32", "ui32"] } = options;
  const grower = new Grower(random, dtypes);
  for (let count = 0; count < 2; count++) grower.input({ shape: grower.shape(), dtype: random.pick(dtypes) });
  for (let count = 0; count < numOps; count++) growers[random.pick(kinds)](grower);
  return grower.finish();
}
