/** @file Compares FLOPs of the products in train steps of Hugging Face models with formulas of their sizes. */
import { expect, test } from "vitest";
import { exampleSpecs } from "../frontends/jaxjs/example.ts";
import { init as initJax } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { simplify } from "../ir/simplify.ts";
import { opFlops } from "../ir/table.ts";
import { modelOfConfig } from "./huggingface.ts";

await initJax("wasm");

const batch = 2;

function flopsOf(config: object, sequence?: number): number {
  const model = modelOfConfig(config, { where: "config.json", sequence });
  const graph = simplify(traceJaxjs(model.trainStep as never, exampleSpecs(model, batch)).graph);
  const products = graph.ops.filter(({ kind }) => kind === "dot_general");
  return products.reduce((sum, op) => sum + opFlops(graph, op), 0);
}

const [hidden, inner, layers, heads, vocab, seq] = [64, 256, 2, 4, 500, 32];
const sizes = {
  hidden_size: hidden,
  intermediate_size: inner,
  num_hidden_layers: layers,
  num_attention_heads: heads,
  vocab_size: vocab,
  max_position_embeddings: 64,
};

/** FLOPs of one token in a block, forward: four square projections, two dense layers, scores and their use. */
const block = (tokens: number): number => 2 * (4 * hidden ** 2 + 2 * hidden * inner) + 4 * tokens * hidden;

test.each([
  ["gpt_neox", {}, 2 * hidden * vocab],
  ["bert", { type_vocab_size: 2 }, 2 * hidden * (vocab + hidden)],
])("%s: three times the forward pass", (family, fields, head) => {
  const flops = flopsOf({ model_type: family, ...sizes, ...fields }, seq);
  expect(flops).toBe(3 * batch * seq * (layers * block(seq) + head));
});

test("vit: images have no gradient", () => {
  const [patch, tokens, classes] = [8, 16 + 1, 10];
  const flops = flopsOf({ model_type: "vit", ...sizes, image_size: 32, patch_size: patch, num_labels: classes });
  const embedding = 2 * 16 * (3 * patch ** 2) * hidden;
  expect(flops).toBe(batch * (3 * tokens * layers * block(tokens) + 3 * 2 * hidden * classes + 2 * embedding));
});

test.each([
  ["relu", 2],
  ["gated-gelu", 3],
])("t5 with %s", (kind, matrices) => {
  const [size, decoders] = [8, 3];
  const flops = flopsOf(
    {
      ...{ model_type: "t5", d_model: hidden, d_kv: size, d_ff: inner, num_layers: layers, num_heads: heads },
      ...{ num_decoder_layers: decoders, vocab_size: vocab, feed_forward_proj: kind },
    },
    seq,
  );
  const attention = 8 * hidden * heads * size + 4 * seq * heads * size;
  const dense = 2 * matrices * hidden * inner;
  const forward = layers * (attention + dense) + decoders * (2 * attention + dense) + 2 * hidden * vocab;
  expect(flops).toBe(3 * batch * seq * forward);
});

test("mixtral: the experts that a token goes to, and the routing", () => {
  const [kvHeads, experts, choices] = [2, 8, 2];
  const flops = flopsOf(
    {
      ...{ model_type: "mixtral", ...sizes, num_key_value_heads: kvHeads },
      ...{ num_local_experts: experts, num_experts_per_tok: choices },
    },
    seq,
  );
  const attention = 4 * hidden ** 2 * (1 + kvHeads / heads) + 4 * seq * hidden;
  const routed = 2 * hidden * experts + choices * 6 * hidden * inner;
  // Tokens go to experts and back by two products; where they go has no gradient, and that of the experts' results is
  // computed in two layouts. Places are counted by one more product per choice.
  const moved = 2 * choices * seq * hidden;
  const places = choices * 2 * seq * experts;
  const forward = layers * (attention + routed) + 2 * hidden * vocab;
  expect(flops).toBe(batch * seq * (3 * forward + layers * (2 * moved + 4 * moved + places)));
});
