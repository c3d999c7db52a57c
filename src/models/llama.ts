/**
 * @file Llama 3 (Grattafiori et al. 2024, §3.2): pre-norm with RMSNorm, rotary positions (Su et al. 2021),
 * grouped-query attention (Ainslie et al. 2023), SwiGLU (Shazeer 2020), no biases, the output projection apart from the
 * embedding.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, numpy as np } from "../frontends/jaxjs/jax.ts";
import { throughExperts } from "./experts.ts";
import { crossEntropy } from "./layers.ts";
import { markedIf, type TransformerSize, textBatch } from "./transformer.ts";

export interface LlamaSize extends TransformerSize {
  /** Heads of keys and values; each serves `heads / kvHeads` heads of queries. */
  readonly kvHeads: number;
  /** Inner size of a feed-forward layer. */
  readonly inner: number;
  /** Size of a head. Default: hidden / heads. */
  readonly headSize?: number;
  /** Whether the output projection is the embedding. Default: false. */
  readonly isTied?: boolean;
  /** Whether queries, keys and values have biases (Qwen 2). */
  readonly hasBias?: boolean;
  /** Whether every head's queries and keys are normalized (Qwen 3). */
  readonly hasHeadNorm?: boolean;
  /** The activation of the gate. Default: SiLU. */
  readonly activation?: (x: np.Array) => np.Array;
  /** Whether embeddings are multiplied by √hidden (Gemma). */
  readonly isScaled?: boolean;
  /** The number of experts in place of each feed-forward layer, and of those that a token goes to (Mixtral). */
  readonly experts?: { readonly count: number; readonly choices: number };
  /** Base of the rotary angles' wavelengths. Default: 500000. */
  readonly rotaryBase?: number;
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
  /** [heads · headSize], [kvHeads · headSize] */
  queryBias?: T;
  keyBias?: T;
  valueBias?: T;
  /** [headSize] */
  queryNorm?: T;
  keyNorm?: T;
  /** [heads · headSize, hidden] */
  out: T;
  /** [hidden, experts]; absent in a dense layer */
  router?: T;
  /** [hidden, inner] and back; with experts, one per expert: [experts, hidden, inner] */
  gate: T;
  up: T;
  down: T;
}

interface Params<T> {
  /** [vocab, hidden] */
  embedding: T;
  blocks: Block<T>[];
  norm: T;
  /** [hidden, vocab]; absent if it is the embedding */
  output?: T;
}

const usualRotaryBase = 500_000;

/** x / rms(x) · scale over the last dim. */
export function rmsNorm(scale: np.Array, x: np.Array): np.Array {
  const meanSquare = np.square(x.ref).mean(-1, { keepdims: true });
  return x.div(np.sqrt(meanSquare.add(1e-5))).mul(scale);
}

/** Turns each pair (i, i + size/2) of x [batch, seq, heads, size] by position · base^(−2i/size). */
export function rotate(x: np.Array, base = usualRotaryBase): np.Array {
  const [, seq, , size] = x.shape;
  const half = size / 2;
  const frequency = np.exp(
    np
      .arange(half)
      .astype(np.float32)
      .mul(-Math.log(base) / half),
  );
  const angle = np.arange(seq).astype(np.float32).reshape([seq, 1]).mul(frequency).reshape([seq, 1, half]);
  const [cos, sin] = [np.cos(angle.ref), np.sin(angle)];
  const [a, b] = [x.ref.slice([], [], [], [0, half]), x.slice([], [], [], [half, size])];
  const turned = [a.ref.mul(cos.ref).sub(b.ref.mul(sin.ref)), a.mul(sin).add(b.mul(cos))];
  return np.concatenate(turned, -1);
}

type FeedForward = Pick<Block<np.Array>, "router" | "gate" | "up" | "down">;
type Attention = Omit<Block<np.Array>, "norm1" | "norm2" | keyof FeedForward>;

/** Most tokens that share the experts' capacity: the routing's cost grows with it. */
const mostInGroup = 1024;

/** Causal attention: x [batch, seq, hidden] → the same shape; each position attends to itself and earlier ones. */
function attend(attention: Attention, x: np.Array, size: number, base: number | undefined): np.Array {
  const { query, key, value, queryBias, keyBias, valueBias, queryNorm, keyNorm, out } = attention;
  const [batch, seq] = x.shape;
  const [heads, kvHeads] = [query.shape[1] / size, key.shape[1] / size];
  const project = (weight: np.Array, bias: np.Array | undefined, count: number): np.Array => {
    const y = np.matmul(x.ref, weight);
    return (bias ? y.add(bias) : y).reshape([batch, seq, count, size]);
  };
  const normalize = (norm: np.Array | undefined, y: np.Array): np.Array => (norm ? rmsNorm(norm, y) : y);
  const q = rotate(normalize(queryNorm, project(query, queryBias, heads)), base);
  const k = rotate(normalize(keyNorm, project(key, keyBias, kvHeads)), base);
  const v = project(value, valueBias, kvHeads);
  x.dispose();
  const grouped = q.reshape([batch, seq, kvHeads, heads / kvHeads, size]);
  const scores = np.einsum("bqhgd,bkhd->bhgqk", grouped, k).mul(1 / Math.sqrt(size));
  const position = np.arange(seq);
  const isPast = position.ref.reshape([seq, 1]).greaterEqual(position);
  const weights = nn.softmax(np.where(isPast, scores, -1e9), -1);
  const mixed = np.einsum("bhgqk,bkhd->bqhgd", weights, v);
  return np.matmul(mixed.reshape([batch, seq, heads * size]), out);
}

