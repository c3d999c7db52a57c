/**
 * @file The rule of an op kind. The verifier, the cost model, strategy enumeration, the partitioner, batch analysis and
 * the Shardy export know an op only through the `OpRule` of its kind (see `table.ts`).
 */
import type { OpAttrs, OpKind, Reducer } from "./ops.ts";
import type { TensorType } from "./types.ts";

/**
 * An index of an op's iteration space (Shardy's factor): for `dot_general` one per batch, m, n and k dimension.
 * - `parallel`: may be split freely; each device computes its part of the result.
 * - `reduction`: summed (or max-ed, …) away; splitting it leaves the results partial on the axis. An operand that does
 *   not carry the factor (scatter-add's input) must be added once, so it has to be partial on that axis too: a
 *   replicated zero is partial as it is; of any other replicated value one device of the axis keeps its copy, and the
 *   others zero theirs.
 * - `whole`: must stay on one device (the dim a sort orders, a slice cuts, a concatenate joins).
 */
export interface Factor {
  readonly size: number;
  readonly kind: "parallel" | "reduction" | "whole";
  /**
   * True of the dim that index vectors of a gather or scatter address. A device that holds a part of it subtracts its
   * part's first index from the indices; a gather gives zeros for what other parts hold (`lower/indexed-parts.ts`).
   */
  readonly isIndexed?: boolean;
}

/**
 * The op as an einsum over factors: `([i, k], [k, j]) -> ([i, j])`. Per operand and result, per dim: the factors that
 * make up the dim, major first (several only for reshape-like dims; empty for a dim of size 1 or one that is broadcast
 * over). The product of their sizes is the dim's size. Only the first factor of a dim may be other than `whole`, so a
 * split always cuts the dim into contiguous blocks.
 */
export interface FactorRule {
  readonly factors: readonly Factor[];
  readonly operands: readonly (readonly (readonly number[])[])[];
  readonly results: readonly (readonly (readonly number[])[])[];
  /** The reducer that combines results partial over a `reduction` factor. */
  readonly reducer: Reducer;
  /**
   * Sets of operands in which the op is jointly linear with no constant term, so that operands partial (by "add") on an
   * axis give results partial on it: add → [[0, 1]], multiply → [[0], [1]], select → [[1, 2]], negate → [[0]],
   * exponential → [].
   */
  readonly linear: readonly (readonly number[])[];
}

export interface OpRule<K extends OpKind> {
  /** Result types, or throws InvalidGraph naming what is wrong with numbers. This is also the op's verifier. */
  readonly infer: (operands: readonly TensorType[], attrs: OpAttrs[K]) => TensorType[];
  /** Floating-point (or integer) operations, multiply and add counted separately. */
  readonly flops: (operands: readonly TensorType[], results: readonly TensorType[], attrs: OpAttrs[K]) => number;
  readonly factors: (operands: readonly TensorType[], results: readonly TensorType[], attrs: OpAttrs[K]) => FactorRule;
  /**
   * Attributes of the per-device op when factors are split: attributes that hold sizes (shapes, slice limits, …) shrink
   * to `localOperands` / `localResults`; others are returned as they are.
   */
  readonly localize: (
    attrs: OpAttrs[K],
    localOperands: readonly TensorType[],
    localResults: readonly TensorType[],
  ) => OpAttrs[K];
}
