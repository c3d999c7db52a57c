/**
 * @file Views: reshapes, transposes and broadcasts merge, cancel, and move below elementwise ops, towards the
 * contractions that absorb them. Canonical forms: a broadcast keeps the order of its operand's dims and its operand has
 * no dim of size 1; moving only dims of size 1 is a reshape.
 */
import type { Op, ValueId } from "../graph.ts";
import type { OpAttrs, OpKind } from "../ops.ts";
import { numElements, sameShape, type TensorType } from "../types.ts";
import { elementwiseKinds } from "./constants.ts";
import { mergeRules, type RewriteRule, type RewriteRules, type Rewriter, rulesFor } from "./rewriter.ts";

const isAscending = (dims: readonly number[]): boolean =>
  dims.every((dim, index) => index === 0 || dims[index - 1] < dim);

/** The dims of `shape` whose size is not 1. */
export const properDims = (shape: readonly number[]): number[] =>
  shape.flatMap((size, dim) => (size === 1 ? [] : [dim]));

/** True when the shapes differ only in dims of size 1. */
export const differInOnes = (a: readonly number[], b: readonly number[]): boolean =>
  sameShape(
    a.filter((size) => size !== 1),
    b.filter((size) => size !== 1),
  );

const reshape: readonly RewriteRule<"reshape">[] = [
  (r, [x], { shape }) => (sameShape(r.shape(x), shape) ? x : undefined),
  (r, [x], { shape }) => {
    const inner = r.made(x, "reshape");
    return inner && r.op("reshape", inner.operands, { shape });
  },
  // A reshape that adds or removes dims of size 1 after a broadcast only changes the broadcast's target.
  (r, [x], { shape }) => {
    const inner = r.made(x, "broadcast_in_dim");
    if (!inner || !differInOnes(inner.attrs.shape, shape)) return undefined;
    const source = inner.operands[0];
    if (properDims(r.shape(source)).length !== r.shape(source).length) return undefined;
    const to = properDims(shape);
    const from = properDims(inner.attrs.shape);
    return r.op("broadcast_in_dim", [source], { shape, dims: inner.attrs.dims.map((dim) => to[from.indexOf(dim)]) });
  },
];

const transpose: readonly RewriteRule<"transpose">[] = [
  (r, [x], { permutation }) => {
    const inner = r.made(x, "transpose");
    if (!inner) return undefined;
    return r.op("transpose", inner.operands, { permutation: permutation.map((dim) => inner.attrs.permutation[dim]) });
  },
  // Also the identity, which is a reshape to the same shape.
  (r, [x], { permutation }) => {
    const shape = r.shape(x);
    const moved = permutation.filter((dim) => shape[dim] !== 1);
    if (!isAscending(moved)) return undefined;
    return r.op("reshape", [x], { shape: permutation.map((dim) => shape[dim]) });
  },
  (r, [x], { permutation }) => {
    const inner = r.made(x, "broadcast_in_dim");
    if (!inner) return undefined;
    const shape = permutation.map((dim) => inner.attrs.shape[dim]);
    return r.op("broadcast_in_dim", inner.operands, {
      shape,
      dims: inner.attrs.dims.map((dim) => permutation.indexOf(dim)),
    });
  },
  // Dims of size 1 stay out of transposes.
  (r, [x], { permutation }) => {
    const shape = r.shape(x);
    const proper = properDims(shape);
    if (proper.length === shape.length) return undefined;
    const squeezed = r.op("reshape", [x], { shape: proper.map((dim) => shape[dim]) });
    const order = permutation.filter((dim) => shape[dim] !== 1).map((dim) => proper.indexOf(dim));
    const moved = r.op("transpose", [squeezed], { permutation: order });
    return r.op("reshape", [moved], { shape: permutation.map((dim) => shape[dim]) });
  },
];

const broadcast: readonly RewriteRule<"broadcast_in_dim">[] = [
  (r, [x], { shape, dims }) => {
    const inner = r.made(x, "broadcast_in_dim");
    if (!inner) return undefined;
    // Dims of size 1 between the two are dropped by the rule below first.
    if (properDims(r.shape(x)).length !== dims.length) return undefined;
    return r.op("broadcast_in_dim", inner.operands, { shape, dims: inner.attrs.dims.map((dim) => dims[dim]) });
  },
  (r, [x], { shape, dims }) => {
    const from = r.shape(x);
    const proper = properDims(from);
    if (proper.length === from.length) return undefined;
    const squeezed = r.op("reshape", [x], { shape: proper.map((dim) => from[dim]) });
    return r.op("broadcast_in_dim", [squeezed], { shape, dims: proper.map((dim) => dims[dim]) });
  },
  (r, [x], { shape, dims }) => {
    if (isAscending(dims)) return undefined;
    const permutation = dims.map((_, index) => index).sort((a, b) => dims[a] - dims[b]);
    const ordered = r.op("transpose", [x], { permutation });
    return r.op("broadcast_in_dim", [ordered], { shape, dims: permutation.map((dim) => dims[dim]) });
  },
  (r, [x], { shape, dims }) =>
    isAscending(dims) && numElements(shape) === numElements(r.shape(x)) ? r.op("reshape", [x], { shape }) : undefined,
];

