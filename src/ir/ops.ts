/**
 * @file The op set: every op kind with its attributes, in StableHLO's names and semantics (erf, erfc, asin and atan are
 * CHLO's). The last group are the collectives of a partitioned, per-device graph; a one-device graph has none. The
 * rules of each op (shapes, FLOPs, factors, …) are in `table.ts`, total over `OpKind`.
 */
import type { DType, TensorData, TensorType } from "./types.ts";

/** The operation that combines elements in a reduction or an all-reduce. */
export type Reducer = "add" | "multiply" | "maximum" | "minimum" | "and" | "or";

export type CompareDirection = "EQ" | "NE" | "LT" | "LE" | "GT" | "GE";

export const unaryKinds = [
  "negate",
  "abs",
  "sign",
  "exponential",
  "log",
  "sqrt",
  "rsqrt",
  "sine",
  "cosine",
  "tanh",
  "logistic",
  "floor",
  "ceil",
  "not",
  "popcnt",
  "erf",
  "erfc",
  "asin",
  "atan",
] as const;

export const binaryKinds = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "remainder",
  "maximum",
  "minimum",
  "power",
  "and",
  "or",
  "xor",
  "shift_left",
  "shift_right_logical",
] as const;

export type UnaryKind = (typeof unaryKinds)[number];
export type BinaryKind = (typeof binaryKinds)[number];

export type NoAttrs = Readonly<Record<string, never>>;

/** One value repeated, or every element in row-major order. Booleans are 0 and 1. */
export type ConstantData = { readonly splat: number } | { readonly dense: TensorData };

export interface DotAttrs {
  readonly lhsBatch: readonly number[];
  readonly rhsBatch: readonly number[];
  readonly lhsContract: readonly number[];
  readonly rhsContract: readonly number[];
}

/**
 * Convolution in fixed layouts: lhs [N, C, spatial…], rhs [O, C/featureGroups, spatial…], result [N, O, spatial…]
 * (jax-js and ONNX agree on them; other layouts are transposed by the frontend).
 */
export interface ConvolutionAttrs {
  readonly strides: readonly number[];
  readonly padding: readonly (readonly [low: number, high: number])[];
  readonly lhsDilation: readonly number[];
  readonly rhsDilation: readonly number[];
  readonly featureGroups: number;
}

/** StableHLO gather. */
export interface GatherAttrs {
  readonly offsetDims: readonly number[];
  readonly collapsedSliceDims: readonly number[];
  /**
   * Dims of the operand that every index vector indexes with its own position along the corresponding dim of
   * `startIndicesBatchingDims`.
   */
  readonly operandBatchingDims: readonly number[];
  readonly startIndicesBatchingDims: readonly number[];
  readonly startIndexMap: readonly number[];
  readonly indexVectorDim: number;
  readonly sliceSizes: readonly number[];
}

/** The operation of a scatter on an element: "set" replaces it. */
export type ScatterReducer = "add" | "multiply" | "maximum" | "minimum" | "set";

/** StableHLO scatter of one operand: operands (input, indices, updates). */
export interface ScatterAttrs {
  readonly updateWindowDims: readonly number[];
  readonly insertedWindowDims: readonly number[];
  /**
   * Dims of the input that every index vector indexes with its own position along the corresponding dim of
   * `scatterIndicesBatchingDims`.
   */
  readonly inputBatchingDims: readonly number[];
  readonly scatterIndicesBatchingDims: readonly number[];
  readonly scatterDimsToOperandDims: readonly number[];
  readonly indexVectorDim: number;
  readonly reducer: ScatterReducer;
}

/** Mesh axes of a collective, major first, and the product of their sizes. */
export interface CollectiveGroup {
  readonly axes: readonly string[];
  readonly groupSize: number;
}

/**
 * A loop: while `condition` gives true, `body` computes the next carried values. Both take the carried values, and then
 * those that stay the same.
 */
export interface LoopRegions {
  readonly condition: Graph;
  readonly body: Graph;
  /** Of the condition and the body, once. */
  readonly flops: number;
}

