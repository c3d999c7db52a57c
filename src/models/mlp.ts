/** @file A multilayer perceptron: dense layers with relu between them. */
import type { Initializer } from "../frontends/jaxjs/example.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { nn, type numpy as np } from "../frontends/jaxjs/jax.ts";
import { crossEntropy, initLinear, type Linear, linear } from "./layers.ts";

export interface MlpSize {
  /** Size of an input. */
  readonly inputs: number;
  /** Width of every hidden layer. */
  readonly hidden: number;
  /** Number of hidden layers. */
  readonly layers: number;
  readonly classes: number;
}

/** An MLP inputs → hidden × layers → classes. */
export function mlp({ inputs, hidden, layers, classes }: MlpSize) {
  const widths = [inputs, ...Array<number>(layers).fill(hidden), classes];

  const logits = (params: Linear<np.Array>[], images: np.Array): np.Array =>
    params.reduce((x, layer, i) => (i === 0 ? linear(layer, x) : linear(layer, nn.relu(x))), images);

  return {
    description: `${layers} hidden layers of ${hidden}`,
    batch: { images: new TensorSpec([inputs]), labels: new TensorSpec([], "i32") },
    // He et al. 2015: relu halves the variance, which weights of twice the variance compensate.
    init: (make: Initializer) =>
      widths.slice(1).map((width, i) => initLinear(make, widths[i], width, Math.sqrt(2 / widths[i]))),
    logits,
    loss: (params: Linear<np.Array>[], images: np.Array, labels: np.Array): np.Array =>
      crossEntropy(logits(params, images), labels),
    placements: {
      images: ["data", null],
      labels: ["data"],
      // Hidden weights are split by column and by row alternately; the last layer is replicated.
      ...Object.fromEntries(
        Array.from({ length: layers }, (_, i) => [`params[${i}].w`, i % 2 === 0 ? [null, "model"] : ["model", null]]),
      ),
    },
  };
}
