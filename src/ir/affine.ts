/**
 * @file Integer values whose elements are an affine function of their position: iotas, and iotas that indexing code has
 * reshaped, broadcast, clamped to bounds that they already respect, or wrapped around although they are not negative.
 */
import { stridesOf } from "./evaluate/data.ts";
import { compareFunctions } from "./evaluate/elementwise.ts";
import type { Op, ValueId } from "./graph.ts";
import { type DType, isFloat, numElements, type TensorType } from "./types.ts";

/** Element [i₀, i₁, …] is `base` + Σ `steps[d]`·i_d. The step along a dim of size 1 is 0. */
export interface Affine {
  readonly base: number;
  readonly steps: readonly number[];
}

/** The definitions of the values of a graph. */
export interface Definitions {
  /** The op that produces `value`; undefined for an input. */
  definer(value: ValueId): Op | undefined;
  type(value: ValueId): TensorType;
}

/** The fixed index of each dim, or undefined where all indices count. */
type Fixed = readonly (number | undefined)[];

/** The most elements of a dense constant that are examined. */
const maxDenseElements = 1 << 20;

/** The range in which the type represents every integer exactly. */
const bounds: Readonly<Record<DType, readonly [low: number, high: number]>> = {
  f64: [-(2 ** 53), 2 ** 53],
  f32: [-(2 ** 24), 2 ** 24],
  f16: [-(2 ** 11), 2 ** 11],
  bf16: [-(2 ** 8), 2 ** 8],
  i64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  i32: [-(2 ** 31), 2 ** 31 - 1],
  i16: [-(2 ** 15), 2 ** 15 - 1],
  i8: [-128, 127],
  ui64: [0, Number.MAX_SAFE_INTEGER],
  ui32: [0, 2 ** 32 - 1],
  ui16: [0, 2 ** 16 - 1],
  ui8: [0, 255],
  i1: [0, 1],
};

/**
 * The affine function that gives the elements of `value`; undefined when none is found. Along dims with an entry in
 * `fixed` only that index counts and the step is 0.
 */
export function affineOf(definitions: Definitions, value: ValueId, fixed: Fixed = []): Affine | undefined {
  return new Walk(definitions).affine(value, fixed);
}

