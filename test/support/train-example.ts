/** @file Trains an example on the threads engine, for tests that compare losses. */
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { getLastExecutable, type ParallelizeOptions, parallelize } from "../../src/index.ts";

export interface Training extends Pick<ParallelizeOptions, "method" | "devices" | "microbatches" | "remat" | "engine"> {
  readonly steps: number;
  readonly seed: number;
  readonly batch: number;
}

/** Trains the example. Returns the loss of every step, the plan, and the report of each device. */
export async function trainExample(example: AnyExample, { steps, seed, batch, ...options }: Training) {
  const { trainStep, batchArgs } = example;
  await using step = parallelize(trainStep, { ...options, batchArgs });
  const batches = example.batches(seed, batch);
  let state: unknown = initialState(example, seed);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const result = await step(state as never, ...(batches.next().value as never[]));
    state = result.state;
    losses.push(await result.loss.item());
  }
  const executable = getLastExecutable(step);
  return { losses, plan: executable.plan, report: executable.perDevice() };
}
