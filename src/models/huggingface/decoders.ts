/** @file Causal families: Llama and its relatives, with or without experts, GPT-2 and GPT-NeoX. */
import * as z from "zod";
import { InvalidConfig } from "../../base/errors.ts";
import { gpt } from "../gpt.ts";
import { type LlamaSize, llama } from "../llama.ts";
import { neox } from "../neox.ts";
import {
  type ConfigOptions,
  checkHeads,
  count,
  parse,
  type Reader,
  refuse,
  sequenceOf,
  type TrainedModel,
} from "./reader.ts";

const llamaSchema = z.looseObject({
  model_type: z.string(),
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count.nullish(),
  head_dim: count.nullish(),
  vocab_size: count,
  max_position_embeddings: count,
  tie_word_embeddings: z.boolean().optional(),
  rope_theta: z.number().positive().nullish(),
  hidden_act: z.string().optional(),
  hidden_activation: z.string().nullish(),
  attention_bias: z.boolean().optional(),
  mlp_bias: z.boolean().optional(),
  sliding_window: count.nullish(),
  use_sliding_window: z.boolean().optional(),
});

const expertsSchema = z.looseObject({ num_local_experts: count, num_experts_per_tok: count });

/** Makes a reader of Llama's fields. @param family  the options of all models of the family, and the default of ties */
export function llamaOf(family: Partial<LlamaSize>): Reader {
  return (json, options) => {
    const config = parse(llamaSchema, json, options);
    const activation = config.hidden_activation ?? config.hidden_act ?? "silu";
    const known = family.activation ? /^gelu/ : /^silu$/;
    if (!known.test(activation))
      refuse(options, `has the activation ${activation}, which its family does not have here`);
    if (config.mlp_bias) refuse(options, "has biases in its feed-forward layers");
    if (config.attention_bias && !family.hasBias) refuse(options, "has biases in its attention");
    const { hidden_size: hidden, num_attention_heads: heads } = config;
    const kvHeads = config.num_key_value_heads ?? heads;
    const headSize = config.head_dim ?? hidden / heads;
    if (!Number.isInteger(headSize) || heads % kvHeads !== 0 || headSize % 2 !== 0)
      throw new InvalidConfig(
        options.where,
        `has ${heads} heads of ${headSize} and ${kvHeads} of keys; heads have an even whole size and divide by those of keys`,
      );
    const seq = sequenceOf(config.max_position_embeddings, options);
    const isWindowed = config.use_sliding_window !== false && config.sliding_window != null;
    if (isWindowed && seq > config.sliding_window!)
      refuse(
        options,
        `attends to ${config.sliding_window} tokens back, fewer than the ${seq} of an example (--sequence)`,
      );
    return llama({
      ...family,
      ...{ hidden, heads, kvHeads, headSize, seq },
      layers: config.num_hidden_layers,
      inner: config.intermediate_size,
      vocab: config.vocab_size,
      isTied: config.tie_word_embeddings ?? family.isTied ?? false,
      ...(config.rope_theta && { rotaryBase: config.rope_theta }),
    });
  };
}

/** Llama with experts in place of the feed-forward layers. */
export function mixtralOf(json: unknown, options: ConfigOptions): TrainedModel {
  const { num_local_experts: experts, num_experts_per_tok: choices } = parse(expertsSchema, json, options);
  if (choices > experts)
    throw new InvalidConfig(options.where, `sends tokens to ${choices} of ${experts} experts; give at most all`);
  return llamaOf({ experts: { count: experts, choices } })(json, options);
}

const gpt2Schema = z.looseObject({
  n_embd: count,
  n_layer: count,
  n_head: count,
  n_positions: count,
  n_inner: count.nullish(),
  vocab_size: count,
});

export function gpt2Of(json: unknown, options: ConfigOptions): TrainedModel {
  const config = parse(gpt2Schema, json, options);
  const { n_embd: hidden, n_inner: inner, n_head: heads } = config;
  if (inner != null && inner !== 4 * hidden)
    refuse(options, `has feed-forward layers of ${inner}, not of 4 times n_embd, ${4 * hidden}`);
  checkHeads(hidden, heads, options);
  const seq = sequenceOf(config.n_positions, options);
  return gpt({ layers: config.n_layer, hidden, heads, seq, vocab: config.vocab_size });
}

const neoxSchema = z.looseObject({
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  vocab_size: count,
  max_position_embeddings: count,
  rotary_pct: z.number().positive().max(1).default(0.25),
  rotary_emb_base: z.number().positive().default(10_000),
  use_parallel_residual: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(false),
  attention_bias: z.boolean().default(true),
  hidden_act: z.string().default("gelu"),
});

export function neoxOf(json: unknown, options: ConfigOptions): TrainedModel {
  const config = parse(neoxSchema, json, options);
  const { hidden_size: hidden, num_attention_heads: heads } = config;
  checkHeads(hidden, heads, options);
  if (!config.attention_bias) refuse(options, "has no biases in its attention");
  if (!config.hidden_act.startsWith("gelu")) refuse(options, `has the activation ${config.hidden_act}`);
  const rotary = Math.floor((hidden / heads) * config.rotary_pct);
  if (rotary === 0 || rotary % 2 !== 0)
    throw new InvalidConfig(
      options.where,
      `turns ${rotary} elements of a head of ${hidden / heads}; rotary_pct gives an even number`,
    );
  return neox({
    ...{ hidden, heads, rotary },
    inner: config.intermediate_size,
    layers: config.num_hidden_layers,
    seq: sequenceOf(config.max_position_embeddings, options),
    vocab: config.vocab_size,
    rotaryBase: config.rotary_emb_base,
    isParallel: config.use_parallel_residual,
    isTied: config.tie_word_embeddings,
  });
}
