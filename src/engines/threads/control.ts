/**
 * @file The control words of a run, shared by the main thread and all workers: the step being run, who has finished it,
 * whether the run is ending, how far each device is and how much it has sent, and the barriers. Each is on a cache line of its own.
 */
import { availableParallelism } from "node:os";
import { barrierWords } from "./collectives/barrier.ts";
import { abortWaits } from "./collectives/wait.ts";

const lineWords = 16;

/** Not 0 once the run is ending: workers stop waiting and return at the next instruction. */
export const abortWord = 0;
/** Number of the step to run; workers sleep on it. */
export const stepWord = lineWords;
/** How many workers have finished the current step. */
export const finishedWord = 2 * lineWords;

/** Index of the instruction that a device is executing; −1 outside of steps. */
export const progressWord = (worker: number): number => (3 + worker) * lineWords;
/** How many sends a device has executed in all steps; the next word is for those who sleep until there are more. */
export const sendsWord = (numWorkers: number, worker: number): number => (3 + numWorkers + worker) * lineWords;
export const barrierWord = (numWorkers: number, barrier: number): number =>
  (3 + 2 * numWorkers) * lineWords + barrier * barrierWords;

export function createControl(numWorkers: number, numBarriers: number): Int32Array {
  const control = new Int32Array(new SharedArrayBuffer(4 * barrierWord(numWorkers, numBarriers)));
  for (let worker = 0; worker < numWorkers; worker++) control[progressWord(worker)] = -1;
  return control;
}

/** Ends the run for every worker, from any thread: wakes those that wait for each other or sleep between steps. */
export function abortRun(control: Int32Array, numWorkers: number, numBarriers: number): void {
  const barriers = Array.from({ length: numBarriers }, (_, i) => barrierWord(numWorkers, i));
  const sends = Array.from({ length: numWorkers }, (_, worker) => sendsWord(numWorkers, worker));
  abortWaits(control, [...barriers, ...sends], abortWord);
  Atomics.add(control, stepWord, 1);
  Atomics.notify(control, stepWord);
}

/**
 * How often a worker looks for its peers before it sleeps. With a core for each worker a look costs nothing and a wake-up tens
 * of microseconds; with fewer cores than workers, spinning takes the core from whom it waits for.
 */
export const waitSpins = (numWorkers: number): number => (numWorkers <= availableParallelism() ? 20_000 : 0);
