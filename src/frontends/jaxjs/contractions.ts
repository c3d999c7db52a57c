/**
 * @file jax-js's `dot` (multiply, then sum the last dim, all else broadcast) and `conv` as dot_general and convolution.
 */
import type { ValueId } from "../../ir/graph.ts";
import type { TensorType } from "../../ir/types.ts";
import type { Emitter } from "./emitter.ts";

/**
 * `sum(x * y, axis = -1)` as dot_general. A leading dim that both operands have is a batch dim. A dim that only one has
 * (size 1 or absent in the other) is a free dim of that operand, so no value of the size of the product is computed.
 */
export function dot(emitter: Emitter, x: ValueId, y: ValueId, result: TensorType): ValueId {
  // A sum of booleans is "any": count, then compare.
  const dtype = result.dtype === "i1" ? "i32" : result.dtype;
  const rank = Math.max(emitter.shape(x).length, emitter.shape(y).length);
  const contracted = Math.max(emitter.shape(x).at(-1) ?? 1, emitter.shape(y).at(-1) ?? 1);
  const [lhs, rhs] = [x, y].map((side) => {
    const shape = emitter.shape(side);
    const full = [...Array<number>(rank - shape.length).fill(1), ...shape];
    full[rank - 1] = contracted;
    const spread = shape.length === 0 ? [contracted] : [...shape.slice(0, -1), contracted];
    return { value: emitter.expand(side, { shape: spread, dtype }), full };
  });

  const leading = [...Array(rank - 1).keys()];
  const batch = leading.filter((dim) => lhs.full[dim] === rhs.full[dim] && lhs.full[dim] !== 1);
  const lhsFree = leading.filter((dim) => lhs.full[dim] !== 1 && rhs.full[dim] === 1);
  const rhsFree = leading.filter((dim) => rhs.full[dim] !== 1 && lhs.full[dim] === 1);

  const [a, b] = [
    { ...lhs, free: lhsFree },
    { ...rhs, free: rhsFree },
  ].map(({ value, full, free }) => {
    const dims = [...batch, ...free].sort((p, q) => p - q);
    const reshaped = emitter.reshape(value, [...dims.map((dim) => full[dim]), contracted]);
    return { value: reshaped, batch: batch.map((dim) => dims.indexOf(dim)), contract: dims.length };
  });
  let out = emitter.op("dot_general", [a.value, b.value], {
    lhsBatch: a.batch,
    rhsBatch: b.batch,
    lhsContract: [a.contract],
    rhsContract: [b.contract],
  });

  const order = [...batch, ...lhsFree, ...rhsFree];
  const sorted = order.toSorted((p, q) => p - q);
  out = emitter.transpose(
    out,
    sorted.map((dim) => order.indexOf(dim)),
  );
  out = emitter.reshape(out, result.shape);
  if (result.dtype !== "i1") return out;
  return emitter.op("compare", [out, emitter.splat(0, emitter.type(out))], { direction: "NE" });
}

interface ConvParams {
  readonly vmapDims: number;
  readonly strides: readonly number[];
  readonly padding: readonly (readonly [low: number, high: number])[];
  readonly lhsDilation: readonly number[];
  readonly rhsDilation: readonly number[];
}

/**
 * Convolution of x [*vmap, N, C, spatial…] with y [*vmap, O, C, spatial…]. Vmapped convolutions become one convolution
 * whose groups are the vmapped instances. Negative padding crops x first, since kernels take none.
 */
export function convolution(emitter: Emitter, x: ValueId, y: ValueId, params: ConvParams, result: TensorType): ValueId {
  const { vmapDims, strides, rhsDilation } = params;
  const vmap = result.shape.slice(0, vmapDims);
  const groups = vmap.reduce((product, size) => product * size, 1);
  let [lhs, rhs] = [x, y].map((side) => {
    const shape = [...vmap, ...emitter.shape(side).slice(vmapDims)];
    return emitter.expand(side, { shape, dtype: result.dtype });
  });
  const [batch, channels, ...space] = emitter.shape(lhs).slice(vmapDims);
  const [outChannels, ...kernel] = emitter.shape(rhs).slice(vmapDims);
  if (vmapDims > 0) {
    const dims = [...emitter.shape(lhs).keys()];
    lhs = emitter.transpose(lhs, [vmapDims, ...dims.slice(0, vmapDims), ...dims.slice(vmapDims + 1)]);
    lhs = emitter.reshape(lhs, [batch, groups * channels, ...space]);
    rhs = emitter.reshape(rhs, [groups * outChannels, ...kernel]);
  }
  let { padding, lhsDilation } = params;
  if (padding.flat().some((amount) => amount < 0)) {
    const around = (amounts: readonly number[]): number[] => [0, 0, ...amounts];
    lhs = emitter.pad(
      lhs,
      around(padding.map((p) => p[0])),
      around(padding.map((p) => p[1])),
      around(lhsDilation.map((step) => step - 1)),
    );
    padding = padding.map(() => [0, 0]);
    lhsDilation = lhsDilation.map(() => 1);
  }
  const attrs = { strides, padding, lhsDilation, rhsDilation, featureGroups: groups };
  const out = emitter.op("convolution", [lhs, rhs], attrs);
  if (vmapDims === 0) return out;
  // [N, *vmap, O, spatial…] → [*vmap, N, O, spatial…]
  const outSpace = emitter.shape(out).slice(2);
  const apart = emitter.reshape(out, [batch, ...vmap, outChannels, ...outSpace]);
  const dims = [...emitter.shape(apart).keys()];
  return emitter.transpose(apart, [...dims.slice(1, vmapDims + 1), 0, ...dims.slice(vmapDims + 1)]);
}
