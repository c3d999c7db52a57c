/**
 * @file A causal transformer over tokens, pre-norm as in GPT-2. The caller gives the feed-forward layers: dense in
 * gpt.ts, experts in moe.ts.
 */
import type { BatchSpecs, ExamplePlacements, Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";
import { layer } from "../frontends/jaxjs/layer.ts";
import { type Attention, attend } from "./attention.ts";
import { initLinear, initNorm, type Linear, layerNorm, type Norm } from "./layers.ts";

export interface TransformerSize {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  /** Tokens of context. */
  readonly seq: number;
  readonly vocab: number;
  /** Whether the output projection is the embedding. Default: true. */
  readonly isTied?: boolean;
  /** Whether the embedding, every block and the head are marked as layers of pipelines and of recomputation. */
  readonly isMarked?: boolean;
}

export interface Block<T, FeedForward> {
  norm1: Norm<T>;
  attention: Attention<T>;
  norm2: Norm<T>;
  feedForward: FeedForward;
}

export interface Transformer<T, FeedForward> {
  /** [vocab, hidden], also the output projection (tied). */
  tokenEmbedding: T;
  /** [seq, hidden] */
  positionEmbedding: T;
  blocks: Block<T, FeedForward>[];
  norm: Norm<T>;
  /** [hidden, vocab]; absent if it is the embedding */
  output?: T;
}

/** A batch of text: tokens, and the next token for each. */
export const textBatch = (seq: number): BatchSpecs => ({
  tokens: new TensorSpec([seq], "i32"),
  targets: new TensorSpec([seq], "i32"),
});

/** Megatron-LM's placements of all parameters except the feed-forward layers': heads are split. */
export const attentionPlacements: ExamplePlacements = {
  tokens: ["data", null],
  targets: ["data", null],
  "params.blocks[*].attention.query.w": [null, "model"],
  "params.blocks[*].attention.key.w": [null, "model"],
  "params.blocks[*].attention.value.w": [null, "model"],
  "params.blocks[*].attention.out.w": ["model", null],
};

/** GPT-2's initialization: 0.02 everywhere, less for the layers that add to the residual stream. */
const deviation = 0.02;
export const residualDeviation = ({ layers }: TransformerSize): number => deviation / Math.sqrt(2 * layers);

export function initTransformer<FeedForward>(
  make: Initializer,
  size: TransformerSize,
  initFeedForward: (layer: number) => FeedForward,
): Transformer<Leaf, FeedForward> {
  const { layers, hidden, seq, vocab, isTied = true } = size;
  const project = (by = deviation): Linear<Leaf> => initLinear(make, hidden, hidden, by);
  return {
    tokenEmbedding: make.random([vocab, hidden], deviation),
    positionEmbedding: make.random([seq, hidden], deviation),
    blocks: Array.from({ length: layers }, (_, layer) => ({
      norm1: initNorm(make, hidden),
      attention: { query: project(), key: project(), value: project(), out: project(residualDeviation(size)) },
      norm2: initNorm(make, hidden),
      feedForward: initFeedForward(layer),
    })),
    norm: initNorm(make, hidden),
    ...(!isTied && { output: make.random([hidden, vocab], deviation) }),
  };
}

/** Marks a part of a network as a layer, or leaves it as it is. */
export const markedIf = (isMarked: boolean): typeof layer => (isMarked ? layer : (part) => part);

/** tokens [batch, seq] → logits [batch, seq, vocab]. `feedForward` maps x [batch, seq, hidden] to the same shape. */
export function transformer<FeedForward>(
  params: Transformer<np.Array, FeedForward>,
  tokens: np.Array,
  heads: number,
  feedForward: (layer: FeedForward, x: np.Array) => np.Array,
  isMarked = false,
): np.Array {
  return transformerWithLoss(params, tokens, heads, (layer, x) => ({ x: feedForward(layer, x) }), isMarked).logits;
}

/**
 * The same for feed-forward layers that may also return a loss, a scalar. The sum of these losses passes from one such
 * block to the next, so that every block is complete in itself: no value but its results leaves it.
 */
export function transformerWithLoss<FeedForward>(
  params: Transformer<np.Array, FeedForward>,
  tokens: np.Array,
  heads: number,
  feedForward: (layer: FeedForward, x: np.Array) => { readonly x: np.Array; readonly loss?: np.Array },
  isMarked = false,
): { readonly logits: np.Array; readonly loss?: np.Array } {
  const { tokenEmbedding, positionEmbedding, blocks, norm, output } = params;
  const mark = markedIf(isMarked);
  const embed = (table: np.Array, positions: np.Array, ids: np.Array): np.Array => table.slice(ids).add(positions);
  const runBlock = (block: Block<np.Array, FeedForward>, x: np.Array, sum: np.Array[]): np.Array[] => {
    const y = x.ref.add(attend(block.attention, layerNorm(block.norm1, x), { heads, isCausal: true }));
    const { x: z, loss } = feedForward(block.feedForward, layerNorm(block.norm2, y.ref));
    return [y.add(z), ...(loss ? [sum.length > 0 ? sum[0].add(loss) : loss] : sum)];
  };
  const project = (last: Norm<np.Array>, table: np.Array, x: np.Array): np.Array =>
    np.matmul(layerNorm(last, x), output ? table : table.transpose());
  let x = mark(embed, "embedding")(output ? tokenEmbedding : tokenEmbedding.ref, positionEmbedding, tokens);
  let sum: np.Array[] = [];
  for (const block of blocks) [x, ...sum] = mark(runBlock, "block")(block, x, sum);
  return { logits: mark(project, "head")(norm, output ?? tokenEmbedding, x), loss: sum[0] };
}
