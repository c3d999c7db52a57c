/** @file A small convolutional net on handwritten digits. */
import { defineExample, orderedBatches, shuffledBatches } from "../src/frontends/jaxjs/example.ts";
import { lax, nn, type numpy as np, tree, valueAndGrad } from "../src/frontends/jaxjs/jax.ts";
import { adam, applyUpdates, type Optimizer } from "../src/optim/index.ts";
import { loadDigits } from "./digits.ts";
import { accuracy, crossEntropy, initLinear, type Linear, linear, maxPool } from "./layers.ts";

export interface ConvOptions {
  /** Channels of the two convolutions. */
  readonly channels?: readonly [number, number];
  readonly optimizer?: Optimizer;
}

interface Params<T> {
  /** [channels out, channels in, 5, 5] each. */
  filters: T[];
  output: Linear<T>;
}

/** Two 5 × 5 convolutions, each followed by relu and 2 × 2 max pooling, and one dense layer. */
export function conv({ channels = [16, 32], optimizer = adam(1e-3) }: ConvOptions = {}) {
  function forward({ filters, output }: Params<np.Array>, images: np.Array): np.Array {
    const [batch] = images.shape;
    let x = images.reshape([batch, 1, 28, 28]);
    for (const filter of filters) x = maxPool(nn.relu(lax.convGeneralDilated(x, filter, [1, 1], "SAME")));
    return linear(output, x.reshape([batch, -1]));
  }

  const loss = (params: Params<np.Array>, images: np.Array, labels: np.Array): np.Array =>
    crossEntropy(forward(params, images), labels);

  return defineExample({
    name: "conv",
    description: `convolutions of ${channels[0]} and ${channels[1]} channels on handwritten digits`,
    init(make) {
      const filter = (inputs: number, outputs: number) =>
        make.random([outputs, inputs, 5, 5], Math.sqrt(2 / (25 * inputs)));
      const params = {
        filters: [filter(1, channels[0]), filter(channels[0], channels[1])],
        output: initLinear(make, 7 * 7 * channels[1], 10),
      };
      return { params, optimizer: optimizer.init(params) };
    },
    trainStep(state, images, labels) {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(state.params), images, labels);
      const [updates, next] = optimizer.update(gradients, state.optimizer, tree.ref(state.params));
      return { state: { params: applyUpdates(state.params, updates), optimizer: next }, loss: value };
    },
    batchArgs: [1, 2],
    batches(seed, batchSize) {
      const { images, labels } = loadDigits().train;
      return shuffledBatches([images, labels], seed, batchSize);
    },
    evaluation: {
      metric: "test accuracy",
      step(state, images, labels) {
        tree.dispose(state.optimizer);
        return accuracy(forward(state.params, images), labels);
      },
      batches(batchSize) {
        const { images, labels } = loadDigits().test;
        return orderedBatches([images, labels], batchSize);
      },
    },
    placements: {
      images: ["data", null],
      labels: ["data"],
      // The first convolution by output channel, the second by input channel.
      "params.filters[0]": ["model", null, null, null],
      "params.filters[1]": [null, "model", null, null],
    },
    defaults: { batch: 64, steps: 250 },
  });
}

export default conv();
