/**
 * @file jax-js's `pool`, which turns the windows of the last dims into new dims, and its transpose, which sums them
 * back. Windows without overlap are a reshape; overlapping ones are concatenated strided slices, or, in the transpose,
 * a sum of padded slices.
 */
import type { ValueId } from "../../ir/graph.ts";
import type { Emitter } from "./emitter.ts";

interface PoolParams {
  readonly window: readonly number[];
  readonly strides: readonly number[];
}

/** One pooled dim: `count` windows of `size` elements, `stride` apart, over `extent` elements. */
interface Windows {
  readonly size: number;
  readonly stride: number;
  readonly extent: number;
  readonly count: number;
}

function windowsOf(inShape: readonly number[], { window, strides }: PoolParams): Windows[] {
  const lead = inShape.length - window.length;
  return window.map((size, i) => {
    const [extent, stride] = [inShape[lead + i], strides[i]];
    return { size, stride, extent, count: Math.ceil((extent - size + 1) / stride) };
  });
}

const replaceDim = (shape: readonly number[], dim: number, count: number, by: readonly number[]): number[] =>
  shape.toSpliced(dim, count, ...by);

/** [*lead, i…] → [*lead, o…, k…]: element k of window o is x[o · stride + k]. */
export function pool(emitter: Emitter, x: ValueId, params: PoolParams): ValueId {
  const inShape = emitter.shape(x);
  const lead = inShape.length - params.window.length;
  let out = x;
  windowsOf(inShape, params).forEach((windows, i) => {
    out = unfoldDim(emitter, out, lead + 2 * i, windows);
  });
  const at = params.window.map((_, i) => lead + 2 * i);
  const permutation = [...Array(lead).keys(), ...at, ...at.map((dim) => dim + 1)];
  return emitter.transpose(out, permutation);
}

/** Dim `dim` of size i becomes two dims [o, k]. */
function unfoldDim(emitter: Emitter, x: ValueId, dim: number, { size, stride, extent, count }: Windows): ValueId {
  if (size <= stride) {
    const whole = emitter.padDim(x, dim, 0, count * stride - extent);
    const apart = emitter.reshape(whole, replaceDim(emitter.shape(x), dim, 1, [count, stride]));
    return emitter.sliceDim(apart, dim + 1, 0, size);
  }
  const parts = Array.from({ length: size }, (_, k) => {
    const part = emitter.sliceDim(x, dim, k, k + (count - 1) * stride + 1, stride);
    return emitter.reshape(part, replaceDim(emitter.shape(x), dim, 1, [count, 1]));
  });
  return emitter.op("concatenate", parts, { dim: dim + 1 });
}

/** [*lead, o…, k…] → [*lead, i…]: the sum of every element's copies in `pool`'s result. */
export function poolTranspose(
  emitter: Emitter,
  x: ValueId,
  params: PoolParams & { readonly inShape: readonly number[] },
): ValueId {
  const count = params.window.length;
  const lead = params.inShape.length - count;
  const pairs = params.window.flatMap((_, i) => [lead + i, lead + count + i]);
  let out = emitter.transpose(x, [...Array(lead).keys(), ...pairs]);
  windowsOf(params.inShape, params).forEach((windows, i) => {
    out = foldDim(emitter, out, lead + i, windows);
  });
  return out;
}

/** Dims `dim` and `dim + 1` of sizes [o, k] become one dim of size i. */
function foldDim(emitter: Emitter, x: ValueId, dim: number, { size, stride, extent, count }: Windows): ValueId {
  const shape = emitter.shape(x);
  if (size <= stride) {
    const spaced = emitter.padDim(x, dim + 1, 0, stride - size);
    const together = emitter.reshape(spaced, replaceDim(shape, dim, 2, [count * stride]));
    return emitter.padDim(together, dim, 0, extent - count * stride);
  }
  const parts = Array.from({ length: size }, (_, k) => {
    const part = emitter.reshape(emitter.sliceDim(x, dim + 1, k, k + 1), replaceDim(shape, dim, 2, [count]));
    return emitter.padDim(part, dim, k, extent - k - ((count - 1) * stride + 1), stride - 1);
  });
  return parts.reduce((sum, part) => emitter.op("add", [sum, part], {}));
}
