/**
 * @file Contractions absorb the views around them. A dot_general together with its operands' transposes, broadcasts and
 * dims of size 1 is an einsum over labels. Rebuilt from the labels, it has the fewest batch dims and no repeated
 * operand: jax-js's `reshape · transpose · broadcast · dot` becomes one dot_general.
 */
import type { ValueId } from "../graph.ts";
import type { DotAttrs } from "../ops.ts";
import { freeDims } from "../rules/contraction.ts";
import { isFloat } from "../types.ts";
import type { RewriteRule, RewriteRules, Rewriter } from "./rewriter.ts";
import { differInOnes, properDims } from "./views.ts";

/** An index of the einsum; `unit` stands for every dim of size 1. */
type Label = number;
const unit: Label = -1;

/** An operand: a value and the label of each of its dims. */
interface Side {
  readonly value: ValueId;
  readonly labels: readonly Label[];
}

/** result[labels] = Σ lhs[…] · rhs[…] over the labels that are not in the result. */
interface Einsum {
  readonly sizes: readonly number[];
  readonly lhs: Side;
  readonly rhs: Side;
  readonly result: readonly Label[];
}

const withoutUnits = (labels: readonly Label[]): Label[] => labels.filter((label) => label !== unit);

function einsumOfDot(r: Rewriter, [lhs, rhs]: readonly ValueId[], attrs: DotAttrs): Einsum {
  const sizes: number[] = [];
  const [lhsShape, rhsShape] = [r.shape(lhs), r.shape(rhs)];
  const label = (size: number): Label => (size === 1 ? unit : sizes.push(size) - 1);
  const lhsLabels = lhsShape.map(label);
  const rhsLabels = rhsShape.map(() => unit);
  attrs.rhsBatch.forEach((dim, index) => {
    rhsLabels[dim] = lhsLabels[attrs.lhsBatch[index]];
  });
  attrs.rhsContract.forEach((dim, index) => {
    rhsLabels[dim] = lhsLabels[attrs.lhsContract[index]];
  });
  const rhsFree = freeDims(rhsShape.length, attrs.rhsBatch, attrs.rhsContract);
  for (const dim of rhsFree) rhsLabels[dim] = label(rhsShape[dim]);
  const lhsFree = freeDims(lhsShape.length, attrs.lhsBatch, attrs.lhsContract);
  const result = [
    ...attrs.lhsBatch.map((dim) => lhsLabels[dim]),
    ...lhsFree.map((dim) => lhsLabels[dim]),
    ...rhsFree.map((dim) => rhsLabels[dim]),
  ];
  return { sizes, lhs: { value: lhs, labels: lhsLabels }, rhs: { value: rhs, labels: rhsLabels }, result };
}

/** Looks through the views that make a side: transposes, broadcasts, repeated constants, dims of size 1. */
function absorbViews(r: Rewriter, side: Side): Side {
  const { value, labels } = side;
  const transpose = r.made(value, "transpose");
  if (transpose) {
    const source: Label[] = [];
    transpose.attrs.permutation.forEach((from, to) => {
      source[from] = labels[to];
    });
    return absorbViews(r, { value: transpose.operands[0], labels: source });
  }
  const broadcast = r.made(value, "broadcast_in_dim");
  if (broadcast) {
    const from = r.shape(broadcast.operands[0]);
    const source = broadcast.attrs.dims.map((dim, index) => (from[index] === 1 ? unit : labels[dim]));
    return absorbViews(r, { value: broadcast.operands[0], labels: source });
  }
  const reshape = r.made(value, "reshape");
  if (reshape && differInOnes(r.shape(reshape.operands[0]), reshape.attrs.shape)) {
    const from = r.shape(reshape.operands[0]);
    const proper = properDims(from);
    const kept = withoutUnits(labels);
    const source = from.map((_, dim) => (proper.includes(dim) ? kept[proper.indexOf(dim)] : unit));
    return absorbViews(r, { value: reshape.operands[0], labels: source });
  }
  const splat = r.splatOf(value);
  if (splat !== undefined && labels.length > 0) {
    return { value: r.splat({ shape: [], dtype: r.type(value).dtype }, splat), labels: [] };
  }
  return side;
}

