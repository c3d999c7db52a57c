/** @file ONNX lowering of constants and of ops that move elements without computing. */
import { type DType, isFloat, numElements, type TensorData } from "../../ir/types.ts";
import { encodeElements, type OnnxBuilder, type OnnxValue } from "./builder.ts";
import type { LoweringContext, TransposedForm } from "./context.ts";
import type { OnnxLowering } from "./lowering.ts";

const bytesOfData = (data: TensorData): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const lowerConstant: OnnxLowering<"constant"> = ({ attrs: { type, data }, results }, context) => {
  if ("splat" in data) context.set(results[0], { kind: "splat", value: data.splat });
  else context.define(results[0], context.builder.constant(type.dtype, type.shape, bytesOfData(data.dense)));
};

/** 0, 1, … along `dim`; size 1 in the other dims. */
const lowerIota: OnnxLowering<"iota"> = ({ attrs: { type, dim }, results }, context) => {
  const { builder } = context;
  const size = type.shape[dim];
  const shape = [size, ...type.shape.slice(dim + 1).map(() => 1)];
  const half = type.dtype === "f16" || type.dtype === "bf16";
  const stored: Exclude<DType, "f16" | "bf16"> = half ? "f32" : (type.dtype as Exclude<DType, "f16" | "bf16">);
  const counts = Array.from({ length: size }, (_, i) => i);
  context.define(results[0], builder.cast(builder.constant(stored, shape, encodeElements(stored, counts)), type.dtype));
};

const lowerBroadcast: OnnxLowering<"broadcast_in_dim"> = ({ attrs, operands, results }, context) => {
  const form = context.form(operands[0]);
  if (form.kind === "splat") return context.set(results[0], form);
  const source = context.aligned(operands[0]);
  const aligned = context.alignedShape(operands[0], source);
  const shape = attrs.shape.map(() => 1);
  attrs.dims.forEach((dim, from) => {
    shape[dim] = aligned[from];
  });
  const ordered = attrs.dims.every((dim, i) => i === 0 || attrs.dims[i - 1] < dim);
  const sorted = ordered ? source : transposeAligned(context.builder, source, aligned, attrs.dims);
  // Broadcasting implies leading ones; dropping them saves the reshape of a bias.
  const firstDim = shape.findIndex((size) => size !== 1);
  const kept = firstDim < 0 ? [] : shape.slice(Math.min(firstDim, shape.length - sorted.shape.length));
  context.define(results[0], context.builder.reshape(sorted, kept));
};

function transposeAligned(
  builder: OnnxBuilder,
  source: OnnxValue,
  aligned: readonly number[],
  dims: readonly number[],
) {
  const order = dims.map((_, i) => i).sort((a, b) => dims[a] - dims[b]);
  return builder.transpose(builder.reshape(source, aligned), order);
}

/** A group of dims that a reshape merges or splits: dims [from, to) of the operand become dims of sizes `sizes`. */
interface DimGroup {
  readonly from: number;
  readonly to: number;
  readonly sizes: readonly number[];
}

/** The smallest groups of dims that a reshape of a non-empty tensor maps to each other, in order. */
function reshapeGroups(from: readonly number[], to: readonly number[]): DimGroup[] {
  const groups: DimGroup[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    const [startI, startJ] = [i, j];
    let sizeI = i < from.length ? from[i++] : 1;
    let sizeJ = j < to.length ? to[j++] : 1;
    while (sizeI !== sizeJ) {
      if (sizeI < sizeJ) sizeI *= from[i++];
      else sizeJ *= to[j++];
    }
    groups.push({ from: startI, to: i, sizes: to.slice(startJ, j) });
  }
  return groups;
}

/** The shape after a reshape of a tensor that repeats along dims; undefined if a group repeats only in part. */
function reshapeAligned(groups: readonly DimGroup[], from: readonly number[], aligned: readonly number[]) {
  const result: number[] = [];
  for (const { from: start, to: end, sizes } of groups) {
    const held = numElements(aligned.slice(start, end));
    if (held === numElements(from.slice(start, end))) result.push(...sizes);
    else if (held === 1) result.push(...sizes.map(() => 1));
    else return undefined;
  }
  return result;
}

