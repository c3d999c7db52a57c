/** @file A Program that runs in Python processes with JAX. Values are cut into the devices' shards here. */
import { InternalError, InvalidConfig } from "../../base/errors.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import { type CollectiveKind, collectiveKinds } from "../../ir/ops.ts";
import { allocateData, bytesOf, bytesPerElement, numElements, type TensorData, viewData } from "../../ir/types.ts";
import type { TimelineEvent } from "../../lower/events.ts";
import { type Program, type ProgramPort, placesOf } from "../../lower/program.ts";
import type { ProgramFile } from "../../lower/xla/program-file.ts";
import { xlaProgram } from "../../lower/xla/xla-program.ts";
import type { TensorPart } from "../../plan/shard.ts";
import type {
  Borrowed,
  CollectiveStats,
  DeviceMemory,
  DeviceStats,
  LoadOptions,
  RunningProgram,
  StepReport,
} from "../engine.ts";
import { assembleValue, partsOf, scatterValue } from "../shards.ts";
import { type Formed, type LentArrays, lentArrays } from "./lent-arrays.ts";
import type { ProcessGroup } from "./process-group.ts";
import type { Reply } from "./runner-process.ts";

type Place = ProgramFile["outputs"][number]["place"];
/** Instruction, microbatch, begin and end in seconds. */
type Event = readonly [number, number, number, number];

interface MeshBytes {
  readonly inputBytes: number;
  readonly workspaceBytes: number;
  readonly peakBytes: number;
}

/** The largest output, in bytes, that comes with the reply to a step. */
const maxResultBytes = 1024;
/** Bytes of inputs that wait for the request of the step; more are sent before it. */
const maxWaitingBytes = 64 * 1024;

/** Inputs for a process that have not been sent. */
interface Waiting {
  readonly writes: { readonly mesh: number; readonly arrays: readonly number[] }[];
  readonly bodies: Uint8Array[];
  bytes: number;
}

const nothingWaiting = (): Waiting => ({ writes: [], bodies: [], bytes: 0 });

export class XlaRun implements RunningProgram {
  readonly queuesSteps = true;
  readonly #program: Program;
  readonly #file: ProgramFile;
  readonly #group: ProcessGroup;
  readonly #number: number;
  readonly #options: LoadOptions;
  readonly #end: () => Promise<void>;
  readonly #loan: Loan | undefined;
  /** Programs that read this one's state. */
  readonly #borrowers = new Set<XlaRun>();
  #memory: readonly MeshBytes[] = [];
  /** By process. */
  #waiting: Waiting[];
  #writes: Promise<unknown>[] = [];
  #isRunning = false;
  /** The steps that were sent, until all processes have replied to the last one. */
  #sent: Promise<unknown> = Promise.resolve();
  /** The replies to the last step that was sent. */
  #replies: Promise<Reply[]> = Promise.resolve([]);
  /** The outputs that come with the reply to a step, each with its position in the reply. */
  readonly #results: ReadonlyMap<number, number>;
  #numSteps = 0;
  #seconds = 0;
  #waits: readonly number[];
  /** By process, then by mesh. */
  #events: readonly Readonly<Record<number, readonly Event[]>>[] = [];