/** The side with its dims of size 1 dropped and the labels in `summed` added up. */
function prepare(r: Rewriter, { value, labels }: Side, summed: (label: Label) => boolean): Side {
  const shape = r.shape(value).filter((_, dim) => labels[dim] !== unit);
  const kept = withoutUnits(labels);
  const squeezed = r.op("reshape", [value], { shape });
  const dims = kept.flatMap((label, dim) => (summed(label) ? [dim] : []));
  const value2 = r.op("reduce", [squeezed], { reducer: "add", dims });
  return { value: value2, labels: kept.filter((label) => !summed(label)) };
}

/** The side laid out over the labels `to`, repeated along those it does not have. */
function spread(r: Rewriter, { value, labels }: Side, to: readonly Label[], sizes: readonly number[]): ValueId {
  const shape = to.map((label) => sizes[label]);
  return r.op("broadcast_in_dim", [value], { shape, dims: labels.map((label) => to.indexOf(label)) });
}

interface Dot {
  readonly operands: readonly [ValueId, ValueId];
  readonly attrs: DotAttrs;
  /** Labels of the dot's result. */
  readonly order: readonly Label[];
}

/** lhs · rhs as one dot_general whose batch dims have the order of `want`. */
function dotOf(lhs: Side, rhs: Side, want: readonly Label[], contracted: readonly Label[]): Dot {
  const batch = want.filter((label) => lhs.labels.includes(label) && rhs.labels.includes(label));
  const free = (side: Side) => side.labels.filter((label) => !batch.includes(label) && !contracted.includes(label));
  const at = (side: Side, labels: readonly Label[]) => labels.map((label) => side.labels.indexOf(label));
  return {
    operands: [lhs.value, rhs.value],
    attrs: {
      lhsBatch: at(lhs, batch),
      rhsBatch: at(rhs, batch),
      lhsContract: at(lhs, contracted),
      rhsContract: at(rhs, contracted),
    },
    order: [...batch, ...free(lhs), ...free(rhs)],
  };
}

const sameOrder = (a: readonly Label[], b: readonly Label[]): boolean =>
  a.length === b.length && a.every((label, index) => label === b[index]);

/** Writes an einsum whose sides have absorbed their views. */
function writeEinsum(r: Rewriter, { sizes, lhs: lhsView, rhs: rhsView, result }: Einsum): ValueId {
  const want = withoutUnits(result);
  const isIn = (side: Side) => (label: Label) => side.labels.includes(label);
  const lhs = prepare(r, lhsView, (label) => !isIn(rhsView)(label) && !want.includes(label));
  const rhs = prepare(r, rhsView, (label) => !isIn(lhsView)(label) && !want.includes(label));
  const contracted = lhs.labels.filter((label) => isIn(rhs)(label) && !want.includes(label));
  const present = want.filter((label) => isIn(lhs)(label) || isIn(rhs)(label));

  let value: ValueId;
  if (contracted.length === 0 && [lhs, rhs].some((side) => present.every(isIn(side)))) {
    // Nothing to sum and one side has every dim: a plain product.
    value = r.op("multiply", [spread(r, lhs, present, sizes), spread(r, rhs, present, sizes)], {});
  } else {
    const candidates = [dotOf(lhs, rhs, present, contracted), dotOf(rhs, lhs, present, contracted)];
    // A transpose that keeps the last dim moves whole rows.
    const dot =
      candidates.find(({ order }) => sameOrder(order, present)) ??
      candidates.find(({ order }) => order.at(-1) === present.at(-1)) ??
      candidates[0];
    const [product] = r.keep("dot_general", dot.operands, dot.attrs);
    value = r.op("transpose", [product], { permutation: present.map((label) => dot.order.indexOf(label)) });
  }
  const shape = result.map((label) => (label === unit ? 1 : sizes[label]));
  const dims = present.map((label) => result.indexOf(label));
  const full = r.op("broadcast_in_dim", [value], { shape, dims });
  // A summed label that neither side has any more was repeated on both.
  const repeated = sizes.flatMap((size, label) =>
    isIn(lhsView)(label) || isIn(rhsView)(label) || want.includes(label) ? [] : [size],
  );
  if (repeated.length === 0) return full;
  const times = repeated.reduce((product, size) => product * size, 1);
  return r.op("multiply", [full, r.splat(r.type(full), times)], {});
}

