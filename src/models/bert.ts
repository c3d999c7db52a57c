/**
 * @file BERT (Devlin et al. 2019) and RoBERTa, trained on masked tokens: every token attends to every other, norms
 * follow the parts of a block, positions and segments have embeddings, and the output projection is the embedding.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, numpy as np } from "../frontends/jaxjs/jax.ts";
import { type Block, type BlockSize, blockPlacements, initBlock, runBlock } from "./block.ts";
import { crossEntropy, initLinear, initNorm, type Linear, layerNorm, linear, type Norm } from "./layers.ts";
import { textBatch } from "./transformer.ts";

export interface BertSize extends BlockSize {
  readonly layers: number;
  /** Tokens of an example. */
  readonly seq: number;
  /** Rows of the table of positions. */
  readonly positions: number;
  readonly segments: number;
  readonly vocab: number;
}

interface Params<T> {
  /** [vocab, hidden], also the output projection */
  embedding: T;
  /** [positions, hidden] */
  position: T;
  /** [segments, hidden] */
  segment: T;
  norm: Norm<T>;
  blocks: Block<T>[];
  /** Before the output projection. */
  transform: Linear<T>;
  transformNorm: Norm<T>;
  /** [vocab] */
  outputBias: T;
}

/** Targets are the tokens at masked positions and −1 elsewhere, which adds nothing to the loss. */
export function bert({ layers, seq, positions, segments, vocab, ...size }: BertSize) {
  const { hidden, heads } = size;

  function logits(params: Params<np.Array>, tokens: np.Array): np.Array {
    const { embedding, position, segment, norm, blocks, transform, transformNorm, outputBias } = params;
    const places = position.slice([0, seq]).add(segment.slice([0, 1]));
    const embedded = layerNorm(norm, embedding.ref.slice(tokens).add(places));
    const x = blocks.reduce((y, block) => runBlock(block, y, "after", { heads }), embedded);
    const turned = layerNorm(transformNorm, nn.gelu(linear(transform, x)));
    return np.matmul(turned, embedding.transpose()).add(outputBias);
  }

  return {
    description: `BERT of ${layers} layers of ${hidden} over ${seq} tokens`,
    batch: textBatch(seq),
    init: (make: Initializer): Params<Leaf> => ({
      embedding: make.random([vocab, hidden], 0.02),
      position: make.random([positions, hidden], 0.02),
      segment: make.random([segments, hidden], 0.02),
      norm: initNorm(make, hidden),
      blocks: Array.from({ length: layers }, () => initBlock(make, size)),
      transform: initLinear(make, hidden, hidden, 0.02),
      transformNorm: initNorm(make, hidden),
      outputBias: make.fill([vocab], 0),
    }),
    logits,
    loss: (params: Params<np.Array>, tokens: np.Array, targets: np.Array): np.Array =>
      crossEntropy(logits(params, tokens), targets),
    placements: blockPlacements,
  };
}
