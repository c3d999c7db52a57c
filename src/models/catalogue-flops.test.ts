/** @file Compares FLOPs and parameters of the catalogue's models with the formulas and counts of their publications. */
import { beforeAll, describe, expect, test } from "vitest";
import { exampleSpecs, stateSpecs } from "../frontends/jaxjs/example.ts";
import type { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { init, tree } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { simplify } from "../ir/simplify.ts";
import { opFlops } from "../ir/table.ts";
import { numElements } from "../ir/types.ts";
import { catalogue } from "./catalogue.ts";

beforeAll(() => init("wasm"));

interface Counts {
  readonly parameters: number;
  /** FLOPs of the products and convolutions in a step of the model's batch. Formulas omit the elementwise rest. */
  readonly flops: number;
}

function countsOf(name: string, layers?: number): Counts {
  const { make, batch } = catalogue.get(name)!;
  const model = make(layers);
  const { graph: traced } = traceJaxjs(model.trainStep as never, exampleSpecs(model, batch));
  // Some products are written as multiplications and sums; convolutions are not, and have long graphs.
  const graph = layers === undefined ? traced : simplify(traced);
  const products = graph.ops.filter(({ kind }) => kind === "dot_general" || kind === "convolution");
  const leaves = tree.leaves(stateSpecs(model).params as never) as unknown as TensorSpec[];
  return {
    parameters: leaves.reduce((sum, { shape }) => sum + numElements(shape), 0),
    flops: products.reduce((sum, op) => sum + opFlops(graph, op), 0),
  };
}

/** Traces a model with few layers and with twice as many, and extrapolates from the difference. */
function countsByLayer(name: string, few = 1): Counts {
  const [less, more] = [countsOf(name, few), countsOf(name, 2 * few)];
  const times = catalogue.get(name)!.layers! / few - 1;
  return {
    parameters: less.parameters + times * (more.parameters - less.parameters),
    flops: less.flops + times * (more.flops - less.flops),
  };
}

interface Sizes {
  readonly batch: number;
  readonly layers: number;
  readonly seq: number;
  readonly hidden: number;
  readonly vocab: number;
}

/** The sizes of a model, read from its state and batch. */
function sizesOf(name: string): Sizes {
  const { make, batch, layers = 0 } = catalogue.get(name)!;
  const model = make(2);
  const { params } = stateSpecs(model) as never as { params: Partial<Record<string, TensorSpec>> };
  const [vocab, hidden] = (params.tokenEmbedding ?? params.embedding)!.shape;
  const tokens = exampleSpecs(model, batch).at(-1) as never as TensorSpec;
  return { batch, layers, seq: tokens.shape[1], hidden, vocab };
}

const named = (pattern: RegExp): string[] => [...catalogue.keys()].filter((name) => pattern.test(name));

const expectNear = (value: number, expected: number, tolerance: number): void =>
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThan(tolerance);

describe("GPTs: Narayanan et al. 2021, equations 2 and 3 (without recomputation), which are Alpa's compute_gpt_tflops", () => {
  test.each(named(/^(gpt|alpa-gpt|megatron)/))("%s", (name) => {
    const { batch, layers, seq, hidden, vocab } = sizesOf(name);
    const { parameters, flops } = countsByLayer(name);
    expectNear(
      flops,
      72 * batch * seq * layers * hidden ** 2 * (1 + seq / (6 * hidden) + vocab / (12 * layers * hidden)),
      1e-9,
    );
    // The equation omits the last normalization.
    expectNear(
      parameters,
      12 * layers * hidden ** 2 * (1 + 13 / (12 * hidden) + (vocab + seq) / (12 * layers * hidden)),
      2e-5,
    );
  });
});

describe("MoE: Alpa's compute_moe_tflops and compute_moe_parameter_count (benchmark/alpa/util.py), without recomputation", () => {
  test.each(named(/^alpa-moe/))("%s", (name) => {
    const { batch, layers, seq, hidden, vocab } = sizesOf(name);
    const { params } = stateSpecs(catalogue.get(name)!.make(2)) as never as {
      params: { blocks: { feedForward: { gate: TensorSpec } }[] };
    };
    const [, experts] = params.blocks[1].feedForward.gate.shape;
    const [group, inner] = [2048, 8 * hidden];
    const { parameters, flops } = countsByLayer(name, 2);
    const attention = 8 * hidden ** 2 + 4 * seq * hidden;
    const dense = attention + 4 * hidden * inner;
    const routing = 2 * hidden * experts + 4 * group + 8 * hidden * group;
    const routed = attention + 8 * hidden * inner + routing;
    expectNear(
      flops,
      batch * seq * (((3 * layers) / 2) * (dense + routed) + 6 * hidden * vocab),
      // The formula omits the routing. Each of the 48 experts of the 27B model has a capacity of up to one token more
      // than an even share.
      5e-3,
    );
    const shared = hidden * (4 * hidden + 4) + 4 * hidden;
    const feedForward = 2 * hidden * inner + hidden + inner;
    expectNear(parameters, (layers / 2) * (2 * shared + (1 + experts) * feedForward) + vocab * (hidden + 1), 2e-3);
  });
});

describe("Wide-ResNets: parameters and operations that Alpa measured (results_intra_ablation_ref.tsv, 32 images)", () => {
  // FLOPs of a step of 32 images: TFLOPS times devices times seconds. XLA omits products with padding.
  test.each([
    ["wide-resnet-250m", 0.254123e9, 8.266534e12 * 0.928243],
    ["wide-resnet-500m", 0.495046e9, 7.896472e12 * 2 * 0.950955],
    ["wide-resnet-1b", 1.005653e9, 7.870951e12 * 4 * 0.972465],
    ["wide-resnet-2b", 1.965011e9, 7.999638e12 * 8 * 0.937016],
  ])("%s", (name, parameters, flops) => {
    const counts = countsOf(name);
    expectNear(counts.parameters, parameters, 2e-6);
    expectNear(counts.flops, (flops / 32) * catalogue.get(name)!.batch, 0.06);
  });

  // Three times 2 · inputs · outputs · window · positions per convolution, except for the first, whose input needs no
  // gradient.
  test.each([
    ["wide-resnet-4b", 640, 2, [3, 4, 6, 3]],
    ["wide-resnet-6.8b", 320, 16, [3, 4, 6, 3]],
    ["wide-resnet-13b", 320, 16, [3, 4, 23, 3]],
  ] as const)("%s, by its shape", (name, channels, width, groups) => {
    let [size, inputs] = [56, channels];
    const stem = 2 * 3 * channels * 49 * 112 ** 2;
    let flops = 2 * stem;
    groups.forEach((blocks, group) => {
      const own = channels * 2 ** group;
      for (let block = 0; block < blocks; block++) {
        const before = size;
        if (group > 0 && block === 0) size /= 2;
        const weights = 9 * own * own * width + 4 * own * own * width + (block === 0 ? 4 * inputs * own : 0);
        flops += 6 * (inputs * own * before ** 2 + weights * size ** 2);
        inputs = 4 * own;
      }
    });
    flops += 6 * inputs * 1024;
    expectNear(countsOf(name).flops, flops * catalogue.get(name)!.batch, 1e-3);
  });
});

/** Products of the published weights (all but embeddings and normalizations), and attention's two, three times each. */
describe("Llama 3: 6 operations by parameter that is multiplied and token, and attention", () => {
  test.each(named(/^llama3/))("%s", (name) => {
    const { batch, layers, seq, hidden, vocab } = sizesOf(name);
    const { parameters, flops } = countsByLayer(name);
    expect(parameters).toBe(catalogue.get(name)!.parameters);
    const multiplied = parameters - vocab * hidden - (2 * layers + 1) * hidden;
    expectNear(flops, batch * seq * (6 * multiplied + 12 * seq * hidden * layers), 1e-9);
  });
});

test("simple-mlp: 6 operations by parameter and example, but for the first layer's input, which needs no gradient", () => {
  const { parameters, flops } = countsOf("simple-mlp");
  expectNear(flops, 6 * parameters * catalogue.get("simple-mlp")!.batch, 0.03);
});
