/**
 * @file Measures the collectives of the threads engine by kind, size and number of workers, next to a plain memory copy
 * of the same bytes. A size is that of the larger of a device's input and output, as in NCCL's tests; bus bandwidth
 * counts the bytes that a ring would send. `tsx bench/collectives.ts [kind…] [--json]`.
 */
import { availableParallelism } from "node:os";
import { workerData } from "node:worker_threads";
import { createBarrier } from "../src/engines/threads/collectives/barrier.ts";
import { bindCollective, type Collective, collectiveKernels } from "../src/engines/threads/collectives/collective.ts";
import { waitSpins } from "../src/engines/threads/control.ts";
import { assembleModule, instantiateKernels } from "../src/engines/threads/wasm/assembler.ts";
import { copyKernel } from "../src/engines/threads/wasm/kernels.ts";
import { bytesSent } from "../src/ir/bytes-sent.ts";
import { type CollectiveKind, collectiveKinds } from "../src/ir/ops.ts";
import type { TensorType } from "../src/ir/types.ts";
import { spawnWorker } from "../src/node/spawn.ts";

interface Job {
  readonly memory: WebAssembly.Memory;
  readonly words: Int32Array;
  readonly results: Float64Array;
  readonly collective: Collective;
  readonly type: TensorType;
  /** Bytes between the devices' memories; the output lies in the second half unless the collective works in place. */
  readonly strideBytes: number;
  readonly rank: number;
  readonly numWorkers: number;
  readonly repeats: number;
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(q * values.length)];

/**
 * Median and fastest-tenth seconds of one collective; each sample times `inner` of them so that microseconds can be
 * measured.
 */
function measure(job: Job): [median: number, fast: number] {
  const { collective, type, memory, numWorkers, strideBytes } = job;
  const module = new WebAssembly.Module(assembleModule([copyKernel(), ...collectiveKernels(collective, type)]));
  const barrier = createBarrier(job.words, 16, numWorkers, 0, waitSpins(numWorkers));
  const inputs = Array.from({ length: numWorkers }, (_, i) => i * strideBytes);
  const outputs = collective.kind === "all_reduce" ? inputs : inputs.map((at) => at + strideBytes / 2);
  const kernels = instantiateKernels(module, memory);
  const run = bindCollective(collective, type, { memory, kernels, inputs, outputs, position: job.rank });
  const numElements = type.shape[0] * type.shape[1];
  const inner = Math.max(1, Math.round(2e5 / (numElements + 400)));
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

/** A collective over `n` devices whose larger buffer has `bytes` bytes, and the type of its input. */
function collectiveOf(kind: CollectiveKind, n: number, bytes: number): [Collective, TensorType] {
  const group = { axes: ["x"], groupSize: n, reducer: "add", dim: 0, splitDim: 0, concatDim: 1 } as const;
  const rows = kind === "all_gather" ? 16 : 16 * n;
  const columns = Math.floor(bytes / 4 / (16 * n));
  return [{ kind, attrs: group } as Collective, { dtype: "f32", shape: [rows, columns] }];
}

async function timeCollective(kind: CollectiveKind, n: number, bytes: number): Promise<[median: number, fast: number]> {
  const strideBytes = 2 * Math.ceil(bytes / 65536 + 1) * 65536;
  const pages = (strideBytes * n) / 65536;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const results = new Float64Array(new SharedArrayBuffer(16 * n));
  const words = new Int32Array(new SharedArrayBuffer(4 * 64));
  const [collective, type] = collectiveOf(kind, n, bytes);
  const repeats = bytes > 1e7 ? 21 : 101;
  const common = { memory, words, results, collective, type, strideBytes, numWorkers: n, repeats };
  await Promise.all(
    Array.from({ length: n }, (_, rank) => {
      const worker = spawnWorker(import.meta.url, { ...common, rank } satisfies Job);
      return new Promise((resolve, reject) => worker.on("error", reject).on("exit", resolve));
    }),
  );
  const ranks = Array.from({ length: n }, (_, rank) => rank);
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
  const asked = collectiveKinds.filter((kind) => process.argv.includes(kind));
  const rows: Record<string, number | string>[] = [];
  for (const kind of asked.length > 0 ? asked : collectiveKinds.filter((kind) => kind !== "all_slice")) {
    for (const workers of [2, 4]) {
      for (const [size, bytes] of sizes) {
        const [seconds, fastSeconds] = await timeCollective(kind, workers, bytes);
        const inputBytes = kind === "all_gather" ? bytes / workers : bytes;
        const round = (value: number): number => Number(value.toPrecision(3));
        rows.push({
          collective: kind,
          workers,
          size,
          microseconds: round(seconds * 1e6),
          fastMicroseconds: round(fastSeconds * 1e6),
          gigabytesPerSecond: round(bytes / seconds / 1e9),
          busGigabytesPerSecond: round(bytesSent(kind, workers, inputBytes) / seconds / 1e9),
          timesMemcpy: round(seconds / timeCopy(bytes)),
        });
      }
    }
  }
  if (process.argv.includes("--json")) console.log(JSON.stringify({ cores: availableParallelism(), rows }));
  else console.table(rows);
}
