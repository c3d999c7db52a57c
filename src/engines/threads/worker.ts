/**
 * @file The entry module of a worker thread, which is one device in every loaded program of its team. It binds a
 * program's instructions once, sleeps until a step begins, runs the actions, and sleeps again. Only the last worker to
 * finish a step posts a message.
 */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { InternalError } from "../../base/errors.ts";
import { type Action, bindActions } from "./actions.ts";
import { Aborted } from "./collectives/wait.ts";
import { abortWord, endWord, finishedWord, programOf, progressWord, stepWord, wakeWord } from "./control.ts";
import type { BindSegment, BoundSegment } from "./executors/executor.ts";
import { secondsSlots, type WorkerJob, type WorkerMessage, type WorkerOrder, type WorkerStart } from "./job.ts";
import { instantiateKernels } from "./wasm/assembler.ts";

/** A program loaded on this worker. */
interface Loaded {
  readonly job: WorkerJob;
  readonly actions: readonly Action[];
  /** Index in `secondsSlots`, by action. */
  readonly slots: Uint8Array;
  readonly bound: readonly BoundSegment[];
}

const { memory, team, binder } = workerData as WorkerStart;
const programs = new Map<number, Loaded>();
/** The job being loaded or run, for errors. */
let current: WorkerJob | undefined;
const post = (message: WorkerMessage): void => parentPort!.postMessage(message);

function load(job: WorkerJob, bind: BindSegment): Loaded {
  // Another thread has grown the memory. Growing it by 0 makes this thread see the new size.
  if (memory.buffer.byteLength < job.memoryBytes) memory.grow(0);
  const { actions, bound } = bindActions(job, memory, instantiateKernels(job.kernels, memory), bind);
  return { job, actions, bound, slots: Uint8Array.from(actions, (action) => secondsSlots.indexOf(action.slot)) };
}

function unload(number: number): void {
  for (const segment of programs.get(number)?.bound ?? []) segment.release();
  programs.delete(number);
}

function runStep({ job, actions, slots }: Loaded): void {
  const { control, seconds, timeline } = job;
  const progress = progressWord(job.worker);
  let start = performance.now();
  for (let i = 0; i < actions.length; i++) {
    const action = actions[i];
    control[progress + 1] = action.slot === "wait" ? 1 : 0;
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
  control[progress + 1] = 0;
  control[progress] = -1;
  Atomics.add(control, progress + 2, 1);
  if (Atomics.add(control, finishedWord, 1) === job.numWorkers - 1) post({ kind: "finished" });
}

/** Carries out the orders received since the last call. */
function followOrders(bind: BindSegment): void {
  for (let received = receiveMessageOnPort(parentPort!); received; received = receiveMessageOnPort(parentPort!)) {
    const order = received.message as WorkerOrder;
    if (order.kind === "unload") unload(order.program);
    else {
      current = order.job;
      programs.set(order.program, load(order.job, bind));
    }
    post({ kind: "done" });
  }
}

function serve(bind: BindSegment): void {
  let [wake, step] = [0, 0];
  for (;;) {
    Atomics.wait(team, wakeWord, wake);
    wake = Atomics.load(team, wakeWord);
    if (Atomics.load(team, endWord) !== 0) return;
    followOrders(bind);
    const started = Atomics.load(team, stepWord);
    if (started === step) continue;
    step = started;
    const program = programs.get(programOf(step));
    if (!program) continue;
    current = program.job;
    runStep(program);
  }
}

/** Runs steps until the team ends. It is a function because CommonJS has no top-level await. */
async function main(): Promise<void> {
  try {
    const bind = ((await import(binder.module)) as Partial<Record<string, BindSegment>>)[binder.name];
    if (!bind) throw new InternalError("executor", `${binder.module} has no export "${binder.name}"`);
    serve(bind);
  } catch (error) {
    if (!(error instanceof Aborted)) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const instruction = current ? current.control[progressWord(current.worker)] : -1;
      post({ kind: "failed", instruction, message, stack });
    }
  }
  for (const number of programs.keys()) unload(number);
}

void main();
