/** @file `alpa plan` of Hugging Face configurations. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "config.json");

const sizes = {
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 32,
  vocab_size: 256,
  max_position_embeddings: 512,
};

test.each([
  ["llama", {}],
  ["qwen2", { tie_word_embeddings: true }],
  ["qwen3", {}],
  ["gemma", { hidden_activation: "gelu_pytorch_tanh" }],
])("a %s is planned in stages, with tensor parallelism", async (family, fields) => {
  writeFileSync(file, JSON.stringify({ model_type: family, ...sizes, ...fields }));
  const flags = "--cluster 1x4:a100-80gb --batch 8 --microbatches 2 --sequence 32 --json".split(" ");
  const { code, out, err } = await alpa(
    "plan",
    file,
    ...flags,
    ..."--method pipeshard --stages 2 --intra tensor".split(" "),
  );
  expect(code, err + out).toBe(0);
  const { stages, batch, numParameters } = JSON.parse(out);
  expect(stages).toHaveLength(2);
  expect(batch).toBe(8);
  // Attention with 4 heads of 32, feed-forward layers, embedding, biases and norms.
  const products = 4 * (64 * 128 + 2 * 64 * 64 + 128 * 64 + 3 * 64 * 128) + 256 * 64;
  expect(numParameters).toBeGreaterThan(products);
  expect(numParameters).toBeLessThan(products + 256 * 64 + 4000);
});

const block = { hidden_size: 64, intermediate_size: 128, num_hidden_layers: 4, num_attention_heads: 4 };

test.each([
  ["mixtral", { ...sizes, num_local_experts: 4, num_experts_per_tok: 2 }],
  ["gpt_neox", sizes],
  ["bert", { ...sizes, type_vocab_size: 2 }],
  ["t5", { d_model: 64, d_kv: 16, d_ff: 128, num_layers: 2, num_heads: 4, vocab_size: 256 }],
  ["vit", { ...block, image_size: 32, patch_size: 8 }],
])("a %s is planned in stages", async (family, fields) => {
  writeFileSync(file, JSON.stringify({ model_type: family, ...fields }));
  const flags = "--cluster 1x4:a100-80gb --batch 8 --microbatches 2 --method pipeshard --stages 2 --json".split(" ");
  const sequence = family === "vit" ? [] : ["--sequence", "32"];
  const { code, out, err } = await alpa("plan", file, ...flags, ...sequence);
  expect(code, err + out).toBe(0);
  const { stages, microbatches } = JSON.parse(out);
  expect(stages).toHaveLength(2);
  expect(microbatches).toBe(2);
});

test("errors name what a configuration or its flags lack", async () => {
  writeFileSync(file, JSON.stringify({ model_type: "mamba", ...sizes }));
  expect((await alpa("plan", file, "--batch", "8")).err).toContain(
    "is of the family mamba, and llama, mistral, mixtral, qwen2",
  );
  writeFileSync(file, JSON.stringify({ model_type: "llama", ...sizes }));
  expect((await alpa("plan", file)).err).toContain("--batch");
  expect((await alpa("plan", "mlp", "--sequence", "8")).err).toContain("--sequence: is for config.json files");
});
