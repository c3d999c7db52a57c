/** @file Trains SimpleMLP on handwritten digits: by default eight hidden layers of 2048, 31.0M parameters. */
import { tree } from "@jax-js/jax";
import { defineExample, optim } from "alpa-js";
import * as models from "alpa-js/models";
import { digits } from "./digits.ts";

export interface MlpOptions extends Partial<models.MlpSize> {
  readonly optimizer?: optim.Optimizer;
}

export function mlp({ optimizer = optim.chain(optim.adam(1e-4), optim.warmup(200)), ...size }: MlpOptions = {}) {
  const model = models.mlp({ inputs: 784, hidden: 2048, layers: 8, classes: 10, ...size });
  const { init, step } = optim.minimize(model.loss, optimizer);

  return defineExample({
    name: "mlp",
    description: `${model.description} on handwritten digits`,
    batch: model.batch,
    init: (make) => init(model.init(make)),
    trainStep: (state, images, labels) => step(state, images, labels),
    batches: digits.training,
    evaluation: {
      metric: "test accuracy",
      step(state, images, labels) {
        tree.dispose(state.optimizer);
        return models.accuracy(model.logits(state.params, images), labels);
      },
      batches: digits.heldOut,
    },
    placements: model.placements,
    defaults: { batch: 128, steps: 800 },
  });
}

export default mlp();
