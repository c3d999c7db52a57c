/**
 * @file GPT-NeoX (Black et al. 2022) and Pythia: causal, rotary positions on a part of each head, attention and dense
 * layers beside each other, the output projection apart from the embedding.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";
import { type Block, type BlockSize, blockPlacements, initBlock, runBlock } from "./block.ts";
import { crossEntropy, initNorm, layerNorm, type Norm } from "./layers.ts";
import { rotate } from "./llama.ts";
import { textBatch } from "./transformer.ts";

export interface NeoxSize extends BlockSize {
  readonly layers: number;
  readonly seq: number;
  readonly vocab: number;
  /** Elements of a head that are turned by the position: an even number. */
  readonly rotary: number;
  readonly rotaryBase: number;
  /** Whether attention and dense layers of a block run beside each other. */
  readonly isParallel: boolean;
  readonly isTied: boolean;
}

interface Params<T> {
  /** [vocab, hidden] */
  embedding: T;
  blocks: Block<T>[];
  norm: Norm<T>;
  /** [hidden, vocab]; absent if it is the embedding */
  output?: T;
}

export function neox({ layers, seq, vocab, rotary, rotaryBase, isParallel, isTied, ...size }: NeoxSize) {
  const { hidden, heads } = size;

  function turn(x: np.Array): np.Array {
    const length = x.shape[3];
    if (rotary === length) return rotate(x, rotaryBase);
    const turned = rotate(x.ref.slice([], [], [], [0, rotary]), rotaryBase);
    return np.concatenate([turned, x.slice([], [], [], [rotary, length])], -1);
  }

  function logits({ embedding, blocks, norm, output }: Params<np.Array>, tokens: np.Array): np.Array {
    const projection = output ?? embedding.ref.transpose();
    const x = blocks.reduce(
      (y, block) => runBlock(block, y, isParallel ? "parallel" : "before", { heads, isCausal: true, turn }),
      embedding.slice(tokens),
    );
    return np.matmul(layerNorm(norm, x), projection);
  }

  return {
    description: `GPT-NeoX of ${layers} layers of ${hidden} over ${seq} tokens`,
    batch: textBatch(seq),
    init: (make: Initializer): Params<Leaf> => ({
      embedding: make.random([vocab, hidden], 0.02),
      blocks: Array.from({ length: layers }, () => initBlock(make, size)),
      norm: initNorm(make, hidden),
      ...(!isTied && { output: make.random([hidden, vocab], 0.02) }),
    }),
    logits,
    loss: (params: Params<np.Array>, tokens: np.Array, targets: np.Array): np.Array =>
      crossEntropy(logits(params, tokens), targets),
    placements: blockPlacements,
  };
}
