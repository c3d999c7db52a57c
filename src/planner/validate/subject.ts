/** @file The model of a published run, built from its sizes: a GPT, a Llama, or a GPT with experts as in Alpa. */
import { Unsupported } from "../../base/errors.ts";
import { nn } from "../../frontends/jaxjs/jax.ts";
import { gpt } from "../../models/gpt.ts";
import { llama } from "../../models/llama.ts";
import { moe } from "../../models/moe.ts";
import { train } from "../../models/train.ts";
import { wideResnet } from "../../models/wide-resnet.ts";
import { adafactor, adamw, momentum } from "../../optim/index.ts";
import type { Subject } from "../predict/traces.ts";
import type { WholeModel } from "../predict/whole.ts";
import type { Point } from "./point.ts";

/** A model with the number of blocks of a run. */
export interface PublishedModel extends Subject {
  readonly blocks: number;
  /** Makes the model, if its blocks differ and it is planned as a whole. */
  readonly whole?: WholeModel;
}

/** Vocabulary and sequence length of GPT-2 (Radford et al. 2019), used as defaults. */
const gpt2 = { vocab: 50257, seq: 1024 };

/** Megatron-LM rounds the vocabulary up to a multiple of 128 for each device that shares the embedding. */
const paddedVocab = (vocab: number, tensor: number): number => Math.ceil(vocab / (128 * tensor)) * 128 * tensor;

/**
 * The model of a point. Embedding and head are separate weights, because Megatron-LM's pipelines hold both. DeepSpeed
 * routes all tokens of a replica's microbatch as one group (`MOELayer` of deepspeed/moe/sharded_moe.py).
 * @param microbatch  examples of one microbatch of one replica
 * @throws Unsupported naming the missing field, or the architecture that the catalogue lacks
 */
export function subjectOf(point: Point, tensor: number, microbatch?: number): PublishedModel {
  const { model, system = "" } = point;
  if (!model) throw new Unsupported("model", "is not in the point");
  const { arch = "", layers, hidden, heads } = model;
  if (/resnet/i.test(arch)) return residualNetwork(model, arch);
  if (!/^(gpt|gpt2|gpt-layer|llama\d*|moe-gshard|mistral|qwen\d*)$/i.test(arch))
    throw new Unsupported("model.arch", `the catalogue has no "${arch}"`);
  const isLayer = arch === "gpt-layer";
  const numLayers = isLayer ? 1 : need(layers, "layers");
  const size = { hidden: need(hidden, "hidden"), heads: need(heads, "heads"), isMarked: true };
  const { seq = arch === "gpt2" ? gpt2.seq : undefined, vocab = gpt2.vocab, experts } = model;
  const sizes = { ...size, seq: need(seq, "seq"), vocab: paddedVocab(vocab, tensor) };
  const isOneGroup = experts !== undefined && microbatch !== undefined && /^deepspeed/i.test(system);
  const group = isOneGroup ? microbatch * sizes.seq : (model.expert_group_size ?? 2048);
  const key = JSON.stringify([arch, sizes, model.ffn, model.kv_heads, experts, group]);
  const common = { key };
  if (experts !== undefined) {
    const routing = {
      experts,
      every: 2,
      group,
      capacityFactor: 1,
      activation: nn.relu,
    };
    const inner = model.ffn ?? 8 * sizes.hidden;
    return {
      ...common,
      blocks: numLayers / 2,
      layersPerBlock: 2,
      make: (blocks) =>
        train("moe", moe({ ...sizes, ...routing, inner, layers: 2 * blocks, isTied: false }), adafactor(1e-2)),
    };
  }
  if (/^(llama|mistral|qwen)/i.test(arch)) {
    const inner = need(model.ffn, "ffn");
    const kvHeads = model.kv_heads ?? sizes.heads;
    return {
      ...common,
      blocks: numLayers,
      layersPerBlock: 1,
      make: (blocks) => train("llama", llama({ ...sizes, inner, kvHeads, layers: blocks }), adamw(1e-4)),
    };
  }
  if (model.ffn !== undefined && model.ffn !== 4 * sizes.hidden)
    throw new Unsupported("model.ffn", `a GPT's is 4 times hidden, got ${model.ffn} for ${sizes.hidden}`);
  return {
    ...common,
    blocks: numLayers,
    layersPerBlock: 1,
    make: (blocks) => train("gpt", gpt({ ...sizes, layers: blocks, isTied: false }), adamw(1e-4)),
  };
}

/** A residual network for images: ResNet-50 or ResNet-101 by its number of layers, possibly wide. */
function residualNetwork(model: NonNullable<Point["model"]>, arch: string): PublishedModel {
  const { layers = Number(/\d+$/.exec(arch)?.[0]), base_channels: channels = 64, width_factor: width = 1 } = model;
  const blocks = resnetBlocks(layers);
  if (!blocks) throw new Unsupported("model.layers", `the catalogue has no ${arch} of ${layers} layers`);
  const sizes = {
    blocks,
    channels,
    width,
    image: model.image ?? 224,
    classes: resnetClasses,
    optimizer: momentum(0.1),
  };
  const whole: WholeModel = (examples) => wideResnet({ ...sizes, ghostBatch: examples });
  return {
    key: JSON.stringify([arch, sizes]),
    blocks: blocks.reduce((sum, count) => sum + count, 0),
    layersPerBlock: 1,
    make: () => whole(1),
    whole,
  };
}

/** Classes of Alpa's Wide-ResNets. */
export const resnetClasses = 1024;

/** Blocks of the groups of a residual network of some number of layers (He et al. 2016, table 1). */
export const resnetBlocks = (layers: number | undefined): readonly number[] | undefined =>
  layers === 50 ? [3, 4, 6, 3] : layers === 101 ? [3, 4, 23, 3] : undefined;

function need<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Unsupported(`model.${field}`, "is not in the point");
  return value;
}
