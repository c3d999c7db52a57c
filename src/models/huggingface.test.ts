import { expect, test } from "vitest";
import { stateSpecs } from "../frontends/jaxjs/example.ts";
import { init as initJax, tree } from "../frontends/jaxjs/jax.ts";
import { numElements } from "../ir/types.ts";
import { modelOfConfig } from "./huggingface.ts";

await initJax("wasm");

const where = "config.json";

/** Fields common to Llama and its relatives: hidden size, feed-forward size, layers, heads, key heads, vocabulary. */
const sizes = (...[hidden, inner, layers, heads, kvHeads, vocab]: number[]) => ({
  hidden_size: hidden,
  intermediate_size: inner,
  num_hidden_layers: layers,
  num_attention_heads: heads,
  num_key_value_heads: kvHeads,
  vocab_size: vocab,
  max_position_embeddings: 4096,
  hidden_act: "silu",
});

/** Sizes of the blocks of BERT base, which ViT base has too. */
const block = {
  hidden_size: 768,
  intermediate_size: 3072,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  hidden_act: "gelu",
};

/** Published files from the hub, with the number of parameters in the published weights. */
const published = [
  [
    "Llama-2-7b",
    { model_type: "llama", ...sizes(4096, 11008, 32, 32, 32, 32000), tie_word_embeddings: false },
    6_738_415_616,
  ],
  [
    "Llama-3.2-1B",
    { model_type: "llama", ...sizes(2048, 8192, 16, 32, 8, 128256), tie_word_embeddings: true, head_dim: 64 },
    1_235_814_400,
  ],
  [
    "Mistral-7B-v0.1",
    { model_type: "mistral", ...sizes(4096, 14336, 32, 32, 8, 32000), sliding_window: 4096 },
    7_241_732_096,
  ],
  [
    "Qwen2.5-0.5B",
    {
      model_type: "qwen2",
      ...sizes(896, 4864, 24, 14, 2, 151936),
      tie_word_embeddings: true,
      sliding_window: 32768,
      use_sliding_window: false,
    },
    494_032_768,
  ],
  [
    "Qwen3-0.6B",
    {
      model_type: "qwen3",
      ...sizes(1024, 3072, 28, 16, 8, 151936),
      tie_word_embeddings: true,
      head_dim: 128,
      attention_bias: false,
    },
    596_049_920,
  ],
  [
    "gemma-2b",
    { model_type: "gemma", ...sizes(2048, 16384, 18, 8, 1, 256000), head_dim: 256, hidden_act: "gelu" },
    2_506_172_416,
  ],
  [
    "gpt2",
    { model_type: "gpt2", n_embd: 768, n_layer: 12, n_head: 12, n_positions: 1024, vocab_size: 50257 },
    124_439_808,
  ],
  [
    "Mixtral-8x7B-v0.1",
    {
      model_type: "mixtral",
      ...sizes(4096, 14336, 32, 32, 8, 32000),
      num_local_experts: 8,
      num_experts_per_tok: 2,
      sliding_window: null,
      tie_word_embeddings: false,
    },
    46_702_792_704,
  ],
  [
    "gpt-neox-20b",
    { model_type: "gpt_neox", ...sizes(6144, 24576, 44, 64, 64, 50432), hidden_act: "gelu_fast", rotary_pct: 0.25 },
    20_554_567_680,
  ],
  ["pythia-70m", { model_type: "gpt_neox", ...sizes(512, 2048, 6, 8, 8, 50304), hidden_act: "gelu" }, 70_426_624],
  [
    // With the head that predicts masked tokens.
    "bert-base-uncased",
    { model_type: "bert", ...block, vocab_size: 30522, max_position_embeddings: 512, type_vocab_size: 2 },
    109_514_298,
  ],
  [
    "roberta-base",
    { model_type: "roberta", ...block, vocab_size: 50265, max_position_embeddings: 514, type_vocab_size: 1 },
    124_697_433,
  ],
  [
    "t5-small",
    { model_type: "t5", d_model: 512, d_kv: 64, d_ff: 2048, num_layers: 6, num_heads: 8, vocab_size: 32128 },
    60_506_624,
  ],
  [
    "t5-v1_1-small",
    {
      ...{ model_type: "t5", d_model: 512, d_kv: 64, d_ff: 1024, num_layers: 8, num_decoder_layers: 8, num_heads: 6 },
      ...{ vocab_size: 32128, feed_forward_proj: "gated-gelu", tie_word_embeddings: false },
    },
    76_961_152,
  ],
  [
    "vit-base-patch16-224",
    { model_type: "vit", ...block, image_size: 224, patch_size: 16, num_channels: 3, num_labels: 1000 },
    86_567_656,
  ],
] as const;

test.each(published)("%s has the parameters of its published weights", (_, config, parameters) => {
  const model = modelOfConfig(config, { where });
  const { params } = stateSpecs(model) as { params: unknown };
  const shapes = (tree.leaves(params as never) as unknown as { shape: number[] }[]).map(({ shape }) => shape);
  expect(shapes.reduce((sum, shape) => sum + numElements(shape), 0)).toBe(parameters);
});

const base = { model_type: "llama", ...sizes(64, 128, 2, 4, 2, 100) };

test.each([
  [{}, {}, "config.json: has no model_type"],
  [
    { model_type: "mamba" },
    {},
    "is of the family mamba, and llama, mistral, mixtral, qwen2, qwen3, gemma, gpt2, gpt_neox, bert, roberta, t5, vit are known",
  ],
  [{ ...base, hidden_size: undefined }, {}, "config.json: hidden_size is missing"],
  [{ ...base, num_key_value_heads: 3 }, {}, "has 4 heads of 16 and 3 of keys"],
  [{ ...base, hidden_act: "relu" }, {}, "has the activation relu"],
  [{ ...base, attention_bias: true }, {}, "has biases in its attention"],
  [{ ...base, sliding_window: 100 }, {}, "attends to 100 tokens back, fewer than the 4096 of an example"],
  [base, { sequence: 8192 }, "--sequence: got 8192, and config.json has positions for 4096"],
])("%o is refused", (config, options, message) => {
  expect(() => modelOfConfig(config, { where, ...options })).toThrow(message);
});