/** The same constant with another shape. */
const resplat = (r: Rewriter, splat: ValueId, shape: readonly number[]): ValueId =>
  r.splat({ ...r.type(splat), shape }, r.splatOf(splat)!);

/**
 * f(view x, view y, c) → view f(x, y, c). A transpose is moved only if it has no other reader, since otherwise it would
 * be computed twice.
 */
function belowView<K extends OpKind, V extends "reshape" | "transpose">(
  kind: K,
  view: V,
  sameView: (a: OpAttrs[V], b: OpAttrs[V]) => boolean,
): RewriteRule<K> {
  return (r, operands, attrs) => {
    let attrsOfView: OpAttrs[V] | undefined;
    let source: TensorType | undefined;
    for (const operand of operands) {
      if (r.splatOf(operand) !== undefined) continue;
      const op = r.made(operand, view);
      if (!op || (view === "transpose" && !r.isReadOnce(operand))) return undefined;
      const type = r.type(op.operands[0]);
      if (source && !(sameShape(source.shape, type.shape) && sameView(attrsOfView!, op.attrs))) return undefined;
      [attrsOfView, source] = [op.attrs, type];
    }
    if (!source || attrsOfView === undefined) return undefined;
    const { shape } = source;
    const sources = operands.map((operand) => r.made(operand, view)?.operands[0] ?? resplat(r, operand, shape));
    return r.op(view, [r.op(kind, sources, attrs)], attrsOfView);
  };
}

/**
 * f(broadcast x, broadcast y, c) → broadcast f(x, y, c) on the dims that x and y have together, if that is fewer
 * elements: less to compute, even when the broadcasts are needed elsewhere too.
 */
function belowBroadcast<K extends OpKind>(kind: K): RewriteRule<K> {
  return (r, operands, attrs) => {
    const shape = r.shape(operands[0]);
    const broadcasts: Op<"broadcast_in_dim">[] = [];
    for (const operand of operands) {
      const inner = r.made(operand, "broadcast_in_dim");
      if (inner) broadcasts.push(inner);
      else if (r.splatOf(operand) === undefined) return undefined;
    }
    const dims = [...new Set(broadcasts.flatMap((inner) => inner.attrs.dims))].sort((a, b) => a - b);
    const small = dims.map((dim) => shape[dim]);
    if (broadcasts.length === 0 || numElements(small) >= numElements(shape)) return undefined;
    const sources = operands.map((operand) => {
      const inner = r.made(operand, "broadcast_in_dim");
      if (!inner) return resplat(r, operand, small);
      const to = inner.attrs.dims.map((dim) => dims.indexOf(dim));
      return r.op("broadcast_in_dim", inner.operands, { shape: small, dims: to });
    });
    return r.op("broadcast_in_dim", [r.op(kind, sources, attrs)], { shape, dims });
  };
}

