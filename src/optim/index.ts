/** @file Optimizers for jax-js train steps: small pure functions, so plans can split their state like any value. */

import { chain, type Optimizer } from "./optimizer.ts";
import { checkedNumber, checkedOptions, finite, share } from "./option-checks.ts";
import { type AdamOptions, accumulateMomentum, addDecayedWeights, scale, scaleByAdam } from "./transforms.ts";

export { type AdafactorOptions, adafactor } from "./adafactor.ts";
export { minimize, type Training, type TrainState } from "./minimize.ts";
export { applyUpdates, chain, type Optimizer } from "./optimizer.ts";
export { type AdamOptions, clipByGlobalNorm, warmup } from "./transforms.ts";

const adamRules = { b1: share, b2: share, epsilon: finite } as const;

/** Stochastic gradient descent: p ← p − learningRate · g. */
export const sgd = (learningRate: number): Optimizer => descend("sgd", learningRate);

/** Gradient descent with heavy-ball momentum: v ← decay · v + g, p ← p − learningRate · v. */
export const momentum = (learningRate: number, decay = 0.9): Optimizer =>
  chain(accumulateMomentum(checkedNumber("momentum: decay", decay, share)), descend("momentum", learningRate));

/** Adam (Kingma & Ba 2015). */
export const adam = (learningRate: number, options: AdamOptions = {}): Optimizer =>
  chain(scaleByAdam(checkedOptions("adam", options, adamRules)), descend("adam", learningRate));

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019). */
export function adamw(learningRate: number, options: AdamOptions & { readonly weightDecay?: number } = {}): Optimizer {
  const { weightDecay = 1e-2, ...others } = checkedOptions("adamw", options, { ...adamRules, weightDecay: finite });
  return chain(scaleByAdam(others), addDecayedWeights(weightDecay), descend("adamw", learningRate));
}

/** Multiplies updates by −learningRate. */
const descend = (optimizer: string, learningRate: number): Optimizer =>
  scale(-checkedNumber(`${optimizer}: learningRate`, learningRate, finite));
