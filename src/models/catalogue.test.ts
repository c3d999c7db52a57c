import { describe, expect, test } from "vitest";
import { findLayers, type Layers } from "../analysis/layers.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { matchState } from "../analysis/state.ts";
import { exampleSpecs, initialState, stateSpecs } from "../frontends/jaxjs/example.ts";
import type { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { init, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { simplify } from "../ir/simplify.ts";
import { numElements } from "../ir/types.ts";
import { adamw, chain, clipByGlobalNorm, minimize } from "../optim/index.ts";
import { catalogue } from "./catalogue.ts";
import { llama, rotate } from "./llama.ts";

const countParameters = (params: unknown): number =>
  (tree.leaves(params as never) as unknown as TensorSpec[]).reduce((sum, { shape }) => sum + numElements(shape), 0);

describe("parameters as published", () => {
  test.each([...catalogue])("%s", (name, { make, parameters }) => {
    const count = countParameters(stateSpecs(make()).params);
    // Counts of published weights are exact; those in tables have two digits (1.3B covers up to 1.35B).
    if (/^(gpt2|llama3)-/.test(name)) expect(count).toBe(parameters);
    else expect(Math.abs(count / parameters - 1)).toBeLessThan(0.04);
  });
});

test("a model is traced by shape", async () => {
  await init("wasm");
  for (const name of ["gpt2-small", "alpa-moe-380m"]) {
    const { make, batch } = catalogue.get(name)!;
    const model = make();
    const { graph } = traceJaxjs(model.trainStep as never, exampleSpecs(model, batch));
    expect(graph.types[graph.inputs.at(-1)!.value].shape).toEqual([batch, 1024]);
    expect(graph.ops.length).toBeGreaterThan(1000);
  }
});

/** Layers of a model's step; the last two inputs are the batch. */
async function layersOf(name: string): Promise<Layers> {
  await init("wasm");
  const model = catalogue.get(name)!.make();
  const graph = simplify(traceJaxjs(model.trainStep as never, exampleSpecs(model, 2)).graph);
  const batchInputs = [2, 1].map((fromEnd) => ({ input: graph.inputs.length - fromEnd, dim: 0 }));
  const stateOf = matchState(graph, batchInputs);
  return findLayers(splitMicrobatches(graph, { batchInputs, microbatches: 1, stateOf }), { numLayers: "auto" });
}

test.each([
  ["gpt2-small", 12],
  ["llama3-8b", 32],
  // Dense blocks alternate with blocks of experts: 8 blocks are 4 identical pairs.
  ["alpa-moe-380m", 4],
])(
  "%s has a layer for each of its %d equal blocks, and one for the output projection",
  async (name, blocks) => {
    const { classes } = await layersOf(name);
    expect(classes).toEqual([0, ...Array(blocks - 1).fill(1), 2]);
  },
  60_000,
);

test.each([
  ["wide-resnet-250m", 16],
  ["wide-resnet-13b", 33],
])(
  "%s has Alpa's %d layers, one for each block",
  async (name, blocks) => {
    const { names, classes } = await layersOf(name);
    expect(names).toEqual(Array.from({ length: blocks }, (_, block) => `block.${block}`));
    // The blocks within a group are identical.
    expect(new Set(classes).size).toBeLessThan(names!.length);
  },
  60_000,
);

test("rotary positions turn queries and keys so that their products depend on the distance only", async () => {
  await init("wasm");
  const [seq, size] = [6, 8];
  const row = (seed: number): number[] => Array.from({ length: size }, (_, i) => Math.sin(seed + 3 * i));
  const repeated = (values: number[]): np.Array =>
    np.array(Array.from({ length: seq }, () => values).flat()).reshape([1, seq, 1, size]);
  const products = np.einsum("bqhd,bkhd->qk", rotate(repeated(row(1))), rotate(repeated(row(2))));
  const at = (await products.data()) as Float32Array;
  for (let q = 1; q < seq; q++)
    for (let k = 1; k < seq; k++) expect(at[q * seq + k]).toBeCloseTo(at[(q - 1) * seq + k - 1], 4);
  expect(Math.abs(at[1] - at[0])).toBeGreaterThan(1e-3);
});

test("Llama starts at the loss of a uniform guess and learns", async () => {
  await init("wasm");
  const model = llama({ layers: 1, hidden: 32, heads: 4, kvHeads: 2, inner: 96, seq: 16, vocab: 64 });
  const training = minimize(model.loss, chain(clipByGlobalNorm(1), adamw(2e-3)));
  // A text in which each token determines the next.
  const tokens = (from: number): np.Array =>
    np
      .array(Array.from({ length: 8 * 16 }, (_, i) => (7 * (i + from)) % 64))
      .astype(np.int32)
      .reshape([8, 16]);
  const state = initialState({ init: (make) => training.init(model.init(make)) }, 0);
  let next = tree.map((leaf: { toJax(): np.Array }) => leaf.toJax(), state as never) as never;
  const losses: number[] = [];
  for (let step = 0; step < 8; step++) {
    const result = training.step(next, tokens(0), tokens(1));
    next = result.state as never;
    losses.push(await result.loss.item());
  }
  expect(losses[0]).toBeCloseTo(Math.log(64), 1);
  expect(losses.at(-1)).toBeLessThan(losses[0] - 0.02);
});
