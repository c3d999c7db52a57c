/**
 * @file Control words that threads share, each on its own cache line. A team has a wake-up word that its workers sleep
 * on, the current step with its program, and an end flag. A program has an abort flag, the number of workers that
 * finished the step, each device's current instruction and number of sends, and the barriers.
 */
import { availableParallelism } from "node:os";
import { barrierWords } from "./collectives/barrier.ts";
import { abortWaits } from "./collectives/wait.ts";

const lineWords = 16;

/** Changes when there is work; idle workers sleep on it. */
export const wakeWord = 0;
/** Nonzero once the team is ending. */
export const endWord = lineWords;
/**
 * The number of started steps and the program of the latest one (`stepCode`), in one word so that they are read
 * atomically.
 */
export const stepWord = 2 * lineWords;

/** Maximum number of programs loaded on a team. */
export const maxLoaded = 256;
export const stepCode = (numSteps: number, program: number): number => (numSteps * maxLoaded + program) | 0;
export const programOf = (code: number): number => code & (maxLoaded - 1);

export const createTeamControl = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * 3 * lineWords));

export function wakeTeam(team: Int32Array): void {
  Atomics.add(team, wakeWord, 1);
  Atomics.notify(team, wakeWord);
}

/** Nonzero once the program is being aborted: workers stop waiting and return at the next instruction. */
export const abortWord = 0;
/** Number of workers that have finished the current step. */
export const finishedWord = lineWords;

/**
 * Index of the instruction that a device is executing; −1 between steps. The next two words: 1 while it waits for other
 * devices before that instruction, and the number of steps that it has finished.
 */
export const progressWord = (worker: number): number => (2 + worker) * lineWords;

/** The progress of a device in a step. */
export interface Progress {
  /** The instruction that it executes or waits before; −1 between steps. */
  readonly instruction: number;
  readonly isWaiting: boolean;
  /** Steps that it has finished. */
  readonly numSteps: number;
}

export function progressOf(control: Int32Array, worker: number): Progress {
  const [instruction, isWaiting, numSteps] = [0, 1, 2].map((i) => Atomics.load(control, progressWord(worker) + i));
  return { instruction, isWaiting: isWaiting === 1, numSteps };
}
/**
 * Number of sends that a device has executed in all steps. The next word counts the threads that sleep until it grows.
 */
export const sendsWord = (numWorkers: number, worker: number): number => (2 + numWorkers + worker) * lineWords;
export const barrierWord = (numWorkers: number, barrier: number): number =>
  (2 + 2 * numWorkers) * lineWords + barrier * barrierWords;

export function createControl(numWorkers: number, numBarriers: number): Int32Array {
  const control = new Int32Array(new SharedArrayBuffer(4 * barrierWord(numWorkers, numBarriers)));
  for (let worker = 0; worker < numWorkers; worker++) control[progressWord(worker)] = -1;
  return control;
}

/** Ends a program's step on every worker and wakes those that wait. May be called from any thread. */
export function abortProgram(control: Int32Array, numWorkers: number, numBarriers: number): void {
  const barriers = Array.from({ length: numBarriers }, (_, i) => barrierWord(numWorkers, i));
  const sends = Array.from({ length: numWorkers }, (_, worker) => sendsWord(numWorkers, worker));
  abortWaits(control, [...barriers, ...sends], abortWord);
}

/**
 * How often a worker polls for its peers before it sleeps. If every worker has its own core, polling is free and a
 * wake-up costs tens of microseconds. With fewer cores than workers, spinning takes the core away from the peer it
 * waits for.
 */
export const waitSpins = (numWorkers: number): number => (numWorkers <= availableParallelism() ? 20_000 : 0);
