/**
 * @file What an evaluation costs beside training: the 31M-parameter MLP on two devices, evaluated on the state that
 * they hold (`step.with`), and by a copy of the state through the host. Run: `npx tsx bench/companion.ts`.
 */
import { mlp } from "../examples/mlp.ts";
import { initialState } from "../src/frontends/jaxjs/example.ts";
import { type HostArray, parallelize, toHost, zero } from "../src/index.ts";

const example = mlp();
const { trainStep, batchArgs } = example;
const { step: accuracy, batches: heldOut } = example.evaluation!;
const batch = example.defaults.batch;
const options = { method: zero({ stage: 3 }), devices: 2, batchArgs };
const megabytes = (): string => `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`;

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - begin) / 1e3).toFixed(2)} s, ${megabytes()}`);
  return result;
}

await using step = parallelize(trainStep, options);
const batches = example.batches(0, batch);
const train = async (state: unknown) =>
  (await step(state as never, ...(batches.next().value as never[]))).state as unknown;
let state: unknown = await timed("first training step", () => train(initialState(example, 0)));
state = await timed("training step", () => train(state));
const own = step.with(accuracy, { batchArgs });
const [first, ...others] = [...heldOut(batch)].slice(0, 11) as [HostArray[], ...HostArray[][]];
const evaluate = async (fn: typeof own, held: unknown, arrays: readonly HostArray[][]): Promise<void> => {
  for (const each of arrays) await (await fn(held as never, ...(each as never[]))).item();
};
await timed("on the devices: first batch, with its plan", () => evaluate(own, state, [first]));
await timed("on the devices: 10 batches", () => evaluate(own, state, others));
state = await timed("training step after it", () => train(state));
const held = await timed("through the host: copy of the state", () => toHost(state as never));
await using other = parallelize(accuracy, { devices: 2, batchArgs });
await timed("through the host: first batch, with its plan", () => evaluate(other as never, held, [first]));
await timed("through the host: 10 batches", () => evaluate(other as never, held, others));