/**
 * Rewrites the reshape of a transpose as the transpose of a reshape; undefined if the merged dims are not adjacent in
 * memory.
 */
function reshapeTransposed(builder: OnnxBuilder, groups: readonly DimGroup[], form: TransposedForm) {
  const { source, permutation } = form;
  const inMemory = groups.map(({ from, to }) => permutation.slice(from, to));
  const together = inMemory.every((dims) => dims.every((dim, i) => i === 0 || dims[i - 1] + 1 === dim));
  if (!together) return undefined;
  const order = groups.map((_, i) => i).sort((a, b) => (inMemory[a][0] ?? -1) - (inMemory[b][0] ?? -1));
  const shape: number[] = [];
  const starts: number[] = [];
  for (const group of order) {
    starts[group] = shape.length;
    shape.push(...groups[group].sizes);
  }
  const dims = groups.flatMap(({ sizes }, group) => sizes.map((_, i) => starts[group] + i));
  return { kind: "transposed" as const, source: builder.reshape(source, shape), permutation: dims };
}

const lowerReshape: OnnxLowering<"reshape"> = ({ attrs, operands, results }, context) => {
  const { builder } = context;
  const form = context.form(operands[0]);
  if (form.kind === "splat") return context.set(results[0], form);
  const { shape } = context.type(operands[0]);
  if (numElements(shape) === 0)
    return context.define(results[0], builder.reshape(context.dense(operands[0]), attrs.shape));
  const groups = reshapeGroups(shape, attrs.shape);
  const transposed = form.kind === "transposed" ? reshapeTransposed(builder, groups, form) : undefined;
  if (transposed) return context.set(results[0], transposed);
  const source = context.aligned(operands[0]);
  const aligned = reshapeAligned(groups, shape, context.alignedShape(operands[0], source));
  context.define(results[0], builder.reshape(aligned ? source : context.dense(operands[0]), aligned ?? attrs.shape));
};

const lowerTranspose: OnnxLowering<"transpose"> = ({ attrs: { permutation }, operands, results }, context) => {
  const { builder } = context;
  const form = context.form(operands[0]);
  if (form.kind === "splat") return context.set(results[0], form);
  if (form.kind === "transposed") {
    const composed = permutation.map((dim) => form.permutation[dim]);
    const isIdentity = composed.every((dim, i) => dim === i);
    if (isIdentity) context.define(results[0], form.source);
    else context.set(results[0], { kind: "transposed", source: form.source, permutation: composed });
    return;
  }
  const aligned = context.alignedShape(operands[0], form.value);
  const source = builder.reshape(form.value, aligned);
  if (context.isFull(operands[0])) context.set(results[0], { kind: "transposed", source, permutation });
  else context.define(results[0], builder.transpose(source, permutation));
};

const lowerReverse: OnnxLowering<"reverse"> = ({ attrs, operands, results }, context) =>
  context.define(results[0], context.builder.reverse(context.dense(operands[0]), attrs.dims));

const lowerSlice: OnnxLowering<"slice"> = ({ attrs: { start, limit, strides }, operands, results }, context) => {
  if (context.form(operands[0]).kind === "splat") return context.set(results[0], context.form(operands[0]));
  const cuts = start.map((from, dim) => ({ dim, start: from, limit: limit[dim], stride: strides[dim] }));
  context.define(results[0], context.builder.slice(context.dense(operands[0]), cuts));
};

const lowerPad: OnnxLowering<"pad"> = ({ attrs: { low, high, interior }, operands, results }, context) => {
  const { builder } = context;
  const fill = context.dense(operands[1]);
  const spread = builder.dilate(context.dense(operands[0]), interior, fill);
  context.define(results[0], builder.pad(spread, low, high, fill));
};

const lowerConcatenate: OnnxLowering<"concatenate"> = ({ attrs: { dim }, operands, results }, context) => {
  const tensors = operands.map((operand) => context.dense(operand));
  const { shape, dtype } = context.type(results[0]);
  context.define(results[0], context.builder.raw("Concat", tensors, shape, dtype, { attributes: { axis: dim } }));
};

/** Flips the top bit of each 64-bit integer: unsigned integers then compare correctly as signed ones. */
function withTopBitTurned(builder: OnnxBuilder, value: OnnxValue): OnnxValue {
  const topBit = builder.constant("ui64", [], Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80));
  return builder.node("BitwiseXor", [builder.cast(value, "ui64"), topBit], value.shape);
}

