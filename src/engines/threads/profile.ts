/**
 * @file Measures this machine as the threads engine uses it: one program of single ops and single collectives, of several sizes
 * each, runs on all workers at once, so that they share cores and memory as they do in training; the engine's own timeline says
 * how long each took.
 */
import { availableParallelism, cpus } from "node:os";
import { pricedCollectives } from "../../cost/collectives.ts";
import type { Profile } from "../../cost/profile.ts";
import { allocateData, bytesOf, numElements, type TensorData, type TensorType, typeText } from "../../ir/types.ts";
import type { Buffer, BufferId, CollectiveInstruction, Instruction, Program, Segment } from "../../lower/program.ts";
import { type Mesh, replicated } from "../../plan/placement.ts";
import { opProbes, type Probe, roughSeconds, usualElementwise } from "./probes.ts";
import { startThreads } from "./threads.ts";

export interface ProfileOptions {
  /** Steps measured so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the measurement; what has been measured by then is thrown away. */
  readonly signal?: AbortSignal;
}

/** Steps measured after a first one. */
const numSteps = 6;
/**
 * What is measured runs again and again for about so long in a step: longer than the slices in which a machine with fewer cores
 * than devices shares them out, so that waiting for a core and for each other is in the numbers.
 */
const secondsEach = 10e-3;
const [minRepeats, maxRepeats] = [3, 2000];

/**
 * Passes over memory take tensors in turn, as in a step, where others come between the writing and the reading of one: a pool of so many
 * bytes on all devices, or of so many sets of small ones. The same set again and again would be three times as fast; a pool that
 * no cache holds makes `gpt` a third slower than it is.
 */
const poolBytes = 32 * 2 ** 20;
const maxSets = 256;
/** Bytes of a device's larger buffer. */
const collectiveBytes = [1 << 14, 1 << 18, 1 << 22, 1 << 25];

const f32 = (...shape: number[]): TensorType => ({ dtype: "f32", shape });

/** Numbers of devices that a collective is measured over: all, and each smaller group that the host divides into. */
function groupSizes(numDevices: number): number[] {
  return Array.from({ length: numDevices }, (_, i) => i + 1).filter((size) => size > 1 && numDevices % size === 0);
}

/** What to read off the timeline: the run of instructions that is one measurement, and what it is of. */
interface Measurement {
  readonly first: number;
  readonly last: number;
  readonly of:
    | Probe
    | { readonly kind: (typeof pricedCollectives)[number]; readonly groupSize: number; readonly bytes: number };
}

/** Writes a program by hand: no graph asks for ops and collectives side by side. */
class ProbeProgram {
  readonly #buffers: Buffer[] = [];
  readonly #segments: Segment[] = [];
  readonly #instructions: Instruction[] = [];
  readonly #inputs: BufferId[] = [];
  readonly #sources = new Map<string, BufferId>();
  readonly measurements: Measurement[] = [];

  #buffer(type: TensorType, kind: "input" | "temporary"): BufferId {
    const buffer = this.#buffers.push({ type, kind, name: `buffer ${this.#buffers.length}` }) - 1;
    if (kind === "input") this.#inputs.push(buffer);
    return buffer;
  }

  /** One input of each type is what all tensors of it are copied from. */
  #source(type: TensorType): BufferId {
    const key = typeText(type);
    const known = this.#sources.get(key) ?? this.#buffer(type, "input");
    this.#sources.set(key, known);
    return known;
  }

  /** Adds instructions that take about `seconds` each, in turn, as often as it takes to measure them. */
  #measure(instructions: readonly Instruction[], seconds: number, of: Measurement["of"]): void {
    const enough = Math.min(maxRepeats, Math.max(minRepeats, Math.ceil(secondsEach / seconds)));
    const repeats = Math.max(enough, instructions.length);
    const first = this.#instructions.length;
    for (let i = 0; i < repeats; i++) this.#instructions.push(instructions[i % instructions.length]);
    this.measurements.push({ first, last: this.#instructions.length - 1, of });
  }

  addOp(probe: Probe, numDevices: number): void {
    const { graph, work } = probe;
    const segment = this.#segments.push({ kernel: "general", graph }) - 1;
    const sources = graph.inputs.map(({ value }) => this.#source(graph.types[value]));
    const bytes = graph.types.reduce((sum, type) => sum + bytesOf(type), 0);
    const isPass = work.kind !== "matmul" && work.kind !== "conv";
    const numSets = isPass ? Math.min(maxSets, Math.ceil(poolBytes / numDevices / bytes)) : 1;
    const pool: BufferId[] = [];
    const runs = Array.from({ length: numSets }, (): Instruction => {
      const inputs = sources.map((from) => {
        const into = this.#buffer(this.#buffers[from].type, "temporary");
        this.#instructions.push({ kind: "copy", from, into, microbatch: -1 });
        return into;
      });
      const outputs = graph.outputs.map(({ value }) => this.#buffer(graph.types[value], "temporary"));
      pool.push(...inputs, ...outputs);
      return { kind: "run", segment, inputs, outputs, microbatch: -1 };
    });
    this.#measure(runs, roughSeconds(work), probe);
    this.#instructions.push({ kind: "free", buffers: pool, microbatch: -1 });
  }

  addCollective(kind: CollectiveInstruction["kind"], axes: readonly string[], groupSize: number, bytes: number): void {
    const columns = bytes / 4 / (4 * groupSize);
    const [small, large] = [f32(4, columns), f32(4 * groupSize, columns)];
    const input = this.#buffer(kind === "all_gather" ? small : large, "input");
    const result = { all_gather: large, reduce_scatter: small, all_to_all: f32(4, columns * groupSize) };
    const output = kind in result ? this.#buffer(result[kind as keyof typeof result], "temporary") : input;
    const attrs = { axes, groupSize, reducer: "add", dim: 0, splitDim: 0, concatDim: 1 } as const;
    const instruction = { kind, attrs, input, output, microbatch: -1 } as Instruction;
    this.#measure([instruction], 1e-5 + bytes / 1e10, {
      kind: kind as (typeof pricedCollectives)[number],
      groupSize,
      bytes,
    });
    if (output !== input) this.#instructions.push({ kind: "free", buffers: [output], microbatch: -1 });
  }

  finish(mesh: Mesh, numDevices: number): Program {
    const devices = Array.from({ length: numDevices }, (_, i) => i);
    const meshProgram = {
      mesh,
      devices,
      buffers: this.#buffers,
      segments: this.#segments,
      instructions: this.#instructions,
      tasks: [],
    };
    const inputs = this.#inputs.map((buffer) => {
      const { name, type } = this.#buffers[buffer];
      return { name, mesh: 0, buffer, type, placement: replicated(type.shape.length) };
    });
    return { name: "profile", meshes: [meshProgram], transfers: [], inputs, outputs: [], stateOf: [] };
  }
}

