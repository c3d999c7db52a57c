/** @file Small train steps in jax-js, one per kind of network, traced for tests of analysis and methods. */
import { splitMicrobatches } from "../../src/analysis/microbatch.ts";
import { matchState } from "../../src/analysis/state.ts";
import type { BatchInput, Step } from "../../src/analysis/step.ts";
import { seededRandom } from "../../src/base/random.ts";
import { HostArray } from "../../src/frontends/jaxjs/host-array.ts";
import { lax, nn, numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { numElements, type TensorData } from "../../src/ir/types.ts";

type Arr = np.Array;
type Tree<T> = { [name: string]: T | Tree<T> } | Tree<T>[];
type Model = (params: Tree<Arr>, x: Arr, y: Arr) => Arr;

export interface TracedStep {
  readonly graph: Graph;
  readonly batchInputs: readonly BatchInput[];
  readonly inputs: readonly TensorData[];
}

/** The traced function as a step with `microbatches` microbatches. */
export const stepOf = ({ graph, batchInputs }: TracedStep, microbatches = 1): Step =>
  splitMicrobatches(graph, { batchInputs, microbatches, stateOf: matchState(graph, batchInputs) });

const random = seededRandom(11);

const normal = (scale: number, ...shape: number[]): HostArray =>
  new HostArray(
    Float32Array.from({ length: numElements(shape) }, () => scale * random.normal()),
    shape,
  );

const integers = (below: number, ...shape: number[]): HostArray =>
  new HostArray(
    Int32Array.from({ length: numElements(shape) }, () => random.int(below)),
    shape,
    "i32",
  );

const filled = (value: number, ...shape: number[]): HostArray =>
  new HostArray(new Float32Array(numElements(shape)).fill(value), shape);

const weight = (from: number, ...to: number[]): HostArray => normal(1 / Math.sqrt(from), from, ...to);

const mapTrees = (fn: (...leaves: Arr[]) => Arr, first: Tree<Arr>, ...rest: Tree<Arr>[]): Tree<Arr> =>
  tree.map(fn as never, first as never, ...(rest as never[])) as Tree<Arr>;

const refs = (of: Tree<Arr>): Tree<Arr> => tree.ref(of as never);

const lossAndGradients = (loss: Model, params: Tree<Arr>, x: Arr, y: Arr): [Arr, Tree<Arr>] =>
  (valueAndGrad(loss as never) as (...args: unknown[]) => unknown)(params, x, y) as [Arr, Tree<Arr>];

/** Traces `(params, x, y) => { params, loss }` with plain SGD; x and y are the batch. */
function traceSgd(model: Model, initial: Tree<HostArray>, examples: HostArray, labels: HostArray): TracedStep {
  function sgdStep(params: Tree<Arr>, x: Arr, y: Arr) {
    const [loss, gradients] = lossAndGradients(model, refs(params), x, y);
    return { params: mapTrees((p, g) => p.sub(g.mul(0.1)), params, gradients), loss };
  }
  return traceWith(sgdStep as never, [initial, examples, labels]);
}

interface AdamState<T> {
  readonly params: Tree<T>;
  readonly mean: Tree<T>;
  readonly variance: Tree<T>;
}

/** Traces `(state, x, y) => { state, loss }` with Adam (no bias correction); x and y are the batch. */
function traceAdam(model: Model, initial: Tree<HostArray>, examples: HostArray, labels: HostArray): TracedStep {
  function adamStep(state: AdamState<Arr>, x: Arr, y: Arr) {
    const [loss, gradients] = lossAndGradients(model, refs(state.params), x, y);
    const mean = mapTrees((m, g) => m.mul(0.9).add(g.mul(0.1)), state.mean, refs(gradients));
    const variance = mapTrees((v, g) => v.mul(0.99).add(g.ref.mul(g).mul(0.01)), state.variance, gradients);
    const update = (p: Arr, m: Arr, v: Arr) => p.sub(m.div(np.sqrt(v).add(1e-6)).mul(0.01));
    return { state: { params: mapTrees(update, state.params, refs(mean), refs(variance)), mean, variance }, loss };
  }
  const like = (value: number) =>
    tree.map(((leaf: HostArray) => filled(value, ...leaf.shape)) as never, initial as never);
  return traceWith(adamStep as never, [{ params: initial, mean: like(0), variance: like(1) }, examples, labels]);
}

/** Traces `(params, x, y) => { params, loss }` with plain SGD, for a loss of a weight w [3, 2], x [8, 3] and y [8]. */
export function traceLoss(loss: (w: Arr, x: Arr, y: Arr) => Arr): TracedStep {
  const onlyWeight = ({ w }: { w: Arr }, x: Arr, y: Arr) => loss(w, x, y);
  return traceSgd(onlyWeight as never, { w: weight(3, 2) }, normal(1, 8, 3), integers(2, 8));
}

/** Traces a step whose last two arguments are the batch. */
function traceWith(step: (...args: never[]) => unknown, args: readonly unknown[]): TracedStep {
  const graph = simplify(traceJaxjs(step, args).graph);
  const leaves = tree.leaves(args as never) as HostArray[];
  const numInputs = graph.inputs.length;
  return {
    graph,
    batchInputs: [numInputs - 2, numInputs - 1].map((input) => ({ input, dim: 0 })),
    inputs: leaves.map(({ data }) => data),
  };
}

/**
 * Traces `(params, x) => { params, loss }` for a chain of square weights, with gradients clipped by their global norm;
 * `tied` uses the first weight again at the end.
 */
export function clippedChain(batch: number, tied: boolean): TracedStep {
  const size = 4;
  function clippedStep(params: Arr[], x: Arr) {
    const loss = (weights: Arr[], input: Arr) => {
      const used = tied ? [...weights, weights[0].ref] : weights;
      return np.square(used.reduce((h, w) => np.tanh(np.dot(h, w)), input)).mean();
    };
    const [value, gradients] = (valueAndGrad(loss as never) as (...args: unknown[]) => unknown)(
      tree.ref(params as never),
      x,
    ) as [Arr, Arr[]];
    const norm = np.sqrt(gradients.map((g) => np.square(g.ref).sum()).reduce((a, b) => a.add(b)));
    const factor = np.minimum(1, np.reciprocal(norm.add(1e-6)));
    const next = params.map((p, i) => p.sub(gradients[i].mul(factor.ref).mul(0.1)));
    factor.dispose();
    return { params: next, loss: value };
  }
  const args = [[weight(size, size), weight(size, size), weight(size, size)], normal(1, batch, size)] as const;
  return {
    graph: simplify(traceJaxjs(clippedStep as never, args).graph),
    batchInputs: [{ input: 3, dim: 0 }],
    inputs: (tree.leaves(args as never) as HostArray[]).map(({ data }) => data),
  };
}

const crossEntropy = (logits: Arr, labels: Arr, classes: number): Arr =>
  nn.logSoftmax(logits).mul(nn.oneHot(labels, classes)).sum(-1).mean().neg();

/** A multilayer perceptron with widths `widths`. */
export function mlp(batch: number, widths: readonly number[] = [8, 16, 16, 8]): TracedStep {
  type Layer<T> = { w: T; b: T };
  const layers = widths.slice(1).map((width, i) => ({ w: weight(widths[i], width), b: normal(0.1, width) }));
  const loss = (params: Layer<Arr>[], x: Arr, y: Arr) => {
    let h = x;
    params.forEach(({ w, b }, i) => {
      h = np.dot(h, w).add(b);
      if (i < params.length - 1) h = nn.relu(h);
    });
    return crossEntropy(h, y, widths.at(-1)!);
  };
  return traceSgd(loss as never, layers, normal(1, batch, widths[0]), integers(widths.at(-1)!, batch));
}

/** A chain of products whose loss is the mean over the examples with a positive first label. */
export function maskedChain(batch: number): TracedStep {
  const weights = [0, 1, 2, 3].map(() => weight(8, 8));
  const model: Model = (params, x, y) => {
    const isCounted = y.ref.slice([], 0).greater(0).astype(np.float32);
    const made = (params as unknown as Arr[]).reduce((h, w) => np.tanh(np.dot(h, w)), x);
    const errors = np.square(made.sub(y)).sum(1).mul(isCounted.ref);
    return errors.sum().div(isCounted.sum());
  };
  return traceSgd(model, weights as never, normal(1, batch, 8), normal(1, batch, 8));
}

/** A chain of square layers whose loss is a root mean square, which is not a sum over the batch. */
export function rootMeanSquare(batch: number, depth: number, width: number): TracedStep {
  const loss = (weights: Arr[], x: Arr, y: Arr) => {
    const h = weights.reduce((rows, w) => np.tanh(np.dot(rows, w)), x);
    return np.sqrt(np.square(h.sub(nn.oneHot(y, width))).mean());
  };
  const weights = Array.from({ length: depth }, () => weight(width, width));
  return traceSgd(loss as never, weights as never, normal(1, batch, width), integers(width, batch));
}

/**
 * A multilayer perceptron with normalization over groups of `group` consecutive examples, as in ghost batch
 * normalization.
 */
export function grouped(batch: number, group: number, width = 8): TracedStep {
  const loss = ({ first, second }: { first: Arr; second: Arr }, x: Arr, y: Arr) => {
    const h = np.dot(x, first).reshape([batch / group, group, width]);
    const centered = h.ref.sub(h.mean(1, { keepdims: true })).reshape([batch, width]);
    return crossEntropy(np.dot(nn.relu(centered), second), y, width);
  };
  const params = { first: weight(width, width), second: weight(width, width) };
  return traceSgd(loss as never, params, normal(1, batch, width), integers(width, batch));
}

/** Two dense layers with batch normalization between them, and Adam. */
export function batchNormalized(batch: number, width = 8): TracedStep {
  const loss = ({ first, second }: { first: Arr; second: Arr }, x: Arr, y: Arr) => {
    const h = np.dot(x, first);
    const centered = h.ref.sub(h.mean(0));
    const deviation = np.sqrt(np.square(centered.ref).mean(0).add(1e-2));
    return crossEntropy(np.dot(nn.relu(centered.div(deviation)), second), y, width);
  };
  const params = { first: weight(width, width), second: weight(width, width) };
  return traceAdam(loss as never, params, normal(1, batch, width), integers(width, batch));
}

export interface GptSizes {
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  readonly length: number;
  readonly vocabulary: number;
}

interface Norm<T> {
  scale: T;
  bias: T;
}

interface Block<T> {
  norm1: Norm<T>;
  query: T;
  key: T;
  value: T;
  out: T;
  norm2: Norm<T>;
  up: { w: T; b: T };
  down: { w: T; b: T };
}

function layerNorm(x: Arr, { scale, bias }: Norm<Arr>): Arr {
  const centered = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.mean(np.square(centered.ref), -1, { keepdims: true });
  return centered
    .div(np.sqrt(variance.add(1e-5)))
    .mul(scale)
    .add(bias);
}

function attention(x: Arr, { query, key, value, out }: Block<Arr>, heads: number): Arr {
  const [batch, length, width] = x.shape;
  const split = (y: Arr) => y.reshape([batch, length, heads, width / heads]).transpose([0, 2, 1, 3]);
  const [q, k, v] = [split(np.dot(x.ref, query)), split(np.dot(x.ref, key)), split(np.dot(x, value))];
  const scores = np.matmul(q, k.transpose([0, 1, 3, 2])).mul(1 / Math.sqrt(width / heads));
  const mask = np.tri(length).reshape([1, 1, length, length]);
  const weights = nn.softmax(np.where(mask.greater(0), scores, -1e9), -1);
  const mixed = np.matmul(weights, v).transpose([0, 2, 1, 3]).reshape([batch, length, width]);
  return np.dot(mixed, out);
}

export const smallGpt: GptSizes = { layers: 2, heads: 4, width: 16, length: 4, vocabulary: 8 };

/** A language model whose embedding is its output projection too; x holds tokens, y the next tokens. */
export function tiedEmbedding(batch: number, vocabulary = 8, width = 16, length = 4): TracedStep {
  const loss = ({ table, mix }: { table: Arr; mix: Arr }, x: Arr, y: Arr) => {
    const h = np.tanh(np.matmul(np.take(table.ref, x, 0), mix));
    return crossEntropy(np.matmul(h, table.transpose([1, 0])), y, vocabulary);
  };
  const params = { table: weight(vocabulary, width), mix: weight(width, width) };
  return traceAdam(loss as never, params, integers(vocabulary, batch, length), integers(vocabulary, batch, length));
}

/** A character-level GPT (pre-norm, untied embedding) with Adam; x holds tokens, y the next tokens. */
export function gpt(batch: number, sizes: GptSizes = smallGpt): TracedStep {
  const { layers, heads, width, length, vocabulary } = sizes;
  const norm = () => ({ scale: filled(1, width), bias: normal(0.1, width) });
  const block = (): Block<HostArray> => ({
    norm1: norm(),
    query: weight(width, width),
    key: weight(width, width),
    value: weight(width, width),
    out: weight(width, width),
    norm2: norm(),
    up: { w: weight(width, 4 * width), b: normal(0.1, 4 * width) },
    down: { w: weight(4 * width, width), b: normal(0.1, width) },
  });
  const params = {
    embedding: normal(1, vocabulary, width),
    position: normal(1, length, width),
    blocks: Array.from({ length: layers }, block),
    norm: norm(),
    head: weight(width, vocabulary),
  };
  type Params = { embedding: Arr; position: Arr; blocks: Block<Arr>[]; norm: Norm<Arr>; head: Arr };
  const loss = ({ embedding, position, blocks, norm, head }: Params, x: Arr, y: Arr) => {
    let h = np.take(embedding, x, 0).add(position);
    for (const block of blocks) {
      h = h.ref.add(attention(layerNorm(h, block.norm1), block, heads));
      const inner = nn.gelu(np.dot(layerNorm(h.ref, block.norm2), block.up.w).add(block.up.b));
      h = h.add(np.dot(inner, block.down.w).add(block.down.b));
    }
    return crossEntropy(np.dot(layerNorm(h, norm), head), y, vocabulary);
  };
  const tokens = () => integers(vocabulary, batch, length);
  return traceAdam(loss as never, params as never, tokens(), tokens());
}

/** A mixture of experts between two dense layers: top-1 routing, dispatched and combined by einsum. */
export function moe(batch: number, experts = 4): TracedStep {
  const [length, width, hidden, classes] = [3, 8, 16, 4];
  const params = {
    gate: weight(width, experts),
    up: normal(1 / Math.sqrt(width), experts, width, hidden),
    down: normal(1 / Math.sqrt(hidden), experts, hidden, width),
    head: weight(width, classes),
  };
  type Params = { gate: Arr; up: Arr; down: Arr; head: Arr };
  const loss = ({ gate, up, down, head }: Params, x: Arr, y: Arr) => {
    const gates = nn.softmax(np.dot(x.ref, gate), -1);
    const chosen = nn.oneHot(np.argmax(lax.stopGradient(gates.ref), -1), experts);
    const combine = gates.mul(chosen.ref);
    const dispatched = np.einsum("bte,btd->ebtd", chosen, x.ref);
    const inner = nn.relu(np.einsum("ebtd,edh->ebth", dispatched, up));
    const outer = np.einsum("ebth,ehd->ebtd", inner, down);
    const mixed = np.einsum("ebtd,bte->btd", outer, combine);
    return crossEntropy(np.dot(x.add(mixed), head).mean(1), y, classes);
  };
  return traceSgd(loss as never, params, normal(1, batch, length, width), integers(classes, batch));
}

/** Two convolutions and a dense layer on images. */
export function conv(batch: number): TracedStep {
  const params = {
    first: normal(0.3, 8, 2, 3, 3),
    second: normal(0.1, 8, 8, 3, 3),
    head: weight(8, 4),
  };
  type Params = { first: Arr; second: Arr; head: Arr };
  const loss = ({ first, second, head }: Params, x: Arr, y: Arr) => {
    let h = nn.relu(lax.convGeneralDilated(x, first, [1, 1], "SAME"));
    h = nn.relu(lax.convGeneralDilated(h, second, [2, 2], "SAME"));
    return crossEntropy(np.dot(h.mean([2, 3]), head), y, 4);
  };
  return traceSgd(loss as never, params, normal(1, batch, 2, 6, 6), integers(4, batch));
}