/**
 * For each dim of `to`, the dims of `from` that a reshape merges into it; undefined when it does anything but merge.
 */
function mergedDims(from: readonly number[], to: readonly number[]): number[][] | undefined {
  const proper = properDims(from);
  let next = 0;
  const groups = to.map((size) => {
    const group: number[] = [];
    for (let product = 1; product < size && next < proper.length; ) {
      product *= from[proper[next]];
      group.push(proper[next++]);
    }
    return group;
  });
  const fits = groups.every((group, dim) => group.reduce((product, d) => product * from[d], 1) === to[dim]);
  return fits && next === proper.length ? groups : undefined;
}

/** A side made by a reshape that merges dims: its source, and the dims that make up each label. */
function mergedSide(r: Rewriter, { value, labels }: Side) {
  const reshape = r.made(value, "reshape");
  if (!reshape) return undefined;
  const from = r.shape(reshape.operands[0]);
  const groups = mergedDims(from, reshape.attrs.shape);
  if (!groups) return undefined;
  const parts = new Map(groups.map((group, dim) => [labels[dim], group]));
  return { value: reshape.operands[0], from, parts };
}

/**
 * If both sides merge the same dims into their contracted labels (jax-js merges all batch dims in a weight's gradient),
 * contracts the dims one by one instead. The views before the reshapes can then be absorbed.
 */
function splitMerged(r: Rewriter, einsum: Einsum): Einsum | undefined {
  const sides = [mergedSide(r, einsum.lhs), mergedSide(r, einsum.rhs)];
  const [lhs, rhs] = sides;
  if (!lhs || !rhs) return undefined;
  const sizes = [...einsum.sizes];
  const split = new Map<Label, readonly Label[]>();
  for (const { parts, from } of [lhs, rhs]) {
    for (const [label, dims] of parts) {
      if (dims.length < 2 || split.has(label)) continue;
      const [a, b] = [lhs, rhs].map((side) => side.parts.get(label)?.map((dim) => side.from[dim]));
      if (einsum.result.includes(label) || !a || !b || !sameOrder(a, b)) return undefined;
      split.set(
        label,
        dims.map((dim) => sizes.push(from[dim]) - 1),
      );
    }
  }
  if (split.size === 0) return undefined;
  const [newLhs, newRhs] = [lhs, rhs].map(({ value, from, parts }): Side => {
    const labels: Label[] = from.map(() => unit);
    for (const [label, dims] of parts) {
      dims.forEach((dim, index) => {
        labels[dim] = split.get(label)?.[index] ?? label;
      });
    }
    return { value, labels };
  });
  // The labels that were split keep their number and no longer count.
  for (const label of split.keys()) sizes[label] = 1;
  return { sizes, lhs: newLhs, rhs: newRhs, result: einsum.result };
}

function absorb(r: Rewriter, einsum: Einsum): Einsum {
  const absorbed = { ...einsum, lhs: absorbViews(r, einsum.lhs), rhs: absorbViews(r, einsum.rhs) };
  const split = splitMerged(r, absorbed);
  return split ? absorb(r, split) : absorbed;
}

