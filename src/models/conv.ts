/** @file A small convolutional network for square images with one channel. */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { lax, nn, type numpy as np } from "../frontends/jaxjs/jax.ts";
import { crossEntropy, initLinear, type Linear, linear, maxPool } from "./layers.ts";

export interface ConvSize {
  /** Height and width of an image, a multiple of 4. */
  readonly image: number;
  /** Channels of the two convolutions. */
  readonly channels: readonly [number, number];
  readonly classes: number;
}

interface Params<T> {
  /** [channels out, channels in, 5, 5] each. */
  filters: T[];
  output: Linear<T>;
}

/** Two 5 × 5 convolutions, each followed by relu and 2 × 2 max pooling, and one dense layer. */
export function conv({ image, channels, classes }: ConvSize) {
  function logits({ filters, output }: Params<np.Array>, images: np.Array): np.Array {
    const [batch] = images.shape;
    let x = images.reshape([batch, 1, image, image]);
    for (const filter of filters) x = maxPool(nn.relu(lax.convGeneralDilated(x, filter, [1, 1], "SAME")));
    return linear(output, x.reshape([batch, -1]));
  }

  return {
    description: `convolutions of ${channels[0]} and ${channels[1]} channels`,
    batch: { images: new TensorSpec([image * image]), labels: new TensorSpec([], "i32") },
    init(make: Initializer): Params<Leaf> {
      const filter = (inputs: number, outputs: number): Leaf =>
        make.random([outputs, inputs, 5, 5], Math.sqrt(2 / (25 * inputs)));
      return {
        filters: [filter(1, channels[0]), filter(channels[0], channels[1])],
        output: initLinear(make, (image / 4) ** 2 * channels[1], classes),
      };
    },
    logits,
    loss: (params: Params<np.Array>, images: np.Array, labels: np.Array): np.Array =>
      crossEntropy(logits(params, images), labels),
    placements: {
      images: ["data", null],
      labels: ["data"],
      // The first convolution by output channel, the second by input channel.
      "params.filters[0]": ["model", null, null, null],
      "params.filters[1]": [null, "model", null, null],
    },
  };
}
