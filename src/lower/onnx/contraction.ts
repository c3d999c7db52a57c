/** @file ONNX lowering of dot_general and convolution. */
import type { ValueId } from "../../ir/graph.ts";
import { type DType, numElements } from "../../ir/types.ts";
import type { OnnxBuilder, OnnxValue } from "./builder.ts";
import type { LoweringContext } from "./context.ts";
import type { OnnxLowering } from "./lowering.ts";

/**
 * One side of a product: the tensor in memory, and its dims by role. Repeated batch and free dims have size 1 in
 * memory.
 */
interface Side {
  readonly tensor: OnnxValue;
  readonly batch: readonly number[];
  readonly contract: readonly number[];
  readonly free: readonly number[];
}

/** Reads an operand through a pending transpose: dims of the product become dims of the tensor in memory. */
function sideOf(
  context: LoweringContext,
  operand: ValueId,
  batch: readonly number[],
  contract: readonly number[],
): Side {
  const form = context.form(operand);
  const { shape } = context.type(operand);
  const free = shape.map((_, dim) => dim).filter((dim) => !batch.includes(dim) && !contract.includes(dim));
  if (form.kind === "transposed") {
    const inMemory = (dims: readonly number[]): number[] => dims.map((dim) => form.permutation[dim]);
    return { tensor: form.source, batch: inMemory(batch), contract: inMemory(contract), free: inMemory(free) };
  }
  const aligned = context.aligned(operand);
  const inMemory = context.alignedShape(operand, aligned);
  const isWhole = contract.every((dim) => inMemory[dim] === shape[dim]);
  const tensor = isWhole ? context.builder.reshape(aligned, inMemory) : context.dense(operand);
  return { tensor, batch, contract, free };
}

const product = (tensor: OnnxValue, dims: readonly number[]): number =>
  numElements(dims.map((dim) => tensor.shape[dim]));

const isIdentity = (dims: readonly number[], shape: readonly number[]): boolean => {
  const moving = dims.filter((dim) => shape[dim] !== 1);
  return moving.every((dim, i) => i === 0 || moving[i - 1] < dim);
};

/**
 * The side as [batch, rows, columns] or [rows, columns]. Chooses `rowDims` before `columnDims`, or the reverse
 * (`swapped`) if only that needs no transpose; writes a transpose if both do.
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

/**
 * The order of contracted pairs that leaves both sides in memory order if there is one, otherwise the left side's
 * order.
 */
function contractOrder(left: Side, right: Side): number[] {
  const pairs = left.contract.map((_, i) => i);
  return pairs.sort((a, b) => left.contract[a] - left.contract[b] || right.contract[a] - right.contract[b]);
}

/** Types whose products run on Gemm, which transposes either side while packing. */
const gemmTypes: readonly DType[] = ["f32", "f64"];

/**
 * Treats a batch dim along which one side repeats as a free dim of the other. The gradient of a weight, which jax-js
 * writes as a product batched over broadcast weights, becomes one plain product.
 */
const lowerDot: OnnxLowering<"dot_general"> = ({ attrs, operands, results }, context) => {
  const { builder } = context;
  const left = sideOf(context, operands[0], attrs.lhsBatch, attrs.lhsContract);
  const right = sideOf(context, operands[1], attrs.rhsBatch, attrs.rhsContract);
  const repeats = (side: Side, i: number): boolean => side.tensor.shape[side.batch[i]] === 1;
  const pairs = attrs.lhsBatch.map((_, i) => i);
  const shared = pairs.filter((i) => !repeats(left, i) && !repeats(right, i));
  const ofLeft = pairs.filter((i) => !shared.includes(i) && !repeats(left, i));
  const ofRight = pairs.filter((i) => !shared.includes(i) && repeats(left, i));
  const [a, b] = [withFreed(builder, left, shared, ofLeft), withFreed(builder, right, shared, ofRight)];
  // The order of a product's dims in the result: batch dims, then the left side's free dims, then the right side's.
  const freeOf = (side: Side): number[] =>
    side === a
      ? [...ofLeft, ...left.free.map((_, i) => pairs.length + i)]
      : [...ofRight, ...right.free.map((_, i) => pairs.length + left.free.length + i)];
  const layout = (first: Side, second: Side): number[] => [...shared, ...freeOf(first), ...freeOf(second)];
  const inOrder = isAscending(layout(a, b));
  const isSwapped = inOrder ? shared.length === 0 && isCheaperSwapped(a, b) : isAscending(layout(b, a));
  const [first, second] = isSwapped ? [b, a] : [a, b];
  const order = layout(first, second);
  const product = multiply(builder, first, second, context.type(results[0]).dtype);
  // From the dim order of the product to that of the result.
  const permutation = order.map((_, dim) => order.indexOf(dim));
  if (isAscending(order)) context.define(results[0], product);
  else if (numElements(product.shape) === numElements(context.type(results[0]).shape))
    context.set(results[0], { kind: "transposed", source: product, permutation });
  else context.define(results[0], builder.transpose(product, permutation));
};

