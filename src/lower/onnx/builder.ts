/**
 * @file Builds an ONNX graph node by node. Every tensor carries its shape and element type, so that lowerings never
 * guess and the workspace of a run can be estimated. Constants are shared; operators without a kernel for a type run in
 * a wider one.
 */
import { allocateData, bytesPerElement, type DType, numElements, sameShape } from "../../ir/types.ts";
import { type OnnxAttribute, type OnnxNode, type OnnxTensor, onnxElementType } from "./proto.ts";

/** A tensor of the ONNX graph. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly element: DType;
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  readonly domain?: OnnxNode["domain"];
}

/**
 * The type in which an operator computes when it has no kernel for the values' own type; results wrap on the way back.
 */
const carrier: Readonly<Partial<Record<DType, DType>>> = {
  bf16: "f32",
  ui8: "i32",
  i8: "i32",
  i1: "i32",
  ui16: "i32",
  i16: "i32",
  ui32: "i64",
  ui64: "i64",
};

/**
 * Element types that ONNX Runtime 1.30 accepts in an operator's model without having a CPU kernel, found by creating a
 * session for every (operator, type). Only types with a wider type to compute in are listed; for others, ONNX Runtime
 * or the lowering refuses the op.
 */
const withoutKernel: Readonly<Record<string, readonly DType[]>> = {
  Neg: ["ui8", "ui16", "ui32", "ui64", "bf16"],
  Pow: ["ui8", "i8", "ui16", "i16", "ui32", "ui64", "bf16"],
  Max: ["ui16", "i16", "bf16"],
  Min: ["ui16", "i16", "bf16"],
  Pad: ["ui16", "i16", "bf16"],
  Less: ["i1", "bf16"],
  LessOrEqual: ["i1", "bf16"],
  Greater: ["i1", "bf16"],
  GreaterOrEqual: ["i1", "bf16"],
  Where: ["i8", "ui16", "i16", "ui32", "ui64", "bf16"],
  ReduceSum: ["ui8", "i8", "i1", "ui16", "i16", "ui32", "ui64", "bf16"],
  ReduceProd: ["ui8", "i8", "i1", "ui16", "i16", "ui32", "ui64", "bf16"],
  ReduceMax: ["ui16", "i16", "ui32", "bf16"],
  ReduceMin: ["ui16", "i16", "ui32", "bf16"],
  MatMul: ["ui8", "i8", "ui16", "i16", "bf16"],
  Sign: [],
  Identity: [],
  Transpose: [],
  Reshape: [],
  Concat: [],
  Slice: [],
  Gather: [],
  GatherND: [],
  GatherElements: [],
  ScatterND: [],
  Cast: [],
};

const needsCarrier = (opType: string, element: DType): boolean => (withoutKernel[opType] ?? ["bf16"]).includes(element);

/**
 * The largest number of copies by which an element is repeated by concatenation: from 16 on, broadcasting is as fast.
 */
const maxCopies = 8;

