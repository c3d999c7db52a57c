/** @file Schedules compared with the values of optax 0.2.8 in Python, eager, under jit, and in a run on two devices. */
import { expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { trainExample } from "../../test/support/train-example.ts";
import { InvalidConfig } from "../base/errors.ts";
import { jit, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { pipeshard } from "../methods/pipeshard.ts";
import { zero } from "../methods/zero.ts";
import {
  adafactor,
  adam,
  applyUpdates,
  constantSchedule,
  cosineDecaySchedule,
  exponentialDecay,
  joinSchedules,
  linearSchedule,
  type Optimizer,
  piecewiseConstantSchedule,
  type Schedule,
  sgd,
  warmupCosineDecaySchedule,
} from "./index.ts";
import type { Arrays } from "./optimizer.ts";

const steps = [0, 1, 3, 9, 10, 11, 25, 60, 99, 100, 150];

/** The schedules and optax's values at `steps`, with the arguments of the same names. */
const cases: Record<string, readonly [Schedule, readonly number[]]> = {
  constant: [constantSchedule(0.3), steps.map(() => 0.3)],
  linear: [
    linearSchedule({ initValue: 1, endValue: 0.1, transitionSteps: 50, transitionBegin: 10 }),
    [1, 1, 1, 1, 1, 0.982, 0.73, 0.1, 0.1, 0.1, 0.1],
  ],
  exponential: [
    exponentialDecay({ initValue: 0.5, transitionSteps: 20, decayRate: 0.7, transitionBegin: 10, endValue: 0.1 }),
    [0.5, 0.5, 0.5, 0.5, 0.5, 0.4911622, 0.3826428, 0.2049817, 0.1022483, 0.100441, 0.1],
  ],
  growing: [
    exponentialDecay({ initValue: 0.5, transitionSteps: 20, decayRate: 1.5, endValue: 2 }),
    [0.5, 0.5102401, 0.5313537, 0.6000826, 0.6123725, 0.6249139, 0.8300114, 1.6875, 2, 2, 2],
  ],
  cosine: [
    cosineDecaySchedule({ initValue: 0.8, decaySteps: 100, alpha: 0.05 }),
    [0.8, 0.7998125, 0.7983136, 0.7849116, 0.7814015, 0.7775347, 0.6887006, 0.3025735, 0.04018752, 0.04, 0.04],
  ],
  piecewise: [piecewiseConstantSchedule(2, { 10: 0.5, 60: 0.1 }), [2, 2, 2, 2, 1, 1, 1, 0.1, 0.1, 0.1, 0.1]],
  joined: [
    joinSchedules(
      [
        linearSchedule({ initValue: 0, endValue: 1, transitionSteps: 10 }),
        constantSchedule(1),
        exponentialDecay({ initValue: 1, transitionSteps: 10, decayRate: 0.5 }),
      ],
      [10, 60],
    ),
    [0, 0.1, 0.3, 0.9, 1, 1, 1, 1, 0.06698584, 0.0625, 0.001953125],
  ],
  "warm-up cosine": [
    warmupCosineDecaySchedule({ initValue: 0.01, peakValue: 1, warmupSteps: 10, decaySteps: 100, endValue: 0.1 }),
    [0.00999999, 0.109, 0.307, 0.901, 1, 0.9997259, 0.9397115, 0.4718583, 0.1002741, 0.1, 0.1],
  ],
};

test.each(Object.entries(cases))("%s has optax's values", (_, [schedule, expected]) => {
  for (const fn of [schedule, jit(schedule as never) as unknown as Schedule])
    steps.forEach((step, i) => {
      const count = np.array(step);
      const value = fn(count.ref);
      expect(value.js(), `step ${step}`).toBeCloseTo(expected[i], 6);
      expect(count.refCount).toBe(1);
    });
});

/** Eight steps from [1, −2, 3] with gradients p·t, p·t and p². */
function run(optimizer: Optimizer): number[] {
  let params: { p: np.Array; q: np.Array } = { p: np.array([1, -2]), q: np.array([3]) };
  let state = optimizer.init(params) as Arrays;
  for (let t = 1; t <= 8; t++) {
    const gradients = { p: params.p.ref.mul(t), q: np.square(params.q.ref) };
    const [updates, next] = optimizer.update(gradients, state, tree.ref(params) as typeof params);
    [params, state] = [applyUpdates(params, updates), next];
  }
  for (const leaf of tree.leaves([params, state] as never) as np.Array[]) expect(leaf.refCount).toBe(1);
  return [...(params.p.js() as number[]), ...(params.q.js() as number[])];
}

test("optimizers take a schedule in place of a learning rate, as optax's do", () => {
  const schedule = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 3, decaySteps: 8 });
  // optax.adam(optax.warmup_cosine_decay_schedule(0.0, 0.1, 3, 8))
  const expected = [0.6087687, -1.6106726, 2.603245];
  run(adam(schedule)).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 5);
  });
  for (const make of [sgd, adafactor]) {
    const [constant, number] = [run(make(constantSchedule(0.01))), run(make(0.01))];
    constant.forEach((value, i) => {
      expect(value).toBeCloseTo(number[i], 6);
    });
  }
});

test("a run on several devices follows the schedule", async () => {
  const schedule = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.01, warmupSteps: 2, decaySteps: 6 });
  const example = mlp({ hidden: 16, layers: 2, optimizer: adam(schedule) });
  const training = { steps: 8, seed: 1, batch: 8 };
  const { losses } = await trainExample(example, { ...training, devices: 1 });
  for (const options of [
    { method: zero({ stage: 2 }), devices: 2 },
    { method: pipeshard({ stages: 2 }), devices: 2, microbatches: 2 },
  ]) {
    const other = await trainExample(example, { ...training, ...options });
    other.losses.forEach((loss, i) => {
      expect(Math.abs(loss - losses[i])).toBeLessThan(1e-4);
    });
  }
});

test.each([
  [
    () => linearSchedule({ initValue: 1, endValue: Number.NaN, transitionSteps: 3 }),
    "linearSchedule: endValue: got NaN; give a finite number",
  ],
  [
    () => exponentialDecay({ initValue: 1, transitionSteps: 0, decayRate: 0.5 }),
    "exponentialDecay: transitionSteps: got 0; give a finite number above 0",
  ],
  [
    () => cosineDecaySchedule({ initvalue: 1, decaySteps: 1 } as never),
    'cosineDecaySchedule: initvalue: is not an option; did you mean "initValue"?',
  ],
  [
    () => cosineDecaySchedule({ decaySteps: 1 } as never),
    "cosineDecaySchedule: initValue: got undefined; give a finite number",
  ],
  [
    () => piecewiseConstantSchedule(1, { 1.5: 2 }),
    "piecewiseConstantSchedule: boundary: got 1.5; give an integer of 0 or more",
  ],
  [
    () => joinSchedules([constantSchedule(1)], [3]),
    "joinSchedules: got 1 schedules and 1 boundaries; give one boundary less",
  ],
  [
    () => warmupCosineDecaySchedule({ initValue: 0, peakValue: 1, warmupSteps: 9, decaySteps: 9 }),
    "warmupCosineDecaySchedule: decaySteps: got 9",
  ],
])("%s is refused", (make, message) => {
  expect(make).toThrow(InvalidConfig);
  expect(make).toThrow(message);
});
