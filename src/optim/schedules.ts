/**
 * @file Learning-rate schedules with optax's names and meaning: functions of the number of updates made before, which
 * is 0 at the first. Optimizers take one in place of a number and count the updates in their state.
 */
import { InvalidConfig } from "../base/errors.ts";
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { type Arrays, mapArrays, type Optimizer, zeroLike } from "./optimizer.ts";
import { checkedNumber, checkedOptions, count, finite, finiteNumber, positive } from "./option-checks.ts";

/** The value at a step, from the number of updates before it (a scalar). Consumes its argument. */
export type Schedule = (step: np.Array) => np.Array;

/** The same value at every step. */
export function constantSchedule(value: number): Schedule {
  checkedNumber("constantSchedule: value", value, finiteNumber);
  return (step) => step.mul(0).add(value);
}

export interface LinearScheduleOptions {
  readonly initValue: number;
  readonly endValue: number;
  /** Steps from one value to the other. */
  readonly transitionSteps: number;
  /** Steps at `initValue` before. Default: 0. */
  readonly transitionBegin?: number;
}

/** From `initValue` to `endValue` in equal steps. */
export function linearSchedule(options: LinearScheduleOptions): Schedule {
  const {
    initValue,
    endValue,
    transitionSteps,
    transitionBegin = 0,
  } = checkedOptions(
    "linearSchedule",
    options,
    {
      ...{ initValue: finiteNumber, endValue: finiteNumber, transitionSteps: count, transitionBegin: count },
    },
    ["initValue", "endValue", "transitionSteps"],
  );
  if (transitionSteps === 0) return constantSchedule(initValue);
  return (step) => {
    const passed = np.minimum(np.maximum(step.sub(transitionBegin), 0), transitionSteps);
    return passed
      .mul(-1 / transitionSteps)
      .add(1)
      .mul(initValue - endValue)
      .add(endValue);
  };
}

export interface ExponentialDecayOptions {
  readonly initValue: number;
  /** Steps in which the value is multiplied by `decayRate`. */
  readonly transitionSteps: number;
  readonly decayRate: number;
  /** Steps at `initValue` before. Default: 0. */
  readonly transitionBegin?: number;
  /** Bound of the value: the lower one if it decays, the upper one if it grows. Default: none. */
  readonly endValue?: number;
}

/** `initValue` · `decayRate` ^ (step / `transitionSteps`). */
export function exponentialDecay(options: ExponentialDecayOptions): Schedule {
  const {
    initValue,
    transitionSteps,
    decayRate,
    transitionBegin = 0,
    endValue,
  } = checkedOptions("exponentialDecay", options, {
    ...{ initValue: finiteNumber, transitionSteps: positive, decayRate: positive },
    ...{ transitionBegin: count, endValue: finiteNumber },
  });
  const bounded = (value: np.Array): np.Array => {
    if (endValue === undefined) return value;
    return decayRate < 1 ? np.maximum(value, endValue) : np.minimum(value, endValue);
  };
  return (step) => {
    const passed = np.maximum(step.sub(transitionBegin), 0);
    return bounded(np.exp(passed.mul(Math.log(decayRate) / transitionSteps)).mul(initValue));
  };
}

export interface CosineDecayOptions {
  readonly initValue: number;
  readonly decaySteps: number;
  /** The last value as a share of `initValue`. Default: 0. */
  readonly alpha?: number;
}

/** Half a cosine from `initValue` to `alpha` · `initValue` in `decaySteps` steps (Loshchilov & Hutter 2017). */
export function cosineDecaySchedule(options: CosineDecayOptions): Schedule {
  const {
    initValue,
    decaySteps,
    alpha = 0,
  } = checkedOptions(
    "cosineDecaySchedule",
    options,
    {
      ...{ initValue: finiteNumber, decaySteps: positive, alpha: finiteNumber },
    },
    ["initValue", "decaySteps"],
  );
  return (step) => {
    const cosine = np.cos(np.minimum(step, decaySteps).mul(Math.PI / decaySteps));
    return cosine
      .mul(0.5)
      .add(0.5)
      .mul((1 - alpha) * initValue)
      .add(alpha * initValue);
  };
}