  private constructor(
    program: Program,
    file: ProgramFile,
    group: ProcessGroup,
    number: number,
    options: LoadOptions,
    end: () => Promise<void>,
  ) {
    this.#program = program;
    this.#file = file;
    this.#group = group;
    this.#number = number;
    this.#options = options;
    this.#end = end;
    this.#loan = options.borrows && loanTo({ program, file }, options.borrows);
    if (this.#loan) this.#loan.lender.#borrowers.add(this);
    this.#waits = program.meshes.map(() => 0);
    this.#waiting = group.processes.map(nothingWaiting);
    const small = program.outputs.flatMap(({ type }, output) =>
      program.stateOf[output] < 0 && bytesOf(type) <= maxResultBytes ? [output] : [],
    );
    this.#results = new Map(small.map((output, i) => [output, i]));
  }

  /** Compiles the program's modules. @param end  stops the processes */
  static async load(
    program: Program,
    group: ProcessGroup,
    number: number,
    options: LoadOptions,
    end: () => Promise<void>,
  ): Promise<XlaRun> {
    const { file, modules } = xlaProgram(program);
    const run = new XlaRun(program, file, group, number, options, end);
    const bodies = [JSON.stringify(file), ...modules.map(({ text }) => text)].map((text) => Buffer.from(text));
    const loan = run.#loan && { lender: run.#loan.lender.#number, pairs: run.#loan.lent.pairs };
    const replies = await group.requestAll({ kind: "load", program: number, ...(loan && { loan }) }, bodies);
    run.#memory = program.meshes.map((_, mesh) => byMesh<MeshBytes>(replies, "memory", mesh)[0]);
    return run;
  }

  async step(inputs: ReadonlyMap<number, TensorData> = new Map()): Promise<StepReport> {
    if (this.#loan) await this.#copyLent(this.#loan);
    for (const [input, data] of inputs) this.writeInput(input, data);
    this.checkIdle("step");
    const start = performance.now();
    this.#numSteps++;
    this.#isRunning = true;
    const step = this.#numSteps;
    const timeline = this.#options.timeline ?? false;
    const results = [...this.#results.keys()].map((output) => this.#file.outputs[output].place);
    this.#group.beginStep(step);
    const request = { kind: "step", program: this.#number, timeline, results };
    this.#replies = Promise.all(
      this.#group.processes.map((process, index) => {
        const { writes, bodies } = this.#takeWaiting(index);
        return process.request({ ...request, writes }, bodies);
      }),
    );
    // Awaited together: when a process ends, the writes and the step are both rejected.
    const done = Promise.all([this.#replies, ...this.#writes]).then(([replies]) => this.#note(step, replies));
    done.catch(() => {});
    this.#writes = [];
    const former = this.#sent;
    this.#sent = done;
    try {
      await (timeline ? done : former);
    } finally {
      this.#isRunning = false;
    }
    return { step, seconds: (performance.now() - start) / 1e3 };
  }

  /** Copies lent values to the meshes that do not hold them as this program needs them. */
  async #copyLent({ lender, inputs, lent }: Loan): Promise<void> {
    for (const input of lent.copied) this.writeInput(input, await lender.readInput(inputs.get(input)!));
  }

  #note(step: number, replies: readonly Reply[]): void {
    this.#group.endStep(step);
    const each = this.#program.meshes.map((_, mesh) => mesh);
    this.#seconds += Math.max(...replies.map(({ header }) => header.seconds as number));
    this.#waits = each.map((mesh) => Math.max(...byMesh<number>(replies, "waits", mesh)));
    this.#events = replies.map(({ header }) => header.events as Record<number, readonly Event[]>);
  }

  checkIdle(what: string): void {
    this.#group.checkAlive();
    if (this.#isRunning) throw new InvalidConfig(what, `step ${this.#numSteps} is still running; await it first`);
  }

  writeInput(input: number, data: TensorData): void {
    this.checkIdle("writeInput");
    const port = this.#program.inputs[input];
    const length = numElements(port.type.shape);
    const expected = allocateData(port.type.dtype, 0);
    if (data.length !== length || data.constructor !== expected.constructor)
      throw new InvalidConfig(
        port.name,
        `got ${data.length} elements in a ${data.constructor.name}; give ${length} in a ${expected.constructor.name}`,
      );
    const { places } = this.#file.inputs[input];
    const shardsOf = placesOf(port).map((place) => {
      const { mesh, buffers } = this.#program.meshes[place.mesh];
      const { type } = buffers[place.buffer];
      const shards = this.#file.meshes[place.mesh].devices.map(() => allocateData(type.dtype, numElements(type.shape)));
      scatterValue(data, { ...port, ...place }, mesh, shards);
      return shards;
    });
    this.#waiting.forEach((waiting, process) => {
      places.forEach(({ mesh, arrays }, i) => {
        const shards = this.#ranksIn(process, mesh).map((rank) => shardsOf[i][rank]);
        if (shards.length === 0) return;
        const bytes = shards[0].byteLength / arrays.length;
        for (const k of arrays.keys())
          for (const shard of shards) waiting.bodies.push(new Uint8Array(shard.buffer, k * bytes, bytes));
        waiting.writes.push({ mesh, arrays });
        waiting.bytes += bytes * arrays.length * shards.length;
      });
      if (waiting.bytes > maxWaitingBytes) this.#flush(process);
    });
  }

