/**
 * @file `alpa-js/models`: models written in jax-js, and the catalogue of published sizes to plan. Needs neither Node
 * nor data, so that plans can be made in a browser.
 */
import "../frontends/jaxjs/polyfill.ts";

export { type CatalogueModel, catalogue } from "./catalogue.ts";
export { type ConvSize, conv } from "./conv.ts";
export { gpt } from "./gpt.ts";
export {
  accuracy,
  crossEntropy,
  initLinear,
  initNorm,
  type Linear,
  layerNorm,
  linear,
  maxPool,
  type Norm,
  oneHot,
} from "./layers.ts";
export { type LlamaSize, llama } from "./llama.ts";
export { type MlpSize, mlp } from "./mlp.ts";
export type { AnyModel, Model } from "./model.ts";
export { type MoeSize, moe } from "./moe.ts";
export { initTransformer, type Transformer, type TransformerSize, transformer } from "./transformer.ts";
export { type WideResnetOptions, wideResnet } from "./wide-resnet.ts";