const reduce: readonly RewriteRule<"reduce">[] = [
  (_, [x], { dims }) => (dims.length === 0 ? x : undefined),
  // Dims of size 1 need no reduction.
  (r, [x], { reducer, dims }) => {
    const shape = r.shape(x);
    const proper = dims.filter((dim) => shape[dim] !== 1);
    if (proper.length === dims.length) return undefined;
    const kept = shape.filter((_, dim) => !dims.includes(dim));
    return r.op("reshape", [r.op("reduce", [x], { reducer, dims: proper })], { shape: kept });
  },
  (r, [x], { reducer, dims }) => {
    const inner = r.made(x, "reduce");
    if (!inner || inner.attrs.reducer !== reducer || !r.isReadOnce(x)) return undefined;
    const outer = r.shape(inner.operands[0]).flatMap((_, dim) => (inner.attrs.dims.includes(dim) ? [] : [dim]));
    const all = [...inner.attrs.dims, ...dims.map((dim) => outer[dim])].sort((a, b) => a - b);
    return r.op("reduce", inner.operands, { reducer, dims: all });
  },
  (r, [x], { reducer, dims }) => {
    const inner = r.made(x, "transpose");
    if (!inner) return undefined;
    const { permutation } = inner.attrs;
    const kept = permutation.filter((_, dim) => !dims.includes(dim));
    const from = dims.map((dim) => permutation[dim]).sort((a, b) => a - b);
    const reduced = r.op("reduce", inner.operands, { reducer, dims: from });
    const order = [...kept].sort((a, b) => a - b);
    return r.op("transpose", [reduced], { permutation: kept.map((dim) => order.indexOf(dim)) });
  },
  // Everything reduced: the shape does not matter.
  (r, [x], { reducer, dims }) => {
    const inner = r.made(x, "reshape");
    if (!inner || dims.length !== r.shape(x).length) return undefined;
    return r.op("reduce", inner.operands, { reducer, dims: r.shape(inner.operands[0]).map((_, dim) => dim) });
  },
  // Through a reshape that only adds dims of size 1, which were reduced above.
  (r, [x], { reducer, dims }) => {
    const inner = r.made(x, "reshape");
    if (!inner || !differInOnes(r.shape(inner.operands[0]), r.shape(x))) return undefined;
    const [from, to] = [properDims(r.shape(inner.operands[0])), properDims(r.shape(x))];
    if (dims.some((dim) => r.shape(x)[dim] === 1)) return undefined;
    const reduced = r.op("reduce", inner.operands, { reducer, dims: dims.map((dim) => from[to.indexOf(dim)]) });
    return r.op("reshape", [reduced], { shape: r.shape(x).filter((_, dim) => !dims.includes(dim)) });
  },
  // Over dims that a broadcast made: n equal terms.
  (r, [x], { reducer, dims }) => {
    const inner = r.made(x, "broadcast_in_dim");
    if (!inner || reducer === "multiply") return undefined;
    const repeated = dims.filter((dim) => !inner.attrs.dims.includes(dim));
    if (repeated.length === 0) return undefined;
    const { shape } = inner.attrs;
    const left = shape.flatMap((_, dim) => (repeated.includes(dim) ? [] : [dim]));
    const small = r.op("broadcast_in_dim", inner.operands, {
      shape: left.map((dim) => shape[dim]),
      dims: inner.attrs.dims.map((dim) => left.indexOf(dim)),
    });
    const rest = dims.flatMap((dim) => (repeated.includes(dim) ? [] : [left.indexOf(dim)]));
    const reduced = r.op("reduce", [small], { reducer, dims: rest });
    if (reducer !== "add") return reduced;
    const times = numElements(repeated.map((dim) => shape[dim]));
    return r.op("multiply", [reduced, r.splat(r.type(reduced), times)], {});
  },
];

const noOps: RewriteRules = {
  slice: [
    (r, [x], { start, limit, strides }) => {
      const takes = (size: number, dim: number) =>
        start[dim] === 0 && limit[dim] === size && (strides[dim] === 1 || size < 2);
      return r.shape(x).every(takes) ? x : undefined;
    },
  ],
  pad: [
    (_, [x], { low, high, interior }) =>
      [...low, ...high, ...interior].every((amount) => amount === 0) ? x : undefined,
  ],
  concatenate: [
    (_, operands) => (operands.length === 1 ? operands[0] : undefined),
    (r, operands, { dim }) => {
      const filled = operands.filter((operand) => r.shape(operand)[dim] !== 0);
      return filled.length === 0 || filled.length === operands.length
        ? undefined
        : r.op("concatenate", filled, { dim });
    },
  ],
  reverse: [
    (r, [x], { dims }) => {
      const proper = dims.filter((dim) => r.shape(x)[dim] !== 1);
      if (proper.length === 0) return x;
      return proper.length === dims.length ? undefined : r.op("reverse", [x], { dims: proper });
    },
  ],
};

export const viewRules: RewriteRules = mergeRules({ reshape, transpose, broadcast_in_dim: broadcast, reduce }, noOps);

/**
 * Moves views below elementwise ops. Applied only after contractions have absorbed the views next to them, which would
 * otherwise move away.
 */
export const sinkingRules: RewriteRules = rulesFor(elementwiseKinds, (kind) => [
  belowBroadcast(kind),
  belowView(kind, "reshape", (a, b) => sameShape(a.shape, b.shape)),
  belowView(kind, "transpose", (a, b) => sameShape(a.permutation, b.permutation)),
]);
