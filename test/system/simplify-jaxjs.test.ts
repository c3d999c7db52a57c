/** @file Simplification of graphs traced from jax-js: every contraction becomes one dot_general without views. */
import { expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { TensorSpec } from "../../src/frontends/jaxjs/host-array.ts";
import { nn, numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import type { Graph, Op } from "../../src/ir/graph.ts";
import type { OpKind } from "../../src/ir/ops.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { randomData } from "../support/random-data.ts";

type Arr = np.Array;
const spec = (...shape: number[]) => new TensorSpec(shape);

/** One SGD step on `loss(params, x, y)`. */
function sgdStep<P>(loss: (params: P, x: Arr, y: Arr) => Arr) {
  return (params: P, x: Arr, y: Arr) => {
    const differentiated = valueAndGrad(loss as never) as unknown as (...args: unknown[]) => [Arr, unknown];
    const [value, grads] = differentiated(tree.ref(params as never), x, y);
    const update = (p: Arr, g: Arr): Arr => p.sub(g.mul(0.1));
    return { loss: value, params: tree.map(update as never, params as never, grads as never) };
  };
}

interface Layer<T = Arr> {
  w: T;
  b: T;
}

function mlpLoss(params: Layer[], x: Arr, y: Arr): Arr {
  let h = x;
  params.forEach(({ w, b }, i) => {
    h = np.dot(h, w).add(b);
    if (i < params.length - 1) h = nn.relu(h);
  });
  return nn.logSoftmax(h).mul(y).sum(1).mean().neg();
}

const [batch, length, width, heads, vocabulary] = [2, 4, 8, 2, 6];

interface Block<T = Arr> {
  q: T;
  k: T;
  v: T;
  o: T;
  w1: T;
  w2: T;
}

function attention({ q, k, v, o }: Block, x: Arr): Arr {
  const [qs, ks, vs] = [q, k, v].map((w) => np.dot(x.ref, w).reshape([batch, length, heads, width / heads]));
  x.dispose();
  const scores = np.einsum("bthd,bshd->bhts", qs, ks).mul(1 / Math.sqrt(width / heads));
  const mixed = np.einsum("bhts,bshd->bthd", nn.softmax(scores, -1), vs);
  return np.dot(mixed.reshape([batch, length, width]), o);
}

function gptLoss({ embed, blocks }: { embed: Arr; blocks: Block[] }, x: Arr, y: Arr): Arr {
  let h = np.dot(x, embed.ref);
  for (const block of blocks) {
    h = h.ref.add(attention(block, h));
    h = h.ref.add(np.dot(nn.gelu(np.dot(h, block.w1)), block.w2));
  }
  return nn.logSoftmax(np.dot(h, embed.transpose()), -1).mul(y).sum().neg();
}

const block = (): Block<TensorSpec> => ({
  q: spec(width, width),
  k: spec(width, width),
  v: spec(width, width),
  o: spec(width, width),
  w1: spec(width, 4 * width),
  w2: spec(4 * width, width),
});

const gptArgs = (numBlocks: number) => [
  { embed: spec(vocabulary, width), blocks: Array.from({ length: numBlocks }, block) },
  spec(batch, length, vocabulary),
  spec(batch, length, vocabulary),
];

const opsOf = <K extends OpKind>(graph: Graph, kind: K): Op<K>[] =>
  graph.ops.filter((op): op is Extract<Op, { kind: K }> => op.kind === kind) as unknown as Op<K>[];

/** Maximum difference between the outputs of two graphs on the same random inputs, relative to the largest output. */
function difference(a: Graph, b: Graph): number {
  const random = seededRandom(5);
  const inputs = a.inputs.map(({ value }) => randomData(random, a.types[value]));
  const [want, got] = [a, b].map((graph) => evaluateGraph(graph, inputs).flatMap((data) => Array.from(data, Number)));
  const scale = Math.max(1, ...want.map(Math.abs));
  return Math.max(...want.map((x, index) => Math.abs(x - got[index]))) / scale;
}

test("an MLP step has one matmul per layer forward and two backward, and no views except bias broadcasts", () => {
  const params = [8, 16, 4].map((size, i, all) => ({ w: spec(i ? all[i - 1] : 12, size), b: spec(size) }));
  const { graph } = traceJaxjs(sgdStep(mlpLoss) as never, [params, spec(6, 12), spec(6, 4)]);
  const simple = simplify(graph);
  const dots = opsOf(simple, "dot_general");
  // The first layer needs no gradient for its input.
  expect(dots.length).toBe(3 * 3 - 1);
  for (const { attrs, operands } of dots) {
    expect(attrs.lhsBatch).toEqual([]);
    expect(attrs.lhsContract.length).toBe(1);
    expect(operands.map((operand) => simple.types[operand].shape.length)).toEqual([2, 2]);
  }
  expect(opsOf(simple, "transpose").length + opsOf(simple, "reshape").length).toBe(0);
  expect(difference(graph, simple)).toBeLessThan(1e-6);
});

test("attention has two batched matmuls forward and four backward; only head outputs are transposed", () => {
  const { graph } = traceJaxjs(sgdStep(gptLoss) as never, gptArgs(1));
  const simple = simplify(graph);
  const dots = opsOf(simple, "dot_general");
  expect(dots.filter(({ attrs }) => attrs.lhsBatch.length === 2).length).toBe(6);
  expect(dots.filter(({ attrs }) => attrs.lhsBatch.length === 1).length).toBe(0);
  // 8 uses of weights: 4 of attention, 2 of the feed-forward part, 2 of the embedding.
  expect(dots.filter(({ attrs }) => attrs.lhsBatch.length === 0).length).toBe(3 * 8 - 1);
  for (const { attrs } of opsOf(simple, "transpose")) expect(attrs.permutation).toEqual([0, 2, 1, 3]);
  expect(opsOf(simple, "transpose").length).toBeLessThanOrEqual(4);
  expect(difference(graph, simple)).toBeLessThan(1e-6);
});

test("passes report their changes, and simplification is idempotent", () => {
  const { graph } = traceJaxjs(sgdStep(gptLoss) as never, gptArgs(2));
  const names: string[] = [];
  const simple = simplify(graph, ({ name, numOpsBefore, numOpsAfter }) => {
    names.push(name);
    expect(numOpsAfter).toBeLessThanOrEqual(numOpsBefore);
  });
  expect(names).toEqual(["canonicalize", "sink-views"]);
  expect(simplify(simple).ops.length).toBe(simple.ops.length);
});
