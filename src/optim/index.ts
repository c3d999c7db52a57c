/** @file Optimizers for jax-js train steps: small pure functions, so that their state is split like any other value. */
import { chain, type Optimizer } from "./optimizer.ts";
import { type AdamOptions, accumulateMomentum, addDecayedWeights, scale, scaleByAdam } from "./transforms.ts";

export { type AdafactorOptions, adafactor } from "./adafactor.ts";
export { minimize, type Training, type TrainState } from "./minimize.ts";
export { applyUpdates, chain, type Optimizer } from "./optimizer.ts";
export { type AdamOptions, clipByGlobalNorm, warmup } from "./transforms.ts";

/** Stochastic gradient descent: p ← p − learningRate · g. */
export const sgd = (learningRate: number): Optimizer => scale(-learningRate);

/** Gradient descent with heavy-ball momentum: v ← decay · v + g, p ← p − learningRate · v. */
export const momentum = (learningRate: number, decay = 0.9): Optimizer =>
  chain(accumulateMomentum(decay), scale(-learningRate));

/** Adam (Kingma & Ba 2015). */
export const adam = (learningRate: number, options?: AdamOptions): Optimizer =>
  chain(scaleByAdam(options), scale(-learningRate));

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019). */
export const adamw = (
  learningRate: number,
  { weightDecay = 1e-2, ...options }: AdamOptions & { readonly weightDecay?: number } = {},
): Optimizer => chain(scaleByAdam(options), addDecayedWeights(weightDecay), scale(-learningRate));
