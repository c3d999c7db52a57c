/**
 * @file Measures this machine as the threads engine uses it. A program of single ops and collectives in several sizes
 * runs on all workers at once, so that they compete for cores and memory as in training. The engine's timeline gives
 * the seconds.
 */
import { availableParallelism, cpus } from "node:os";
import { divisorsOf } from "../../base/integers.ts";
import { pricedCollectives } from "../../cost/collectives.ts";
import type { Profile } from "../../cost/profile.ts";
import { allocateData, bytesOf, numElements, type TensorData, type TensorType, typeText } from "../../ir/types.ts";
import type { Buffer, BufferId, CollectiveInstruction, Instruction, Program, Segment } from "../../lower/program.ts";
import { type Mesh, replicated } from "../../plan/placement.ts";
import { opProbes, type Probe, roughSeconds, usualElementwise } from "./probes.ts";
import { startThreads } from "./threads.ts";

export interface ProfileOptions {
  /** Called with the number of steps done and their total. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Aborts the measurement and discards its results. */
  readonly signal?: AbortSignal;
}

/** Number of measured steps, after one warm-up step. */
const numSteps = 6;
/**
 * Every op and collective repeats for about this long per step. That is longer than the scheduler's time slices, so on
 * a machine with fewer cores than devices the numbers include the wait for a core and for each other.
 */
const secondsEach = 10e-3;
const [minRepeats, maxRepeats] = [3, 2000];

/**
 * Memory-bound ops use tensors in turn from a pool of this many bytes over all devices, at most `maxSets` sets of
 * tensors. In a training step, too, other accesses come between writing and reading a tensor. Measured on one set,
 * these ops are three times too fast; with a pool larger than all caches, the estimate for `gpt` is a third too slow.
 */
const poolBytes = 32 * 2 ** 20;
const maxSets = 256;
/** Bytes of a collective's input or output per device, whichever is larger. */
const collectiveBytes = [1 << 14, 1 << 18, 1 << 22, 1 << 25];

const f32 = (...shape: number[]): TensorType => ({ dtype: "f32", shape });

/** The group sizes at which collectives are measured: all divisors of `numDevices` above 1. */
function groupSizes(numDevices: number): number[] {
  return divisorsOf(numDevices).slice(1);
}

/** One measurement: a range of instructions in the timeline, and the op or collective that they execute. */
interface Measurement {
  readonly first: number;
  readonly last: number;
  readonly of:
    | Probe
    | { readonly kind: (typeof pricedCollectives)[number]; readonly groupSize: number; readonly bytes: number };
}

/** Builds the program to measure directly, since no graph and plan would produce it. */
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

  /** The input of a type, from which all tensors of that type are copied. */
  #source(type: TensorType): BufferId {
    const key = typeText(type);
    const source = this.#sources.get(key) ?? this.#buffer(type, "input");
    this.#sources.set(key, source);
    return source;
  }

  /** Adds the instructions, which take about `seconds` each, in turn and often enough to measure them. */
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

/** The first quartile, because other load on the machine only adds to a measurement. */
const quartile = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 2];

/** Numbers between 1 and 2, because some kernels are faster on zeros. */
function someNumbers({ dtype, shape }: TensorType): TensorData {
  const data = allocateData(dtype, numElements(shape));
  return dtype === "f32" ? (data as Float32Array).map((_, i) => 1 + (i % 997) / 997) : data;
}

/** Runs a program and returns the seconds of each measurement: the first quartile over steps, on the slowest device. */
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
 * Measures this machine with `numDevices` workers.
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