/** A Llama, or one of its relatives, of the given sizes. */
export function llama({ layers, hidden, heads, kvHeads, inner, seq, vocab, ...variant }: LlamaSize) {
  const {
    headSize = hidden / heads,
    isTied,
    hasBias,
    hasHeadNorm,
    activation = nn.silu,
    isScaled,
    experts,
    rotaryBase,
    isMarked = false,
  } = variant;

  function initBlock(make: Initializer): Block<Leaf> {
    const project = (inputs: number, outputs: number): Leaf => make.random([inputs, outputs], 0.02);
    const dense = (inputs: number, outputs: number): Leaf =>
      experts ? make.random([experts.count, inputs, outputs], 0.02) : project(inputs, outputs);
    const [queries, keys] = [heads * headSize, kvHeads * headSize];
    return {
      norm1: make.fill([hidden], 1),
      norm2: make.fill([hidden], 1),
      query: project(hidden, queries),
      key: project(hidden, keys),
      value: project(hidden, keys),
      ...(hasBias && {
        queryBias: make.fill([queries], 0),
        keyBias: make.fill([keys], 0),
        valueBias: make.fill([keys], 0),
      }),
      ...(hasHeadNorm && { queryNorm: make.fill([headSize], 1), keyNorm: make.fill([headSize], 1) }),
      out: project(queries, hidden),
      ...(experts && { router: project(hidden, experts.count) }),
      gate: dense(hidden, inner),
      up: dense(hidden, inner),
      down: dense(inner, hidden),
    };
  }

  /** x [batch, seq, hidden] → the same shape. */
  function feedForward({ router, gate, up, down }: FeedForward, x: np.Array): np.Array {
    if (!router || !experts) {
      const gated = activation(np.matmul(x.ref, gate)).mul(np.matmul(x, up));
      return np.matmul(gated, down);
    }
    const { shape } = x;
    let group = seq;
    while (group > mostInGroup && group % 2 === 0) group /= 2;
    const apply = (inputs: np.Array): np.Array => {
      const grown = activation(np.einsum("egch,ehf->egcf", inputs.ref, gate));
      return np.einsum("egcf,efh->egch", grown.mul(np.einsum("egch,ehf->egcf", inputs, up)), down);
    };
    const routing = { choices: experts.choices, capacityFactor: 1 };
    const routed = throughExperts(router, x.reshape([-1, group, hidden]), routing, apply);
    routed.balance.dispose();
    return routed.x.reshape(shape);
  }

  function logits({ embedding, blocks, norm, output }: Params<np.Array>, tokens: np.Array): np.Array {
    const mark = markedIf(isMarked);
    const embed = (table: np.Array, ids: np.Array): np.Array => {
      const x = table.slice(ids);
      return isScaled ? x.mul(Math.sqrt(hidden)) : x;
    };
    const runBlock = (block: Block<np.Array>, x: np.Array): np.Array => {
      const { norm1, norm2, router, gate, up, down, ...attention } = block;
      const z = x.ref.add(attend(attention, rmsNorm(norm1, x), headSize, rotaryBase));
      return z.ref.add(feedForward({ router, gate, up, down }, rmsNorm(norm2, z)));
    };
    const project = (last: np.Array, projection: np.Array, x: np.Array): np.Array =>
      np.matmul(rmsNorm(last, x), projection);
    const projection = output ?? embedding.ref.transpose();
    let x = mark(embed, "embedding")(embedding, tokens);
    for (const block of blocks) x = mark(runBlock, "block")(block, x);
    return mark(project, "head")(norm, projection, x);
  }

  return {
    description: `Llama of ${layers} layers of ${hidden} over ${seq} tokens`,
    batch: textBatch(seq),
    init: (make: Initializer): Params<Leaf> => ({
      embedding: make.random([vocab, hidden], 0.02),
      blocks: Array.from({ length: layers }, () => initBlock(make)),
      norm: make.fill([hidden], 1),
      ...(!isTied && { output: make.random([hidden, vocab], 0.02) }),
    }),
    logits,
    loss: (params: Params<np.Array>, tokens: np.Array, targets: np.Array): np.Array =>
      crossEntropy(logits(params, tokens), targets),
  };
}
