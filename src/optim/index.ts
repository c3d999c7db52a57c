/** @file Optimizers for jax-js train steps: small pure functions, so plans can split their state like any value. */

import { chain, type Optimizer } from "./optimizer.ts";
import { checkedNumber, checkedOptions, finite, share } from "./option-checks.ts";
import { type Schedule, scaleBySchedule } from "./schedules.ts";
import { type AdamOptions, accumulateMomentum, addDecayedWeights, scale, scaleByAdam } from "./transforms.ts";

export { type AdafactorOptions, adafactor } from "./adafactor.ts";
export { applyIfFinite } from "./apply-if-finite.ts";
export { type EmaOptions, ema, incrementalUpdate, withParamsEma } from "./ema.ts";
export { type Labels, type LabelsOf, masked, multiTransform, setToZero } from "./masked.ts";
export { minimize, type Training, type TrainState } from "./minimize.ts";
export { applyUpdates, chain, type Optimizer } from "./optimizer.ts";
export {
  type CosineDecayOptions,
  constantSchedule,
  cosineDecaySchedule,
  type ExponentialDecayOptions,
  exponentialDecay,
  joinSchedules,
  type LinearScheduleOptions,
  linearSchedule,
  piecewiseConstantSchedule,
  type Schedule,
  scaleBySchedule,
  type WarmupCosineDecayOptions,
  warmupCosineDecaySchedule,
} from "./schedules.ts";
export { skipNotFinite } from "./skip-not-finite.ts";
export { type AdamOptions, addDecayedWeights, clipByGlobalNorm, warmup } from "./transforms.ts";

const adamRules = { b1: share, b2: share, epsilon: finite } as const;

/** Stochastic gradient descent: p ← p − learningRate · g. */
export const sgd = (learningRate: number | Schedule): Optimizer => descend("sgd", learningRate);

/** Gradient descent with heavy-ball momentum: v ← decay · v + g, p ← p − learningRate · v. */
export const momentum = (learningRate: number | Schedule, decay = 0.9): Optimizer =>
  chain(accumulateMomentum(checkedNumber("momentum: decay", decay, share)), descend("momentum", learningRate));

/** Adam (Kingma & Ba 2015). */
export const adam = (learningRate: number | Schedule, options: AdamOptions = {}): Optimizer =>
  chain(scaleByAdam(checkedOptions("adam", options, adamRules)), descend("adam", learningRate));

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019). */
export function adamw(
  learningRate: number | Schedule,
  options: AdamOptions & { readonly weightDecay?: number } = {},
): Optimizer {
  const { weightDecay = 1e-2, ...others } = checkedOptions("adamw", options, { ...adamRules, weightDecay: finite });
  return chain(scaleByAdam(others), addDecayedWeights(weightDecay), descend("adamw", learningRate));
}

/** Multiplies updates by −learningRate. */
function descend(optimizer: string, learningRate: number | Schedule): Optimizer {
  if (typeof learningRate === "function") return scaleBySchedule(learningRate, -1);
  return scale(-checkedNumber(`${optimizer}: learningRate`, learningRate, finite));
}
