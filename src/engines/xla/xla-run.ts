/** @file A Program that runs in a Python process with JAX. Values are cut into the devices' shards here. */
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import { type CollectiveKind, collectiveKinds } from "../../ir/ops.ts";
import { allocateData, bytesOf, bytesPerElement, numElements, type TensorData, viewData } from "../../ir/types.ts";
import type { TimelineEvent } from "../../lower/events.ts";
import { type Program, type ProgramPort, placesOf } from "../../lower/program.ts";
import type { ProgramFile } from "../../lower/xla/program-file.ts";
import { xlaProgram } from "../../lower/xla/xla-program.ts";
import type { TensorPart } from "../../plan/shard.ts";
import type { CollectiveStats, DeviceMemory, DeviceStats, LoadOptions, RunningProgram, StepReport } from "../engine.ts";
import { assembleValue, scatterValue } from "../threads/shards.ts";
import type { RunnerProcess } from "./runner-process.ts";

type Place = ProgramFile["outputs"][number]["place"];
/** Instruction, microbatch, begin and end in seconds. */
type Event = readonly [number, number, number, number];

interface MeshBytes {
  readonly inputBytes: number;
  readonly workspaceBytes: number;
  readonly peakBytes: number;
}

export class XlaRun implements RunningProgram {
  readonly #program: Program;
  readonly #file: ProgramFile;
  readonly #runner: RunnerProcess;
  readonly #number: number;
  readonly #options: LoadOptions;
  readonly #end: () => Promise<void>;
  #memory: readonly MeshBytes[] = [];
  #writes: Promise<unknown>[] = [];
  #isRunning = false;
  #numSteps = 0;
  #seconds = 0;
  #waits: readonly number[];
  #events: readonly (readonly Event[])[] = [];

  private constructor(
    program: Program,
    file: ProgramFile,
    runner: RunnerProcess,
    number: number,
    options: LoadOptions,
    end: () => Promise<void>,
  ) {
    this.#program = program;
    this.#file = file;
    this.#runner = runner;
    this.#number = number;
    this.#options = options;
    this.#end = end;
    this.#waits = program.meshes.map(() => 0);
  }

  /** Compiles the program's modules. @param end  stops the process */
  static async load(
    program: Program,
    runner: RunnerProcess,
    number: number,
    options: LoadOptions,
    end: () => Promise<void>,
  ): Promise<XlaRun> {
    const { file, modules } = xlaProgram(program);
    const run = new XlaRun(program, file, runner, number, options, end);
    const bodies = [JSON.stringify(file), ...modules.map(({ text }) => text)].map((text) => Buffer.from(text));
    const { header } = await runner.request({ kind: "load", program: number }, bodies);
    run.#memory = header.memory as MeshBytes[];
    return run;
  }

  async step(inputs: ReadonlyMap<number, TensorData> = new Map()): Promise<StepReport> {
    for (const [input, data] of inputs) this.writeInput(input, data);
    this.checkIdle("step");
    const start = performance.now();
    this.#numSteps++;
    this.#isRunning = true;
    const step = this.#numSteps;
    try {
      const timeline = this.#options.timeline ?? false;
      const reply = this.#runner.request({ kind: "step", program: this.#number, timeline });
      await Promise.all(this.#writes);
      const { header } = await reply;
      this.#seconds += header.seconds as number;
      this.#waits = header.waits as number[];
      this.#events = header.events as Event[][];
    } finally {
      this.#writes = [];
      this.#isRunning = false;
    }
    return { step, seconds: (performance.now() - start) / 1e3 };
  }

  checkIdle(what: string): void {
    this.#runner.checkAlive();
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
    const bodies: Uint8Array[] = [];
    const places = this.#file.inputs[input].places;
    placesOf(port).forEach((place, i) => {
      const { mesh, devices } = this.#program.meshes[place.mesh];
      const { type } = this.#program.meshes[place.mesh].buffers[place.buffer];
      const shards = devices.map(() => allocateData(type.dtype, numElements(type.shape)));
      scatterValue(data, { ...port, ...place }, mesh, shards);
      const bytes = bytesOf(type) / places[i].arrays.length;
      for (const k of places[i].arrays.keys())
        for (const shard of shards) bodies.push(new Uint8Array(shard.buffer, k * bytes, bytes));
    });
    const writes = places.map(({ mesh, arrays }) => ({ mesh, arrays }));
    this.#writes.push(this.#runner.request({ kind: "write", program: this.#number, writes }, bodies));
  }

  async #read(port: ProgramPort, { mesh, arrays }: Place): Promise<TensorData> {
    const { bodies } = await this.#runner.request({ kind: "read", program: this.#number, mesh, arrays });
    const { devices, mesh: grid, buffers } = this.#program.meshes[mesh];
    const { type } = buffers[port.buffer];
    const shards = devices.map((_, rank) => {
      const bytes = Buffer.concat(arrays.map((__, k) => bodies[k * devices.length + rank]));
      const own = new Uint8Array(bytes);
      return viewData(type.dtype, own.buffer, 0, own.length / bytesPerElement(type.dtype));
    });
    return assembleValue(port, grid, shards);
  }

  readInput(input: number): Promise<TensorData> {
    return this.#read(this.#program.inputs[input], this.#file.inputs[input].places[0]);
  }

  inputNow(input: number): Promise<TensorData> {
    return this.readInput(input);
  }

  inputParts(input: number): TensorPart[] {
    throw new Unsupported(
      this.#program.inputs[input].name,
      "cannot be saved with the xla engine yet; read data(), or save with the engine threads()",
    );
  }

  readOutput(output: number): Promise<TensorData> {
    return this.#read(this.#program.outputs[output], this.#file.outputs[output].place);
  }

  /** By XLA's own numbers. */
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
    return this.#events.flatMap((events, mesh) =>
      this.#program.meshes[mesh].devices.flatMap((device) =>
        events.map(([instruction, microbatch, begin, end]) => {
          const origin = performance.timeOrigin / 1e3;
          return { device, mesh, instruction, microbatch, startSeconds: begin - origin, endSeconds: end - origin };
        }),
      ),
    );
  }

  /** Lets the owner ask for values that it still needs, before the devices end. */
  leave(): void {
    if (!this.#isRunning) this.#options.onLeave?.();
  }

  async unload(): Promise<void> {
    this.leave();
    await this.#runner.request({ kind: "unload", program: this.#number });
  }

  stop(): Promise<void> {
    return this.#end();
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Resolves when all that was asked for has been answered. */
  async settle(): Promise<void> {
    await this.#runner.request({ kind: "write", program: this.#number, writes: [] });
  }
}
