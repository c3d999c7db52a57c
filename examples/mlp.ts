/** @file SimpleMLP: by default eight hidden layers of 2048 on handwritten digits, about 30.4M parameters. */
import { defineExample, orderedBatches, shuffledBatches } from "../src/frontends/jaxjs/example.ts";
import { nn, type numpy as np, tree, valueAndGrad } from "../src/frontends/jaxjs/jax.ts";
import { adam, applyUpdates, chain, type Optimizer, warmup } from "../src/optim/index.ts";
import { loadDigits } from "./digits.ts";
import { accuracy, crossEntropy, initLinear, type Linear, linear } from "./layers.ts";

export interface MlpOptions {
  readonly hidden?: number;
  readonly layers?: number;
  readonly optimizer?: Optimizer;
}

/** An MLP 784 → hidden × layers → 10 with relu. */
export function mlp({ hidden = 2048, layers = 8, optimizer = chain(adam(1e-4), warmup(200)) }: MlpOptions = {}) {
  const widths = [784, ...Array<number>(layers).fill(hidden), 10];

  function forward(params: Linear<np.Array>[], images: np.Array): np.Array {
    return params.reduce((x, layer, i) => (i === 0 ? linear(layer, x) : linear(layer, nn.relu(x))), images);
  }

  const loss = (params: Linear<np.Array>[], images: np.Array, labels: np.Array): np.Array =>
    crossEntropy(forward(params, images), labels);

  return defineExample({
    name: "mlp",
    description: `${layers} hidden layers of ${hidden} on handwritten digits`,
    init(make) {
      // He et al. 2015: relu halves the variance, twice the weights' makes up for it.
      const params = widths.slice(1).map((width, i) => initLinear(make, widths[i], width, Math.sqrt(2 / widths[i])));
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
      // Hidden weights by column and by row in turns; the last layer stays whole.
      ...Object.fromEntries(
        Array.from({ length: layers }, (_, i) => [`params[${i}].w`, i % 2 === 0 ? [null, "model"] : ["model", null]]),
      ),
    },
    defaults: { batch: 128, steps: 800 },
  });
}

export default mlp();
