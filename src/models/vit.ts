/**
 * @file The Vision Transformer (Dosovitskiy et al. 2021): patches of an image and a class token are the sequence; the
 * class token's last value gives the classes.
 */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";
import { type Block, type BlockSize, blockPlacements, initBlock, runBlock } from "./block.ts";
import { crossEntropy, initLinear, initNorm, type Linear, layerNorm, linear, type Norm } from "./layers.ts";

export interface VitSize extends BlockSize {
  readonly layers: number;
  /** Height and width of an image, a multiple of the patch's. */
  readonly image: number;
  readonly patch: number;
  readonly channels: number;
  readonly classes: number;
}

interface Params<T> {
  /** [channels · patch · patch, hidden] */
  patches: Linear<T>;
  /** [hidden] */
  classToken: T;
  /** [patches + 1, hidden] */
  position: T;
  blocks: Block<T>[];
  norm: Norm<T>;
  output: Linear<T>;
}

export function vit({ layers, image, patch, channels, classes, ...size }: VitSize) {
  const { hidden, heads } = size;
  const side = image / patch;

  /** images [batch, channels, height, width] → [batch, patches, channels · patch · patch] */
  function cut(images: np.Array): np.Array {
    const apart = images.reshape([-1, channels, side, patch, side, patch]).transpose([0, 2, 4, 1, 3, 5]);
    return apart.reshape([images.shape[0], side * side, channels * patch * patch]);
  }

  function logits(params: Params<np.Array>, images: np.Array): np.Array {
    const { patches, classToken, position, blocks, norm, output } = params;
    const [batch] = images.shape;
    const first = np.zeros([batch, 1, hidden]).add(classToken);
    const embedded = np.concatenate([first, linear(patches, cut(images))], 1).add(position);
    const x = blocks.reduce((y, block) => runBlock(block, y, "before", { heads }), embedded);
    return linear(output, layerNorm(norm, x.slice([], 0)));
  }

  return {
    description: `ViT of ${layers} layers of ${hidden}, ${side * side} patches`,
    batch: { images: new TensorSpec([channels, image, image]), labels: new TensorSpec([], "i32") },
    init: (make: Initializer): Params<Leaf> => ({
      patches: initLinear(make, channels * patch * patch, hidden, 0.02),
      classToken: make.random([hidden], 0.02),
      position: make.random([side * side + 1, hidden], 0.02),
      blocks: Array.from({ length: layers }, () => initBlock(make, size)),
      norm: initNorm(make, hidden),
      output: initLinear(make, hidden, classes, 0.02),
    }),
    logits,
    loss: (params: Params<np.Array>, images: np.Array, labels: np.Array): np.Array =>
      crossEntropy(logits(params, images), labels),
    placements: blockPlacements,
  };
}
