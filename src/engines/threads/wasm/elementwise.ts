/**
 * @file Compiles an elementwise segment to one WebAssembly SIMD loop that reads every input once and writes every
 * output once. Values that are equal for all elements (scalars, constants and ops of these) are computed before the
 * loop. Element i of all inputs is read before element i of any output is written, so an output may share memory with
 * an input of the same type.
 */
import { InternalError } from "../../../base/errors.ts";
import type { Graph, Op, ValueId } from "../../../ir/graph.ts";
import { opName } from "../../../ir/graph.ts";
import type { CompareDirection, ConstantData } from "../../../ir/ops.ts";
import { type DType, numElements, type TensorType } from "../../../ir/types.ts";
import { canFuseElementwise, type ElementwiseKind, elementwiseSize } from "../../../lower/elementwise-kinds.ts";
import {
  type Code,
  getLocal,
  I32,
  i32Add,
  i32Const,
  i32LessUnsigned,
  i32Load8,
  i32ShiftRight,
  i32Store8,
  setLocal,
  V128,
  vector,
  vectorConst,
  vectorExtractLane0,
  vectorLoad,
  vectorLoad32Splat,
  vectorLoad32Zero,
  vectorStore,
  vectorStoreLane0,
  type WasmFunction,
  whileLoop,
} from "./assembler.ts";

/** Emits the code of one op. Each operand's code pushes one vector; `types` are the operand types. */
type Emit<K extends ElementwiseKind> = (op: Op<K>, operands: readonly Code[], types: readonly TensorType[]) => number[];

const floatBits = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0];

const one: Readonly<Record<"f32" | "i32", number[]>> = { f32: vectorConst(floatBits(1)), i32: vectorConst(1) };
const zero = vectorConst(0);

const compareCode: Readonly<Record<"f32" | "i32", Readonly<Record<CompareDirection, Code>>>> = {
  f32: {
    EQ: vector.eqF32,
    NE: vector.neF32,
    LT: vector.ltF32,
    LE: vector.leF32,
    GT: vector.gtF32,
    GE: vector.geF32,
  },
  i32: {
    EQ: vector.eqI32,
    NE: vector.neI32,
    LT: vector.ltI32,
    LE: vector.leI32,
    GT: vector.gtI32,
    GE: vector.geI32,
  },
};

const binary =
  <K extends ElementwiseKind>(float: Code, integer: Code = float): Emit<K> =>
  (_op, [a, b], [type]) => [...a, ...b, ...(type.dtype === "f32" ? float : integer)];

const unary =
  <K extends ElementwiseKind>(float: Code, integer: Code = float): Emit<K> =>
  (_op, [a], [type]) => [...a, ...(type.dtype === "f32" ? float : integer)];

/** Conversion between element types. Booleans are masks in vectors: all bits of a lane are set, or none. */
function convertCode(from: DType, to: DType): Code {
  if (from === to) return [];
  if (to === "i1") return [...zero, ...(from === "f32" ? vector.neF32 : vector.neI32)];
  if (from === "i1") return [...one[to as "f32" | "i32"], ...vector.and];
  return from === "f32" ? vector.truncateF32 : vector.convertI32;
}

function constantValue(data: ConstantData): number {
  return "splat" in data ? data.splat : Number(data.dense[0]);
}

function constantBits(data: ConstantData, dtype: DType): number {
  const value = constantValue(data);
  if (dtype === "f32") return floatBits(value);
  return dtype === "i1" ? (value ? -1 : 0) : value;
}

const emitters: { readonly [K in ElementwiseKind]: Emit<K> } = {
  add: binary(vector.addF32, vector.addI32),
  subtract: binary(vector.subtractF32, vector.subtractI32),
  multiply: binary(vector.multiplyF32, vector.multiplyI32),
  divide: binary(vector.divideF32),
  negate: unary(vector.negateF32, vector.negateI32),
  abs: unary(vector.absF32, vector.absI32),
  maximum: binary(vector.maximumF32, vector.maximumI32),
  minimum: binary(vector.minimumF32, vector.minimumI32),
  sqrt: unary(vector.sqrtF32),
  rsqrt: (_op, [a]) => [...one.f32, ...a, ...vector.sqrtF32, ...vector.divideF32],
  and: binary(vector.and),
  or: binary(vector.or),
  xor: binary(vector.xor),
  not: unary(vector.not),
  compare: (op, [a, b], [type]) => [...a, ...b, ...compareCode[type.dtype as "f32" | "i32"][op.attrs.direction]],
  select: (_op, [mask, onTrue, onFalse]) => [...onTrue, ...onFalse, ...mask, ...vector.select],
  convert: (op, [a], [type]) => [...a, ...convertCode(type.dtype, op.attrs.dtype)],
  constant: (op) => vectorConst(constantBits(op.attrs.data, op.attrs.type.dtype)),
  broadcast_in_dim: (_op, [a]) => [...a],
};

/** The kinds of loads and stores: whole vectors, single elements, or a scalar in every lane. */
type Width = "vector" | "element" | "splat";

const byteLoad = (place: Code, byteOffset: number): number[] => [
  ...place,
  ...i32Load8(byteOffset),
  ...vector.splatI32,
  ...zero,
  ...vector.neI32,
];