  #takeWaiting(process: number): Waiting {
    const taken = this.#waiting[process];
    this.#waiting[process] = nothingWaiting();
    return taken;
  }

  /** Sends a process the inputs that wait for a step. */
  #flush(process: number): void {
    const { writes, bodies } = this.#takeWaiting(process);
    if (writes.length === 0) return;
    const request = { kind: "write", program: this.#number, writes };
    this.#writes.push(this.#group.processes[process].request(request, bodies));
  }

  /** The ranks of a mesh whose devices a process has. */
  #ranksIn(process: number, mesh: number): number[] {
    const { devices } = this.#program.meshes[mesh];
    return devices.flatMap((device, rank) => (this.#group.processOf(device) === process ? [rank] : []));
  }

  /** The shards of a port on a mesh, by rank. @param found  the bodies that a process answers, array by array */
  async #shards(
    port: ProgramPort,
    { mesh, arrays }: Place,
    found: (process: number) => Promise<readonly Buffer[]>,
  ): Promise<TensorData[]> {
    const { devices, buffers } = this.#program.meshes[mesh];
    const { type } = buffers[port.buffer];
    const shards: TensorData[] = new Array(devices.length);
    await Promise.all(
      this.#group.processes.map(async (_, process) => {
        const ranks = this.#ranksIn(process, mesh);
        if (ranks.length === 0) return;
        const bodies = await found(process);
        ranks.forEach((rank, i) => {
          const own = new Uint8Array(Buffer.concat(arrays.map((_, k) => bodies[k * ranks.length + i])));
          shards[rank] = viewData(type.dtype, own.buffer, 0, own.length / bytesPerElement(type.dtype));
        });
      }),
    );
    return shards;
  }

  #readShards(port: ProgramPort, place: Place): Promise<TensorData[]> {
    const { mesh, arrays } = place;
    const request = { kind: "read", program: this.#number, mesh, arrays };
    return this.#shards(port, place, async (process) => {
      this.#flush(process);
      return (await this.#group.processes[process].request(request)).bodies;
    });
  }

  async readInput(input: number): Promise<TensorData> {
    const port = this.#program.inputs[input];
    const shards = await this.#readShards(port, this.#file.inputs[input].places[0]);
    return assembleValue(port, this.#program.meshes[port.mesh].mesh, shards);
  }

  inputNow(input: number): Promise<TensorData> {
    return this.readInput(input);
  }

  async inputParts(input: number): Promise<TensorPart[]> {
    const port = this.#program.inputs[input];
    const shards = await this.#readShards(port, this.#file.inputs[input].places[0]);
    return partsOf(port, this.#program.meshes[port.mesh], shards);
  }

  async readOutput(output: number): Promise<TensorData> {
    const port = this.#program.outputs[output];
    const { place } = this.#file.outputs[output];
    const result = this.#results.get(output);
    const replies = this.#replies;
    const shards =
      result === undefined || this.#numSteps === 0
        ? await this.#readShards(port, place)
        : await this.#shards(port, place, async (process) =>
            this.#resultBodies((await replies)[process], process, result),
          );
    return assembleValue(port, this.#program.meshes[port.mesh].mesh, shards);
  }

  /** The bodies of a result in a process's reply to a step. */
  #resultBodies({ bodies }: Reply, process: number, result: number): readonly Buffer[] {
    const counts = [...this.#results.keys()].map((output) => {
      const { mesh, arrays } = this.#file.outputs[output].place;
      return arrays.length * this.#ranksIn(process, mesh).length;
    });
    const begin = counts.slice(0, result).reduce((sum, count) => sum + count, 0);
    return bodies.slice(begin, begin + counts[result]);
  }

  /** The other processes end with the one that fails. */
  remains(): undefined {
    return undefined;
  }

  /** The memory of each device as XLA reports it. */
  memory(): DeviceMemory[] {
    return this.#program.meshes.flatMap(({ devices }, mesh) => {
      const { inputBytes, workspaceBytes, peakBytes } = this.#memory[mesh];
      const temporaryBytes = peakBytes - inputBytes - workspaceBytes;
      return devices.map((device) => ({ device, inputBytes, temporaryBytes, workspaceBytes, peakBytes }));
    });
  }

  /** Collectives run inside of XLA's modules, so their seconds are part of the compute seconds. */
  stats(): DeviceStats[] {
    const { meshes, transfers } = this.#program;
    return meshes.flatMap(({ devices, instructions, buffers }, mesh) => {
      const waitSeconds = this.#waits[mesh];
      const statsOf = (kind: CollectiveKind): CollectiveStats => {
        const all = instructions.flatMap((each) => (each.kind === kind ? [each] : []));
        const bytes = all.map(({ attrs, input }) => bytesSent(kind, attrs.groupSize, bytesOf(buffers[input].type)));
        const sum = bytes.reduce((total, each) => total + each, 0);
        return { count: all.length * this.#numSteps, bytes: sum * this.#numSteps, seconds: 0 };
      };
      const collectives = Object.fromEntries(collectiveKinds.map((kind) => [kind, statsOf(kind)])) as Readonly<
        Record<CollectiveKind, CollectiveStats>
      >;
      const moved = (kind: "send" | "recv", side: "from" | "to", rank: number): number => {
        const messages = instructions.flatMap((each) => (each.kind === kind ? [each.transfer] : []));
        const bytes = messages.flatMap((transfer) =>
          this.#file.transfers[transfer].pieces.map((piece) =>
            piece[side] === rank ? numElements(piece.size) * bytesPerElement(transfers[transfer].type.dtype) : 0,
          ),
        );
        return this.#numSteps * bytes.reduce((total, each) => total + each, 0);
      };
      return devices.map((device, rank) => {
        const sentBytes = moved("send", "from", rank);
        const count = this.#numSteps * instructions.filter(({ kind }) => kind === "recv").length;
        return {
          device,
          computeSeconds: this.#seconds - waitSeconds,
          waitSeconds,
          communicationSeconds: waitSeconds,
          communicationBytes: Object.values(collectives).reduce((sum, each) => sum + each.bytes, sentBytes),
          collectives,
          transfers: { count, sentBytes, receivedBytes: moved("recv", "to", rank), seconds: waitSeconds },
        };
      });
    });
  }

  /** One event per call of a module, at its first instruction. */
  timeline(): TimelineEvent[] {
    const origin = performance.timeOrigin / 1e3;
    return this.#program.meshes.flatMap(({ devices }, mesh) =>
      devices.flatMap((device) => {
        const events = this.#events[this.#group.processOf(device)]?.[mesh] ?? [];
        return events.map(([instruction, microbatch, begin, end]) => ({
          ...{ device, mesh, instruction, microbatch },
          startSeconds: begin - origin,
          endSeconds: end - origin,
        }));
      }),
    );
  }

  /** Asks the owner to read the values that it still needs, before the devices end. */
  leave(): void {
    if (!this.#isRunning) this.#options.onLeave?.();
  }

  async unload(): Promise<void> {
    for (const borrower of this.#borrowers) await borrower.unload();
    if (this.#loan) this.#loan.lender.#borrowers.delete(this);
    this.leave();
    await this.#group.requestAll({ kind: "unload", program: this.#number });
  }

  stop(): Promise<void> {
    return this.#end();
  }

  get formed(): Formed {
    return { program: this.#program, file: this.#file };
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Resolves when all that was asked for has been answered. */
  async settle(): Promise<void> {
    await this.#group.requestAll({ kind: "write", program: this.#number, writes: [] });
  }
}

/** What a program reads of another one's state. */
interface Loan {
  readonly lender: XlaRun;
  /** By input: the lender's input with its value. */
  readonly inputs: ReadonlyMap<number, number>;
  readonly lent: LentArrays;
}

function loanTo(borrower: Formed, { lender, inputs }: Borrowed): Loan {
  if (!(lender instanceof XlaRun))
    throw new InternalError("xla", `${borrower.program.name} is to read the state of a program of another engine`);
  return { lender, inputs, lent: lentArrays(borrower, lender.formed, inputs) };
}

/** A mesh's entries in the replies of the processes that have devices of it. */
const byMesh = <T>(replies: readonly Reply[], name: string, mesh: number): T[] =>
  replies.flatMap(({ header }) => {
    const entry = (header[name] as Readonly<Record<number, T>>)[mesh];
    return entry === undefined ? [] : [entry];
  });