const absorbIntoDot: RewriteRule<"dot_general"> = (r, operands, attrs) => {
  const einsum = einsumOfDot(r, operands, attrs);
  const absorbed = absorb(r, einsum);
  const hasUnits = [einsum.lhs.labels, einsum.rhs.labels, einsum.result].some((labels) => labels.includes(unit));
  const isProduct =
    attrs.lhsContract.length === 0 &&
    (hasNoFree(r, operands[0], attrs.lhsBatch) || hasNoFree(r, operands[1], attrs.rhsBatch));
  const isPlain = absorbed.lhs.value === operands[0] && absorbed.rhs.value === operands[1];
  return isPlain && !hasUnits && !isProduct ? undefined : writeEinsum(r, absorbed);
};

const hasNoFree = (r: Rewriter, value: ValueId, batch: readonly number[]): boolean =>
  r.shape(value).length === batch.length;

/**
 * transpose(dot) → the dot with its operands swapped, when that gives the wanted order, or at least the wanted last
 * dim.
 */
const transposeOfDot: RewriteRule<"transpose"> = (r, [x], { permutation }) => {
  const dot = r.made(x, "dot_general");
  if (!dot || !r.isReadOnce(x)) return undefined;
  const einsum = einsumOfDot(r, dot.operands, dot.attrs);
  const want = permutation.map((dim) => einsum.result[dim]);
  if (want.includes(unit)) return undefined;
  const { lhs, rhs } = einsum;
  const contracted = dot.attrs.lhsContract.map((dim) => lhs.labels[dim]);
  const candidates = [dotOf(lhs, rhs, want, contracted), dotOf(rhs, lhs, want, contracted)];
  const fitting = candidates.find(({ order }) => sameOrder(order, want));
  if (fitting) return r.keep("dot_general", fitting.operands, fitting.attrs)[0];
  const swapped = candidates[1];
  if (einsum.result.at(-1) === want.at(-1) || swapped.order.at(-1) !== want.at(-1)) return undefined;
  const [product] = r.keep("dot_general", swapped.operands, swapped.attrs);
  return r.op("transpose", [product], { permutation: want.map((label) => swapped.order.indexOf(label)) });
};

/** A sum over dims of a dot: batch dims are contracted, free dims are summed before the dot. */
const sumOfDot: RewriteRule<"reduce"> = (r, [x], { reducer, dims }) => {
  const dot = r.made(x, "dot_general");
  if (!dot || reducer !== "add" || dims.length === 0 || !r.isReadOnce(x)) return undefined;
  const einsum = einsumOfDot(r, dot.operands, dot.attrs);
  return writeEinsum(r, { ...einsum, result: einsum.result.filter((_, dim) => !dims.includes(dim)) });
};

/**
 * A sum of a product of two repeated operands, where each has a dim of its own: a matrix product that would otherwise
 * make the whole product first.
 */
const sumOfProduct: RewriteRule<"reduce"> = (r, [x], { reducer, dims }) => {
  const product = r.made(x, "multiply");
  if (!product || reducer !== "add" || !r.isReadOnce(x) || !isFloat(r.type(x).dtype)) return undefined;
  const sizes: number[] = [];
  const labels = r.shape(x).map((size): Label => (size === 1 ? unit : sizes.push(size) - 1));
  const result = labels.filter((_, dim) => !dims.includes(dim));
  const side = (value: ValueId): Side => ({ value, labels });
  const einsum = absorb(r, { sizes, lhs: side(product.operands[0]), rhs: side(product.operands[1]), result });
  const [lhs, rhs] = [withoutUnits(einsum.lhs.labels), withoutUnits(einsum.rhs.labels)];
  const hasOwn = (a: Label[], b: Label[]) => a.some((label) => result.includes(label) && !b.includes(label));
  const sums = lhs.some((label) => rhs.includes(label) && !result.includes(label));
  return sums && hasOwn(lhs, rhs) && hasOwn(rhs, lhs) ? writeEinsum(r, einsum) : undefined;
};

export const contractionRewrites: RewriteRules = {
  dot_general: [absorbIntoDot],
  transpose: [transposeOfDot],
  reduce: [sumOfDot, sumOfProduct],
};
