/** @file The metric of a trained example on held-out data. */
import { parallelize } from "../api/parallelize.ts";
import { toHost } from "../api/to-host.ts";
import type { AnyExample } from "../frontends/jaxjs/example.ts";
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { LiveLine } from "./run-report.ts";

export interface EvaluationResult {
  readonly metric: string;
  readonly value: number;
  readonly reference?: Record<string, number>;
}

/** Computes the example's metric on held-out data, on one device if the batch does not divide by `devices`. */
export async function evaluate(
  { evaluation, batchArgs, defaults }: AnyExample,
  state: unknown,
  devices: number,
  live: LiveLine,
): Promise<EvaluationResult | undefined> {
  if (!evaluation) return undefined;
  const { batch } = defaults;
  const step = parallelize(evaluation.step, { devices: batch % devices === 0 ? devices : 1, batchArgs });
  try {
    // Copied once, since every step of another function copies state that is on devices.
    const held = await toHost(state);
    let sum = 0;
    let count = 0;
    for (const arrays of evaluation.batches(batch) as Iterable<HostArray[]>) {
      live.say(`${evaluation.metric}: batch ${count + 1}, ${batch} examples each`);
      const value = await step(held as never, ...(arrays as never[]));
      sum += await (value as unknown as { item(): Promise<number> }).item();
      count++;
    }
    live.end();
    const { metric, reference } = evaluation;
    if (count === 0) {
      live.warn(`${metric} is not measured: there are no ${batch} held-out examples, as many as a batch has`);
      return undefined;
    }
    return { metric, value: sum / count, ...(reference && { reference: { [reference.name]: reference.value() } }) };
  } finally {
    await step.stop();
  }
}
