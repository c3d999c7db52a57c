/** @file Trains a character-level GPT with mixtures of experts on Genesis and Psalms. */
import { tree } from "@jax-js/jax";
import { defineExample, optim } from "alpa-js";
import * as models from "alpa-js/models";
import { text, unigramEntropy, vocabulary } from "./text.ts";

export interface MoeOptions extends Partial<models.MoeSize> {
  readonly optimizer?: optim.Optimizer;
}

/** A GPT with experts of the given sizes. Text is cut into windows of `seq` characters. */
export function moe({
  seq = 64,
  optimizer = optim.chain(optim.clipByGlobalNorm(1), optim.adamw(2e-3), optim.warmup(100)),
  ...size
}: MoeOptions = {}) {
  const model = models.moe({ layers: 2, hidden: 64, heads: 4, vocab: vocabulary, experts: 8, ...size, seq });
  const { init, step } = optim.minimize(model.loss, optimizer);
  const windows = text(seq);

  return defineExample({
    name: "moe",
    description: `${model.description}: characters of Genesis and Psalms`,
    batch: model.batch,
    init: (make) => init(model.init(make)),
    trainStep: (state, tokens, targets) => step(state, tokens, targets),
    batches: windows.training,
    evaluation: {
      metric: "test loss (nats per character)",
      step(state, tokens, targets) {
        tree.dispose(state.optimizer);
        return models.crossEntropy(model.logits(state.params, tokens), targets);
      },
      batches: windows.heldOut,
      reference: { name: "unigram entropy", value: unigramEntropy },
    },
    placements: model.placements,
    defaults: { batch: 16, steps: 300 },
  });
}

export default moe();