class Walk {
  readonly #definitions: Definitions;
  readonly #known = new Map<string, Affine | undefined>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  affine(value: ValueId, fixed: Fixed): Affine | undefined {
    const type = this.#definitions.type(value);
    const op = this.#definitions.definer(value);
    if (!op || op.results.length > 1 || numElements(type.shape) === 0) return undefined;
    const at = type.shape.map((size, dim) => (size === 1 ? 0 : fixed[dim]));
    const key = `${value} ${at}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const found = this.#make(op, type, at);
    // A function whose values would wrap around is not affine.
    const known = found && isWithin(rangeOf(found, type.shape), bounds[type.dtype]) ? found : undefined;
    this.#known.set(key, known);
    return known;
  }

  /** The affine function of an operand with the shape of the result. */
  #same(op: Op, position: number, at: Fixed): Affine | undefined {
    return this.affine(op.operands[position], at);
  }

  #shape(value: ValueId): readonly number[] {
    return this.#definitions.type(value).shape;
  }

  #make(op: Op, { shape, dtype }: TensorType, at: Fixed): Affine | undefined {
    const [x] = op.operands;
    switch (op.kind) {
      case "constant":
        return ofConstant(op, at);
      case "iota": {
        const here = at[op.attrs.dim];
        if (here !== undefined) return { base: here, steps: shape.map(() => 0) };
        return { base: 0, steps: shape.map((_, dim) => (dim === op.attrs.dim ? 1 : 0)) };
      }
      case "broadcast_in_dim": {
        const { dims } = op.attrs;
        const from = this.affine(
          x,
          dims.map((dim) => at[dim]),
        );
        return from && { ...from, steps: shape.map((_, dim) => from.steps[dims.indexOf(dim)] ?? 0) };
      }
      case "transpose": {
        const { permutation } = op.attrs;
        const from = this.affine(
          x,
          permutation.map((_, dim) => at[permutation.indexOf(dim)]),
        );
        return from && { ...from, steps: permutation.map((dim) => from.steps[dim]) };
      }
      case "reshape":
        return this.#reshaped(x, shape, at);
      case "slice": {
        const { start, strides } = op.attrs;
        const index = at.map((here, dim) => (here === undefined ? undefined : start[dim] + here * strides[dim]));
        const from = this.affine(x, index);
        if (!from) return undefined;
        const base = from.steps.reduce((sum, step, dim) => sum + step * start[dim], from.base);
        return { base, steps: from.steps.map((step, dim) => step * strides[dim]) };
      }
      case "reverse": {
        const { dims } = op.attrs;
        const mirrored = (dim: number) => dims.includes(dim);
        const from = this.affine(
          x,
          at.map((here, dim) => (here !== undefined && mirrored(dim) ? shape[dim] - 1 - here : here)),
        );
        if (!from) return undefined;
        const base = from.steps.reduce((sum, step, d) => sum + (mirrored(d) ? step * (shape[d] - 1) : 0), from.base);
        return { base, steps: from.steps.map((step, dim) => (mirrored(dim) ? 0 - step : step)) };
      }
      case "concatenate": {
        let here = at[op.attrs.dim];
        if (here === undefined) return undefined;
        const { dim } = op.attrs;
        for (const part of op.operands) {
          const size = this.#shape(part)[dim];
          if (here < size) return this.affine(part, at.with(dim, here));
          here -= size;
        }
        return undefined;
      }
      case "convert":
      case "floor":
      case "ceil":
        return this.#same(op, 0, at);
      case "negate":
        return combine(-1, this.#same(op, 0, at));
      case "add":
        return combine(1, this.#same(op, 0, at), 1, this.#same(op, 1, at));
      case "subtract":
        return combine(1, this.#same(op, 0, at), -1, this.#same(op, 1, at));
      case "multiply": {
        const [a, b] = [this.#same(op, 0, at), this.#same(op, 1, at)];
        if (a && b && isNumber(a)) return combine(a.base, b);
        return a && b && isNumber(b) ? combine(b.base, a) : undefined;
      }
      case "divide":
      case "remainder": {
        const [a, b] = [this.#same(op, 0, at), this.#same(op, 1, at)];
        return a && b && isNumber(b) && !isFloat(dtype) ? divided(op.kind, a, b.base, shape) : undefined;
      }
      case "maximum":
      case "minimum": {
        const [a, b] = [this.#same(op, 0, at), this.#same(op, 1, at)];
        if (!a || !b) return undefined;
        const [[lowA, highA], [lowB, highB]] = [rangeOf(a, shape), rangeOf(b, shape)];
        if (lowA >= highB) return op.kind === "maximum" ? a : b;
        return lowB >= highA ? (op.kind === "maximum" ? b : a) : undefined;
      }
      case "compare": {
        const [a, b] = [this.#same(op, 0, at), this.#same(op, 1, at)];
        const difference = combine(1, a, -1, b);
        if (!difference) return undefined;
        const [low, high] = rangeOf(difference, shape);
        const holds = [low, high].map((value) => compareFunctions[op.attrs.direction](value, 0));
        const isOrder = op.attrs.direction !== "EQ" && op.attrs.direction !== "NE";
        const isDecided = low === high || (isOrder ? holds[0] === holds[1] : low > 0 || high < 0);
        return isDecided ? { base: Number(holds[0]), steps: shape.map(() => 0) } : undefined;
      }
      case "select": {
        const condition = this.#same(op, 0, at);
        return condition && isNumber(condition) ? this.#same(op, condition.base ? 1 : 2, at) : undefined;
      }
      default:
        return undefined;
    }
  }

  #reshaped(x: ValueId, shape: readonly number[], at: Fixed): Affine | undefined {
    const operand = this.#shape(x);
    const [from, to] = [properDims(operand), properDims(shape)];
    const fixed: (number | undefined)[] = operand.map(() => undefined);
    if (from.length === to.length && from.every((dim, i) => operand[dim] === shape[to[i]])) {
      from.forEach((dim, i) => {
        fixed[dim] = at[to[i]];
      });
    } else if (to.some((dim) => at[dim] !== undefined)) return undefined;
    const whole = this.affine(x, fixed);
    if (!whole) return undefined;
    const steps = shape.map(() => 0);
    let [i, j] = [0, 0];
    while (i < from.length) {
      // Groups of dims of both shapes that hold the same elements; the function must count them in row-major order.
      const [group, target] = [[from[i++]], [to[j++]]];
      let [size, count] = [operand[group[0]], shape[target[0]]];
      while (size !== count) {
        if (size < count) size *= operand[group[group.push(from[i++]) - 1]];
        else count *= shape[target[target.push(to[j++]) - 1]];
      }
      const strides = stridesOf(group.map((dim) => operand[dim]));
      const step = whole.steps[group.at(-1)!];
      if (group.some((dim, k) => whole.steps[dim] !== step * strides[k])) return undefined;
      const targetStrides = stridesOf(target.map((dim) => shape[dim]));
      target.forEach((dim, k) => {
        steps[dim] = step * targetStrides[k];
      });
    }
    return { base: whole.base, steps };
  }
}

const properDims = (shape: readonly number[]): number[] => shape.flatMap((size, dim) => (size === 1 ? [] : [dim]));

/** Whether all elements are the same number. */
const isNumber = ({ steps }: Affine): boolean => steps.every((step) => step === 0);

/** Least and greatest element. */
export function rangeOf({ base, steps }: Affine, shape: readonly number[]): [low: number, high: number] {
  let [low, high] = [base, base];
  steps.forEach((step, dim) => {
    const last = step * (shape[dim] - 1);
    if (last < 0) low += last;
    else high += last;
  });
  return [low, high];
}

const isWithin = (inner: readonly number[], outer: readonly number[]): boolean =>
  inner[0] >= outer[0] && inner[1] <= outer[1];

/** `p`·a + `q`·b. */
function combine(p: number, a: Affine | undefined, q = 0, b: Affine | undefined = a): Affine | undefined {
  if (!a || !b) return undefined;
  return { base: p * a.base + q * b.base, steps: a.steps.map((step, dim) => p * step + q * b.steps[dim]) };
}

/** a / by or a % by where a = by·q + r with q and r affine, 0 ≤ r < by and a ≥ 0. */
function divided(kind: "divide" | "remainder", a: Affine, by: number, shape: readonly number[]): Affine | undefined {
  if (by <= 0 || rangeOf(a, shape)[0] < 0) return undefined;
  const isMultiple = (step: number) => step % by === 0;
  const rest = { base: a.base % by, steps: a.steps.map((step) => (isMultiple(step) ? 0 : step)) };
  if (!isWithin(rangeOf(rest, shape), [0, by - 1])) return undefined;
  if (kind === "remainder") return rest;
  return { base: (a.base - rest.base) / by, steps: a.steps.map((step) => (isMultiple(step) ? step / by : 0)) };
}

function ofConstant({ attrs: { type, data } }: Op<"constant">, at: Fixed): Affine | undefined {
  const { shape } = type;
  if ("splat" in data)
    return Number.isInteger(data.splat) ? { base: data.splat, steps: shape.map(() => 0) } : undefined;
  // Half floats are stored as bits.
  if (data.dense.length > maxDenseElements || data.dense instanceof Uint16Array) return undefined;
  const strides = stridesOf(shape);
  const free = shape.flatMap((_, dim) => (at[dim] === undefined ? [dim] : []));
  const start = at.reduce((sum: number, here, dim) => sum + (here ?? 0) * strides[dim], 0);
  const read = (offset: number) => Number(data.dense[start + offset]);
  const steps = shape.map((_, dim) => (free.includes(dim) ? read(strides[dim]) - read(0) : 0));
  const isAffine = (depth: number, offset: number, expected: number): boolean => {
    const dim = free[depth];
    if (dim === undefined) return read(offset) === expected;
    for (let i = 0; i < shape[dim]; i++)
      if (!isAffine(depth + 1, offset + i * strides[dim], expected + i * steps[dim])) return false;
    return true;
  };
  return Number.isInteger(read(0)) && steps.every(Number.isInteger) && isAffine(0, 0, read(0))
    ? { base: read(0), steps }
    : undefined;
}
