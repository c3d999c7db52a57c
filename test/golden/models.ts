/**
 * @file The networks of Alpa's own tests (tests/shard_parallel) in jax-js, traced with shapes only. Like Alpa's, their
 * steps return the new state and no loss, so that no collective is for the loss.
 */
import { splitMicrobatches } from "../../src/analysis/microbatch.ts";
import { matchState } from "../../src/analysis/state.ts";
import type { Step } from "../../src/analysis/step.ts";
import { TensorSpec } from "../../src/frontends/jaxjs/host-array.ts";
import { grad, lax, nn, numpy as np, tree } from "../../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { adam, applyUpdates } from "../../src/optim/index.ts";

type Arr = np.Array;
type Model = (params: never, x: Arr, y: Arr) => Arr;

const spec = (...shape: number[]): TensorSpec => new TensorSpec(shape);

/** The step of `(params, x, y) => params` with SGD; dim 0 of x and y is the batch. */
export function sgdStep(model: Model, params: unknown, x: TensorSpec, y: TensorSpec): Step {
  function sgd(state: never, inputs: Arr, labels: Arr) {
    const gradients = (grad(model as never) as unknown as (...args: unknown[]) => unknown)(
      tree.ref(state),
      inputs,
      labels,
    );
    const update = (p: Arr, g: Arr) => p.sub(g.mul(0.1));
    return { state: tree.map(update as never, state, gradients as never) };
  }
  return stepOf(sgd, [params, x, y], 2);
}

/** Traces `fn`; dim 0 of its last `numBatch` inputs is the batch. */
function stepOf(fn: unknown, args: readonly unknown[], numBatch: number): Step {
  const graph = simplify(traceJaxjs(fn as never, args).graph);
  const batchInputs = [...graph.inputs.keys()].slice(-numBatch).map((input) => ({ input, dim: 0 }));
  return splitMicrobatches(graph, { batchInputs, microbatches: 1, stateOf: matchState(graph, batchInputs) });
}

const meanSquare = (output: Arr, target: Arr): Arr => np.square(output.sub(target)).mean();

/** `layers` square layers with relu between them. */
export function mlpStep(layers: number, batch: number, dim: number, hasBias = false): Step {
  type Layer = { w: Arr; b?: Arr };
  const params = Array.from({ length: layers }, () => ({ w: spec(dim, dim), ...(hasBias ? { b: spec(dim) } : {}) }));
  const model = (all: Layer[], x: Arr, y: Arr): Arr => {
    let h = x;
    all.forEach(({ w, b }, i) => {
      h = np.dot(h, w);
      if (b) h = h.add(b);
      if (i < layers - 1) h = nn.relu(h);
    });
    return meanSquare(h, y);
  };
  return sgdStep(model as never, params, spec(batch, dim), spec(batch, dim));
}

interface NormSpec<T> {
  scale: T;
  bias: T;
}

const norm = (width: number): NormSpec<TensorSpec> => ({ scale: spec(width), bias: spec(width) });

function layerNorm(x: Arr, { scale, bias }: NormSpec<Arr>): Arr {
  const centered = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.square(centered.ref).mean(-1, { keepdims: true });
  return centered
    .div(np.sqrt(variance.add(1e-5)))
    .mul(scale)
    .add(bias);
}

/** Query, key and value in one matrix, as in Alpa's and Megatron's models. */
interface AttentionOf<T> {
  qkv: T;
  out: T;
}

const attentionSpec = (width: number): AttentionOf<TensorSpec> => ({
  qkv: spec(width, 3 * width),
  out: spec(width, width),
});

function attention(x: Arr, { qkv, out }: AttentionOf<Arr>, heads: number): Arr {
  const [batch, length, width] = x.shape;
  const all = np.dot(x, qkv).reshape([batch, length, heads, 3, width / heads]);
  const [query, key, value] = [all.ref.slice([], [], [], 0), all.ref.slice([], [], [], 1), all.slice([], [], [], 2)];
  const scores = np.einsum("bqhd,bkhd->bhqk", query, key).mul(Math.sqrt(heads / width));
  const mixed = np.einsum("bhqk,bkhd->bqhd", nn.softmax(scores, -1), value);
  return np.dot(mixed.reshape([batch, length, width]), out);
}

/**
 * The forward part of an attention, without loss and update. As in Alpa's test, the matmuls see batch and length as one
 * dim.
 */
