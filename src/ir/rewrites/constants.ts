/**
 * @file Constant folding. Splats (one repeated value) of any size stay splats through elementwise ops and views. Small
 * dense constants are computed by the reference interpreter, large ones at run time.
 */

import { decode } from "../evaluate/data.ts";
import { evaluateOp } from "../evaluate.ts";
import type { Op, ValueId } from "../graph.ts";
import { binaryKinds, type OpAttrs, type OpKind, unaryKinds } from "../ops.ts";
import { inferTypes } from "../table.ts";
import { allocateData, isWide, numElements, type TensorData, type TensorType } from "../types.ts";
import { mergeRules, type RewriteRule, type RewriteRules, type Rewriter, rulesFor } from "./rewriter.ts";

/** Elements up to which dense constants are computed at compile time. */
const maxDenseElements = 4096;

export const elementwiseKinds = [
  ...unaryKinds,
  ...binaryKinds,
  "convert",
  "bitcast_convert",
  "compare",
  "select",
] as const satisfies readonly OpKind[];

/** Ops that only move elements of operand 0, so that one repeated value stays repeated. */
const movingKinds = ["broadcast_in_dim", "reshape", "transpose", "reverse", "slice"] as const;

const denseKinds = [
  ...elementwiseKinds,
  ...movingKinds,
  "pad",
  "concatenate",
  "dot_general",
  "reduce",
  "gather",
  "scatter",
] as const satisfies readonly OpKind[];

function evaluate<K extends OpKind>(kind: K, types: TensorType[], attrs: OpAttrs[K], data: TensorData[]): TensorData {
  const op = { kind, attrs, operands: [], results: [] } as unknown as Op;
  return evaluateOp(op, types, inferTypes(kind, types, attrs), data)[0];
}

/** The splat as an array of `length` elements. */
function splatData(type: TensorType, value: number, length: number): TensorData {
  const scalar = evaluate("constant", [], { type: { ...type, shape: [] }, data: { splat: value } }, []);
  const data = allocateData(type.dtype, length);
  return (data as Float32Array).fill((scalar as Float32Array)[0]);
}

/** Splats are stored as numbers, which cannot represent every 64-bit integer. */
const areFoldable = (r: Rewriter, operands: readonly ValueId[]): boolean =>
  operands.every((operand) => !isWide(r.type(operand).dtype));

function splatElementwise<K extends (typeof elementwiseKinds)[number]>(kind: K): RewriteRule<K> {
  return (r, operands, attrs) => {
    // Cheap checks first, since every op comes here.
    if (r.splatOf(operands[0]) === undefined) return undefined;
    const numbers = operands.map((operand) => r.splatOf(operand));
    if (numbers.some((number) => number === undefined) || !areFoldable(r, operands)) return undefined;
    const types = operands.map((operand) => ({ ...r.type(operand), shape: [] }));
    const data = types.map((type, index) => splatData(type, numbers[index]!, 1));
    const [{ dtype }] = inferTypes(kind, types, attrs);
    const folded = Number(decode(evaluate(kind, types, attrs, data), dtype)[0]);
    if (isWide(dtype) && !Number.isSafeInteger(folded)) return undefined;
    return r.splat({ dtype, shape: r.shape(operands[0]) }, folded);
  };
}

function splatMoved<K extends (typeof movingKinds)[number]>(kind: K): RewriteRule<K> {
  return (r, operands, attrs) => {
    const number = r.splatOf(operands[0]);
    if (number === undefined) return undefined;
    return r.splat(inferTypes(kind, [r.type(operands[0])], attrs)[0], number);
  };
}

/** Elements of a constant small enough to compute with. */
function constantData(r: Rewriter, value: ValueId): TensorData | undefined {
  const constant = r.made(value, "constant");
  if (!constant) return undefined;
  const { type, data } = constant.attrs;
  const length = numElements(type.shape);
  if (length > maxDenseElements) return undefined;
  return "dense" in data ? data.dense : splatData(type, data.splat, length);
}

function foldDense<K extends (typeof denseKinds)[number]>(kind: K): RewriteRule<K> {
  return (r, operands, attrs) => {
    if (!r.made(operands[0], "constant") || !operands.every((operand) => r.made(operand, "constant"))) return undefined;
    if (!areFoldable(r, operands)) return undefined;
    const data = operands.map((operand) => constantData(r, operand));
    const types = operands.map((operand) => r.type(operand));
    const [type] = inferTypes(kind, types, attrs);
    const mostElements = Math.max(...types.map(({ shape }) => numElements(shape)));
    // A broadcast constant stays small and is broadcast at run time.
    if (data.some((elements) => !elements) || numElements(type.shape) > mostElements) return undefined;
    const dense = evaluate(kind, types, attrs, data as TensorData[]);
    return r.op("constant", [], { type, data: { dense } });
  };
}

/** A dense constant whose elements are all equal becomes a splat. */
const splatOfDense: RewriteRule<"constant"> = (r, _, { type, data }) => {
  if (!("dense" in data) || data.dense.length === 0) return undefined;
  const { dense } = data;
  const [first] = dense;
  if (typeof first === "bigint" && BigInt(Number(first)) !== first) return undefined;
  for (let index = 1; index < dense.length; index++) if (!Object.is(dense[index], first)) return undefined;
  return r.splat(type, Number(decode(dense.subarray(0, 1), type.dtype)[0]));
};

/** An iota along a dim of size 1 is zero. */
const iotaOfOne: RewriteRule<"iota"> = (r, _, { type, dim }) => (type.shape[dim] === 1 ? r.splat(type, 0) : undefined);

export const constantRules: RewriteRules = mergeRules(
  { constant: [splatOfDense], iota: [iotaOfOne] },
  rulesFor(elementwiseKinds, (kind) => [splatElementwise(kind)]),
  rulesFor(movingKinds, (kind) => [splatMoved(kind)]),
  rulesFor(denseKinds, (kind) => [foldDense(kind)]),
);
