/**
 * @file Faults of workers for tests. `withFaults` runs segments by ONNX Runtime and lets one of them, chosen by a
 * countdown over all workers, fail. `watchWorkers` finds the threads to kill from outside.
 */
import { getEnvironmentData, setEnvironmentData, type Worker } from "node:worker_threads";
import koffi from "koffi";
import type { BindSegment } from "../../src/engines/threads/executors/executor.ts";
import { bindOrtC, ortC } from "../../src/engines/threads/executors/ort-c.ts";
import { runnableModule } from "../../src/node/spawn.ts";

const key = "alpa-js test faults";

const faults: Readonly<Record<string, () => void>> = {
  throw: () => {
    throw new Error("boom");
  },
  exit: () => process.exit(3),
  hang: () => {
    for (;;);
  },
  sleep: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  /** A native function that does not return for ten minutes; no thread that waits in it can be ended. */
  native: () => {
    koffi.load(null).func("unsigned int sleep(unsigned int)")(600);
  },
};
/** Faults of which nothing is left once a team has ended. */
export const faultKinds = Object.keys(faults).filter((kind) => kind !== "native");

/**
 * The number of segments to run before the fault (0 for none), its index in `faults`, and 1 if all later segments
 * fail too. Workers see it.
 */
const shared = (): Int32Array => {
  const given = getEnvironmentData(key) as Int32Array | undefined;
  const words = given ?? new Int32Array(new SharedArrayBuffer(12));
  if (!given) setEnvironmentData(key, words);
  return words;
};

/** Lets the worker that runs segment number `after` from now on fail; with `always`, every one from then on. */
export function injectFault(kind: string, after: number, always = false): void {
  const words = shared();
  Atomics.store(words, 2, always ? 1 : 0);
  Atomics.store(words, 1, Object.keys(faults).indexOf(kind));
  Atomics.store(words, 0, after);
}

export const bindFaulty: BindSegment = (...args) => {
  const bound = bindOrtC(...args);
  const words = shared();
  return {
    run() {
      if (Atomics.load(words, 0) > 0 && Atomics.sub(words, 0, 1) === 1) {
        Atomics.store(words, 0, words[2]);
        Object.values(faults)[words[1]]();
      }
      bound.run();
    },
    release: () => bound.release(),
  };
};

/** Options of `threads()`. */
export const withFaults = { executor: ortC, binder: { module: import.meta.url, name: "bindFaulty" } } as const;

/** The worker threads that this process starts from now on and that have not ended. */
export async function watchWorkers(): Promise<Set<Worker>> {
  const alive = new Set<Worker>();
  shared();
  // The bundler of the sources has a thread that stays.
  runnableModule(import.meta.url);
  await new Promise((resume) => setImmediate(resume));
  process.on("worker", (worker: Worker) => {
    alive.add(worker);
    worker.on("exit", () => alive.delete(worker));
  });
  return alive;
}
