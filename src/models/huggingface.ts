/**
 * @file Models from the `config.json` that Hugging Face publishes with their weights: Llama and its relatives, and
 * GPT-2.
 */
import { z } from "zod";
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import { jsonMistake } from "../base/json-mistake.ts";
import type { AnyTrainable } from "../frontends/jaxjs/example.ts";
import { nn } from "../frontends/jaxjs/jax.ts";
import { gpt } from "./gpt.ts";
import { type LlamaSize, llama } from "./llama.ts";
import type { AnyModel } from "./model.ts";
import { train } from "./train.ts";

const count = z.int().positive();

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

const gpt2Schema = z.looseObject({
  n_embd: count,
  n_layer: count,
  n_head: count,
  n_positions: count,
  n_inner: count.nullish(),
  vocab_size: count,
});

/** The default number of tokens of an example is the model's longest context, but at most this. */
const usualSequence = 4096;

export interface ConfigOptions {
  /** The file's name, for errors. */
  readonly where: string;
  /** Tokens of an example. Default: the model's longest context, but at most 4096. */
  readonly sequence?: number;
}

type Reader = (config: unknown, options: ConfigOptions) => AnyModel;

/** Readers by `model_type`. */
const readers: Readonly<Record<string, Reader>> = {
  llama: llamaOf({}),
  mistral: llamaOf({}),
  qwen2: llamaOf({ hasBias: true, isTied: false }),
  qwen3: llamaOf({ hasHeadNorm: true, isTied: false }),
  gemma: llamaOf({ isTied: true, isScaled: true, activation: nn.gelu }),
  gpt2: gpt2Of,
};

/** The model of a `config.json`. @throws Unsupported for other families, by name */
export function modelOfConfig(config: unknown, options: ConfigOptions): AnyTrainable {
  const family = (config as { model_type?: unknown } | null)?.model_type;
  if (typeof family !== "string")
    throw new InvalidConfig(options.where, "has no model_type; give the config.json of a Hugging Face model");
  const read = Object.hasOwn(readers, family) ? readers[family] : undefined;
  if (!read)
    throw new Unsupported(
      options.where,
      `is of the family ${family}, and ${Object.keys(readers).join(", ")} are known; lower its train step to StableHLO and plan that`,
      { family },
    );
  return train(family, read(config, options));
}

function parse<T>(schema: z.ZodType<T>, config: unknown, { where }: ConfigOptions): T {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new InvalidConfig(where, `${jsonMistake(config, parsed.error, "the config")}; correct the file`);
}

function sequenceOf(longest: number, { where, sequence = Math.min(longest, usualSequence) }: ConfigOptions): number {
  if (sequence <= longest) return sequence;
  throw new InvalidConfig(
    "--sequence",
    `got ${sequence}, and ${where} has positions for ${longest}; give at most that`,
  );
}

/** Makes a reader of Llama's fields. @param family  the options of all models of the family, and the default of ties */
function llamaOf(family: Partial<LlamaSize>): Reader {
  return (json, options) => {
    const config = parse(llamaSchema, json, options);
    const refuse = (what: string): never => {
      throw new Unsupported(options.where, `${what}; lower its train step to StableHLO and plan that`);
    };
    const activation = config.hidden_activation ?? config.hidden_act ?? "silu";
    const known = family.activation ? /^gelu/ : /^silu$/;
    if (!known.test(activation)) refuse(`has the activation ${activation}, which its family does not have here`);
    if (config.mlp_bias) refuse("has biases in its feed-forward layers");
    if (config.attention_bias && !family.hasBias) refuse("has biases in its attention");
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
      refuse(`attends to ${config.sliding_window} tokens back, fewer than the ${seq} of an example (--sequence)`);
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

function gpt2Of(json: unknown, options: ConfigOptions): AnyModel {
  const config = parse(gpt2Schema, json, options);
  const { n_embd: hidden, n_inner: inner, n_head: heads } = config;
  if (inner != null && inner !== 4 * hidden)
    throw new Unsupported(
      options.where,
      `has feed-forward layers of ${inner}; 4 times n_embd, ${4 * hidden}, is known`,
    );
  if (hidden % heads !== 0)
    throw new InvalidConfig(options.where, `has ${heads} heads in a width of ${hidden}; they divide it`);
  const seq = sequenceOf(config.n_positions, options);
  return gpt({ layers: config.n_layer, hidden, heads, seq, vocab: config.vocab_size });
}
