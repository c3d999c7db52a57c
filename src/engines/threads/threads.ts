/**
 * @file The threads engine: runs a Program with one worker thread per device on one shared memory. The main thread only hands
 * in inputs, starts steps and reads outputs; its event loop stays free. A worker that fails ends the run for all.
 */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import type { Graph } from "../../ir/graph.ts";
import { type CollectiveKind, collectiveKinds } from "../../ir/ops.ts";
import { bytesOf, numElements, type TensorData, viewData } from "../../ir/types.ts";
import { describeInstruction } from "../../lower/describe.ts";
import type { TimelineEvent } from "../../lower/events.ts";
import { type PortPlace, type Program, type ProgramPort, placesOf } from "../../lower/program.ts";
import { moduleBeside, runnableModule, spawnWorker } from "../../node/spawn.ts";
import { abortRun, createControl, finishedWord, progressWord, stepWord } from "./control.ts";
import type { CompiledSegment, Executor } from "./executors/executor.ts";
import { loadExecutor } from "./executors/load-executor.ts";
import { type Binder, secondsSlots, type WorkerJob, type WorkerMessage } from "./job.ts";
import { buildKernels, type Layout, layOut, segmentKernelName } from "./layout.ts";
import { assembleValue, scatterValue } from "./shards.ts";
import { planReceives, type TransferBytes, transferBytes } from "./transfers.ts";

export interface ThreadsOptions {
  /** Compiles the `general` segments; this machine's own when left out. */
  readonly executor?: Executor;
  /** Where workers find the executor's `BindSegment`; required with `executor`. */
  readonly binder?: Binder;
  /** Records when each instruction of the last step began and ended on each device. */
  readonly timeline?: boolean;
}

export interface StepReport {
  /** 1 for the first step of the run. */
  readonly step: number;
  readonly seconds: number;
}

export interface DeviceMemory {
  readonly device: number;
  /** Inputs and state, held between steps. */
  readonly inputBytes: number;
  /** Most that temporaries and outputs take at once. */
  readonly temporaryBytes: number;
  /** Most that the executor holds inside one segment. */
  readonly workspaceBytes: number;
  readonly peakBytes: number;
}

export interface CollectiveStats {
  readonly count: number;
  /** Bytes sent by this device, by the ring convention of `bytesSent`. */
  readonly bytes: number;
  readonly seconds: number;
}

/** What other meshes have sent to a device and received from it. */
export interface TransferStats extends TransferBytes {
  readonly seconds: number;
}

export interface DeviceStats {
  readonly device: number;
  readonly computeSeconds: number;
  /** Waiting for slower peers at collectives and for messages, part of `communicationSeconds`. */
  readonly waitSeconds: number;
  readonly communicationSeconds: number;
  /** Bytes sent by this device, to its own mesh in collectives and to others. */
  readonly communicationBytes: number;
  readonly collectives: Readonly<Record<CollectiveKind, CollectiveStats>>;
  readonly transfers: TransferStats;
}

export interface RunningProgram {
  /** Writes the inputs given (by input index), runs one step, resolves when all devices have finished it. */
  step(inputs?: ReadonlyMap<number, TensorData>): Promise<StepReport>;
  /** Throws unless a step can start now; `what` is for the error. */
  checkIdle(what: string): void;
  /** Writes a whole value into the devices' memory by its placement. */
  writeInput(input: number, data: TensorData): void;
  /** The whole value of an input as the devices hold it now, after the running step if there is one. */
  readInput(input: number): Promise<TensorData>;
  /** The whole value of an input as the devices hold it, between steps and after the end. */
  inputNow(input: number): TensorData;
  readOutput(output: number): Promise<TensorData>;
  memory(): DeviceMemory[];
  /** Totals since the start. */
  stats(): DeviceStats[];
  /** Empty unless asked for by the options. */
  timeline(): TimelineEvent[];
  /** Ends the run, in the middle of a step too: that step's promise is rejected. No thread is left when it resolves. */
  stop(): Promise<void>;
}

/** How long workers may take to leave by themselves before they are terminated. */
const graceMilliseconds = 300;

