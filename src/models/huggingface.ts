/** @file Models from the `config.json` that Hugging Face publishes with their weights, by family. */
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import type { AnyTrainable } from "../frontends/jaxjs/example.ts";
import { nn } from "../frontends/jaxjs/jax.ts";
import { gpt2Of, llamaOf, mixtralOf, neoxOf } from "./huggingface/decoders.ts";
import { bertOf, t5Of, vitOf } from "./huggingface/encoders.ts";
import type { ConfigOptions, Reader } from "./huggingface/reader.ts";
import { train } from "./train.ts";

/** Readers by `model_type`. */
const readers: Readonly<Record<string, Reader>> = {
  llama: llamaOf({}),
  mistral: llamaOf({}),
  mixtral: mixtralOf,
  qwen2: llamaOf({ hasBias: true, isTied: false }),
  qwen3: llamaOf({ hasHeadNorm: true, isTied: false }),
  gemma: llamaOf({ isTied: true, isScaled: true, activation: nn.gelu }),
  gpt2: gpt2Of,
  gpt_neox: neoxOf,
  bert: bertOf(0),
  // The two first positions are those of padding.
  roberta: bertOf(2),
  t5: t5Of,
  vit: vitOf,
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