export function attentionForwardStep(batch: number, length: number, width: number, heads: number): Step {
  const size = width / heads;
  type Linear<T> = { w: T; b: T };
  const linear = (): Linear<TensorSpec> => ({ w: spec(width, width), b: spec(width) });
  const params = { query: linear(), key: linear(), value: linear(), out: linear() };
  function forward({ query, key, value, out }: Record<keyof typeof params, Linear<Arr>>, hidden: Arr) {
    const rows = hidden.reshape([batch * length, width]);
    const project = ({ w, b }: Linear<Arr>): Arr =>
      np
        .dot(rows.ref, w)
        .reshape([batch, length, heads, size])
        .add(b.reshape([heads, size]));
    const [q, k, v] = [project(query), project(key), project(value)];
    rows.dispose();
    const weights = nn.softmax(np.einsum("bqhd,bkhd->bhqk", q, k), -1);
    const mixed = np.einsum("bhqk,bkhd->bqhd", weights, v).reshape([batch * length, width]);
    return np.exp(np.dot(mixed, out.w).reshape([batch, length, width]).add(out.b));
  }
  return stepOf(forward, [params, spec(batch, length, width)], 1);
}

export interface TransformerSizes {
  readonly layers: number;
  readonly batch: number;
  readonly length: number;
  readonly width: number;
  readonly heads: number;
}

interface Block<T> {
  attention: AttentionOf<T>;
  norm1: NormSpec<T>;
  up: T;
  down: T;
  norm2: NormSpec<T>;
}

const blockSpecs = (layers: number, width: number): Block<TensorSpec>[] =>
  Array.from({ length: layers }, () => ({
    attention: attentionSpec(width),
    norm1: norm(width),
    up: spec(width, 4 * width),
    down: spec(4 * width, width),
    norm2: norm(width),
  }));

/** BERT's layers, post-norm. */
const encode = (blocks: readonly Block<Arr>[], x: Arr, heads: number): Arr =>
  blocks.reduce((before, block) => {
    const h = layerNorm(before.ref.add(attention(before, block.attention, heads)), block.norm1);
    const inner = nn.gelu(np.dot(h.ref, block.up));
    return layerNorm(h.add(np.dot(inner, block.down)), block.norm2);
  }, x);

/** BERT's layers with hidden states as inputs (Alpa's FlaxBertLayer test). */
export function bertStep({ layers, batch, length, width, heads }: TransformerSizes): Step {
  const model = (blocks: Block<Arr>[], x: Arr, y: Arr): Arr => meanSquare(encode(blocks, x, heads), y);
  return sgdStep(model as never, blockSpecs(layers, width), spec(batch, length, width), spec(batch, length, width));
}

interface MlmParams<T> {
  embeddings: { token: T; position: T; type: T; norm: NormSpec<T> };
  blocks: Block<T>[];
  head: { w: T; b: T; norm: NormSpec<T>; bias: T };
}

/**
 * BERT with its masked-language-model head and Adam (Alpa's FlaxBertForMaskedLM test): tokens, positions and token
 * types embedded, the output projection tied to the token embedding, the mean taken over the masked positions.
 */
export function bertMlmStep({ vocabulary, ...sizes }: TransformerSizes & { readonly vocabulary: number }): Step {
  const { layers, batch, length, width, heads } = sizes;
  const params: MlmParams<TensorSpec> = {
    embeddings: {
      token: spec(vocabulary, width),
      position: spec(length, width),
      type: spec(2, width),
      norm: norm(width),
    },
    blocks: blockSpecs(layers, width),
    head: { w: spec(width, width), b: spec(width), norm: norm(width), bias: spec(vocabulary) },
  };
  const loss = ({ embeddings: e, blocks, head }: MlmParams<Arr>, tokens: Arr, types: Arr, labels: Arr): Arr => {
    const lookup = np.dot(nn.oneHot(tokens, vocabulary), e.token.ref);
    const embedded = layerNorm(lookup.add(np.dot(nn.oneHot(types, 2), e.type)).add(e.position), e.norm);
    const dense = nn.gelu(np.dot(encode(blocks, embedded, heads), head.w).add(head.b));
    const logits = np.dot(layerNorm(dense, head.norm), e.token.transpose()).add(head.bias);
    const mask = labels.ref.greater(0).astype(np.float32);
    const each = nn.logSoftmax(logits, -1).mul(nn.oneHot(labels, vocabulary)).sum(-1).neg();
    return each.mul(mask.ref).sum().div(mask.sum());
  };
  const optimizer = adam(1e-2);
  const step = (state: { params: MlmParams<Arr>; optimizer: never }, ...batch: Arr[]) => {
    const gradients = (grad(loss as never) as unknown as (...args: unknown[]) => MlmParams<Arr>)(
      tree.ref(state.params as never),
      ...batch,
    );
    const [updates, next] = optimizer.update(gradients, state.optimizer, tree.ref(state.params as never) as never);
    return { state: { params: applyUpdates(state.params, updates), optimizer: next } };
  };
  const ids = () => new TensorSpec([batch, length], "i32");
  return stepOf(step, [{ params, optimizer: optimizer.init(params) }, ids(), ids(), ids()], 3);
}

