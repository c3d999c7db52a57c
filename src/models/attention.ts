/** @file Multi-head attention of a sequence to itself or to another one. */
import { nn, numpy as np } from "../frontends/jaxjs/jax.ts";
import { type Projection, project } from "./layers.ts";

export interface Attention<T> {
  /** [hidden, heads · size] each */
  query: Projection<T>;
  key: Projection<T>;
  value: Projection<T>;
  /** [heads · size, hidden] */
  out: Projection<T>;
}

export interface AttentionOptions {
  readonly heads: number;
  /** Whether a position attends only to itself and earlier ones. */
  readonly isCausal?: boolean;
  /** Whether scores are divided by √size. Default: true. */
  readonly isScaled?: boolean;
  /** Turns queries and keys [batch, seq, heads, size] by their positions. */
  readonly turn?: (x: np.Array) => np.Array;
  /** Adds to scores [batch, heads, queries, keys]. */
  readonly bias?: np.Array;
}

/** x [batch, seq, hidden] → the same shape. @param context  what x attends to. Default: x itself */
export function attend(
  { query, key, value, out }: Attention<np.Array>,
  x: np.Array,
  { heads, isCausal = false, isScaled = true, turn = (y) => y, bias }: AttentionOptions,
  context: np.Array = x.ref,
): np.Array {
  const [batch, seq] = x.shape;
  const inner = query.w.shape[1];
  const split = (layer: Projection<np.Array>, from: np.Array): np.Array =>
    project(layer, from.ref).reshape([batch, from.shape[1], heads, inner / heads]);
  const [q, k, v] = [turn(split(query, x)), turn(split(key, context)), split(value, context)];
  x.dispose();
  context.dispose();
  let scores = np.einsum("bqhd,bkhd->bhqk", q, k);
  if (isScaled) scores = scores.mul(Math.sqrt(heads / inner));
  if (bias) scores = scores.add(bias);
  if (isCausal) {
    const position = np.arange(seq);
    const isPast = position.ref.reshape([seq, 1]).greaterEqual(position);
    scores = np.where(isPast, scores, -1e9);
  }
  const mixed = np.einsum("bhqk,bkhd->bqhd", nn.softmax(scores, -1), v);
  return project(out, mixed.reshape([batch, seq, inner]));
}
