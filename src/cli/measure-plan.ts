/** @file Runs a plan on the devices of this machine for a few steps, to measure the seconds of one. */
import { parallelize } from "../api/parallelize.ts";
import { type AnyExample, initialState } from "../frontends/jaxjs/example.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { checkedBatches } from "./checked-batches.ts";

/** The first step also compiles; the next ones warm caches. */
const warmSteps = 2;
const timedSteps = 5;

/** Median seconds of a step; undefined once stopped. */
export async function measurePlan(
  example: AnyExample,
  plan: Plan,
  devices: number,
  batch: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { batchArgs } = example;
  const step = parallelize(example.trainStep, { method: fixedPlan(plan), devices, batchArgs, signal });
  const seconds: number[] = [];
  try {
    const batches = checkedBatches(example, 0, batch);
    let state: unknown = initialState(example, 0);
    for (let i = 0; i < warmSteps + timedSteps; i++) {
      if (signal.aborted) return undefined;
      const begin = performance.now();
      const result = await step(state as never, ...(batches.next().value as never[]));
      state = (result as { state: unknown }).state;
      await (result as { loss: { item(): Promise<number> } }).loss.item();
      if (i >= warmSteps) seconds.push((performance.now() - begin) / 1e3);
    }
  } finally {
    await step.stop();
  }
  return seconds.sort((a, b) => a - b)[Math.floor(timedSteps / 2)];
}
