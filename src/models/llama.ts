/**
 * @file Llama 3 (Grattafiori et al. 2024, §3.2): pre-norm with RMSNorm, rotary positions (Su et al. 2021), grouped-query attention
 * (Ainslie et al. 2023), SwiGLU (Shazeer 2020), no biases, the output projection apart from the embedding.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, numpy as np } from "../frontends/jaxjs/jax.ts";
import { crossEntropy } from "./layers.ts";
import { type TransformerSize, textBatch } from "./transformer.ts";

export interface LlamaSize extends TransformerSize {
  /** Heads of keys and values; each serves `heads / kvHeads` heads of queries. */
  readonly kvHeads: number;
  /** Width inside a feed-forward layer. */
  readonly inner: number;
}

interface Block<T> {
  /** [hidden] each */
  norm1: T;
  norm2: T;
  /** [hidden, heads · headSize] */
  query: T;
  /** [hidden, kvHeads · headSize] */
  key: T;
  value: T;
  /** [heads · headSize, hidden] */
  out: T;
  /** [hidden, inner] and back */
  gate: T;
  up: T;
  down: T;
}

interface Params<T> {
  /** [vocab, hidden] */
  embedding: T;
  blocks: Block<T>[];
  norm: T;
  /** [hidden, vocab] */
  output: T;
}

/** Base of the rotary angles' wavelengths. */
const rotaryBase = 500_000;

/** x / rms(x) · scale over the last dim. */
function rmsNorm(scale: np.Array, x: np.Array): np.Array {
  const meanSquare = np.square(x.ref).mean(-1, { keepdims: true });
  return x.div(np.sqrt(meanSquare.add(1e-5))).mul(scale);
}

/** Turns each pair (i, i + size/2) of x [batch, seq, heads, size] by position · base^(−2i/size). */
export function rotate(x: np.Array): np.Array {
  const [, seq, , size] = x.shape;
  const half = size / 2;
  const frequency = np.exp(
    np
      .arange(half)
      .astype(np.float32)
      .mul(-Math.log(rotaryBase) / half),
  );
  const angle = np.arange(seq).astype(np.float32).reshape([seq, 1]).mul(frequency).reshape([seq, 1, half]);
  const [cos, sin] = [np.cos(angle.ref), np.sin(angle)];
  const [a, b] = [x.ref.slice([], [], [], [0, half]), x.slice([], [], [], [half, size])];
  const turned = [a.ref.mul(cos.ref).sub(b.ref.mul(sin.ref)), a.mul(sin).add(b.mul(cos))];
  return np.concatenate(turned, -1);
}

/** x [batch, seq, hidden] → the same, each position mixing itself and earlier ones. */
function attend(
  { query, key, value, out }: Pick<Block<np.Array>, "query" | "key" | "value" | "out">,
  x: np.Array,
  heads: number,
): np.Array {
  const [batch, seq] = x.shape;
  const size = query.shape[1] / heads;
  const kvHeads = key.shape[1] / size;
  const q = rotate(np.matmul(x.ref, query).reshape([batch, seq, heads, size]));
  const k = rotate(np.matmul(x.ref, key).reshape([batch, seq, kvHeads, size]));
  const v = np.matmul(x, value).reshape([batch, seq, kvHeads, size]);
  const grouped = q.reshape([batch, seq, kvHeads, heads / kvHeads, size]);
  const scores = np.einsum("bqhgd,bkhd->bhgqk", grouped, k).mul(1 / Math.sqrt(size));
  const position = np.arange(seq);
  const isPast = position.ref.reshape([seq, 1]).greaterEqual(position);
  const weights = nn.softmax(np.where(isPast, scores, -1e9), -1);
  const mixed = np.einsum("bhgqk,bkhd->bqhgd", weights, v);
  return np.matmul(mixed.reshape([batch, seq, heads * size]), out);
}

/** A Llama of the given sizes. */
export function llama({ layers, hidden, heads, kvHeads, inner, seq, vocab }: LlamaSize) {
  const size = hidden / heads;

  function initBlock(make: Initializer): Block<Leaf> {
    const project = (inputs: number, outputs: number): Leaf => make.random([inputs, outputs], 0.02);
    return {
      norm1: make.fill([hidden], 1),
      norm2: make.fill([hidden], 1),
      query: project(hidden, hidden),
      key: project(hidden, kvHeads * size),
      value: project(hidden, kvHeads * size),
      out: project(hidden, hidden),
      gate: project(hidden, inner),
      up: project(hidden, inner),
      down: project(inner, hidden),
    };
  }

  function logits({ embedding, blocks, norm, output }: Params<np.Array>, tokens: np.Array): np.Array {
    let x = embedding.slice(tokens);
    for (const { norm1, norm2, gate, up, down, ...attention } of blocks) {
      x = x.ref.add(attend(attention, rmsNorm(norm1, x), heads));
      const y = rmsNorm(norm2, x.ref);
      x = x.add(np.matmul(nn.silu(np.matmul(y.ref, gate)).mul(np.matmul(y, up)), down));
    }
    return np.matmul(rmsNorm(norm, x), output);
  }

  return {
    description: `Llama of ${layers} layers of ${hidden} over ${seq} tokens`,
    batch: textBatch(seq),
    init: (make: Initializer): Params<Leaf> => ({
      embedding: make.random([vocab, hidden], 0.02),
      blocks: Array.from({ length: layers }, () => initBlock(make)),
      norm: make.fill([hidden], 1),
      output: make.random([hidden, vocab], 0.02),
    }),
    logits,
    loss: (params: Params<np.Array>, tokens: np.Array, targets: np.Array): np.Array =>
      crossEntropy(logits(params, tokens), targets),
  };
}
