/** @file Trains a small convolutional net on handwritten digits. */
import { tree } from "@jax-js/jax";
import { defineExample, optim } from "alpa-js";
import * as models from "alpa-js/models";
import { digits } from "./digits.ts";

export interface ConvOptions extends Partial<models.ConvSize> {
  readonly optimizer?: optim.Optimizer;
}

export function conv({ optimizer = optim.adam(1e-3), ...size }: ConvOptions = {}) {
  const model = models.conv({ image: 28, channels: [16, 32], classes: 10, ...size });
  const { init, step } = optim.minimize(model.loss, optimizer);

  return defineExample({
    name: "conv",
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
    defaults: { batch: 64, steps: 250 },
  });
}

export default conv();