function loadCode(dtype: DType, width: Width, place: Code, element: number): number[] {
  if (dtype === "i1") {
    if (width !== "vector") return byteLoad(place, element);
    const widened = [...vector.extendLowU8, ...vector.extendLowU16];
    return [...place, ...vectorLoad32Zero(element), ...widened, ...zero, ...vector.neI32];
  }
  const load = { vector: vectorLoad, element: vectorLoad32Zero, splat: vectorLoad32Splat }[width];
  return [...place, ...load(4 * element)];
}

function storeCode(dtype: DType, width: Width, place: Code, value: Code, element: number): number[] {
  if (dtype === "i1") {
    const bit = [...place, ...value, ...one.i32, ...vector.and];
    return width === "vector"
      ? [...bit, ...zero, ...vector.narrowI32, ...zero, ...vector.narrowI16, ...vectorStoreLane0(element)]
      : [...bit, ...vectorExtractLane0, ...i32Store8(element)];
  }
  return [...place, ...value, ...(width === "vector" ? vectorStore : vectorStoreLane0)(4 * element)];
}

/** Vectors per iteration of the main loop. */
const unroll = 4;

/** @throws InternalError if the graph has an op or a shape that an elementwise segment may not have */
function checkElementwise(graph: Graph): void {
  const size = elementwiseSize(graph);
  graph.ops.forEach((op, index) => {
    if (!canFuseElementwise(op, graph.types)) {
      throw new InternalError("elementwise segment", `${opName(graph, index)} cannot be part of it`);
    }
  });
  for (const { shape } of graph.types) {
    if (shape.length > 0 && numElements(shape) !== size) {
      throw new InternalError("elementwise segment", `a tensor has ${numElements(shape)} elements, another ${size}`);
    }
  }
}

/**
 * The segment as a kernel `(...inputs, ...outputs)` of byte addresses, in the order of the graph's inputs and outputs.
 * An output may have the same address as an input of the same type.
 */
export function elementwiseKernel(name: string, graph: Graph): WasmFunction {
  checkElementwise(graph);
  const size = elementwiseSize(graph);
  const numPointers = graph.inputs.length + graph.outputs.length;
  const [offset, limit] = [numPointers, numPointers + 1];
  const local = (value: ValueId): number => numPointers + 2 + value;
  const isScalar = (value: ValueId): boolean => graph.types[value].shape.length === 0;

  // Uniform values are equal for every element.
  const uniform = new Set<ValueId>();
  for (const { value } of graph.inputs) if (isScalar(value)) uniform.add(value);
  for (const op of graph.ops) if (op.operands.every((v) => uniform.has(v))) uniform.add(op.results[0]);

  const place = (pointer: number, dtype: DType, width: Width): number[] => {
    if (width === "splat") return getLocal(pointer);
    const index = dtype === "i1" ? [...getLocal(offset), ...i32Const(2), ...i32ShiftRight] : getLocal(offset);
    return [...getLocal(pointer), ...index, ...i32Add];
  };
  const loads = (width: Width, element: number): number[] =>
    graph.inputs.flatMap(({ value }, pointer) => {
      if ((width === "splat") !== isScalar(value)) return [];
      const { dtype } = graph.types[value];
      return [...loadCode(dtype, width, place(pointer, dtype, width), element), ...setLocal(local(value))];
    });
  const compute = (inLoop: boolean): number[] =>
    graph.ops.flatMap((op) => {
      if (uniform.has(op.results[0]) === inLoop) return [];
      const emit = emitters[op.kind as ElementwiseKind] as Emit<ElementwiseKind>;
      const operands = op.operands.map((value) => getLocal(local(value)));
      const types = op.operands.map((value) => graph.types[value]);
      return [...emit(op as Op<ElementwiseKind>, operands, types), ...setLocal(local(op.results[0]))];
    });
  const stores = (width: Width, element: number): number[] =>
    graph.outputs.flatMap(({ value }, index) => {
      if ((width === "splat") !== isScalar(value)) return [];
      const { dtype } = graph.types[value];
      const at = place(graph.inputs.length + index, dtype, width);
      return storeCode(dtype, width, at, getLocal(local(value)), element);
    });
  const iteration = (width: Width, element: number): number[] => [
    ...loads(width, element),
    ...compute(true),
    ...stores(width, element),
  ];
  // `offset` and `limit` count 4 bytes per element; code for 1-byte elements divides by 4.
  const loop = (bytes: number, body: Code, step: number): number[] => [
    ...[...i32Const(bytes), ...setLocal(limit)],
    ...whileLoop(
      [...getLocal(offset), ...getLocal(limit), ...i32LessUnsigned],
      [...body, ...getLocal(offset), ...i32Const(step), ...i32Add, ...setLocal(offset)],
    ),
  ];
  const mainSize = size - (size % (4 * unroll));
  const hasTensors = graph.types.some((type) => type.shape.length > 0);
  const mainBody = Array.from({ length: unroll }, (_, u) => iteration("vector", 4 * u)).flat();
  const body = [
    ...loads("splat", 0),
    ...compute(false),
    ...stores("splat", 0),
    ...(hasTensors ? loop(4 * mainSize, mainBody, 16 * unroll) : []),
    ...(hasTensors ? loop(4 * size, iteration("element", 0), 4) : []),
  ];
  return {
    name,
    params: Array.from({ length: numPointers }, () => I32),
    locals: [I32, I32, ...graph.types.map(() => V128)],
    body,
  };
}
