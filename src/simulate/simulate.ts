/**
 * @file The simulator: steps through the instruction lists that the runtime executes, under the cost model of a
 * cluster. Every mesh executes its own list in order; a `recv` waits until its message has arrived. Messages overlap
 * with the compute of both meshes, unless the engine's sends also wait until they have arrived. Messages between the
 * same pair of meshes are sent one after another. Where the engine overlaps collectives of data parallelism
 * (`cluster/engine.ts`), these run on a second stream of the device, and an instruction that needs their result waits.
 */
import { InternalError } from "../base/errors.ts";
import { devicesEngine, devicesFusion } from "../cluster/cluster.ts";
import { waitsForSends } from "../cluster/engine.ts";
import { accessOf } from "../lower/buffers.ts";
import { dataParallelRoles, type MeshRoles } from "../lower/data-parallel-roles.ts";
import type { TimelineEvent } from "../lower/events.ts";
import type { BufferId, Instruction, MeshProgram, Program, TaskSpan } from "../lower/program.ts";
import { type Beside, besideCompute, SecondStream } from "./beside.ts";
import { type MeshMemory, meshMemory } from "./memory.ts";
import { instructionSeconds, launchSeconds, messageSeconds, type SimulateOptions, sharesUntilOps } from "./seconds.ts";
import { type HostTraffic, stepTraffic } from "./traffic.ts";
import { hiddenSeconds, type Usage, usageOf } from "./usage.ts";

/** The simulation of a device of a mesh. Under the cost model all devices of a mesh are as slow as the slowest. */
export interface MeshSimulation {
  readonly devices: readonly number[];
  /** By instruction: seconds since the step began. A recv ends when its message has arrived. */
  readonly startSeconds: Float64Array;
  readonly endSeconds: Float64Array;
  /** The collectives beside compute; undefined if there are none. */
  readonly beside?: {
    /** By instruction: 1 if it runs beside compute. */
    readonly is: Uint8Array;
    /** By reduction of gradients: the time at which its operand is done. */
    readonly readySeconds: Float64Array;
  };
  readonly usage: Usage;
  readonly memory: MeshMemory;
  /** Peak number of (microbatch, chunk) pairs between the begin of forward and the end of backward; 0 without tasks. */
  readonly peakInFlight: number;
}

export interface MessageTimes {
  readonly transfer: number;
  readonly message: number;
  readonly sentSeconds: number;
  /** The time at which its transmission begins: after all earlier messages between the same meshes. */
  readonly startSeconds: number;
  readonly arrivedSeconds: number;
}

export interface Simulation {
  /** Seconds of one step. */
  readonly seconds: number;
  readonly meshes: readonly MeshSimulation[];
  readonly messages: readonly MessageTimes[];
  readonly traffic: readonly HostTraffic[];
}

/**
 * Predicts one step of a program.
 * @throws InvalidConfig when the cluster lacks the program's devices or the profile is of other hosts
 */
export function simulateProgram(program: Program, options: SimulateOptions): Simulation {
  const { meshes, messages } = stepThrough(program, options);
  const ended = Math.max(0, ...meshes.map((mesh) => mesh.finish()));
  const seconds = ended + Math.max(0, ...meshes.map((mesh) => mesh.gatherNewParameters(ended)));
  return {
    seconds,
    meshes: program.meshes.map((mesh, index) => {
      const { startSeconds, endSeconds, beside } = meshes[index];
      const secondsOf = (i: number): number => endSeconds[i] - startSeconds[i];
      const hidden = beside ? hiddenSeconds(mesh.instructions, startSeconds, endSeconds, beside.is, seconds) : 0;
      return {
        devices: mesh.devices,
        startSeconds,
        endSeconds,
        ...(beside && { beside }),
        usage: usageOf(mesh.instructions, secondsOf, seconds, hidden),
        memory: meshMemory(mesh, devicesFusion(options.cluster, mesh.devices) === "flash"),
        peakInFlight: peakInFlight(mesh.tasks),
      };
    }),
    messages,
    traffic: stepTraffic(program, options.cluster),
  };
}

