/**
 * @file A device: the entry module of a worker thread. It binds its instructions once, then sleeps until a step begins, runs
 * the actions, and goes back to sleep. Nothing is posted on the way except by the last worker to finish a step.
 */
import { parentPort, workerData } from "node:worker_threads";
import { InternalError } from "../../base/errors.ts";
import { type Action, bindActions } from "./actions.ts";
import { Aborted } from "./collectives/wait.ts";
import { abortRun, abortWord, finishedWord, progressWord, stepWord } from "./control.ts";
import type { BindSegment, BoundSegment } from "./executors/executor.ts";
import { secondsSlots, type WorkerJob, type WorkerMessage } from "./job.ts";
import { instantiateKernels } from "./wasm/assembler.ts";

const job = workerData as WorkerJob;
const { control, seconds, timeline } = job;
const progress = progressWord(job.worker);
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

function runStep(actions: readonly Action[], slots: Uint8Array): void {
  let start = performance.now();
  for (let i = 0; i < actions.length; i++) {
    const action = actions[i];
    control[progress] = action.instruction;
    action.run();
    if (Atomics.load(control, abortWord) !== 0) throw new Aborted();
    const end = performance.now();
    seconds[slots[i]] += (end - start) / 1e3;
    if (timeline.length > 0 && action.slot !== "wait") {
      timeline[2 * action.instruction] = start * 1e3;
      timeline[2 * action.instruction + 1] = end * 1e3;
    }
    start = end;
  }
  control[progress] = -1;
}

function serveSteps(actions: readonly Action[]): void {
  const slots = Uint8Array.from(actions, (action) => secondsSlots.indexOf(action.slot));
  let step = 0;
  for (;;) {
    Atomics.wait(control, stepWord, step);
    if (Atomics.load(control, abortWord) !== 0) return;
    step = Atomics.load(control, stepWord);
    runStep(actions, slots);
    if (Atomics.add(control, finishedWord, 1) === job.numWorkers - 1) post({ kind: "finished" });
  }
}

/** Binds the segments, serves steps until the run is ended, releases the segments. In CommonJS a module cannot await, a function can. */
async function serve(): Promise<void> {
  let bound: BoundSegment[] = [];
  try {
    const { module, name } = job.binder;
    const bind = ((await import(module)) as Partial<Record<string, BindSegment>>)[name];
    if (!bind) throw new InternalError("executor", `${module} has no export "${name}"`);
    const actions = bindActions(job, instantiateKernels(job.kernels, job.memory), bind);
    bound = actions.bound;
    post({ kind: "ready" });
    serveSteps(actions.actions);
  } catch (error) {
    if (!(error instanceof Aborted)) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      post({ kind: "failed", instruction: control[progress], message, stack });
      abortRun(control, job.numWorkers, job.numBarriers);
    }
  }
  for (const segment of bound) segment.release();
}

void serve();
