/**
 * @file T5 (Raffel et al. 2020): an encoder and a decoder that attends to it, RMSNorm, no biases, and a table of
 * attention biases by distance instead of positions. Version 1.1 gates its feed-forward layers.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, numpy as np } from "../frontends/jaxjs/jax.ts";
import { type Attention, attend } from "./attention.ts";
import { crossEntropy, project } from "./layers.ts";
import { rmsNorm } from "./llama.ts";
import { textBatch } from "./transformer.ts";

export interface T5Size {
  readonly hidden: number;
  readonly inner: number;
  readonly heads: number;
  /** Size of a head. */
  readonly headSize: number;
  readonly layers: number;
  readonly decoderLayers: number;
  /** Rows of the table of biases, and the distance from which on all are alike. */
  readonly buckets: number;
  readonly maxDistance: number;
  readonly seq: number;
  readonly vocab: number;
  readonly isGated: boolean;
  readonly isTied: boolean;
}

interface FeedForward<T> {
  up: T;
  gate?: T;
  down: T;
}

interface Block<T> {
  norm: T;
  attention: Attention<T>;
  /** In the decoder: attention to the encoder's result. */
  crossNorm?: T;
  cross?: Attention<T>;
  feedForwardNorm: T;
  feedForward: FeedForward<T>;
}

interface Stack<T> {
  /** [buckets, heads] */
  distances: T;
  blocks: Block<T>[];
  norm: T;
}

interface Params<T> {
  /** [vocab, hidden] */
  embedding: T;
  encoder: Stack<T>;
  decoder: Stack<T>;
  /** [hidden, vocab]; absent if it is the embedding */
  output?: T;
}

/**
 * The row of the table for every pair of positions [seq, seq]: near distances have one each, far ones share them by
 * their logarithm. An encoder has half of the rows for each direction.
 */
export function rowsOf(seq: number, buckets: number, maxDistance: number, isCausal: boolean): np.Array {
  const position = np.arange(seq);
  const ahead = position.ref.reshape([1, seq]).sub(position.reshape([seq, 1]));
  const count = isCausal ? buckets : buckets / 2;
  const later = isCausal ? np.zeros([seq, seq], { dtype: np.int32 }) : ahead.ref.greater(0).astype(np.int32).mul(count);
  const distance = isCausal ? np.maximum(ahead.neg(), 0) : np.abs(ahead);
  const near = count / 2;
  const size = np
    .log(
      np
        .maximum(distance.ref, 1)
        .astype(np.float32)
        .mul(1 / near),
    )
    .mul(1 / Math.log(maxDistance / near));
  const far = np.minimum(
    size
      .mul(count - near)
      .astype(np.int32)
      .add(near),
    count - 1,
  );
  return later.add(np.where(distance.ref.less(near), distance, far));
}

export function t5({ hidden, inner, heads, headSize, seq, vocab, isGated, isTied, ...size }: T5Size) {
  const { layers, decoderLayers, buckets, maxDistance } = size;

  function initStack(make: Initializer, count: number, isDecoder: boolean): Stack<Leaf> {
    const norm = (): Leaf => make.fill([hidden], 1);
    const matrix = (inputs: number, outputs: number) => make.random([inputs, outputs], 1 / Math.sqrt(inputs));
    const attention = (): Attention<Leaf> => ({
      query: { w: matrix(hidden, heads * headSize) },
      key: { w: matrix(hidden, heads * headSize) },
      value: { w: matrix(hidden, heads * headSize) },
      out: { w: matrix(heads * headSize, hidden) },
    });
    return {
      distances: make.random([buckets, heads], 0.1),
      blocks: Array.from({ length: count }, () => ({
        norm: norm(),
        attention: attention(),
        ...(isDecoder && { crossNorm: norm(), cross: attention() }),
        feedForwardNorm: norm(),
        feedForward: {
          up: matrix(hidden, inner),
          ...(isGated && { gate: matrix(hidden, inner) }),
          down: matrix(inner, hidden),
        },
      })),
      norm: norm(),
    };
  }

  function feedForward({ up, gate, down }: FeedForward<np.Array>, x: np.Array): np.Array {
    const grown = project({ w: up }, x.ref);
    const between = gate ? nn.gelu(project({ w: gate }, x.ref)).mul(grown) : nn.relu(grown);
    x.dispose();
    return project({ w: down }, between);
  }

  function run({ distances, blocks, norm }: Stack<np.Array>, x: np.Array, context?: np.Array): np.Array {
    const isCausal = context !== undefined;
    const rows = rowsOf(x.shape[1], buckets, maxDistance, isCausal);
    let y = x;
    for (const block of blocks) {
      const bias = distances.ref.slice(rows.ref).transpose([2, 0, 1]);
      const own = { heads, isCausal, isScaled: false, bias };
      y = y.ref.add(attend(block.attention, rmsNorm(block.norm, y), own));
      if (context && block.cross && block.crossNorm) {
        const toContext = { heads, isScaled: false };
        y = y.ref.add(attend(block.cross, rmsNorm(block.crossNorm, y), toContext, context.ref));
      }
      y = y.ref.add(feedForward(block.feedForward, rmsNorm(block.feedForwardNorm, y)));
    }
    distances.dispose();
    rows.dispose();
    context?.dispose();
    return rmsNorm(norm, y);
  }

  function loss({ embedding, encoder, decoder, output }: Params<np.Array>, tokens: np.Array, targets: np.Array) {
    const encoded = run(encoder, embedding.ref.slice(tokens));
    // The decoder reads the target before each; the first is the token 0.
    const before = np.pad(targets.ref.slice([], [0, seq - 1]), [
      [0, 0],
      [1, 0],
    ]);
    const decoded = run(decoder, embedding.ref.slice(before), encoded);
    const scaled = output ? decoded : decoded.mul(1 / Math.sqrt(hidden));
    const projection = output ?? embedding.ref.transpose();
    embedding.dispose();
    return crossEntropy(np.matmul(scaled, projection), targets);
  }

  return {
    description: `T5 of ${layers} and ${decoderLayers} layers of ${hidden} over ${seq} tokens and as many targets`,
    batch: textBatch(seq),
    init: (make: Initializer): Params<Leaf> => ({
      embedding: make.random([vocab, hidden], 1),
      encoder: initStack(make, layers, false),
      decoder: initStack(make, decoderLayers, true),
      ...(!isTied && { output: make.random([hidden, vocab], 1 / Math.sqrt(hidden)) }),
    }),
    loss,
  };
}