/**
 * A product of scales: the value is multiplied by `boundariesAndScales[n]` from step n on, for example
 * `piecewiseConstantSchedule(0.1, { 1000: 0.1, 2000: 0.1 })`.
 */
export function piecewiseConstantSchedule(
  initValue: number,
  boundariesAndScales: Readonly<Record<number, number>> = {},
): Schedule {
  checkedNumber("piecewiseConstantSchedule: initValue", initValue, finiteNumber);
  const scales = Object.entries(boundariesAndScales).map(([boundary, factor]) => [
    checkedNumber("piecewiseConstantSchedule: boundary", Number(boundary), count),
    checkedNumber(`piecewiseConstantSchedule: scale at ${boundary}`, factor, finite),
  ]);
  return (step) => {
    const factors = scales.map(([boundary, factor]) => np.where(step.ref.less(boundary), 1, factor));
    return factors.reduce((value, factor) => value.mul(factor), constantSchedule(initValue)(step));
  };
}

/** Each schedule from its boundary on, where it begins with step 0. There is one boundary less than schedules. */
export function joinSchedules(schedules: readonly Schedule[], boundaries: readonly number[]): Schedule {
  if (schedules.length !== boundaries.length + 1)
    throw new InvalidConfig(
      "joinSchedules",
      `got ${schedules.length} schedules and ${boundaries.length} boundaries; give one boundary less than schedules`,
    );
  for (const boundary of boundaries) checkedNumber("joinSchedules: boundary", boundary, count);
  const [first, ...others] = schedules;
  return (step) => {
    const joined = others.reduce(
      (value, schedule, i) => np.where(step.ref.less(boundaries[i]), value, schedule(step.ref.sub(boundaries[i]))),
      first(step.ref),
    );
    step.dispose();
    return joined;
  };
}

export interface WarmupCosineDecayOptions {
  readonly initValue: number;
  readonly peakValue: number;
  /** Steps from `initValue` to `peakValue`. */
  readonly warmupSteps: number;
  /** All steps, those of the warm-up included. */
  readonly decaySteps: number;
  /** Default: 0. */
  readonly endValue?: number;
}

/** A linear warm-up, then half a cosine down to `endValue`. */
export function warmupCosineDecaySchedule(options: WarmupCosineDecayOptions): Schedule {
  const where = "warmupCosineDecaySchedule";
  const {
    initValue,
    peakValue,
    warmupSteps,
    decaySteps,
    endValue = 0,
  } = checkedOptions(
    where,
    options,
    {
      ...{
        initValue: finiteNumber,
        peakValue: finiteNumber,
        warmupSteps: count,
        decaySteps: count,
        endValue: finiteNumber,
      },
    },
    ["initValue", "peakValue", "warmupSteps", "decaySteps"],
  );
  if (decaySteps <= warmupSteps)
    throw new InvalidConfig(
      `${where}: decaySteps`,
      `got ${decaySteps}, and warmupSteps, which it includes, is ${warmupSteps}; give more`,
    );
  const alpha = peakValue === 0 ? 0 : endValue / peakValue;
  return joinSchedules(
    [
      linearSchedule({ initValue, endValue: peakValue, transitionSteps: warmupSteps }),
      cosineDecaySchedule({ initValue: peakValue, decaySteps: decaySteps - warmupSteps, alpha }),
    ],
    [warmupSteps],
  );
}

/** Multiplies updates by `factor` times the schedule's value; its state counts the updates. */
export const scaleBySchedule = (schedule: Schedule, factor = 1): Optimizer => ({
  init: (params) => ({ count: zeroLike(params) }),
  update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
    tree.dispose(params as never);
    const { count: step } = state as { count: np.Array };
    const value = schedule(step.ref).mul(factor);
    const scaled = mapArrays((gradient) => gradient.mul(value.ref), gradients);
    value.dispose();
    return [scaled, { count: step.add(1) }];
  },
});