/**
 * True if swapping the sides of a product is faster. ONNX Runtime copies the right matrix into blocks, at the cost of
 * multiplying it by a few rows, but does not copy a left one that is contracted along its last dim. So x · Wᵀ with few
 * rows x, the gradient of a layer's input, is faster as (W · xᵀ)ᵀ: 40 % with 16 rows, 20 % with 64, 0 % with 256
 * (measured with W of 2048 × 2048).
 */
function isCheaperSwapped(a: Side, b: Side): boolean {
  const [rows, columns] = [product(a.tensor, a.free), product(b.tensor, b.free)];
  const isLarge = columns * product(b.tensor, b.contract) >= 512 * 512;
  const contractsLast = (side: Side): boolean => isIdentity([...side.free, ...side.contract], side.tensor.shape);
  return rows > 1 && rows <= 64 && columns >= 4 * rows && isLarge && contractsLast(a) && contractsLast(b);
}

/**
 * The side with only the `shared` batch dims: its `own` ones become free, the others (of size 1 in memory) are dropped.
 */
function withFreed(builder: OnnxBuilder, side: Side, shared: readonly number[], own: readonly number[]): Side {
  const kept = [...shared, ...own].map((i) => side.batch[i]);
  const gone = side.batch.filter((dim) => !kept.includes(dim));
  const left = side.tensor.shape.map((_, dim) => dim).filter((dim) => !gone.includes(dim));
  const renumber = (dims: readonly number[]): number[] => dims.map((dim) => left.indexOf(dim));
  return {
    tensor: builder.reshape(
      side.tensor,
      left.map((dim) => side.tensor.shape[dim]),
    ),
    batch: renumber(shared.map((i) => side.batch[i])),
    contract: renumber(side.contract),
    free: renumber([...own.map((i) => side.batch[i]), ...side.free]),
  };
}

const isAscending = (dims: readonly number[]): boolean => dims.every((dim, i) => i === 0 || dims[i - 1] < dim);

/** [batch…, free dims of a…, free dims of b…], summed over the contracted dims. */
function multiply(builder: OnnxBuilder, a: Side, b: Side, dtype: DType): OnnxValue {
  const order = contractOrder(a, b);
  const rows = asMatrix(
    builder,
    a,
    a.free,
    order.map((i) => a.contract[i]),
  );
  const columns = asMatrix(
    builder,
    b,
    order.map((i) => b.contract[i]),
    b.free,
  );
  const sizes = (side: Side, dims: readonly number[]): number[] => dims.map((dim) => side.tensor.shape[dim]);
  const batchShape = a.batch.length === 0 ? [] : [product(a.tensor, a.batch)];
  const matrix = [...batchShape, product(a.tensor, a.free), product(b.tensor, b.free)];
  const shape = [...sizes(a, a.batch), ...sizes(a, a.free), ...sizes(b, b.free)];
  return builder.reshape(multiplyMatrices(builder, rows, columns, matrix, dtype), shape);
}

type Matrix = ReturnType<typeof asMatrix>;

function multiplyMatrices(
  builder: OnnxBuilder,
  a: Matrix,
  b: Matrix,
  shape: readonly number[],
  dtype: DType,
): OnnxValue {
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
 * With a dilated lhs (the gradient of a strided convolution) this is ONNX's ConvTranspose of the flipped kernel, which
 * skips the zeros. If ConvTranspose cannot express it, the zeros are inserted and ONNX's Conv is used. Its padding may
 * not be negative, so the lhs is cropped first.
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
