/** @file dot_general, convolution and reduce by plain loops; sums are kept in double and rounded once. */
import type { ConvolutionAttrs, DotAttrs, Reducer } from "../ops.ts";
import { type DType, isFloat, isWide, numElements, type TensorType } from "../types.ts";
import { allocateNumbers, elementOf, type Numbers, type Operand, offsetsOf, readStrided, stridesOf } from "./data.ts";
import { type BinaryFunction, binaryFunction, integerRange } from "./elementwise.ts";
import { pad } from "./movement.ts";
import { wideIdentity } from "./wide.ts";

const otherDims = (rank: number, ...taken: (readonly number[])[]): number[] =>
  [...Array(rank).keys()].filter((dim) => !taken.some((dims) => dims.includes(dim)));

/** `operand` with its dims in the given order, and the sizes of the three groups. */
function regroup(operand: Operand, ...groups: (readonly number[])[]): { data: Numbers; sizes: number[] } {
  const strides = stridesOf(operand.shape);
  const dims = groups.flat();
  const data = readStrided(
    operand,
    dims.map((dim) => operand.shape[dim]),
    dims.map((dim) => strides[dim]),
  );
  return { data, sizes: groups.map((group) => numElements(group.map((dim) => operand.shape[dim]))) };
}

export function dotGeneral(lhs: Operand, rhs: Operand, attrs: DotAttrs, { dtype, shape }: TensorType): Numbers {
  const a = regroup(
    lhs,
    attrs.lhsBatch,
    otherDims(lhs.shape.length, attrs.lhsBatch, attrs.lhsContract),
    attrs.lhsContract,
  );
  const b = regroup(
    rhs,
    attrs.rhsBatch,
    otherDims(rhs.shape.length, attrs.rhsBatch, attrs.rhsContract),
    attrs.rhsContract,
  );
  const [batch, rows, depth] = a.sizes;
  const columns = b.sizes[1];
  const out = allocateNumbers(dtype, numElements(shape));
  const multiply = isFloat(dtype) ? undefined : binaryFunction("multiply", dtype);
  const zero = elementOf(0, dtype);
  let at = 0;
  for (let g = 0; g < batch; g++) {
    for (let i = 0; i < rows; i++) {
      const row = (g * rows + i) * depth;
      for (let j = 0; j < columns; j++) {
        const column = (g * columns + j) * depth;
        let sum = zero;
        if (multiply) for (let k = 0; k < depth; k++) sum += multiply(a.data[row + k], b.data[column + k]);
        else for (let k = 0; k < depth; k++) sum += a.data[row + k] * b.data[column + k];
        out[at++] = sum;
      }
    }
  }
  return out;
}

export function convolution(lhs: Operand, rhs: Operand, attrs: ConvolutionAttrs, result: TensorType): Numbers {
  const around = (amounts: readonly number[]): number[] => [0, 0, ...amounts];
  const zero = elementOf(0, result.dtype);
  const multiply = binaryFunction("multiply", result.dtype);
  const padded = pad(lhs, zero, {
    low: around(attrs.padding.map(([low]) => low)),
    high: around(attrs.padding.map(([, high]) => high)),
    interior: around(attrs.lhsDilation.map((step) => step - 1)),
  });
  const [numOut, groupChannels, ...kernel] = rhs.shape;
  const [batch, channels] = padded.shape;
  const strides = stridesOf(padded.shape);
  const spaceStrides = strides.slice(2);
  // Offsets of a window's elements from its corner, in the order of the kernel's elements.
  const taps = offsetsOf(
    [groupChannels, ...kernel],
    [strides[1], ...spaceStrides.map((stride, dim) => stride * attrs.rhsDilation[dim])],
  );
  const corners = offsetsOf(
    result.shape.slice(2),
    spaceStrides.map((stride, dim) => stride * attrs.strides[dim]),
  );
  const out = allocateNumbers(result.dtype, numElements(result.shape));
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < numOut; o++) {
      const group = Math.floor(o / (numOut / attrs.featureGroups));
      const start = n * channels * strides[1] + group * groupChannels * strides[1];
      for (const corner of corners) {
        let sum = zero;
        for (let k = 0; k < taps.length; k++)
          sum += multiply(padded.data[start + corner + taps[k]], rhs.data[o * taps.length + k]);
        out[at++] = sum;
      }
    }
  }
  return out;
}

/** The initial value of each reducer, as an array of `dtype` holds it. */
export function reducerIdentity(reducer: Reducer, dtype: DType): number {
  if (isWide(dtype)) return wideIdentity(reducer, dtype) as unknown as number;
  if (reducer === "add" || reducer === "or") return 0;
  if (reducer === "multiply") return 1;
  const [low, high] = isFloat(dtype) ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : integerRange(dtype);
  if (reducer === "and") return dtype === "i1" ? 1 : -1;
  return reducer === "maximum" ? low : high;
}

export function reduce(x: Operand, reducer: Reducer, dims: readonly number[]): Numbers {
  const { data, sizes } = regroup(x, otherDims(x.shape.length, dims), dims);
  const [kept, reduced] = sizes;
  const combine: BinaryFunction = binaryFunction(reducer, x.dtype);
  const out = allocateNumbers(x.dtype, kept);
  for (let i = 0; i < kept; i++) {
    let value = reducerIdentity(reducer, x.dtype);
    for (let k = 0; k < reduced; k++) value = combine(value, data[i * reduced + k]);
    out[i] = value;
  }
  return out;
}