export class OnnxBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  /** Every tensor by name: ports, constants and results. */
  readonly values = new Map<string, OnnxValue>();
  readonly #constants = new Map<string, OnnxValue>();
  /** By result of `reshape`: its operand. */
  readonly #reshaped = new Map<string, OnnxValue>();
  /** Begins every name. The names of a graph inside of another one differ from those around it. */
  readonly #prefix: string;
  #numNested = 0;

  constructor(prefix = "") {
    this.#prefix = prefix;
  }

  /** The builder of a graph that is an attribute of a node of this one. */
  nested(): OnnxBuilder {
    return new OnnxBuilder(`${this.#prefix}g${this.#numNested++}_`);
  }

  declare(name: string, shape: readonly number[], element: DType): OnnxValue {
    const value = { name, shape, element };
    this.values.set(name, value);
    return value;
  }

  /** A tensor with a name of its own. */
  result(shape: readonly number[], element: DType): OnnxValue {
    return this.declare(`${this.#prefix}t${this.values.size}`, shape, element);
  }

  /** Adds a node unchanged and returns its one result. */
  raw(
    opType: string,
    inputs: readonly OnnxValue[],
    shape: readonly number[],
    element: DType,
    { attributes = {}, domain = "" }: NodeOptions = {},
  ): OnnxValue {
    const output = this.result(shape, element);
    this.nodes.push({ opType, domain, inputs: inputs.map((input) => input.name), outputs: [output.name], attributes });
    return output;
  }

  /**
   * Adds a node. Tensors of type `element` (the first input's) are converted to a wider type if there is no kernel. The
   * result has the type of the first input unless `result` names another.
   */
  node(
    opType: string,
    inputs: readonly OnnxValue[],
    shape: readonly number[],
    options: NodeOptions & { readonly result?: DType; readonly element?: DType } = {},
  ): OnnxValue {
    const element = options.element ?? inputs[0].element;
    const result = options.result ?? element;
    const wider = carrier[element];
    if (!wider || !needsCarrier(opType, element)) return this.raw(opType, inputs, shape, result, options);
    const widened = inputs.map((input) => (input.element === element ? this.cast(input, wider) : input));
    return this.cast(this.raw(opType, widened, shape, result === element ? wider : result, options), result);
  }

  cast(value: OnnxValue, element: DType): OnnxValue {
    if (value.element === element) return value;
    return this.raw("Cast", [value], value.shape, element, { attributes: { to: onnxElementType[element] } });
  }

  /** An initializer. Equal small constants are one. */
  constant(element: DType, shape: readonly number[], bytes: Uint8Array): OnnxValue {
    const key = bytes.length <= 256 ? `${element}|${shape.join()}|${bytes.join()}` : undefined;
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known) return known;
    const value = this.declare(`${this.#prefix}c${this.values.size}`, shape, element);
    this.#initializers.set(value.name, { name: value.name, element, shape, bytes });
    if (key !== undefined) this.#constants.set(key, value);
    return value;
  }

  isConstant(value: OnnxValue): boolean {
    return this.#initializers.has(value.name);
  }

  get initializers(): OnnxTensor[] {
    return [...this.#initializers.values()];
  }

  /** A scalar constant. ONNX Runtime rounds half-precision ones when it folds the cast. */
  scalar(element: DType, value: number): OnnxValue {
    if (element === "f16" || element === "bf16") return this.cast(this.scalar("f32", value), element);
    return this.constant(element, [], encodeElements(element, [value]));
  }

  /** A list of 64-bit integers: ONNX takes shapes, axes and indices in this form. */
  integers(values: readonly number[]): OnnxValue {
    return this.constant("i64", [values.length], encodeElements("i64", values));
  }

  reshape(value: OnnxValue, shape: readonly number[]): OnnxValue {
    const source = this.unreshaped(value);
    if (sameShape(source.shape, shape)) return source;
    if (sameShape(value.shape, shape)) return value;
    const attributes = { allowzero: 1 };
    const result = this.raw("Reshape", [source, this.integers(shape)], shape, value.element, { attributes });
    this.#reshaped.set(result.name, source);
    return result;
  }

  /** The tensor before reshapes, which shares its elements; the tensor itself if it is not a reshape. */
  unreshaped(value: OnnxValue): OnnxValue {
    return this.#reshaped.get(value.name) ?? value;
  }

  transpose(value: OnnxValue, permutation: readonly number[]): OnnxValue {
    const shape = permutation.map((dim) => value.shape[dim]);
    const moving = permutation.filter((dim) => value.shape[dim] !== 1);
    if (moving.every((dim, i) => i === 0 || moving[i - 1] < dim)) return this.reshape(value, shape);
    return this.raw("Transpose", [value], shape, value.element, { attributes: { perm: permutation } });
  }

  expand(value: OnnxValue, shape: readonly number[]): OnnxValue {
    if (sameShape(value.shape, shape)) return value;
    if (numElements(value.shape) === numElements(shape)) return this.reshape(value, shape);
    const repeated = this.repeatLast(value, shape);
    if (sameShape(repeated.shape, shape)) return repeated;
    return this.node("Expand", [repeated, this.integers(shape)], shape);
  }

  /**
   * Repeats the last dims of size 1 up to `shape`, to which the value broadcasts; returns the value itself if that
   * would repeat each element more than a few times. ONNX Runtime's operators broadcast run by run, at 20 ns per run of
   * a repeated element, and its Expand is slower still. Concatenated copies are faster for short runs: a `select`
   * between windows of 2 × 2 and one number each runs four times as fast.
   */
  repeatLast(value: OnnxValue, shape: readonly number[]): OnnxValue {
    const own = [...Array<number>(shape.length - value.shape.length).fill(1), ...value.shape];
    const kept = own.slice(0, own.findLastIndex((size) => size > 1) + 1);
    const run = shape.slice(kept.length);
    const times = numElements(run);
    const count = numElements(kept);
    if (count === 1 || times <= 1 || times > maxCopies) return value;
    const copies = Array<OnnxValue>(times).fill(this.reshape(value, [count, 1]));
    return this.reshape(this.node("Concat", copies, [count, times], { attributes: { axis: 1 } }), [...kept, ...run]);
  }

  reverse(value: OnnxValue, dims: readonly number[]): OnnxValue {
    const real = dims.filter((dim) => value.shape[dim] > 1);
    if (real.length === 0) return value;
    const list = (pick: (dim: number) => number): OnnxValue => this.integers(real.map(pick));
    const starts = list((dim) => value.shape[dim] - 1);
    const ends = list((dim) => -value.shape[dim] - 1);
    return this.raw("Slice", [value, starts, ends, list((dim) => dim), list(() => -1)], value.shape, value.element);
  }

  /** Elements [start, limit) by stride of the given dims; other dims are taken whole. */
  slice(value: OnnxValue, cuts: readonly { dim: number; start: number; limit: number; stride: number }[]): OnnxValue {
    const real = cuts.filter((cut) => cut.start !== 0 || cut.limit !== value.shape[cut.dim] || cut.stride !== 1);
    if (real.length === 0) return value;
    const shape = [...value.shape];
    for (const cut of real) shape[cut.dim] = Math.max(0, Math.ceil((cut.limit - cut.start) / cut.stride));
    const list = (pick: (cut: (typeof real)[number]) => number): OnnxValue => this.integers(real.map(pick));
    return this.raw(
      "Slice",
      [value, list((cut) => cut.start), list((cut) => cut.limit), list((cut) => cut.dim), list((cut) => cut.stride)],
      shape,
      value.element,
    );
  }

  /** Adds `low` and `high` elements of `fill` (a scalar) around every dim; negative counts crop. */
  pad(value: OnnxValue, low: readonly number[], high: readonly number[], fill: OnnxValue): OnnxValue {
    const cropped = this.slice(
      value,
      value.shape.map((size, dim) => ({
        dim,
        start: Math.max(0, -low[dim]),
        limit: size - Math.max(0, -high[dim]),
        stride: 1,
      })),
    );
    const added = [...low, ...high].map((count) => Math.max(0, count));
    if (added.every((count) => count === 0)) return cropped;
    const shape = cropped.shape.map((size, dim) => size + added[dim] + added[dim + low.length]);
    return this.node("Pad", [cropped, this.integers(added), fill], shape);
  }

  /** Inserts `interior[dim]` elements of `fill` between neighbours of every dim. */
  dilate(value: OnnxValue, interior: readonly number[], fill: OnnxValue): OnnxValue {
    let result = value;
    interior.forEach((count, dim) => {
      const size = result.shape[dim];
      if (count === 0 || size <= 1) return;
      const before = result.shape.slice(0, dim);
      const after = result.shape.slice(dim + 1);
      const split = this.reshape(result, [...before, size, 1, ...after]);
      const none = split.shape.map(() => 0);
      const spread = this.pad(split, none, none.with(dim + 1, count), fill);
      const joined = this.reshape(spread, [...before, size * (count + 1), ...after]);
      result = this.slice(joined, [{ dim, start: 0, limit: size * (count + 1) - count, stride: 1 }]);
    });
    return result;
  }
}

/** The numpy broadcast of shapes that agree or are 1, aligned at the last dim. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, dim) =>
    shapes.reduce((size, shape) => {
      const own = shape[dim - rank + shape.length] ?? 1;
      return own === 1 ? size : own;
    }, 1),
  );
}

/** Little-endian bytes of numbers as elements of a type, rounded or wrapped like typed arrays. */
export function encodeElements(element: Exclude<DType, "f16" | "bf16">, values: readonly number[]): Uint8Array {
  const data = allocateData(element, values.length);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) data.set(values.map(BigInt));
  else data.set(values);
  return new Uint8Array(data.buffer, 0, values.length * bytesPerElement(element));
}
