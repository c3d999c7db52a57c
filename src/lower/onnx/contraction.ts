/** @file ONNX lowering of dot_general and convolution. */
import { type DType, numElements } from "../../ir/types.ts";
import type { OnnxBuilder, OnnxValue } from "./builder.ts";
import type { LoweringContext } from "./context.ts";
import type { OnnxLowering } from "./lowering.ts";

/** One side of a product: the tensor in memory, and its dims by role. */
interface Side {
  readonly tensor: OnnxValue;
  readonly batch: readonly number[];
  readonly contract: readonly number[];
  readonly free: readonly number[];
}

/** Reads an operand through a pending transpose: the product's dims become dims of the tensor in memory. */
function sideOf(
  context: LoweringContext,
  operand: number,
  batch: readonly number[],
  contract: readonly number[],
): Side {
  const form = context.form(operand);
  const rank = context.type(operand).shape.length;
  const free = Array.from({ length: rank }, (_, dim) => dim).filter(
    (dim) => !batch.includes(dim) && !contract.includes(dim),
  );
  if (form.kind !== "transposed") return { tensor: context.dense(operand), batch, contract, free };
  const inMemory = (dims: readonly number[]): number[] => dims.map((dim) => form.permutation[dim]);
  return { tensor: form.source, batch: inMemory(batch), contract: inMemory(contract), free: inMemory(free) };
}

const product = (tensor: OnnxValue, dims: readonly number[]): number =>
  numElements(dims.map((dim) => tensor.shape[dim]));

const isIdentity = (dims: readonly number[], shape: readonly number[]): boolean => {
  const moving = dims.filter((dim) => shape[dim] !== 1);
  return moving.every((dim, i) => i === 0 || moving[i - 1] < dim);
};

/**
 * The side as [batch, rows, columns] or [rows, columns] with `rowDims` before `columnDims`, or the other way round with
 * `swapped`, whichever is free; a transpose is written only if neither is.
 */
function asMatrix(builder: OnnxBuilder, side: Side, rowDims: readonly number[], columnDims: readonly number[]) {
  const { tensor, batch } = side;
  const direct = [...batch, ...rowDims, ...columnDims];
  const crossed = [...batch, ...columnDims, ...rowDims];
  const swapped = !isIdentity(direct, tensor.shape) && isIdentity(crossed, tensor.shape);
  const ordered = swapped ? tensor : builder.transpose(tensor, direct);
  const [rows, columns] = [product(tensor, rowDims), product(tensor, columnDims)];
  const matrix = swapped ? [columns, rows] : [rows, columns];
  const batchShape = batch.length === 0 ? [] : [product(tensor, batch)];
  return { matrix: builder.reshape(ordered, [...batchShape, ...matrix]), swapped };
}

/** The order of contracted pairs that leaves both sides in memory order if one order does, else the left side's. */
function contractOrder(left: Side, right: Side): number[] {
  const pairs = left.contract.map((_, i) => i);
  return pairs.sort((a, b) => left.contract[a] - left.contract[b] || right.contract[a] - right.contract[b]);
}

/** Products of these types run on Gemm, which transposes either side while packing. */
const gemmTypes: readonly DType[] = ["f32", "f64"];

const lowerDot: OnnxLowering<"dot_general"> = ({ attrs, operands, results }, context) => {
  const { builder } = context;
  const { shape, dtype } = context.type(results[0]);
  const left = sideOf(context, operands[0], attrs.lhsBatch, attrs.lhsContract);
  const right = sideOf(context, operands[1], attrs.rhsBatch, attrs.rhsContract);
  const order = contractOrder(left, right);
  const a = asMatrix(
    builder,
    left,
    left.free,
    order.map((i) => left.contract[i]),
  );
  const b = asMatrix(
    builder,
    right,
    order.map((i) => right.contract[i]),
    right.free,
  );
  const batchShape = attrs.lhsBatch.length === 0 ? [] : [product(left.tensor, left.batch)];
  const matrix = [...batchShape, product(left.tensor, left.free), product(right.tensor, right.free)];
  context.define(results[0], builder.reshape(multiply(builder, a, b, matrix, dtype), shape));
};

type Matrix = ReturnType<typeof asMatrix>;

