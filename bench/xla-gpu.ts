/**
 * @file Training on one accelerator by the xla engine, in bf16: `gpt`, and Llama 3 8B with one of its layers. Prints
 * measured seconds of a step and peak bytes beside those predicted for each device preset. `--small` shrinks both, so
 * that CPUs do. JAX chooses the device; JAX_PLATFORMS=cpu names one. Needs jax in Python (`alpa xla setup --cuda`).
 *
 *     npx tsx bench/xla-gpu.ts [--small] [--json] [device preset …]
 */
import { gpt } from "../examples/gpt.ts";
import { seededRandom } from "../src/base/random.ts";
import { bytesText, secondsText } from "../src/base/units.ts";
import { devicePresets } from "../src/cluster/device-presets.ts";
import { parseCluster } from "../src/cluster/parse.ts";
import { xla } from "../src/engines/xla/index.ts";
import { type AnyTrainable, batchSpecs, initialState } from "../src/frontends/jaxjs/example.ts";
import { HostArray } from "../src/frontends/jaxjs/host-array.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel, getLastExecutable, parallelize } from "../src/index.ts";
import { allocateData, numElements } from "../src/ir/types.ts";
import { llama } from "../src/models/llama.ts";
import { train } from "../src/models/train.ts";

const flags = process.argv.slice(2).filter((flag) => flag.startsWith("--"));
const named = process.argv.slice(2).filter((flag) => !flag.startsWith("--"));
const [isSmall, isJson] = [flags.includes("--small"), flags.includes("--json")];
const presets = named.length > 0 ? named : ["a100-80gb", "h100", "h200"];
for (const preset of presets)
  if (!Object.hasOwn(devicePresets, preset)) throw new Error(`no device preset ${preset}; alpa plan --help names them`);
const steps = 10;
// Without a choice here, JAX takes an accelerator if there is one.
process.env.JAX_PLATFORMS ??= "";

/** Llama 3 8B with one of its 32 layers. */
const sizes = { layers: 1, hidden: 4096, heads: 32, kvHeads: 8, inner: 14336, seq: 8192, vocab: 128256 };
const small = { layers: 1, hidden: 128, heads: 4, kvHeads: 2, inner: 256, seq: 64, vocab: 512 };
const subjects: readonly [name: string, model: AnyTrainable, batch: number, vocab: number][] = [
  ["gpt", isSmall ? gpt({ layers: 2, hidden: 32, heads: 2, seq: 16 }) : gpt(), 64, 64],
  ["llama3-8b, 1 layer", train("llama3-8b", llama(isSmall ? small : sizes)), 2, isSmall ? small.vocab : sizes.vocab],
];

/** Random tokens as the model's batch. */
function batchOf(model: AnyTrainable, batch: number, vocab: number): HostArray[] {
  const random = seededRandom(1);
  return batchSpecs(model, batch).map(({ shape, dtype }) => {
    const data = allocateData(dtype, numElements(shape));
    for (let i = 0; i < data.length; i++) data[i] = random.int(vocab) as never;
    return new HostArray(data, shape, dtype);
  });
}

await init("wasm");
for (const [name, model, batch, vocab] of subjects) {
  const { trainStep, batchArgs } = model;
  const options = { method: dataParallel(), devices: 1, batchArgs, precision: "bf16", engine: xla() } as const;
  await using step = parallelize(trainStep, options);
  let state: unknown = initialState(model, 0);
  const data = batchOf(model, batch, vocab);
  const seconds: number[] = [];
  const losses: number[] = [];
  for (let k = 0; k < steps; k++) {
    const begin = performance.now();
    const result = (await step(state as never, ...(data as never[]))) as {
      state: unknown;
      loss: { item(): Promise<number> };
    };
    ({ state } = result);
    losses.push(await result.loss.item());
    seconds.push((performance.now() - begin) / 1e3);
  }
  if (!losses.every(Number.isFinite)) throw new Error(`${name}: the losses are ${losses}`);
  const executable = getLastExecutable(step);
  const [measured] = executable.memory();
  // The first steps compile and warm up.
  const median = seconds.slice(3).sort((a, b) => a - b)[(steps - 3) >> 1];
  const predicted = presets.map((preset) => {
    const { seconds: time, meshes } = executable.simulate({ cluster: parseCluster(`1x1:${preset}`) });
    return { preset, seconds: time, peakBytes: meshes[0].memory.peakBytes };
  });
  if (isJson) {
    console.log(JSON.stringify({ name, batch, seconds: median, peakBytes: measured.peakBytes, losses, predicted }));
    continue;
  }
  console.log(`${name}, batch ${batch}, bf16: loss ${losses[0].toFixed(3)} → ${losses.at(-1)!.toFixed(3)}`);
  console.log(`  measured: ${secondsText(median)} a step, peak ${bytesText(measured.peakBytes)}`);
  for (const { preset, seconds: time, peakBytes } of predicted)
    console.log(`  predicted for ${preset}: ${secondsText(time)} a step, peak ${bytesText(peakBytes)}`);
}
