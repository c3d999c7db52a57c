/**
 * @file Random sequences of calls to two steps and their companions: awaited or not, with state of either step and of
 * earlier calls, stopped in between, with invalid arguments. Nothing crashes or hangs, and the results equal those of
 * the same calls made one by one. ALPA_CALL_ORDERS sets the number of sequences.
 */
import { expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { numpy as np, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import {
  AlpaError,
  dataParallel,
  HostArray,
  InvalidConfig,
  parallelize,
  RuntimeFailure,
  zero,
} from "../../src/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const filled = (value: number, ...shape: number[]): HostArray =>
  new HostArray(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape);

/** w ← w − rate·∂loss; the loss is the mean of (x·w)². */
function train(params: Any, x: Any, rate: Any, mode: string) {
  if (mode === "broken") throw new RangeError("the step is broken");
  const [loss, grad] = valueAndGrad((w: Any) => np.square(np.dot(x, w)).mean() as Any)(params.w.ref) as Any;
  return { params: { w: params.w.sub(grad.mul(rate)) }, loss };
}

/** A companion: x·w times the rate. */
function predict(params: Any, x: Any, rate: Any, mode: string) {
  if (mode === "broken") throw new RangeError("the step is broken");
  return np.dot(x, params.w).mul(rate);
}

/** The result of `train` if all elements of w (4 × 1) are the same number and x is all ones. */
const trained = (w: number, rate: number): number => w - 8 * w * rate;

/** A state that a step returned: its expected value and its owner. */
interface State {
  readonly w: number;
  readonly handle: Any;
  /** The step that returned it, and how often that step had been stopped by then. */
  readonly of: number;
  readonly life: number;
  isUsedUp: boolean;
}

interface Call {
  /** Whether it is a call of the step's companion, which consumes no state. */
  readonly isCompanion: boolean;
  readonly step: number;
  readonly life: number;
  /** The state passed; a number for a new one. */
  readonly state: State | number;
  readonly rate: number;
  readonly mistake: string | undefined;
  readonly result: Promise<Any>;
}

async function play(seed: number, length: number): Promise<void> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)];
  const steps: Any[] = [dataParallel(), zero({ stage: 3 })].map((method) =>
    parallelize(train as Any, { method, devices: 2, batchArgs: [1], onCompile: () => {} }),
  );
  const companions = steps.map((step) => step.with(predict, { batchArgs: [1] }));
  const lives = [0, 0];
  const states: State[] = [];
  let calls: Call[] = [];

  const call = (): void => {
    const step = random.int(2);
    const state = states.length > 0 && random.next() < 0.8 ? pick(states.slice(-4)) : 1 + random.int(3);
    const rate = pick([0.01, 0.02, 0.05]);
    const isCompanion = random.next() < 0.3;
    // Companions take batches of any size.
    const mistakes = ["kind", "broken", ...(isCompanion ? [] : ["batch"])];
    const mistake = random.next() < 0.2 ? pick(mistakes) : undefined;
    const params = typeof state === "number" ? { w: filled(state, 4, 1) } : state.handle;
    const x =
      mistake === "kind"
        ? new Date()
        : filled(1, mistake === "batch" ? 3 : pick(isCompanion ? [1, 3, 4] : [2, 4, 6]), 4);
    const called = (isCompanion ? companions : steps)[step];
    const result = called(params, x, rate, mistake === "broken" ? "broken" : "ok");
    result.catch(() => {});
    calls.push({ isCompanion, step, life: lives[step], state, rate, mistake, result });
  };

  /** Waits for all calls and compares their results with the expected ones. */
  const settle = async (): Promise<void> => {
    for (const { isCompanion, step, life, state, rate, mistake, result } of calls) {
      const outcome = await result.then(
        (value: Any) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const isOwn = typeof state !== "number" && state.of === step && state.life === life;
      if ("error" in outcome) {
        const { error } = outcome as { error: unknown };
        if (mistake === "broken" && error instanceof RangeError) continue;
        expect(error).toBeInstanceOf(AlpaError);
        const isExpected =
          mistake !== undefined ||
          (typeof state !== "number" && state.isUsedUp && error instanceof InvalidConfig) ||
          (life !== lives[step] && error instanceof RuntimeFailure);
        expect([isExpected, (error as Error).message]).toEqual([true, (error as Error).message]);
        // A step that is stopped while it runs has consumed its state; one that was still queued has not.
        if (isOwn && !isCompanion && life !== lives[step])
          state.isUsedUp = await state.handle.w.data().then(
            () => false,
            () => true,
          );
        continue;
      }
      expect(mistake).toBeUndefined();
      const w = typeof state === "number" ? state : state.w;
      if (isCompanion) {
        expect((await outcome.value.data())[0]).toBeCloseTo(4 * w * rate, 3);
        continue;
      }
      expect(await outcome.value.loss.item()).toBeCloseTo(16 * w * w, 3);
      if (isOwn) {
        expect(state.isUsedUp).toBe(false);
        state.isUsedUp = true;
      }
      states.push({ w: trained(w, rate), handle: outcome.value.params, of: step, life, isUsedUp: false });
    }
    calls = [];
    for (const { handle, w, isUsedUp } of states.slice(-6)) {
      if (isUsedUp) await expect(handle.w.data()).rejects.toThrow(InvalidConfig);
      else expect((await handle.w.data())[3]).toBeCloseTo(w, 3);
    }
  };

  for (let i = 0; i < length; i++) {
    const move = random.next();
    if (move < 0.6) call();
    else if (move < 0.85) await settle();
    else if (move < 0.92) {
      const step = random.int(2);
      lives[step]++;
      const stopped = Promise.all([steps[step].stop(), random.next() < 0.5 ? steps[step].stop() : undefined]);
      if (random.next() < 0.5) await stopped;
    } else await steps[random.int(2)].getExecutable({ w: filled(1, 4, 1) }, filled(1, 2, 4), 0.1, "ok").catch(() => {});
  }
  await settle();
  await Promise.all(steps.map((step) => step.stop()));
  await settle();
}

const numSeeds = Number(process.env.ALPA_CALL_ORDERS ?? 4);
test.each(Array.from({ length: numSeeds }, (_, i) => i + 1))("seed %i", (seed) => play(seed, 30), 60_000);
