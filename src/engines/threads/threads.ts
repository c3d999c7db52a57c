/**
 * @file The threads engine: runs a Program with one worker thread per device on one shared memory. The main thread only
 * writes inputs, starts steps and reads outputs, so its event loop stays free. If one worker fails, the run ends on
 * all.
 */
import { DeviceLost, InternalError, InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { numElements, type TensorData, viewData } from "../../ir/types.ts";
import { describeInstruction } from "../../lower/describe.ts";
import type { TimelineEvent } from "../../lower/events.ts";
import { type PortPlace, type Program, type ProgramPort, placesOf } from "../../lower/program.ts";
import type { Box, TensorPart } from "../../plan/shard.ts";
import type {
  Borrowed,
  DeviceMemory,
  DeviceStats,
  LoadOptions,
  Remains,
  RunningProgram,
  StepReport,
} from "../engine.ts";
import { findLent, type Lent } from "../lend.ts";
import { assembleValue, partsOf, scatterPart, scatterValue, withReplicas } from "../shards.ts";
import { createControl, type Progress, progressOf } from "./control.ts";
import { deviceMemory, deviceStats } from "./device-stats.ts";
import { addressIn, secondsSlots, type WorkerJob } from "./job.ts";
import { buildKernels, type Layout, layOut } from "./layout.ts";
import { type IsHeld, remainsOf } from "./remains.ts";
import { type CompiledSegments, compileSegments, releaseSegments } from "./segments.ts";
import { type TeamOptions, type TeamProgram, ThreadTeam, type WorkerFailure } from "./team.ts";
import { planReceives, type TransferBytes, transferBytes } from "./transfers.ts";

export type ThreadsOptions = TeamOptions & Pick<LoadOptions, "timeline">;

/**
 * Starts a Program on its own worker threads. Resolves when every device is ready.
 * @throws InvalidConfig if it needs more shared memory than the machine has
 * @throws Unsupported if the executor cannot run an op
 * @throws RuntimeFailure if a worker cannot start
 */
export const startThreads = async (program: Program, options: ThreadsOptions = {}): Promise<RunningProgram> =>
  loadProgram(await ThreadTeam.create(options), program, options);

/**
 * Loads a Program onto a team, whose other programs must be idle. Resolves when every device is ready. Throws like
 * {@link startThreads}.
 */
export async function loadProgram(
  team: ThreadTeam,
  program: Program,
  options: LoadOptions = {},
): Promise<RunningProgram> {
  team.checkIdle("load");
  const run = new ThreadsRun(program, team, options);
  team.reserve(run.memoryBytes);
  await run.load();
  return run;
}

/** The inputs that a program reads in the memory of another one. */
interface Loan {
  readonly lender: ThreadsRun;
  readonly inputs: ReadonlyMap<number, number>;
  readonly lent: Lent;
}

function loanTo(program: Program, { lender, inputs }: Borrowed): Loan {
  if (!(lender instanceof ThreadsRun))
    throw new InternalError("threads", `${program.name} is to read the state of a program of another engine`);
  return { lender, inputs, lent: findLent(program, lender.program, inputs) };
}

class ThreadsRun implements RunningProgram, TeamProgram {
  readonly queuesSteps = false;
  readonly control: Int32Array;
  readonly numWorkers: number;
  readonly numBarriers: number;
  readonly #program: Program;
  readonly #layout: Layout;
  readonly #team: ThreadTeam;
  readonly #compiled: CompiledSegments;
  readonly #transferred: readonly TransferBytes[];
  readonly #seconds: readonly Float64Array[];
  readonly #timelines: readonly Float64Array[];
  readonly #onLeave: () => void;
  readonly #loan: Loan | undefined;
  /** Programs that read this one's state in memory. */
  readonly #borrowers = new Set<ThreadsRun>();
  /** Inputs that must be written before the next step, because another program has used the memory since. */
  #missing = new Set<number>();
  #isRunning = false;
  #numSteps = 0;
  #numFinished = 0;

  constructor(program: Program, team: ThreadTeam, { timeline, borrows, onLeave = () => {} }: LoadOptions) {
    const loan = borrows && loanTo(program, borrows);
    const layout = layOut(program, loan && { layout: loan.lender.#layout, lent: loan.lent.buffers });
    const { workers, numBarriers } = layout;
    this.numWorkers = workers.length;
    this.numBarriers = numBarriers;
    this.control = createControl(workers.length, numBarriers);
    this.#program = program;
    this.#layout = layout;
    this.#team = team;
    this.#compiled = compileSegments(program, team.executor);
    this.#onLeave = onLeave;
    this.#loan = loan;
    if (loan) loan.lender.#borrowers.add(this);
    const shared = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));
    this.#seconds = workers.map(() => shared(secondsSlots.length));
    this.#timelines = workers.map(({ mesh }) => shared(timeline ? 2 * program.meshes[mesh].instructions.length : 0));
    this.#transferred = transferBytes(program, layout);
  }

  load(): Promise<void> {
    const { workers, arenas, places, barriers, memoryBytes } = this.#layout;
    const kernels = this.#program.meshes.map(buildKernels);
    const receives = planReceives(this.#program, this.#layout);
    const jobs = workers.map(({ mesh, rank }, worker): WorkerJob => {
      const { buffers, instructions, mesh: deviceMesh } = this.#program.meshes[mesh];
      return {
        memoryBytes,
        control: this.control,
        numWorkers: this.numWorkers,
        numBarriers: this.numBarriers,
        worker,
        mesh: deviceMesh,
        rank,
        arenas: places.filter((_, other) => workers[other].mesh === mesh),
        buffers,
        offsets: arenas[mesh].offsets,
        instructions,
        segments: this.#compiled[mesh],
        kernels: kernels[mesh],
        barriers: barriers[worker],
        receives: receives[worker],
        seconds: this.#seconds[worker],
        timeline: this.#timelines[worker],
      };
    });
    return this.#team.load(this, jobs);
  }

  get program(): Program {
    return this.#program;
  }

  /** Bytes of the shared memory that it needs. */
  get memoryBytes(): number {
    return this.#layout.memoryBytes;
  }

  get lender(): ThreadsRun | undefined {
    return this.#loan?.lender;
  }

  failure({ workers, reason, isThrown, instruction, stack }: WorkerFailure): RuntimeFailure {
    const [worker] = workers;
    const at = instruction ?? progressOf(this.control, worker).instruction;
    const { device, mesh } = this.#layout.workers[worker];
    const op = at < 0 ? undefined : describeInstruction(this.#program.meshes[mesh], at);
    const when = this.#numSteps === 0 ? "while starting" : this.#isRunning ? "in" : "after";
    const step = this.#numSteps === 0 ? "" : ` step ${this.#numSteps}`;
    const what = `failed ${when}${step}${op ? `, ${op}` : ""}: ${reason}; all devices have been stopped`;
    const details = { device, step: this.#numSteps, instruction: at, op, stack };
    // A program that cannot be loaded is no fault of the device.
    if (isThrown && this.#numSteps === 0) return new RuntimeFailure(`device ${device}`, what, details);
    const devices = workers.filter((each) => each < this.numWorkers).map((each) => this.#layout.workers[each].device);
    return new DeviceLost(devices, { reason, isThrown, what, details });
  }

  #progress(): Progress[] {
    return this.#layout.workers.map((_, worker) => progressOf(this.control, worker));
  }

  busyWorkers(): number[] {
    const isBusy = ({ isWaiting, numSteps }: Progress): boolean => numSteps < this.#numSteps && !isWaiting;
    return this.#progress().flatMap((progress, worker) => (isBusy(progress) ? [worker] : []));
  }

  progressText(): string {
    return this.#progress()
      .map(({ instruction, isWaiting, numSteps }) => `${numSteps}:${instruction}${isWaiting ? "w" : ""}`)
      .join();
  }

  remains(): Remains | undefined {
    if (this.#team.isAlive || !this.#team.isHolder(this)) return undefined;
    const { before, after } = remainsOf(this.#program, this.#layout, {
      begun: this.#numSteps,
      finished: this.#numFinished,
      progress: this.#progress(),
      lost: this.#team.lost,
    });
    const read = (port: ProgramPort, isHeld: IsHeld): TensorData | undefined => {
      const { mesh } = this.#program.meshes[port.mesh];
      const held = withReplicas(port, mesh, this.#buffersOf(port), (rank) => isHeld(port, rank));
      return held && assembleValue(port, mesh, held);
    };
    return {
      before: (input) => read(this.#program.inputs[input], before),
      after: (output) => read(this.#program.outputs[output], after),
    };
  }

  leaveMemory(): void {
    this.#onLeave();
    this.#missing = new Set(this.#program.inputs.keys());
  }

  release(): void {
    releaseSegments(this.#compiled, this.#team.executor);
  }

  async step(inputs: ReadonlyMap<number, TensorData> = new Map()): Promise<StepReport> {
    for (const [input, data] of inputs) this.writeInput(input, data);
    this.checkIdle("step");
    this.#team.takeMemory(this);
    this.#copyLent();
    const [missing] = this.#missing;
    if (missing !== undefined)
      throw new InternalError("threads", `${this.#program.inputs[missing].name} is not written, its memory was lent`);
    const start = performance.now();
    this.#numSteps++;
    this.#isRunning = true;
    const step = this.#numSteps;
    try {
      await this.#team.run(this);
      this.#numFinished++;
    } finally {
      this.#isRunning = false;
      // The lender's next step overwrites what a borrower wrote.
      if (this.#loan) this.#missing = new Set(this.#program.inputs.keys());
    }
    return { step, seconds: (performance.now() - start) / 1e3 };
  }

  checkIdle(what: string): void {
    if (this.#isRunning && this.#team.isAlive)
      throw new InvalidConfig(what, `step ${this.#numSteps} is still running; await it first`);
    this.#team.checkIdle(what);
  }

  /** By rank, views of a port's buffers on one mesh in shared memory. */
  #buffersOf({ mesh, buffer }: PortPlace): TensorData[] {
    const { workers, arenas, places } = this.#layout;
    const { type } = this.#program.meshes[mesh].buffers[buffer];
    const offset = arenas[mesh].offsets[buffer];
    const memory = this.#team.memory.buffer;
    return workers.flatMap((place, worker) =>
      place.mesh === mesh
        ? [viewData(type.dtype, memory, addressIn(places[worker], offset), numElements(type.shape))]
        : [],
    );
  }

  /** Copies the lent values to the places where the lender does not hold them. */
  #copyLent(): void {
    for (const [input, places] of this.#loan?.lent.copied ?? []) {
      const port = this.#program.inputs[input];
      const data = this.#loan!.lender.inputNow(this.#loan!.inputs.get(input)!);
      for (const place of places)
        scatterValue(data, { ...port, ...place }, this.#program.meshes[place.mesh].mesh, this.#buffersOf(place));
    }
    for (const input of this.#loan?.inputs.keys() ?? []) this.#missing.delete(input);
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
    this.#team.takeMemory(this);
    for (const place of placesOf(port)) {
      scatterValue(data, { ...port, ...place }, this.#program.meshes[place.mesh].mesh, this.#buffersOf(place));
    }
    this.#missing.delete(input);
  }

  writeInputPart(input: number, part: Box, data: TensorData): void {
    this.checkIdle("writeInputPart");
    const port = this.#program.inputs[input];
    this.#team.takeMemory(this);
    for (const place of placesOf(port))
      scatterPart(part, data, { ...port, ...place }, this.#program.meshes[place.mesh].mesh, this.#buffersOf(place));
    this.#missing.delete(input);
  }

  async #read(port: ProgramPort): Promise<TensorData> {
    await this.#team.whenIdle();
    this.#team.checkAlive();
    return this.#valueOf(port);
  }

  #checkHeld({ name }: ProgramPort): void {
    if (!this.#team.isHolder(this)) throw new InternalError("threads", `${name} is not in memory any more`);
  }

  #valueOf(port: ProgramPort): TensorData {
    this.#checkHeld(port);
    return assembleValue(port, this.#program.meshes[port.mesh].mesh, this.#buffersOf(port));
  }

  readInput(input: number): Promise<TensorData> {
    return this.#read(this.#program.inputs[input]);
  }

  inputNow(input: number): TensorData {
    return this.#valueOf(this.#program.inputs[input]);
  }

  inputParts(input: number): TensorPart[] {
    const port = this.#program.inputs[input];
    this.#checkHeld(port);
    return partsOf(port, this.#program.meshes[port.mesh], this.#buffersOf(port));
  }

  readOutput(output: number): Promise<TensorData> {
    return this.#read(this.#program.outputs[output]);
  }

  memory(): DeviceMemory[] {
    return deviceMemory(this.#layout, this.#compiled);
  }

  stats(): DeviceStats[] {
    const numSteps = this.#numSteps - (this.#isRunning ? 1 : 0);
    const counts = { numSteps, seconds: this.#seconds, transferred: this.#transferred };
    return deviceStats(this.#program, this.#layout, counts);
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

  async unload(): Promise<void> {
    for (const borrower of this.#borrowers) await borrower.unload();
    if (this.#loan) this.#loan.lender.#borrowers.delete(this);
    return this.#team.unload(this);
  }

  stop(): Promise<void> {
    return this.#team.stop();
  }
}
