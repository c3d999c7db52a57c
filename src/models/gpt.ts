/**
 * @file GPT (Radford et al. 2019): a causal transformer with dense feed-forward layers four times as wide as the model.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, type numpy as np } from "../frontends/jaxjs/jax.ts";
import { crossEntropy, initLinear, type Linear, linear } from "./layers.ts";
import {
  attentionPlacements,
  initTransformer,
  residualDeviation,
  type Transformer,
  type TransformerSize,
  textBatch,
  transformer,
} from "./transformer.ts";

interface FeedForward<T> {
  up: Linear<T>;
  down: Linear<T>;
}

type Params = Transformer<np.Array, FeedForward<np.Array>>;

/** A GPT of the given sizes. */
export function gpt(size: TransformerSize) {
  const { layers, hidden, heads, seq, isMarked } = size;

  const logits = (params: Params, tokens: np.Array): np.Array =>
    transformer(params, tokens, heads, ({ up, down }, x) => linear(down, nn.gelu(linear(up, x))), isMarked);

  return {
    description: `GPT of ${layers} layers of ${hidden} over ${seq} tokens`,
    batch: textBatch(seq),
    init: (make: Initializer) =>
      initTransformer<FeedForward<Leaf>>(make, size, () => ({
        up: initLinear(make, hidden, 4 * hidden, 0.02),
        down: initLinear(make, 4 * hidden, hidden, residualDeviation(size)),
      })),
    logits,
    loss: (params: Params, tokens: np.Array, targets: np.Array): np.Array =>
      crossEntropy(logits(params, tokens), targets),
    placements: {
      ...attentionPlacements,
      "params.blocks[*].feedForward.up.w": [null, "model"],
      "params.blocks[*].feedForward.down.w": ["model", null],
    },
  };
}
