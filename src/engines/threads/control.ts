/**
 * @file The control words that threads share, each on a cache line of its own. Of a team: what its workers sleep on, the program whose
 * step is run, whether the team ends. Of a program: whether it is being aborted, who has finished the step, how far each device is and
 * how much it has sent, and the barriers.
 */
import { availableParallelism } from "node:os";
import { barrierWords } from "./collectives/barrier.ts";
import { abortWaits } from "./collectives/wait.ts";

const lineWords = 16;

/** Changes when there is something to do; workers sleep on it. */
export const wakeWord = 0;
/** Not 0 once the team is ending. */
export const endWord = lineWords;
/** The latest step: how many have been started, and of which program (`stepCode`), in one word, so that they are read together. */
export const stepWord = 2 * lineWords;

/** Most programs that a team has loaded at a time. */
export const maxLoaded = 256;
export const stepCode = (numSteps: number, program: number): number => (numSteps * maxLoaded + program) | 0;
export const programOf = (code: number): number => code & (maxLoaded - 1);

export const createTeamControl = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * 3 * lineWords));

export function wakeTeam(team: Int32Array): void {
  Atomics.add(team, wakeWord, 1);
  Atomics.notify(team, wakeWord);
}

/** Not 0 once the program is being aborted: workers stop waiting and return at the next instruction. */
export const abortWord = 0;
/** How many workers have finished the current step. */
export const finishedWord = lineWords;

/** Index of the instruction that a device is executing; −1 outside of steps. */
export const progressWord = (worker: number): number => (2 + worker) * lineWords;
/** How many sends a device has executed in all steps; the next word is for those who sleep until there are more. */
export const sendsWord = (numWorkers: number, worker: number): number => (2 + numWorkers + worker) * lineWords;
export const barrierWord = (numWorkers: number, barrier: number): number =>
  (2 + 2 * numWorkers) * lineWords + barrier * barrierWords;

export function createControl(numWorkers: number, numBarriers: number): Int32Array {
  const control = new Int32Array(new SharedArrayBuffer(4 * barrierWord(numWorkers, numBarriers)));
  for (let worker = 0; worker < numWorkers; worker++) control[progressWord(worker)] = -1;
  return control;
}

/** Ends a program's step for every worker, from any thread: wakes those that wait for each other. */
export function abortProgram(control: Int32Array, numWorkers: number, numBarriers: number): void {
  const barriers = Array.from({ length: numBarriers }, (_, i) => barrierWord(numWorkers, i));
  const sends = Array.from({ length: numWorkers }, (_, worker) => sendsWord(numWorkers, worker));
  abortWaits(control, [...barriers, ...sends], abortWord);
}

/**
 * How often a worker looks for its peers before it sleeps. With a core for each worker a look costs nothing and a wake-up tens
 * of microseconds; with fewer cores than workers, spinning takes the core from whom it waits for.
 */
export const waitSpins = (numWorkers: number): number => (numWorkers <= availableParallelism() ? 20_000 : 0);
