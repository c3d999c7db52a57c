/** @file The few layers that the models share, written for jax-js (arrays are consumed; `.ref` keeps one). */
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { lax, nn, numpy as np } from "../frontends/jaxjs/jax.ts";

export interface Linear<T> {
  w: T;
  b: T;
}

/** Weights [inputs, outputs] of standard deviation `deviation`, by default 1/√inputs; biases zero. */
export const initLinear = (
  make: Initializer,
  inputs: number,
  outputs: number,
  deviation = 1 / Math.sqrt(inputs),
): Linear<Leaf> => ({ w: make.random([inputs, outputs], deviation), b: make.fill([outputs], 0) });

/** x [..., inputs] → [..., outputs]. */
export const linear = ({ w, b }: Linear<np.Array>, x: np.Array): np.Array => np.matmul(x, w).add(b);

/** A linear layer that may have no bias. */
export interface Projection<T> {
  w: T;
  b?: T;
}

export function project({ w, b }: Projection<np.Array>, x: np.Array): np.Array {
  const y = np.matmul(x, w);
  return b ? y.add(b) : y;
}

export interface Norm<T> {
  scale: T;
  bias: T;
}

export const initNorm = (make: Initializer, size: number): Norm<Leaf> => ({
  scale: make.fill([size], 1),
  bias: make.fill([size], 0),
});

/** Layer normalization over the last dim. */
export function layerNorm({ scale, bias }: Norm<np.Array>, x: np.Array): np.Array {
  const centered = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.square(centered.ref).mean(-1, { keepdims: true });
  return centered
    .div(np.sqrt(variance.add(1e-5)))
    .mul(scale)
    .add(bias);
}

/** One-hot rows [..., classes] for the classes in `labels` [...]. Has no gradient. */
export const oneHot = (labels: np.Array, classes: number): np.Array =>
  labels
    .reshape([...labels.shape, 1])
    .equal(np.arange(classes))
    .astype(np.float32);

/** Mean cross-entropy in nats of `logits` [..., classes] against `labels` [...]. */
export function crossEntropy(logits: np.Array, labels: np.Array): np.Array {
  const classes = logits.shape.at(-1) as number;
  return nn.logSoftmax(logits, -1).mul(oneHot(labels, classes)).sum(-1).mean().neg();
}

/** The share of rows of `logits` [batch, classes] whose largest entry is at the label. */
export const accuracy = (logits: np.Array, labels: np.Array): np.Array =>
  np.argmax(logits, -1).equal(labels).astype(np.float32).mean();

/** Largest of each 2 × 2 square of x [batch, channels, height, width]. */
export const maxPool = (x: np.Array): np.Array => lax.reduceWindow(x, (window) => window.max(), [2, 2], [2, 2]);
