/**
 * @file Measures the collectives of the threads engine: seconds and bandwidth by size and number of workers, beside a plain
 * memory copy of the same bytes. `tsx bench/collectives.ts [--json]`.
 */
import { availableParallelism } from "node:os";
import { workerData } from "node:worker_threads";
import { createBarrier } from "../src/runtime/collectives/barrier.ts";
import { bindCollective, type Collective, collectiveKernels } from "../src/runtime/collectives/collective.ts";
import { barrierSpins } from "../src/runtime/control.ts";
import { spawnWorker } from "../src/runtime/spawn.ts";
import { assembleModule, instantiateKernels } from "../src/runtime/wasm/assembler.ts";
import { copyKernel } from "../src/runtime/wasm/kernels.ts";

interface Job {
  readonly memory: WebAssembly.Memory;
  readonly words: Int32Array;
  readonly results: Float64Array;
  readonly collective: Collective;
  readonly numElements: number;
  readonly rank: number;
  readonly numWorkers: number;
  readonly repeats: number;
}

const strideBytes = 104 * 2 ** 20;
const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(q * values.length)];

/** Median and fastest-tenth seconds of one collective; each sample times `inner` of them so that microseconds can be measured. */
function measure(job: Job): [median: number, fast: number] {
  const type = { dtype: "f32", shape: [job.numElements] } as const;
  const module = new WebAssembly.Module(assembleModule([copyKernel(), ...collectiveKernels(job.collective, type)]));
  const barrier = createBarrier(job.words, 16, job.numWorkers, 0, barrierSpins(job.numWorkers));
  const places = Array.from({ length: job.numWorkers }, (_, i) => i * strideBytes);
  const run = bindCollective(job.collective, type, {
    memory: job.memory,
    kernels: instantiateKernels(module, job.memory),
    inputs: places,
    outputs: places,
    position: job.rank,
  });
  const inner = Math.max(1, Math.round(2e5 / (job.numElements + 400)));
  const samples: number[] = [];
  for (let repeat = 0; repeat < job.repeats; repeat++) {
    barrier.wait();
    const start = performance.now();
    for (let i = 0; i < inner; i++) {
      barrier.wait();
      run();
      barrier.wait();
    }
    samples.push((performance.now() - start) / 1e3 / inner);
  }
  const warm = samples.slice(job.repeats >> 2);
  return [quantile(warm, 0.5), quantile(warm, 0.1)];
}

async function timeCollective(numWorkers: number, bytes: number): Promise<[median: number, fast: number]> {
  const pages = Math.ceil((strideBytes * numWorkers) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const results = new Float64Array(new SharedArrayBuffer(16 * numWorkers));
  const words = new Int32Array(new SharedArrayBuffer(4 * 64));
  const collective: Collective = { kind: "all_reduce", attrs: { axes: ["x"], groupSize: numWorkers, reducer: "add" } };
  const common = { memory, words, results, collective, numElements: bytes / 4, numWorkers };
  const repeats = bytes > 1e7 ? 21 : bytes > 1e5 ? 101 : 201;
  await Promise.all(
    Array.from({ length: numWorkers }, (_, rank) => {
      const worker = spawnWorker(import.meta.url, { ...common, rank, repeats } satisfies Job);
      return new Promise((resolve, reject) => worker.on("error", reject).on("exit", resolve));
    }),
  );
  const ranks = Array.from({ length: numWorkers }, (_, rank) => rank);
  return [Math.max(...ranks.map((r) => results[2 * r])), Math.max(...ranks.map((r) => results[2 * r + 1]))];
}

function timeCopy(bytes: number): number {
  const from = new Uint8Array(new SharedArrayBuffer(bytes)).fill(1);
  const into = new Uint8Array(new SharedArrayBuffer(bytes));
  const inner = Math.max(1, Math.round(1e6 / (bytes + 1000)));
  const samples = Array.from({ length: 15 }, () => {
    const start = performance.now();
    for (let i = 0; i < inner; i++) into.set(from);
    return (performance.now() - start) / 1e3 / inner;
  });
  return quantile(samples, 0.5);
}

const sizes: readonly (readonly [string, number])[] = [
  ["4 KB", 4096],
  ["64 KB", 65536],
  ["1 MB", 1 << 20],
  ["16 MB", 16 << 20],
  ["100 MB", 100 * (1 << 20)],
];

const job = workerData as Job | null;
if (job) {
  job.results.set(measure(job), 2 * job.rank);
} else {
  const rows: Record<string, number | string>[] = [];
  for (const numWorkers of [2, 4]) {
    for (const [size, bytes] of sizes) {
      const [seconds, fastSeconds] = await timeCollective(numWorkers, bytes);
      const copySeconds = timeCopy(bytes);
      rows.push({
        collective: "all_reduce",
        workers: numWorkers,
        size,
        microseconds: Number((seconds * 1e6).toPrecision(3)),
        fastMicroseconds: Number((fastSeconds * 1e6).toPrecision(3)),
        gigabytesPerSecond: Number((bytes / seconds / 1e9).toPrecision(3)),
        timesMemcpy: Number((seconds / copySeconds).toPrecision(2)),
      });
    }
  }
  console.log(process.argv.includes("--json") ? JSON.stringify({ cores: availableParallelism(), rows }) : "");
  if (!process.argv.includes("--json")) console.table(rows);
}