/** An update that waits for collectives beside compute. */
interface PutOff {
  readonly index: number;
  readonly needed: ReadonlySet<number>;
  /** The buffers that it reads and writes. */
  readonly buffers: readonly BufferId[];
}

/** The progress of a mesh. */
class MeshClock {
  readonly program: MeshProgram;
  readonly startSeconds: Float64Array;
  readonly endSeconds: Float64Array;
  readonly #seconds: Float64Array;
  /** By gather: the seconds in which the host launches the pieces of its list. */
  readonly #launchSeconds: Float64Array;
  readonly #beside: Beside | undefined;
  readonly #stream: SecondStream;
  /** By buffer: the last collective beside compute that makes it, and that reads it; −1 for none. */
  readonly #maker: Int32Array;
  readonly #reader: Int32Array;
  readonly #options: SimulateOptions;
  readonly #shares = new Map<number, readonly number[]>();
  readonly #roles: MeshRoles["roles"];
  readonly #leading: MeshRoles["leading"];
  /** Updates that wait for a reduction, in order, and the buffers of all of them. */
  readonly #putOff: PutOff[] = [];
  readonly #putOffBuffers = new Set<BufferId>();
  /** The next instruction. */
  next = 0;
  now = 0;

  constructor(program: MeshProgram, { roles, leading }: MeshRoles, options: SimulateOptions) {
    const { instructions, buffers } = program;
    this.program = program;
    this.#options = options;
    this.#roles = roles;
    this.#leading = leading;
    this.#seconds = instructionSeconds(program, options, roles);
    this.#launchSeconds = launchSeconds(program, options, this.#seconds);
    this.startSeconds = new Float64Array(instructions.length);
    this.endSeconds = new Float64Array(instructions.length);
    this.#beside = besideCompute(program, roles, devicesEngine(options.cluster, program.devices));
    this.#stream = new SecondStream(this.#seconds, this.startSeconds, this.endSeconds);
    if (this.#beside) this.#start(-1);
    [this.#maker, this.#reader] = [0, 1].map(() => new Int32Array(this.#beside ? buffers.length : 0).fill(-1));
  }

  get beside(): MeshSimulation["beside"] {
    return this.#beside && { is: this.#beside.is, readySeconds: this.#stream.readySeconds };
  }

  /** Executes the next instruction, which ends at `readySeconds` at the earliest. */
  advance(readySeconds = 0): void {
    const index = this.next++;
    if (this.#beside?.is[index]) this.#handOver(index);
    else if (this.#beside) this.#runAmong(index, readySeconds);
    else this.#run(index, readySeconds);
  }

  #run(index: number, readySeconds = 0): void {
    this.startSeconds[index] = this.now;
    this.now = Math.max(this.now + this.#seconds[index], readySeconds);
    this.endSeconds[index] = this.now;
  }

  /**
   * Marks the buffers of a collective beside compute. A reduction may begin when its operand is done, a gather with the
   * instruction that releases it.
   */
  #handOver(index: number): void {
    this.#release(index);
    if (this.#roles[index] === "new parameter") return;
    const { reads, writes } = accessOf(this.program.instructions[index], this.program.buffers);
    for (const id of writes) this.#maker[id] = index;
    for (const id of reads) this.#reader[id] = index;
    this.#start(index);
  }

  /** Starts the reductions whose operands an instruction has computed, each when the op that computes it has ended. */
  #start(index: number): void {
    const started = this.#beside!.startedBy.get(index);
    if (!started) return;
    const [start, end] = index < 0 ? [0, 0] : [this.startSeconds[index], this.endSeconds[index]];
    const all = started.map(({ reduction, op }) => ({
      reduction,
      since: op < 0 ? this.now : start + this.#shareUntil(index, op) * (end - start),
    }));
    all.sort((a, b) => a.since - b.since);
    for (const { reduction, since } of all) this.#stream.addReduction(reduction, since);
  }

  #shareUntil(index: number, op: number): number {
    const { segment } = this.program.instructions[index] as Extract<Instruction, { kind: "run" }>;
    let shares = this.#shares.get(segment);
    if (!shares) {
      shares = sharesUntilOps(this.program.segments[segment], this.program, this.#options);
      this.#shares.set(segment, shares);
    }
    return shares[op];
  }

  /**
   * Runs an instruction when the collectives beside compute that it needs have ended. An update that would wait is put
   * off until all reductions have ended; so is what a segment computes for updates alone. Sums over the microbatches
   * are put off until the reduction has ended.
   */
  #runAmong(index: number, readySeconds: number): void {
    this.#runSums();
    const { reads, writes } = accessOf(this.program.instructions[index], this.program.buffers);
    const { inputs, outputs } = this.#leading.get(index) ?? {};
    const isUpdate = this.#roles[index] === "update";
    const [needed, later] = [new Set<number>(), new Set<number>()];
    reads.forEach((id, i) => {
      (isUpdate || inputs?.[i] !== 0 ? needed : later).add(this.#maker[id]);
    });
    for (const id of writes) needed.add(this.#maker[id]).add(this.#reader[id]);
    for (const each of [needed, later]) each.delete(-1);
    const isTouched = [...reads, ...writes].some((id) => this.#putOffBuffers.has(id));
    if (isUpdate && (isTouched || [...needed].some((by) => !this.#stream.hasEnded(by, this.now)))) {
      this.#release(index);
      this.#putOff.push({ index, needed, buffers: [...reads, ...writes] });
      for (const id of [...reads, ...writes]) this.#putOffBuffers.add(id);
      return;
    }
    this.#waitFor(needed);
    this.#release(index);
    this.#run(index, readySeconds);
    this.#start(index);
    writes.forEach((id, i) => {
      this.#maker[id] = outputs?.[i] === 0 ? Math.max(-1, ...later) : -1;
    });
  }

  /**
   * Lets the gathers begin that may begin with an instruction, also if that one runs beside compute or is put off. The
   * host launches them, and the pieces of their lists, before the instruction.
   */
  #release(index: number): void {
    for (const gather of this.#beside!.released.get(index) ?? []) {
      this.now += this.#launchSeconds[gather];
      this.#stream.addGather(gather, this.now);
    }
  }

  #waitFor(needed: Iterable<number>): void {
    for (const by of needed) this.now = Math.max(this.now, this.#stream.finish(by));
  }

  /** Runs what was put off in the loop over the microbatches, in order, up to what still waits. */
  #runSums(): void {
    const waits = this.#putOff.findIndex(
      ({ index, needed }) =>
        this.program.instructions[index].microbatch < 0 ||
        [...needed].some((by) => !this.#stream.hasEnded(by, this.now)),
    );
    const ready = this.#putOff.splice(0, waits < 0 ? this.#putOff.length : waits);
    if (ready.length === 0) return;
    for (const { index } of ready) {
      this.#run(index);
      this.#start(index);
    }
    this.#putOffBuffers.clear();
    for (const { buffers } of this.#putOff) for (const id of buffers) this.#putOffBuffers.add(id);
  }

  #runPutOff(): void {
    for (const { index, needed } of this.#putOff) {
      this.#waitFor(needed);
      this.#run(index);
      this.#start(index);
    }
  }

  /** Runs what is left; returns the end of the step's instructions, without the gathers of new parameters. */
  finish(): number {
    this.now = Math.max(this.now, this.#stream.finishAll());
    this.#runPutOff();
    this.now = Math.max(this.now, this.#stream.finishAll());
    return this.now;
  }

  /**
   * Runs the gathers of new parameters. They may last into the next step, which begins at `ended` and waits where it
   * reads a parameter that is not there yet.
   * @returns  the seconds that it waits
   */
  gatherNewParameters(ended: number): number {
    let waits = 0;
    for (const { instruction, firstRead } of this.#beside?.last ?? []) {
      this.startSeconds[instruction] = this.now;
      this.now += this.#seconds[instruction];
      this.endSeconds[instruction] = this.now;
      waits = Math.max(waits, this.now - ended - this.startSeconds[firstRead]);
    }
    return waits;
  }
}

function stepThrough(program: Program, options: SimulateOptions): { meshes: MeshClock[]; messages: MessageTimes[] } {
  const hasEngines = options.cluster.hosts.some(({ device }) => device.engine !== undefined);
  const roles = hasEngines
    ? dataParallelRoles(program)
    : program.meshes.map((): MeshRoles => ({ roles: [], leading: new Map() }));
  const meshes = program.meshes.map((mesh, index) => new MeshClock(mesh, roles[index], options));
  const travelSeconds = program.transfers.map((transfer) => messageSeconds(transfer, program, options));
  const messages = new Map<string, MessageTimes>();
  /** Arrival time of the last message so far, by pair of meshes. */
  const linkFree = new Map<string, number>();
  const waiting = new Map<string, number>();
  const ready = [...meshes.keys()].reverse();

  const waits = program.meshes.map(({ devices, tasks }) =>
    waitsForSends(devicesEngine(options.cluster, devices), tasks),
  );
  /** Returns the time at which the message arrives. */
  const send = (transfer: number, message: number, sentSeconds: number): number => {
    const { from, to } = program.transfers[transfer];
    const link = `${from.mesh} ${to.mesh}`;
    const startSeconds = Math.max(sentSeconds, linkFree.get(link) ?? 0);
    const arrivedSeconds = startSeconds + travelSeconds[transfer];
    linkFree.set(link, arrivedSeconds);
    const key = `${transfer} ${message}`;
    messages.set(key, { transfer, message, sentSeconds, startSeconds, arrivedSeconds });
    const receiver = waiting.get(key);
    if (receiver !== undefined && waiting.delete(key)) ready.push(receiver);
    return arrivedSeconds;
  };
  for (let mesh = ready.pop(); mesh !== undefined; mesh = ready.pop()) {
    const clock = meshes[mesh];
    const { instructions } = clock.program;
    while (clock.next < instructions.length) {
      const instruction = instructions[clock.next];
      if (instruction.kind === "recv") {
        const key = `${instruction.transfer} ${instruction.message}`;
        const message = messages.get(key);
        if (!message) {
          waiting.set(key, mesh);
          break;
        }
        clock.advance(message.arrivedSeconds);
        continue;
      }
      if (instruction.kind !== "send") {
        clock.advance();
        continue;
      }
      const arrivedSeconds = send(instruction.transfer, instruction.message, clock.now);
      clock.advance(waits[mesh] ? arrivedSeconds : 0);
    }
  }
  const stuck = meshes.findIndex(({ next, program: { instructions } }) => next < instructions.length);
  if (stuck >= 0) {
    const { next } = meshes[stuck];
    const [key] = [...waiting].find(([, mesh]) => mesh === stuck)!;
    const [transfer, message] = key.split(" ");
    const { name } = program.transfers[Number(transfer)];
    throw new InternalError(
      "simulate",
      `deadlock: mesh ${stuck} blocks at instruction ${next}, waiting for message ${message} of ${name}`,
    );
  }
  return { meshes, messages: [...messages.values()] };
}

/** The peak number of microbatches in flight. A mesh executes in order, so it follows from the order of its tasks. */
export function peakInFlight(tasks: readonly Pick<TaskSpan, "kind">[]): number {
  let [held, peak] = [0, 0];
  for (const { kind } of tasks) {
    if (kind === "forward") peak = Math.max(peak, ++held);
    else if (kind === "backward" || kind === "backward-weight") held--;
  }
  return peak;
}

/** The simulated step as events of every device, or of the first device of each mesh (all of a mesh are alike). */
export function simulatedEvents(
  program: Program,
  simulation: Simulation,
  of: "every device" | "first device" = "every device",
): TimelineEvent[] {
  return simulation.meshes.flatMap(({ devices, startSeconds, endSeconds, beside }, mesh) =>
    (of === "every device" ? devices : devices.slice(0, 1)).flatMap((device) =>
      program.meshes[mesh].instructions.map(({ microbatch }, instruction) => ({
        device,
        mesh,
        instruction,
        microbatch,
        startSeconds: startSeconds[instruction],
        endSeconds: endSeconds[instruction],
        ...(beside?.is[instruction] && { isBeside: true }),
      })),
    ),
  );
}
