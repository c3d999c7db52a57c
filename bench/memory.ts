/**
 * @file Compares the sum of the devices' reported peaks with the growth of the process (resident set) for data and
 * tensor parallel. Also measures the growth from step 100 to step 1,000 of a small network.
 *
 *     node --expose-gc --import tsx bench/memory.ts
 */
import { conv } from "../examples/conv.ts";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { type AnyExample, initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel, getLastExecutable, type Method, parallelize, tensorParallel } from "../src/index.ts";

/** Resident set after garbage is gone; freed array buffers go back in the background. */
async function residentBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resume) => setTimeout(resume, 100));
  }
  return process.memoryUsage().rss;
}
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`.padStart(8);

async function run(label: string, example: AnyExample, batch: number, method: Method, devices: number, steps: number) {
  const { trainStep, batchArgs } = example;
  const batches = example.batches(0, batch);
  const arrays = batches.next().value;
  // Compiling once takes whatever the compiler itself needs out of the comparison.
  const warm = parallelize(trainStep, { method, devices, batchArgs });
  await warm.getExecutable(initialState(example, 0) as never, ...(arrays as never[]));
  await warm.stop();
  const before = await residentBytes();
  await using step = parallelize(trainStep, { method, devices, batchArgs });
  let state = initialState(example, 0) as unknown;
  let [at100, atEnd] = [0, 0];
  for (let i = 1; i <= steps; i++) {
    ({ state } = (await step(state as never, ...(arrays as never[]))) as { state: unknown });
    if (i === Math.min(100, steps)) at100 = await residentBytes();
  }
  atEnd = await residentBytes();
  const reported = getLastExecutable(step)
    .perDevice()
    .reduce((sum, { peakBytes }) => sum + peakBytes, 0);
  const growth = steps > 100 ? `  from step 100 to ${steps} ${megabytes(atEnd - at100)}` : "";
  console.log(
    `${label.padEnd(22)} reported ${megabytes(reported)}  held ${megabytes(at100 - before)}  ratio ${((at100 - before) / reported).toFixed(2)}${growth}`,
  );
}

await init("wasm");
await run("mlp, data 2", mlp(), 64, dataParallel(), 2, 5);
await run("mlp, tensor 2", mlp(), 64, tensorParallel(), 2, 5);
await run("gpt, data 2", gpt({ hidden: 512, heads: 8 }), 16, dataParallel(), 2, 5);
await run("gpt, tensor 2", gpt({ hidden: 512, heads: 8 }), 16, tensorParallel(), 2, 5);
await run("conv, data 2", conv(), 16, dataParallel(), 2, 1000);
