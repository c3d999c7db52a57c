/**
 * @file A transformer block with biases and layer normalization: attention, then two dense layers. The families differ
 * in where they normalize: GPT-2 and ViT before each part, BERT after it; GPT-NeoX runs both parts beside each other.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, type numpy as np } from "../frontends/jaxjs/jax.ts";
import { type Attention, type AttentionOptions, attend } from "./attention.ts";
import { initLinear, initNorm, type Linear, layerNorm, linear, type Norm } from "./layers.ts";

export interface Block<T> {
  norm1: Norm<T>;
  attention: Attention<T>;
  norm2: Norm<T>;
  up: Linear<T>;
  down: Linear<T>;
}

export interface BlockSize {
  readonly hidden: number;
  /** Size between the two dense layers. */
  readonly inner: number;
  readonly heads: number;
}

const deviation = 0.02;

export function initBlock(make: Initializer, { hidden, inner }: BlockSize): Block<Leaf> {
  const square = (): Linear<Leaf> => initLinear(make, hidden, hidden, deviation);
  return {
    norm1: initNorm(make, hidden),
    attention: { query: square(), key: square(), value: square(), out: square() },
    norm2: initNorm(make, hidden),
    up: initLinear(make, hidden, inner, deviation),
    down: initLinear(make, inner, hidden, deviation),
  };
}

export type Residual = "before" | "after" | "parallel";

/** x [batch, seq, hidden] → the same shape. @param residual  where the norms are */
export function runBlock(
  { norm1, attention, norm2, up, down }: Block<np.Array>,
  x: np.Array,
  residual: Residual,
  options: AttentionOptions,
): np.Array {
  const feedForward = (y: np.Array): np.Array => linear(down, nn.gelu(linear(up, y)));
  if (residual === "after") {
    const y = layerNorm(norm1, x.ref.add(attend(attention, x, options)));
    return layerNorm(norm2, y.ref.add(feedForward(y)));
  }
  const mixed = attend(attention, layerNorm(norm1, x.ref), options);
  if (residual === "parallel") return x.ref.add(mixed).add(feedForward(layerNorm(norm2, x)));
  const y = x.add(mixed);
  return y.ref.add(feedForward(layerNorm(norm2, y)));
}

/** Megatron-LM's placements of a block's weights: heads, and the dense layers between, are split. */
export const blockPlacements = {
  "params.blocks[*].attention.query.w": [null, "model"],
  "params.blocks[*].attention.key.w": [null, "model"],
  "params.blocks[*].attention.value.w": [null, "model"],
  "params.blocks[*].attention.out.w": ["model", null],
  "params.blocks[*].up.w": [null, "model"],
  "params.blocks[*].down.w": ["model", null],
} as const;
