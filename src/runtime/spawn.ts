/**
 * @file Starts worker threads from this package's own modules: built `.js` files directly, `.ts` sources (under vitest, tsx)
 * through a boot module that registers tsx first.
 */
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * A worker that runs the module `entry` (a `file:` URL), which reads `data` with `spawnData`.
 * Loaders given to this process on the command line are not passed on: they would be registered twice.
 */
export function spawnWorker(entry: string, data: unknown, options: WorkerOptions = {}): Worker {
  const module = entry.endsWith(".ts") ? new URL("./boot.mjs", import.meta.url) : new URL(entry);
  return new Worker(module, { execArgv: [], ...options, workerData: { entry, data } });
}

/** In a worker's entry module: the data given to `spawnWorker`. */
export const spawnData = (workerData: unknown): unknown => (workerData as { data: unknown }).data;

/** URL of a module beside the caller's, given without its extension: `.ts` from sources, `.js` when built. */
export const moduleBeside = (path: string, callerUrl: string): string =>
  new URL(`${path}${callerUrl.endsWith(".ts") ? ".ts" : ".js"}`, callerUrl).href;