/**
 * An embedding that is also the output projection. Its lookup is a matmul, as Alpa does in place of flax's own lookup.
 */
export function tiedEmbeddingStep(batch: number, length: number, vocabulary: number, width: number): Step {
  const model = ({ table }: { table: Arr }, x: Arr, y: Arr): Arr => {
    const h = np.dot(nn.oneHot(x, vocabulary), table.ref);
    const logits = np.dot(h, table.transpose());
    return nn.logSoftmax(logits, -1).mul(nn.oneHot(y, vocabulary)).sum(-1).mean().neg();
  };
  const tokens = () => new TensorSpec([batch, length], "i32");
  return sgdStep(model as never, { table: spec(vocabulary, width) }, tokens(), tokens());
}

export interface MoeSizes {
  readonly batch: number;
  readonly length: number;
  readonly width: number;
  readonly heads: number;
  readonly experts: number;
}

/** One transformer layer with a mixture of experts, top-2 routing by einsum as in GShard. */
export function moeStep({ batch, length, width, heads, experts }: MoeSizes): Step {
  const capacity = (2 * length) / experts;
  const params = {
    attention: attentionSpec(width),
    norm1: norm(width),
    gate: spec(width, experts),
    up: spec(experts, width, 4 * width),
    down: spec(experts, 4 * width, width),
    norm2: norm(width),
  };
  type Params = {
    attention: AttentionOf<Arr>;
    norm1: NormSpec<Arr>;
    gate: Arr;
    up: Arr;
    down: Arr;
    norm2: NormSpec<Arr>;
  };
  const model = (all: Params, x: Arr, y: Arr): Arr => {
    const h = layerNorm(x.ref.add(attention(x, all.attention, heads)), all.norm1);
    const gates = nn.softmax(np.dot(h.ref, all.gate), -1);
    const chosen = nn.oneHot(np.argmax(lax.stopGradient(gates.ref), -1), experts);
    const place = np.cumsum(chosen.ref, 1).sub(1).mul(chosen.ref).sum(-1).astype(np.int32);
    const slots = nn.oneHot(place, capacity);
    const combine = np.einsum("bse,bsc->bsec", gates.mul(chosen), slots);
    const dispatch = lax.stopGradient(combine.ref).greater(0).astype(np.float32);
    const inputs = np.einsum("bsec,bsh->ebch", dispatch, h.ref).reshape([experts, batch * capacity, width]);
    const inner = nn.gelu(np.einsum("enh,ehf->enf", inputs, all.up));
    const outputs = np.einsum("enf,efh->enh", inner, all.down).reshape([experts, batch, capacity, width]);
    const mixed = np.einsum("bsec,ebch->bsh", combine, outputs);
    return meanSquare(layerNorm(h.add(mixed), all.norm2), y);
  };
  return sgdStep(model as never, params, spec(batch, length, width), spec(batch, length, width));
}

/** `layers` 3 × 3 convolutions with equal numbers of input and output channels, and relu between them. */
export function convStep(layers: number, batch: number, channels: number, size: number): Step {
  const params = Array.from({ length: layers }, () => spec(channels, channels, 3, 3));
  const model = (filters: Arr[], x: Arr, y: Arr): Arr => {
    let h = x;
    filters.forEach((filter, i) => {
      h = lax.convGeneralDilated(h, filter, [1, 1], "SAME");
      if (i < layers - 1) h = nn.relu(h);
    });
    return meanSquare(h, y);
  };
  return sgdStep(model as never, params, spec(batch, channels, size, size), spec(batch, channels, size, size));
}

/** A depthwise 3 × 3 convolution followed by a 1 × 1 convolution. */
export function depthwiseStep(batch: number, channels: number, size: number): Step {
  const params = { depth: spec(channels, 1, 3, 3), point: spec(channels, channels, 1, 1) };
  const model = ({ depth, point }: { depth: Arr; point: Arr }, x: Arr, y: Arr): Arr => {
    const h = lax.convGeneralDilated(x, depth, [1, 1], "SAME", { featureGroupCount: channels });
    return meanSquare(lax.convGeneralDilated(nn.relu(h), point, [1, 1], "SAME"), y);
  };
  return sgdStep(model as never, params, spec(batch, channels, size, size), spec(batch, channels, size, size));
}
