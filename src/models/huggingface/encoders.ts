/** @file Families with an encoder: BERT and RoBERTa, T5, ViT. */
import * as z from "zod";
import { InvalidConfig } from "../../base/errors.ts";
import { bert } from "../bert.ts";
import { t5 } from "../t5.ts";
import { vit } from "../vit.ts";
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

const blockSchema = z.looseObject({
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  hidden_act: z.string().default("gelu"),
});

/** The sizes of blocks that BERT and ViT name alike. */
function blocksOf(json: unknown, options: ConfigOptions) {
  const config = parse(blockSchema, json, options);
  const { hidden_size: hidden, num_attention_heads: heads, hidden_act: activation } = config;
  checkHeads(hidden, heads, options);
  if (!activation.startsWith("gelu")) refuse(options, `has the activation ${activation}`);
  return { hidden, heads, inner: config.intermediate_size, layers: config.num_hidden_layers };
}

const bertSchema = z.looseObject({
  vocab_size: count,
  max_position_embeddings: count,
  type_vocab_size: count,
  is_decoder: z.boolean().optional(),
  position_embedding_type: z.string().default("absolute"),
  tie_word_embeddings: z.boolean().default(true),
});

/** @param reserved  rows of the table of positions that no token has */
export function bertOf(reserved: number): Reader {
  return (json, options) => {
    const config = parse(bertSchema, json, options);
    const { max_position_embeddings: positions, position_embedding_type: positionType } = config;
    if (config.is_decoder) refuse(options, "is a decoder");
    if (positionType !== "absolute") refuse(options, `has positions of the type ${positionType}`);
    if (!config.tie_word_embeddings) refuse(options, "has an output projection apart from its embedding");
    return bert({
      ...blocksOf(json, options),
      positions,
      segments: config.type_vocab_size,
      seq: sequenceOf(positions - reserved, options),
      vocab: config.vocab_size,
    });
  };
}

const t5Schema = z.looseObject({
  d_model: count,
  d_kv: count,
  d_ff: count,
  num_layers: count,
  num_decoder_layers: count.nullish(),
  num_heads: count,
  vocab_size: count,
  relative_attention_num_buckets: count.multipleOf(4).default(32),
  relative_attention_max_distance: count.default(128),
  feed_forward_proj: z.string().default("relu"),
  tie_word_embeddings: z.boolean().default(true),
});

/** Tokens of an example as T5 was trained; its table of distances has no limit. */
const t5Sequence = 512;

export function t5Of(json: unknown, options: ConfigOptions): TrainedModel {
  const config = parse(t5Schema, json, options);
  const { feed_forward_proj: projection, num_layers: layers } = config;
  if (projection !== "relu" && !/^gated-gelu/.test(projection))
    refuse(options, `has feed-forward layers of the kind ${projection}`);
  return t5({
    layers,
    hidden: config.d_model,
    inner: config.d_ff,
    heads: config.num_heads,
    headSize: config.d_kv,
    decoderLayers: config.num_decoder_layers ?? layers,
    buckets: config.relative_attention_num_buckets,
    maxDistance: config.relative_attention_max_distance,
    seq: options.sequence ?? t5Sequence,
    vocab: config.vocab_size,
    isGated: projection !== "relu",
    isTied: config.tie_word_embeddings,
  });
}

const vitSchema = z.looseObject({
  image_size: count.default(224),
  patch_size: count.default(16),
  num_channels: count.default(3),
  qkv_bias: z.boolean().default(true),
  id2label: z.record(z.string(), z.unknown()).optional(),
  num_labels: count.default(2),
});

export function vitOf(json: unknown, options: ConfigOptions): TrainedModel {
  const config = parse(vitSchema, json, options);
  const { image_size: image, patch_size: patch, id2label } = config;
  if (options.sequence !== undefined)
    throw new InvalidConfig("--sequence", `is for models of text, and ${options.where} reads images; leave it out`);
  if (image % patch !== 0)
    throw new InvalidConfig(options.where, `has images of ${image} and patches of ${patch}; patches divide images`);
  if (!config.qkv_bias) refuse(options, "has no biases in its attention");
  const classes = id2label ? Object.keys(id2label).length : config.num_labels;
  return vit({ ...blocksOf(json, options), image, patch, channels: config.num_channels, classes });
}
