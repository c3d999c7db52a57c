/**
 * @file A team of worker threads that run programs in turn on one shared memory. Threads and memory are created once
 * and grow as programs need them. Before a program takes the memory, the previous holder is notified to copy its
 * values. If one worker fails, the whole team ends.
 */
import type { Worker } from "node:worker_threads";
import { InternalError, InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { moduleBeside, runnableModule, spawnWorker } from "../../node/spawn.ts";
import {
  abortProgram,
  createTeamControl,
  endWord,
  finishedWord,
  maxLoaded,
  stepCode,
  stepWord,
  wakeTeam,
} from "./control.ts";
import type { Executor } from "./executors/executor.ts";
import { loadExecutor } from "./executors/load-executor.ts";
import type { Binder, WorkerJob, WorkerMessage, WorkerOrder, WorkerStart } from "./job.ts";
import { createMemory, growMemory } from "./layout.ts";

export interface TeamOptions {
  /** Compiles the `general` segments. Default: this machine's executor. */
  readonly executor?: Executor;
  /** Location of the executor's `BindSegment`; required with `executor`. */
  readonly binder?: Binder;
}

/** A program as the team sees it. */
export interface TeamProgram {
  readonly control: Int32Array;
  readonly numWorkers: number;
  readonly numBarriers: number;
  /** The error for a worker's failure; `instruction` is −1 between steps, undefined if unknown. */
  failure(worker: number, instruction: number | undefined, message: string, stack?: string): RuntimeFailure;
  /** Called before another program overwrites the values in memory. */
  leaveMemory(): void;
  /** Frees the compiled segments, which no worker uses any more. */
  release(): void;
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function defer(): Deferred {
  let [resolve, reject]: [() => void, (error: Error) => void] = [() => {}, () => {}];
  const promise = new Promise<void>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  // Callers that await it get the error; if none does, it must not count as an unhandled rejection.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** A request to the workers: the program, and the number of answers still missing. */
interface Task extends Deferred {
  readonly program: TeamProgram;
  missing: number;
}

/** Time that workers have to exit by themselves before they are terminated. */
const graceMilliseconds = 300;

export class ThreadTeam {
  readonly executor: Executor;
  readonly memory = createMemory();
  readonly #binder: Binder;
  readonly #control = createTeamControl();
  readonly #workers: Worker[] = [];
  readonly #exits: Promise<void>[] = [];
  /** Loaded programs by number. */
  readonly #programs = new Map<number, TeamProgram>();
  /** The program whose values are in memory. */
  #holder: TeamProgram | undefined;
  #task: Task | undefined;
  #numSteps = 0;
  #ended: Error | undefined;
  #cleanedUp: Promise<void> | undefined;

  constructor(executor: Executor, binder: Binder) {
    this.executor = executor;
    this.#binder = { module: runnableModule(binder.module), name: binder.name };
  }

  /** Creates a team without threads; loading programs starts them. @throws Unsupported if the executor does not load */
  static async create({ executor, binder }: TeamOptions = {}): Promise<ThreadTeam> {
    if (executor && binder) return new ThreadTeam(executor, binder);
    const loaded = await loadExecutor();
    return new ThreadTeam(loaded.executor, loaded.binder);
  }

  get isAlive(): boolean {
    return !this.#ended;
  }

  /** Throws the error that ended the team, if it has ended. */
  checkAlive(): void {
    if (this.#ended) throw this.#ended;
  }

  /** Throws unless the workers are idle. */
  checkIdle(what: string): void {
    this.checkAlive();
    if (this.#task) throw new InvalidConfig(what, "a step is still running; await it first");
  }

  /** Resolves when the workers have finished their current task or failed. */
  async whenIdle(): Promise<void> {
    while (this.#task) await this.#task.promise.catch(() => {});
  }

  /** Loads a program on the workers, one job each. */
  async load(program: TeamProgram, jobs: readonly WorkerJob[]): Promise<void> {
    this.checkIdle("load");
    const number = Array.from({ length: maxLoaded }, (_, i) => i).find((i) => !this.#programs.has(i));
    if (number === undefined) throw new InternalError("team", `has ${maxLoaded} programs loaded`);
    this.#programs.set(number, program);
    while (this.#workers.length < jobs.length) this.#addWorker();
    await this.#order(
      program,
      jobs.map((job) => ({ kind: "load", program: number, job })),
    );
  }

  /** Unloads a program from the workers, after it has left the memory. */
  async unload(program: TeamProgram): Promise<void> {
    await this.whenIdle();
    const number = [...this.#programs].find(([, each]) => each === program)?.[0];
    if (number === undefined || this.#ended) return;
    if (this.#holder === program) this.#leaveMemory();
    await this.#order(
      program,
      Array.from({ length: program.numWorkers }, () => ({ kind: "unload", program: number })),
    );
    this.#programs.delete(number);
    program.release();
  }

  /** Grows the memory to at least `bytes`. @throws InvalidConfig if the machine has no more memory */
  reserve(bytes: number): void {
    growMemory(this.memory, bytes);
  }

  isHolder(program: TeamProgram): boolean {
    return this.#holder === program;
  }

  /** Makes `program` the holder of the memory. */
  takeMemory(program: TeamProgram): void {
    if (this.#holder === program) return;
    if (this.#holder) this.executor.trim?.();
    this.#leaveMemory();
    this.#holder = program;
  }

  #leaveMemory(): void {
    this.#holder?.leaveMemory();
    this.#holder = undefined;
  }

  /** Runs one step of a loaded program, which must hold the memory. */
  async run(program: TeamProgram): Promise<void> {
    this.checkIdle("step");
    const number = [...this.#programs].find(([, each]) => each === program)?.[0];
    if (number === undefined || this.#holder !== program) throw new InternalError("team", "the program is not loaded");
    const task = this.#begin(program, 1);
    Atomics.store(program.control, finishedWord, 0);
    Atomics.store(this.#control, stepWord, stepCode(++this.#numSteps, number));
    wakeTeam(this.#control);
    await task.promise;
  }

  /**
   * Ends the team, even in the middle of a step, whose promise is then rejected. No thread is left when it resolves.
   */
  stop(): Promise<void> {
    return this.#end(new RuntimeFailure("threads", "the run was stopped; start it again to run more steps"));
  }

  #begin(program: TeamProgram, missing: number): Task {
    const task = { ...defer(), program, missing };
    this.#task = task;
    for (const worker of this.#workers) worker.ref();
    return task;
  }

  async #order(program: TeamProgram, orders: readonly WorkerOrder[]): Promise<void> {
    const task = this.#begin(program, orders.length);
    orders.forEach((order, worker) => {
      this.#workers[worker].postMessage(order);
    });
    wakeTeam(this.#control);
    await task.promise;
  }

  #addWorker(): void {
    const index = this.#workers.length;
    const start: WorkerStart = { memory: this.memory, team: this.#control, binder: this.#binder };
    const worker = spawnWorker(moduleBeside("./worker", import.meta.url), start);
    this.#workers.push(worker);
    const exited = defer();
    this.#exits.push(exited.promise);
    worker.on("message", (message: WorkerMessage) => this.#receive(index, message));
    worker.on("error", (error) => this.#fail(index, undefined, error.message, error.stack));
    worker.on("exit", (code) => {
      exited.resolve();
      this.#fail(index, undefined, `the worker exited with code ${code}`);
    });
  }

  #receive(worker: number, message: WorkerMessage): void {
    if (message.kind === "failed") {
      this.#fail(worker, message.instruction, message.message, message.stack);
      return;
    }
    const task = this.#task;
    if (!task || --task.missing > 0) return;
    this.#task = undefined;
    // Idle workers do not keep the process alive.
    for (const each of this.#workers) each.unref();
    task.resolve();
  }

  /** Ends the team because a worker failed. Later failures of other workers are consequences and are ignored. */
  #fail(worker: number, instruction: number | undefined, message: string, stack?: string): void {
    if (this.#ended) return;
    const candidates = [this.#task?.program, this.#holder, ...this.#programs.values()];
    const program = candidates.find((each) => each && worker < each.numWorkers);
    const failure = program?.failure(worker, instruction, message, stack);
    void this.#end(failure ?? new RuntimeFailure("threads", `${message}; all devices have been stopped`, { stack }));
  }

  #end(reason: Error): Promise<void> {
    this.#ended ??= reason;
    this.#cleanedUp ??= this.#cleanUp(this.#ended);
    return this.#cleanedUp;
  }

  async #cleanUp(reason: Error): Promise<void> {
    Atomics.store(this.#control, endWord, 1);
    wakeTeam(this.#control);
    for (const { control, numWorkers, numBarriers } of this.#programs.values())
      abortProgram(control, numWorkers, numBarriers);
    for (const worker of this.#workers) worker.ref();
    const timer = setTimeout(() => {
      for (const worker of this.#workers) void worker.terminate();
    }, graceMilliseconds);
    await Promise.all(this.#exits);
    clearTimeout(timer);
    for (const program of this.#programs.values()) program.release();
    this.#programs.clear();
    const task = this.#task;
    this.#task = undefined;
    task?.reject(reason);
  }
}