/** Reduces with one operator; reduced dims are dropped. */
const reducers = {
  add: "ReduceSum",
  multiply: "ReduceProd",
  maximum: "ReduceMax",
  minimum: "ReduceMin",
  and: "ReduceMin",
  or: "ReduceMax",
} as const;

const lowerReduce: OnnxLowering<"reduce"> = ({ attrs: { reducer, dims }, operands, results }, context) => {
  const { builder } = context;
  const { shape, dtype } = context.type(results[0]);
  if ((reducer === "and" || reducer === "or") && dtype !== "i1")
    throw context.unsupported(`ONNX has no bitwise reduction of ${dtype}; reduce booleans`);
  const source = context.dense(operands[0]);
  if (dims.length === 0) return context.define(results[0], source);
  const attributes = { keepdims: 0 };
  // Only i64 has kernels, which compare as signed.
  if (dtype === "ui64" && (reducer === "maximum" || reducer === "minimum")) {
    const ordered = builder.cast(withTopBitTurned(builder, source), "i64");
    const extreme = builder.raw(reducers[reducer], [ordered, builder.integers(dims)], shape, "i64", { attributes });
    return context.define(results[0], withTopBitTurned(builder, extreme));
  }
  context.define(
    results[0],
    builder.node(reducers[reducer], [source, builder.integers(dims)], shape, { attributes, element: dtype }),
  );
};

/** The index that sorts `keys` ascending along `dim`; equal keys keep their order. */
function argsort(context: LoweringContext, keys: OnnxValue, dim: number): { sorted: OnnxValue; index: OnnxValue } {
  const { builder } = context;
  const sorted = builder.declare(`s${builder.values.size}`, keys.shape, keys.element);
  const index = builder.declare(`s${builder.values.size}`, keys.shape, "i64");
  builder.nodes.push({
    opType: "TopK",
    domain: "",
    inputs: [keys.name, builder.integers([keys.shape[dim]]).name],
    outputs: [sorted.name, index.name],
    attributes: { axis: dim, largest: 0, sorted: 1 },
  });
  return { sorted, index };
}

/** The type in which TopK compares values of a type. */
const sortCarrier = (dtype: DType): DType => {
  if (isFloat(dtype)) return dtype === "f64" ? "f64" : "f32";
  return "i64";
};

/**
 * TopK of all elements breaks ties by index, so it sorts stably. It sorts NaN as +∞ first; a second stable sort by "is
 * NaN" then moves NaN to the end.
 */
const lowerSort: OnnxLowering<"sort"> = ({ attrs: { dim }, operands, results }, context) => {
  const { builder } = context;
  const { shape, dtype } = context.type(operands[0]);
  const first = context.dense(operands[0]);
  const keys = builder.cast(dtype === "ui64" ? withTopBitTurned(builder, first) : first, sortCarrier(dtype));
  const gather = (data: OnnxValue, index: OnnxValue): OnnxValue =>
    builder.raw("GatherElements", [data, index], shape, data.element, { attributes: { axis: dim } });
  let index: OnnxValue;
  if (isFloat(dtype)) {
    const notNumber = builder.raw("IsNaN", [keys], shape, "i1");
    const infinity = builder.scalar(sortCarrier(dtype), Number.POSITIVE_INFINITY);
    const numbers = builder.raw("Where", [notNumber, infinity, keys], shape, keys.element);
    const byNumber = argsort(context, numbers, dim).index;
    const flags = gather(builder.cast(notNumber, "i64"), byNumber);
    index = gather(byNumber, argsort(context, flags, dim).index);
  } else index = argsort(context, keys, dim).index;
  operands.forEach((operand, i) => {
    context.define(results[i], gather(context.dense(operand), index));
  });
};

export const movementLowerings = {
  constant: lowerConstant,
  iota: lowerIota,
  broadcast_in_dim: lowerBroadcast,
  reshape: lowerReshape,
  transpose: lowerTranspose,
  reverse: lowerReverse,
  slice: lowerSlice,
  pad: lowerPad,
  concatenate: lowerConcatenate,
  reduce: lowerReduce,
  sort: lowerSort,
};
