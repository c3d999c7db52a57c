/** @file The metric of a trained example on held-out data. */
import type { ParallelizedStep } from "../api/parallelize.ts";
import type { AnyExample } from "../frontends/jaxjs/example.ts";
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { LiveLine } from "./run-report.ts";

export interface EvaluationResult {
  readonly metric: string;
  readonly value: number;
  readonly reference?: Record<string, number>;
}

/** Computes the example's metric on held-out data, on the devices that hold the state. */
export async function evaluate(
  { evaluation, batchArgs, defaults }: AnyExample,
  step: Pick<ParallelizedStep<AnyExample["trainStep"]>, "with">,
  state: unknown,
  live: LiveLine,
): Promise<EvaluationResult | undefined> {
  if (!evaluation) return undefined;
  const { batch } = defaults;
  const measure = step.with(evaluation.step, { batchArgs });
  let sum = 0;
  let count = 0;
  for (const arrays of evaluation.batches(batch) as Iterable<HostArray[]>) {
    live.say(`${evaluation.metric}: batch ${count + 1}, ${batch} examples each`);
    sum += await (await measure(state as never, ...arrays)).item();
    count++;
  }
  live.end();
  const { metric, reference } = evaluation;
  if (count === 0) {
    live.warn(`${metric} is not measured: there are no ${batch} held-out examples, as many as a batch has`);
    return undefined;
  }
  return { metric, value: sum / count, ...(reference && { reference: { [reference.name]: reference.value() } }) };
}
