/**
 * @file Loaded into a process before its own modules (`--import`): at every SIGUSR2 it ends one of the process's worker
 * threads in the middle of its work, drawn at random, and says so on stderr.
 */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  const alive = new Set();
  process.on("worker", (worker) => {
    // The process ends with Node's own thread of module loaders.
    if (worker.constructor.name === "InternalWorker") return;
    alive.add(worker);
    worker.on("exit", () => alive.delete(worker));
  });
  process.on("SIGUSR2", () => {
    const worker = [...alive][Math.floor(Math.random() * alive.size)];
    if (!worker) return;
    void worker.terminate();
    process.stderr.write("killed a worker\n");
  });
}