/**
 * Starts a Program on worker threads; resolves when every device is ready.
 * @throws InvalidConfig when it needs more shared memory than there is
 * @throws Unsupported when the executor cannot run an op
 * @throws RuntimeFailure when a worker cannot start
 */
export async function startThreads(program: Program, options: ThreadsOptions = {}): Promise<RunningProgram> {
  const { executor, binder } =
    options.executor && options.binder ? { executor: options.executor, binder: options.binder } : await loadExecutor();
  const layout = layOut(program);
  const run = new ThreadsRun(program, layout, compileSegments(program, executor), executor, binder, options);
  await run.ready;
  return run;
}

/** Segments by mesh; an elementwise one is the name of its kernel. */
type CompiledSegments = readonly (readonly (CompiledSegment | string)[])[];

function compileSegments(program: Program, executor: Executor): CompiledSegments {
  const made: CompiledSegment[] = [];
  // Cores that no worker occupies help all of them; with as many workers as cores each computes by itself.
  const numWorkers = program.meshes.reduce((sum, mesh) => sum + mesh.devices.length, 0);
  const intraOpThreads = Math.max(1, availableParallelism() - numWorkers + 1);
  const compile = (graph: Graph): CompiledSegment => {
    const segment = executor.compile(graph, { intraOpThreads });
    made.push(segment);
    return segment;
  };
  try {
    return program.meshes.map((mesh) =>
      mesh.segments.map(({ kernel, graph }, index) =>
        kernel === "elementwise" ? segmentKernelName(index) : compile(graph),
      ),
    );
  } catch (error) {
    for (const segment of made) executor.release(segment);
    throw error;
  }
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
  // Whoever awaits it gets the error; nobody awaiting it is no unhandled rejection.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

class ThreadsRun implements RunningProgram {
  readonly ready: Promise<void>;
  readonly #program: Program;
  readonly #layout: Layout;
  readonly #compiled: CompiledSegments;
  readonly #executor: Executor;
  readonly #control: Int32Array;
  readonly #transferred: readonly TransferBytes[];
  readonly #seconds: readonly Float64Array[];
  readonly #timelines: readonly Float64Array[];
  readonly #workers: Worker[] = [];
  readonly #exits: Promise<void>[] = [];
  readonly #starting = defer();
  #pending: Deferred | undefined;
  #numReady = 0;
  #numSteps = 0;
  #ended: Error | undefined;
  #cleanedUp: Promise<void> | undefined;

  constructor(
    program: Program,
    layout: Layout,
    compiled: CompiledSegments,
    executor: Executor,
    binder: Binder,
    options: ThreadsOptions,
  ) {
    const { workers, numBarriers } = layout;
    this.#program = program;
    this.#layout = layout;
    this.#compiled = compiled;
    this.#executor = executor;
    this.#control = createControl(workers.length, numBarriers);
    const shared = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));
    this.#seconds = workers.map(() => shared(secondsSlots.length));
    this.#timelines = workers.map(({ mesh }) =>
      shared(options.timeline ? 2 * program.meshes[mesh].instructions.length : 0),
    );
    const kernels = program.meshes.map(buildKernels);
    const receives = planReceives(program, layout);
    this.#transferred = transferBytes(program, layout);
    const entry = moduleBeside("./worker", import.meta.url);
    workers.forEach(({ mesh, rank }, worker) => {
      const { buffers, instructions, mesh: grid } = program.meshes[mesh];
      const job: WorkerJob = {
        memory: layout.memory,
        control: this.#control,
        numWorkers: workers.length,
        numBarriers,
        worker,
        mesh: grid,
        rank,
        arenas: layout.arenaOffsets.filter((_, other) => workers[other].mesh === mesh),
        buffers,
        offsets: layout.arenas[mesh].offsets,
        instructions,
        segments: compiled[mesh],
        kernels: kernels[mesh],
        barriers: layout.barriers[worker],
        receives: receives[worker],
        binder: { module: runnableModule(binder.module), name: binder.name },
        seconds: this.#seconds[worker],
        timeline: this.#timelines[worker],
      };
      this.#addWorker(worker, spawnWorker(entry, job));
    });
    this.ready = this.#starting.promise;
  }

  #addWorker(index: number, worker: Worker): void {
    this.#workers.push(worker);
    const exited = defer();
    this.#exits.push(exited.promise);
    worker.on("message", (message: WorkerMessage) => this.#receive(index, message));
    worker.on("error", (error) => this.#fail(index, error.message, this.#control[progressWord(index)], error.stack));
    worker.on("exit", (code) => {
      exited.resolve();
      this.#fail(index, `the worker exited with code ${code}`, this.#control[progressWord(index)]);
    });
  }

  #receive(worker: number, message: WorkerMessage): void {
    if (message.kind === "failed") this.#fail(worker, message.message, message.instruction, message.stack);
    else if (message.kind === "ready") {
      if (++this.#numReady === this.#workers.length) this.#becomeReady();
    } else {
      for (const each of this.#workers) each.unref();
      this.#pending?.resolve();
      this.#pending = undefined;
    }
  }

  /** Between steps the workers do not keep the process alive. */
  #becomeReady(): void {
    for (const worker of this.#workers) worker.unref();
    this.#starting.resolve();
  }

  /** Ends the run because of a worker; what happens to the others afterwards is its consequence. */
  #fail(worker: number, message: string, instruction: number, stack?: string): void {
    if (this.#ended) return;
    const { device, mesh } = this.#layout.workers[worker];
    const op = instruction < 0 ? undefined : describeInstruction(this.#program.meshes[mesh], instruction);
    const at = this.#numSteps === 0 ? "while starting" : `in step ${this.#numSteps}`;
    const failure = new RuntimeFailure(
      `device ${device}`,
      `failed ${at}${op ? `, ${op}` : ""}: ${message}; all devices have been stopped`,
      { device, step: this.#numSteps, instruction, op, stack },
    );
    void this.#end(failure);
  }

  #end(reason: Error): Promise<void> {
    this.#ended ??= reason;
    this.#cleanedUp ??= this.#cleanUp();
    return this.#cleanedUp;
  }

  async #cleanUp(): Promise<void> {
    abortRun(this.#control, this.#workers.length, this.#layout.numBarriers);
    for (const worker of this.#workers) worker.ref();
    const timer = setTimeout(() => {
      for (const worker of this.#workers) void worker.terminate();
    }, graceMilliseconds);
    await Promise.all(this.#exits);
    clearTimeout(timer);
    for (const segment of this.#compiled.flat()) if (typeof segment !== "string") this.#executor.release(segment);
    const reason = this.#ended ?? new RuntimeFailure("threads", "the run has ended");
    this.#starting.reject(reason);
    this.#pending?.reject(reason);
    this.#pending = undefined;
  }

  #checkAlive(): void {
    if (this.#ended) throw this.#ended;
  }

  async step(inputs: ReadonlyMap<number, TensorData> = new Map()): Promise<StepReport> {
    for (const [input, data] of inputs) this.writeInput(input, data);
    this.checkIdle("step");
    const start = performance.now();
    const pending = defer();
    this.#pending = pending;
    this.#numSteps++;
    for (const worker of this.#workers) worker.ref();
    Atomics.store(this.#control, finishedWord, 0);
    Atomics.add(this.#control, stepWord, 1);
    Atomics.notify(this.#control, stepWord);
    const step = this.#numSteps;
    await pending.promise;
    return { step, seconds: (performance.now() - start) / 1e3 };
  }

  checkIdle(what: string): void {
    this.#checkAlive();
    if (this.#pending) throw new InvalidConfig(what, `step ${this.#numSteps} is still running; await it first`);
  }

  /** Views of a port's buffers on one mesh in shared memory, by rank. */
  #buffersOf({ mesh, buffer }: PortPlace): TensorData[] {
    const { workers, arenas, arenaOffsets, memory } = this.#layout;
    const { type } = this.#program.meshes[mesh].buffers[buffer];
    const offset = arenas[mesh].offsets[buffer];
    return workers.flatMap((place, worker) =>
      place.mesh === mesh
        ? [viewData(type.dtype, memory.buffer, arenaOffsets[worker] + offset, numElements(type.shape))]
        : [],
    );
  }

  writeInput(input: number, data: TensorData): void {
    this.checkIdle("writeInput");
    const port = this.#program.inputs[input];
    const buffers = this.#buffersOf(port);
    const length = numElements(port.type.shape);
    if (data.length !== length || data.constructor !== buffers[0].constructor) {
      const [got, want] = [data.constructor.name, buffers[0].constructor.name];
      throw new InvalidConfig(port.name, `got ${data.length} elements in a ${got}; give ${length} in a ${want}`);
    }
    for (const place of placesOf(port)) {
      scatterValue(data, { ...port, ...place }, this.#program.meshes[place.mesh].mesh, this.#buffersOf(place));
    }
  }

  async #read(port: ProgramPort): Promise<TensorData> {
    await this.#pending?.promise;
    this.#checkAlive();
    return this.#valueOf(port);
  }

  #valueOf(port: ProgramPort): TensorData {
    return assembleValue(port, this.#program.meshes[port.mesh].mesh, this.#buffersOf(port));
  }

  readInput(input: number): Promise<TensorData> {
    return this.#read(this.#program.inputs[input]);
  }

  inputNow(input: number): TensorData {
    return this.#valueOf(this.#program.inputs[input]);
  }

  readOutput(output: number): Promise<TensorData> {
    return this.#read(this.#program.outputs[output]);
  }

  memory(): DeviceMemory[] {
    const workspace = this.#compiled.map((segments) =>
      Math.max(0, ...segments.map((segment) => (typeof segment === "string" ? 0 : segment.workspaceBytes))),
    );
    return this.#layout.workers.map(({ device, mesh }) => {
      const { bytes, inputBytes } = this.#layout.arenas[mesh];
      return {
        device,
        inputBytes,
        temporaryBytes: bytes - inputBytes,
        workspaceBytes: workspace[mesh],
        peakBytes: bytes + workspace[mesh],
      };
    });
  }

  stats(): DeviceStats[] {
    const finished = this.#numSteps - (this.#pending ? 1 : 0);
    return this.#layout.workers.map(({ device, mesh }, worker) => {
      const seconds = (slot: (typeof secondsSlots)[number]) => this.#seconds[worker][secondsSlots.indexOf(slot)];
      const { instructions, buffers } = this.#program.meshes[mesh];
      const statsOf = (kind: CollectiveKind): CollectiveStats => {
        const all = instructions.flatMap((instruction) => (instruction.kind === kind ? [instruction] : []));
        const bytes = all.reduce(
          (sum, { attrs, input }) => sum + bytesSent(kind, attrs.groupSize, bytesOf(buffers[input].type)),
          0,
        );
        return { count: all.length * finished, bytes: bytes * finished, seconds: seconds(kind) };
      };
      const collectives = Object.fromEntries(collectiveKinds.map((kind) => [kind, statsOf(kind)])) as Readonly<
        Record<CollectiveKind, CollectiveStats>
      >;
      const all = Object.values(collectives);
      const perStep = this.#transferred[worker];
      const transfers: TransferStats = {
        count: perStep.count * finished,
        sentBytes: perStep.sentBytes * finished,
        receivedBytes: perStep.receivedBytes * finished,
        seconds: seconds("transfer"),
      };
      return {
        device,
        computeSeconds: seconds("compute"),
        waitSeconds: seconds("wait"),
        communicationSeconds: all.reduce((sum, each) => sum + each.seconds, seconds("wait") + transfers.seconds),
        communicationBytes: all.reduce((sum, each) => sum + each.bytes, transfers.sentBytes),
        collectives,
        transfers,
      };
    });
  }

  timeline(): TimelineEvent[] {
    return this.#layout.workers.flatMap(({ device, mesh }, worker) => {
      const times = this.#timelines[worker];
      return this.#program.meshes[mesh].instructions.flatMap(({ microbatch }, instruction) => {
        const [start, end] = [times[2 * instruction], times[2 * instruction + 1]];
        if (!end) return [];
        return [{ device, mesh, instruction, microbatch, startSeconds: start / 1e6, endSeconds: end / 1e6 }];
      });
    });
  }

  stop(): Promise<void> {
    return this.#end(new RuntimeFailure("threads", "the run was stopped; start it again to run more steps"));
  }
}