interface OtherAttrs {
  convert: { readonly dtype: DType };
  bitcast_convert: { readonly dtype: DType };
  compare: { readonly direction: CompareDirection };
  /** Operands (pred, on_true, on_false), all of one shape. */
  select: NoAttrs;
  constant: { readonly type: TensorType; readonly data: ConstantData };
  iota: { readonly type: TensorType; readonly dim: number };
  broadcast_in_dim: { readonly shape: readonly number[]; readonly dims: readonly number[] };
  reshape: { readonly shape: readonly number[] };
  transpose: { readonly permutation: readonly number[] };
  reverse: { readonly dims: readonly number[] };
  slice: { readonly start: readonly number[]; readonly limit: readonly number[]; readonly strides: readonly number[] };
  /** Operands (x, padding value scalar). Negative low or high crops. */
  pad: { readonly low: readonly number[]; readonly high: readonly number[]; readonly interior: readonly number[] };
  concatenate: { readonly dim: number };
  dot_general: DotAttrs;
  convolution: ConvolutionAttrs;
  /** Reduces `dims` away, starting from the reducer's identity. */
  reduce: { readonly reducer: Reducer; readonly dims: readonly number[] };
  gather: GatherAttrs;
  scatter: ScatterAttrs;
  /** Sorts operand 0 ascending along `dim` (stable, NaN last) and permutes further operands the same way. */
  sort: { readonly dim: number };
  /** Operands: the carried values, then those that stay the same. Results: the carried values at the end. */
  while: { readonly loop: LoopRegions };
  /**
   * The number of the microbatch that the op runs for, from 0, as a ui32 scalar. Only in steps with several
   * microbatches.
   */
  microbatch_id: NoAttrs;

  /** Combines the group's buffers elementwise; every member gets the result. */
  all_reduce: CollectiveGroup & { readonly reducer: Reducer };
  /** Sums the group's buffers; member i keeps slice i of `dim`. */
  reduce_scatter: CollectiveGroup & { readonly reducer: Reducer; readonly dim: number };
  /** Concatenates the group's buffers along `dim`. */
  all_gather: CollectiveGroup & { readonly dim: number };
  /** Splits along `splitDim`, sends piece i to member i, concatenates what arrives along `concatDim`. */
  all_to_all: CollectiveGroup & { readonly splitDim: number; readonly concatDim: number };
  /** Member i of the group keeps slice i of `dim`: replicated → split, no communication (Shardy's all_slice). */
  all_slice: CollectiveGroup & { readonly dim: number };
}

/** Attributes of every op kind. */
export type OpAttrs = Readonly<Record<UnaryKind | BinaryKind, NoAttrs>> & Readonly<OtherAttrs>;

export type OpKind = keyof OpAttrs;

/** Index of a value in `Graph.types`. */
export type ValueId = number;

interface OpOf<K extends OpKind> {
  readonly kind: K;
  readonly attrs: OpAttrs[K];
  readonly operands: readonly ValueId[];
  readonly results: readonly ValueId[];
  /** The scope of the op: names of nested functions or layers, outermost first, joined by "/". */
  readonly scope?: string;
  /** Where the program that was read says the op comes from: `/home/me/step.py:12`. */
  readonly source?: string;
  /** The op's number in the whole graph of which this one is a part, used in names. Default: its index. */
  readonly number?: number;
}

/** One op; narrow by `kind` to get its attributes. `Op<"dot_general">` names a single kind. */
export type Op<K extends OpKind = OpKind> = { [P in K]: OpOf<P> }[K];

/** An input or output of a graph: a value with a name the user knows it by, e.g. `params[0].w`. */
export interface Port {
  readonly value: ValueId;
  readonly name: string;
}

export interface Graph {
  readonly name: string;
  /** Type of every value, by ValueId. */
  readonly types: readonly TensorType[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Topological order: every operand is an input or a result of an earlier op. */
  readonly ops: readonly Op[];
}

export const collectiveKinds = ["all_reduce", "reduce_scatter", "all_gather", "all_to_all", "all_slice"] as const;
export type CollectiveKind = (typeof collectiveKinds)[number];
export const isCollective = (kind: OpKind): kind is CollectiveKind =>
  (collectiveKinds as readonly string[]).includes(kind);

/** Whether ops of a kind multiply and sum: matmuls and convolutions. */
export const isMatmul = (kind: OpKind): boolean => kind === "dot_general" || kind === "convolution";

/** Kinds that compute each element of the result from the elements at its position in the operands. */
export const elementwiseKinds: ReadonlySet<OpKind> = new Set([
  ...unaryKinds,
  ...binaryKinds,
  "convert",
  "compare",
  "select",
]);

/**
 * Whether an op of this kind is a view: it gives its operand another shape, and engines need no memory for its result
 * where they can avoid it.
 */
export const isView = (kind: OpKind): boolean => kind === "reshape" || kind === "broadcast_in_dim";

/** Whether an op of this kind has no operands. */
export const isSource = (kind: OpKind): boolean => kind === "constant" || kind === "iota" || kind === "microbatch_id";

/** Ops that a fusing compiler makes part of the kernels around them (`kernels.ts`). */
const fusedKinds: ReadonlySet<OpKind> = new Set([
  ...elementwiseKinds,
  ...(["reduce", "slice", "pad", "concatenate", "reverse", "gather", "transpose"] as const),
]);

/** Whether ops of this kind are part of the kernels around them, or free. All others are kernels of their own. */
export const isFusable = (kind: OpKind): boolean => fusedKinds.has(kind) || isView(kind) || isSource(kind);
