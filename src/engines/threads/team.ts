/**
 * @file A team of worker threads that run programs in turn on one shared memory. Threads and memory are created once
 * and grow as programs need them. Before a program takes the memory, the previous holder is notified to copy its
 * values. If one worker fails or hangs, the whole team ends, after the others have gone on as far as they can.
 */
import type { Worker } from "node:worker_threads";
import { InternalError, InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { secondsText } from "../../base/units.ts";
import { endWithoutThreads } from "../../node/end-process.ts";
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
import { defaultStallSeconds, leastLoadSeconds, Watchdog } from "./watchdog.ts";

export interface TeamOptions {
  /** Compiles the `general` segments. Default: this machine's executor. */
  readonly executor?: Executor;
  /** Location of the executor's `BindSegment`; required with `executor`. */
  readonly binder?: Binder;
  /**
   * Seconds without progress of any device after which the devices that the others wait for count as lost. Give more
   * than the longest kernel takes. While a program is loaded, at least 60. Default: 600.
   */
  readonly stallSeconds?: number;
}

/** A failure of workers. */
export interface WorkerFailure {
  readonly workers: readonly number[];
  readonly reason: string;
  /** Whether the worker's own code threw an error; otherwise it died or hangs. */
  readonly isThrown: boolean;
  /** −1 between steps, undefined if unknown. */
  readonly instruction?: number;
  readonly stack?: string;
}

/** A program as the team sees it. */
export interface TeamProgram {
  /** The program whose state it reads in memory; it runs while that program holds the memory. */
  readonly lender?: TeamProgram;
  readonly control: Int32Array;
  readonly numWorkers: number;
  readonly numBarriers: number;
  /** The error for a failure of workers. */
  failure(failure: WorkerFailure): RuntimeFailure;
  /** Workers that have not finished the current step and do not wait for others. */
  busyWorkers(): number[];
  /** Text that changes when any worker makes progress. */
  progressText(): string;
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
  /** The workers whose answers are missing; undefined for a step, which the last worker answers for all. */
  readonly unanswered?: Set<number>;
}

/** Time that workers have to exit by themselves before they are terminated. */
const graceMilliseconds = 300;
/**
 * Time to wait for threads that load a program, and for terminated ones. A thread in a native function that never
 * returns cannot be ended.
 */
const endMilliseconds = 5000;
/** Time without a change after which waiting workers cannot go on any more. */
const quietMilliseconds = 25;

/** The promise's value, or undefined if it takes longer. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  const result = await Promise.race([promise, late]);
  clearTimeout(timer);
  return result;
}

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
  /** Workers that died or hang; they ended the team. */
  readonly lost = new Set<number>();
  readonly #stallSeconds: number;
  readonly #watchdog: Watchdog;
  #numSteps = 0;
  #ended: Error | undefined;
  #cleanedUp: Promise<void> | undefined;

  constructor(executor: Executor, binder: Binder, stallSeconds = defaultStallSeconds) {
    this.executor = executor;
    this.#binder = { module: runnableModule(binder.module), name: binder.name };
    const observe = () => `${this.#task?.missing} ${this.#task?.program.progressText()}`;
    this.#stallSeconds = stallSeconds;
    this.#watchdog = new Watchdog(observe, (seconds) => this.#failStalled(seconds));
  }

  /** Creates a team without threads; loading programs starts them. @throws Unsupported if the executor does not load */
  static async create({ executor, binder, stallSeconds }: TeamOptions = {}): Promise<ThreadTeam> {
    if (stallSeconds !== undefined && !(stallSeconds > 0))
      throw new InvalidConfig("threads: stallSeconds", `got ${stallSeconds}; give a number of seconds above 0`);
    if (executor && binder) return new ThreadTeam(executor, binder, stallSeconds);
    const loaded = await loadExecutor();
    return new ThreadTeam(loaded.executor, loaded.binder, stallSeconds);
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

  /** Whether the program's values, or those of its lender, are in memory. */
  isHolder(program: TeamProgram): boolean {
    return this.#holder === (program.lender ?? program);
  }

  /** Makes `program` the holder of the memory. A borrower leaves it to its lender. */
  takeMemory(program: TeamProgram): void {
    if (this.isHolder(program)) return;
    if (program.lender) throw new InternalError("team", "the state that the program reads is not in memory any more");
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
    if (number === undefined || !this.isHolder(program)) throw new InternalError("team", "the program is not loaded");
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

  #begin(program: TeamProgram, missing: number, unanswered?: Set<number>): Task {
    const task = { ...defer(), program, missing, unanswered };
    this.#task = task;
    for (const worker of this.#workers) worker.ref();
    this.#watchdog.start(unanswered ? Math.max(leastLoadSeconds, this.#stallSeconds) : this.#stallSeconds);
    return task;
  }

  async #order(program: TeamProgram, orders: readonly WorkerOrder[]): Promise<void> {
    const task = this.#begin(program, orders.length, new Set(orders.keys()));
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
    worker.on("error", ({ message, stack }) => {
      this.#fail({ workers: [index], reason: message, isThrown: false, stack });
    });
    worker.on("exit", (code) => {
      exited.resolve();
      this.#fail({ workers: [index], reason: `the worker exited with code ${code}`, isThrown: false });
    });
  }

  #receive(worker: number, message: WorkerMessage): void {
    if (message.kind === "failed") {
      const { instruction, message: reason, stack } = message;
      this.#fail({ workers: [worker], reason, isThrown: true, instruction, stack });
      return;
    }
    const task = this.#task;
    task?.unanswered?.delete(worker);
    if (!task || --task.missing > 0) return;
    this.#task = undefined;
    this.#watchdog.stop();
    // Idle workers do not keep the process alive.
    for (const each of this.#workers) each.unref();
    task.resolve();
  }

  /** Ends the team because the workers that the others wait for make no progress. */
  #failStalled(seconds: number): void {
    const { unanswered, program } = this.#task!;
    const busy = unanswered ? [...unanswered] : program.busyWorkers();
    const reason = `no progress for ${secondsText(seconds)}`;
    if (busy.length > 0) this.#fail({ workers: busy, reason, isThrown: false });
    else void this.#end(new InternalError("threads", `all devices wait for each other, ${reason}`));
  }

  /** Ends the team because workers failed. Later failures of other workers are consequences and are ignored. */
  #fail(failed: WorkerFailure): void {
    if (this.#ended) return;
    const { workers, reason, stack } = failed;
    for (const worker of workers) this.lost.add(worker);
    const candidates = [this.#task?.program, this.#holder, ...this.#programs.values()];
    const program = candidates.find((each) => each && workers[0] < each.numWorkers);
    const failure = program?.failure(failed);
    void this.#end(
      failure ?? new RuntimeFailure("threads", `${reason}; all devices have been stopped`, { stack }),
      this.#task && !this.#task.unanswered ? this.#task.program : undefined,
    );
  }

  /** @param running  a program whose step goes on as far as it gets without the lost workers */
  #end(reason: Error, running?: TeamProgram): Promise<void> {
    this.#ended ??= reason;
    this.#cleanedUp ??= this.#cleanUp(this.#ended, running);
    return this.#cleanedUp;
  }

  /**
   * Waits until the workers that are left have finished the step or wait for lost ones: then each of them has its state
   * from before the step or from after it, mostly all the same.
   */
  async #drain(program: TeamProgram): Promise<void> {
    const begin = performance.now();
    let [seen, since] = ["", begin];
    while (performance.now() - begin < graceMilliseconds) {
      const isBusy = program.busyWorkers().some((worker) => !this.lost.has(worker));
      const text = program.progressText();
      if (isBusy || text !== seen) [seen, since] = [text, performance.now()];
      if (performance.now() - since > quietMilliseconds) return;
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }

  async #cleanUp(reason: Error, running: TeamProgram | undefined): Promise<void> {
    this.#watchdog.stop();
    if (running) await this.#drain(running);
    Atomics.store(this.#control, endWord, 1);
    wakeTeam(this.#control);
    for (const { control, numWorkers, numBarriers } of this.#programs.values())
      abortProgram(control, numWorkers, numBarriers);
    for (const worker of this.#workers) worker.ref();
    const exited = Promise.all(this.#exits).then(() => true);
    // A thread that is terminated while it opens a native library can end the process; it exits once it has loaded.
    const grace = this.#task?.unanswered ? endMilliseconds : graceMilliseconds;
    if (!(await within(grace, exited))) for (const worker of this.#workers) void worker.terminate();
    if (await within(endMilliseconds, exited)) for (const program of this.#programs.values()) program.release();
    else {
      // Threads that could not be ended must not keep the process alive, and still use the compiled segments.
      for (const worker of this.#workers) worker.unref();
      await endWithoutThreads();
    }
    this.#programs.clear();
    const task = this.#task;
    this.#task = undefined;
    task?.reject(reason);
  }
}
