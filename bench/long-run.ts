/**
 * @file Resident memory of a long run: trains `gpt` on two devices, prints the resident set every 1,000 steps, and its
 * growth since step 1,000. Run: `node --expose-gc --import tsx bench/long-run.ts [steps] [devices] [batch]`. A small
 * batch makes steps short and changes nothing that could grow.
 */
import { gpt } from "../examples/gpt.ts";
import { initialState } from "../src/frontends/jaxjs/example.ts";
import { dataParallel, parallelize } from "../src/index.ts";

const [steps = 10_000, devices = 2, batch = 4] = process.argv.slice(2).map(Number);
const example = gpt();
const { trainStep, batchArgs } = example;

/** Resident set after garbage is gone; freed array buffers go back in the background. */
async function residentBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resume) => setTimeout(resume, 100));
  }
  return process.memoryUsage().rss;
}

await using step = parallelize(trainStep, { method: dataParallel(), devices, batchArgs });
const batches = example.batches(0, batch);
let state: unknown = initialState(example, 0);
let first = 0;
for (let i = 1; i <= steps; i++) {
  const result = await step(state as never, ...(batches.next().value as never[]));
  ({ state } = result);
  const loss = await result.loss.item();
  if (i % Math.min(1000, steps) !== 0) continue;
  const bytes = await residentBytes();
  first ||= bytes;
  const growth = (100 * (bytes / first - 1)).toFixed(2);
  console.log(
    `step ${i}: loss ${loss.toFixed(4)}, resident ${(bytes / 1e6).toFixed(1)} MB, ${growth} % more than at first`,
  );
}