function multiply(builder: OnnxBuilder, a: Matrix, b: Matrix, shape: readonly number[], dtype: DType): OnnxValue {
  const attributes = { transA: Number(a.swapped), transB: Number(b.swapped) };
  if (!a.swapped && !b.swapped) return builder.node("MatMul", [a.matrix, b.matrix], shape);
  if (shape.length === 2 && gemmTypes.includes(dtype))
    return builder.raw("Gemm", [a.matrix, b.matrix], shape, dtype, { attributes });
  if (dtype === "f32")
    return builder.raw("FusedMatMul", [a.matrix, b.matrix], shape, dtype, { attributes, domain: "com.microsoft" });
  const straight = ({ matrix, swapped }: Matrix): OnnxValue => {
    const last = matrix.shape.length - 1;
    const crossed = matrix.shape
      .map((_, dim) => dim)
      .with(last, last - 1)
      .with(last - 1, last);
    return swapped ? builder.transpose(matrix, crossed) : matrix;
  };
  return builder.node("MatMul", [straight(a), straight(b)], shape);
}

/**
 * With a dilated lhs (the gradient of a strided convolution) this is ONNX's ConvTranspose of the flipped kernel, which skips the
 * zeros; where its form does not fit, the zeros are put in. ONNX's Conv does the rest: padding may not be negative, so the
 * lhs is cut first.
 */
const lowerConvolution: OnnxLowering<"convolution"> = ({ attrs, operands, results }, context) => {
  const { builder } = context;
  const { shape, dtype } = context.type(results[0]);
  if (dtype !== "f32" && dtype !== "f16" && dtype !== "bf16")
    throw context.unsupported(`ONNX Runtime has no ${dtype} convolution; compute it in f32`);
  const { strides, padding, lhsDilation, rhsDilation, featureGroups } = attrs;
  if (strides.length === 0)
    throw context.unsupported("a convolution needs at least one spatial dim; use a matrix product");
  const lhs = context.dense(operands[0]);
  const rhs = context.dense(operands[1]);
  const kernel = rhs.shape.slice(2);
  const reach = kernel.map((size, dim) => rhsDilation[dim] * (size - 1));
  const crop = padding.map(([low, high], dim) => [reach[dim] - low, reach[dim] - high] as const);
  const isTransposed =
    lhsDilation.some((dilation) => dilation > 1) &&
    strides.every((stride) => stride === 1) &&
    crop.every(([low, high], dim) => low >= 0 && (high >= 0 || -high < lhsDilation[dim]));
  if (isTransposed) {
    const attributes = {
      strides: lhsDilation,
      dilations: rhsDilation,
      group: featureGroups,
      kernel_shape: kernel,
      pads: [...crop.map(([low]) => low), ...crop.map(([, high]) => Math.max(0, high))],
      output_padding: crop.map(([, high]) => Math.max(0, -high)),
    };
    const flipped = flipKernel(builder, rhs, featureGroups);
    return context.define(results[0], builder.node("ConvTranspose", [lhs, flipped], shape, { attributes }));
  }
  const zero = builder.scalar(dtype, 0);
  const none = [0, 0];
  const spread = builder.dilate(lhs, [...none, ...lhsDilation.map((dilation) => dilation - 1)], zero);
  const cut = (pick: 0 | 1): number[] => [...none, ...padding.map((pad) => Math.min(0, pad[pick]))];
  const cropped = builder.pad(spread, cut(0), cut(1), zero);
  const pads = [...padding.map(([low]) => Math.max(0, low)), ...padding.map(([, high]) => Math.max(0, high))];
  const attributes = { strides, dilations: rhsDilation, group: featureGroups, kernel_shape: kernel, pads };
  context.define(results[0], builder.node("Conv", [cropped, rhs], shape, { attributes }));
};

/** [O, C/g, k…] → [C, O/g, k…] with every k reversed. */
function flipKernel(builder: OnnxBuilder, kernel: OnnxValue, groups: number): OnnxValue {
  const [outputs, inputsPerGroup, ...spatial] = kernel.shape;
  const dims = spatial.map((_, i) => i);
  const flipped = builder.reverse(
    kernel,
    dims.map((i) => i + 2),
  );
  const grouped = builder.reshape(flipped, [groups, outputs / groups, inputsPerGroup, ...spatial]);
  const swapped = builder.transpose(grouped, [0, 2, 1, ...dims.map((i) => i + 3)]);
  return builder.reshape(swapped, [groups * inputsPerGroup, outputs / groups, ...spatial]);
}

export const contractionLowerings = { dot_general: lowerDot, convolution: lowerConvolution };