/** The first quartile: what else runs on the machine only ever adds. */
const quartile = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 2];

/** Numbers between 1 and 2: some kernels are quicker with zeros. */
function someNumbers({ dtype, shape }: TensorType): TensorData {
  const data = allocateData(dtype, numElements(shape));
  return dtype === "f32" ? (data as Float32Array).map((_, i) => 1 + (i % 997) / 997) : data;
}

/** Runs a probe program; seconds of each measurement, the first quartile of the steps on the slowest device. */
async function runProbes(
  program: Program,
  measurements: readonly Measurement[],
  { signal }: ProfileOptions,
  onStep: () => void,
): Promise<number[]> {
  const running = await startThreads(program, { timeline: true });
  const stop = (): void => void running.stop();
  signal?.addEventListener("abort", stop);
  try {
    program.inputs.forEach(({ type }, input) => {
      running.writeInput(input, someNumbers(type));
    });
    const samples = measurements.map(() => program.meshes[0].devices.map((): number[] => []));
    for (let step = 0; step <= numSteps; step++) {
      signal?.throwIfAborted();
      await running.step();
      onStep();
      if (step === 0) continue;
      const ends = new Map(
        running.timeline().map((event) => [`${event.device} ${event.instruction}`, event.endSeconds]),
      );
      measurements.forEach(({ first, last }, i) => {
        samples[i].forEach((all, device) => {
          all.push((ends.get(`${device} ${last}`)! - ends.get(`${device} ${first}`)!) / (last - first));
        });
      });
    }
    return samples.map((byDevice) => Math.max(...byDevice.map(quartile)));
  } finally {
    signal?.removeEventListener("abort", stop);
    await running.stop();
  }
}

/**
 * Measures `numDevices` workers of this machine.
 * @throws the signal's reason when it is aborted
 */
export async function profileMachine(numDevices: number, options: ProfileOptions = {}): Promise<Profile> {
  const groups = groupSizes(numDevices);
  const total = (1 + groups.length) * (numSteps + 1);
  let done = 0;
  const onStep = (): void => options.onProgress?.(++done, total);

  const ops = new ProbeProgram();
  for (const probe of opProbes()) ops.addOp(probe, numDevices);
  const whole = { axes: [{ name: "x", size: numDevices }] };
  const opSeconds = await runProbes(ops.finish(whole, numDevices), ops.measurements, options, onStep);
  const opTables = new Map<string, Profile["ops"][number]>();
  ops.measurements.forEach(({ of }, i) => {
    const { kind, kernel, flops, bytesRead, bytesWritten, sizes } = (of as Probe).work;
    const own = kernel === usualElementwise ? undefined : kernel;
    const table = opTables.get(`${kind} ${own}`) ?? { kind, ...(own && { kernel: own }), dtype: "f32", points: [] };
    table.points.push({ flops, bytesRead, bytesWritten, ...(sizes && { sizes }), seconds: opSeconds[i] });
    opTables.set(`${kind} ${own}`, table);
  });

  const collectives: Profile["collectives"] = [];
  for (const groupSize of groups) {
    const numGroups = numDevices / groupSize;
    const program = new ProbeProgram();
    for (const kind of pricedCollectives)
      for (const bytes of collectiveBytes) program.addCollective(kind, ["x"], groupSize, bytes);
    const mesh = {
      axes: [
        { name: "groups", size: numGroups },
        { name: "x", size: groupSize },
      ],
    };
    const seconds = await runProbes(program.finish(mesh, numDevices), program.measurements, options, onStep);
    for (const kind of pricedCollectives) {
      const points = program.measurements.flatMap(({ of }, i) =>
        "bytes" in of && of.kind === kind ? [{ bytes: of.bytes, seconds: seconds[i] }] : [],
      );
      collectives.push({ kind, numDevices: groupSize, numGroups, points });
    }
  }
  const about = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, Node ${process.version}`;
  return { version: 1, device: "threads", numDevices, about, ops: [...opTables.values()], collectives };
}
