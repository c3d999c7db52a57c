/**
 * @file Lays out a Program on this machine: every device's arena in the shared memory, the barriers, and the kernels.
 */
import { totalmem } from "node:os";
import { InvalidConfig } from "../../base/errors.ts";
import { type ArenaPlan, planArena } from "../../lower/arena.ts";
import { executionOrder } from "../../lower/execution-order.ts";
import type { BufferId, MeshProgram, Program } from "../../lower/program.ts";
import { axesSize, meshSize } from "../../plan/placement.ts";
import { axesPosition } from "../../plan/shard.ts";
import { collectiveKernels } from "./collectives/collective.ts";
import { needsFence } from "./fences.ts";
import { type Arena, groupKey } from "./job.ts";
import { assembleModule, type WasmFunction } from "./wasm/assembler.ts";
import { elementwiseKernel } from "./wasm/elementwise.ts";
import { combineKernel, copyKernel } from "./wasm/kernels.ts";

/**
 * Maximum number of devices. Each device is a thread of about 10 MB. A collective's kernel takes two address parameters
 * per device, and V8 allows 1000 parameters.
 */
export const maxDevices = 256;

const pageBytes = 65536;
/** Size limit of a 32-bit WebAssembly memory. */
const maxPages = 65536;
const GiB = 2 ** 30;

/** The device, mesh and rank of a worker. */
export interface WorkerPlace {
  readonly device: number;
  readonly mesh: number;
  readonly rank: number;
}

export interface Layout {
  readonly workers: readonly WorkerPlace[];
  /** By mesh. */
  readonly arenas: readonly ArenaPlan[];
  /** By worker, where its arena is. */
  readonly places: readonly Arena[];
  /** Bytes of the shared memory up to the end of the last arena. */
  readonly memoryBytes: number;
  readonly numBarriers: number;
  /** By worker, then by `groupKey`: the barrier of its group. */
  readonly barriers: readonly ReadonlyMap<string, number>[];
}

/**
 * Returns the end of all arenas, and the place of each. A borrower's arena lies over the temporaries of its lender's if
 * it is no larger, otherwise behind all of the lender's arenas.
 */
function placeArenas(
  workers: readonly WorkerPlace[],
  arenas: readonly ArenaPlan[],
  lender: Layout | undefined,
): [number, Arena[]] {
  let end = lender?.memoryBytes ?? 0;
  const places = workers.map(({ mesh }, worker): Arena => {
    const { bytes } = arenas[mesh];
    if (lender) {
      const [{ start }, own] = [lender.places[worker], lender.arenas[mesh]];
      if (bytes <= own.bytes - own.inputBytes) return { start: start + own.inputBytes, bytes, lender: start };
    }
    const start = end;
    end += Math.ceil(bytes / pageBytes) * pageBytes;
    return { start, bytes, lender: lender?.places[worker].start ?? 0 };
  });
  const limitBytes = Math.min(maxPages * pageBytes, totalmem());
  if (end > limitBytes) {
    const largest = Math.max(...arenas.map((arena) => arena.bytes));
    const gib = (bytes: number): string => `${(bytes / GiB).toPrecision(3)} GiB`;
    throw new InvalidConfig(
      "threads",
      `needs ${gib(end)} of shared memory (${places.length} devices, up to ${gib(largest)} each), at most ${gib(limitBytes)}; ` +
        "use fewer devices, more microbatches or a method that splits parameters",
      { neededBytes: end, limitBytes, devices: places.length },
    );
  }
  return [end, places];
}

/**
 * Creates a memory that grows as programs need it, up to 4 GiB.
 * @throws InvalidConfig if the process may not reserve that much address space
 */
export function createMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: maxPages, shared: true });
  } catch (error) {
    throw new InvalidConfig(
      "threads",
      `cannot reserve 4 GiB of addresses (${(error as Error).message}); raise the process's limit (ulimit -v), or stop() steps that are not used any more`,
    );
  }
}

/**
 * Grows the memory to at least `bytes`; its address stays the same. @throws InvalidConfig if the machine has no more
 * memory
 */
export function growMemory(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / pageBytes));
  } catch (error) {
    throw new InvalidConfig(
      "threads",
      `needs ${(bytes / GiB).toPrecision(3)} GiB of shared memory, which this machine does not give (${(error as Error).message}); ` +
        "use fewer devices, more microbatches or a method that splits parameters",
      { neededBytes: bytes },
    );
  }
}

/**
 * Numbers the groups of every axis set that a mesh's collectives use, starting at `firstBarrier`. Returns the barriers
 * of each rank, and the next free number.
 */
function numberBarriers({ mesh, instructions }: MeshProgram, firstBarrier: number): [Map<string, number>[], number] {
  const sets = new Map<string, readonly string[]>();
  for (const instruction of instructions) {
    if (needsFence(instruction)) sets.set(groupKey(instruction.attrs.axes), instruction.attrs.axes);
  }
  const byRank = Array.from({ length: meshSize(mesh) }, () => new Map<string, number>());
  let next = firstBarrier;
  for (const [key, axes] of sets) {
    const others = mesh.axes.map((axis) => axis.name).filter((name) => !axes.includes(name));
    byRank.forEach((barriers, rank) => {
      barriers.set(key, next + axesPosition(mesh, others, rank));
    });
    next += axesSize(mesh, others);
  }
  return [byRank, next];
}

/** A loaded program that lends the inputs of another one, and by place of these inputs the place of the lent ones. */
export interface Lender {
  readonly layout: Layout;
  /** By mesh: the buffers of the borrower that lie in this program's arenas, with this program's buffers. */
  readonly lent: readonly ReadonlyMap<BufferId, BufferId>[];
}

/**
 * Lays out a program's arenas and barriers.
 * @throws InvalidConfig if the devices need more shared memory than the machine has
 * @throws InternalError if the program's messages could deadlock or race
 */
export function layOut(program: Program, lender?: Lender): Layout {
  executionOrder(program);
  const outputsOf = (mesh: number) => program.outputs.filter((port) => port.mesh === mesh).map((port) => port.buffer);
  const lentOffsets = (mesh: number): Map<BufferId, number> => {
    const offsetOf = (buffer: BufferId): number => lender!.layout.arenas[mesh].offsets[buffer];
    return new Map([...(lender?.lent[mesh] ?? [])].map(([own, buffer]) => [own, offsetOf(buffer)]));
  };
  const arenas = program.meshes.map((mesh, index) => planArena(mesh, outputsOf(index), lentOffsets(index)));
  const workers: WorkerPlace[] = [];
  const barriers: Map<string, number>[] = [];
  let numBarriers = 0;
  program.meshes.forEach((mesh, index) => {
    mesh.devices.forEach((device, rank) => {
      workers.push({ device, mesh: index, rank });
    });
    const [byRank, next] = numberBarriers(mesh, numBarriers);
    barriers.push(...byRank);
    numBarriers = next;
  });
  const [memoryBytes, places] = placeArenas(workers, arenas, lender?.layout);
  return { workers, arenas, places, memoryBytes, numBarriers, barriers };
}

export const segmentKernelName = (segment: number): string => `segment_${segment}`;

/**
 * Builds one module with all kernels of a mesh program: copies, reductions of its collectives, elementwise segments.
 */
export function buildKernels({ buffers, segments, instructions }: MeshProgram): WebAssembly.Module {
  const kernels = new Map<string, WasmFunction>();
  const add = (kernel: WasmFunction | undefined): void => {
    if (kernel) kernels.set(kernel.name, kernel);
  };
  add(copyKernel());
  add(combineKernel("add", 2, 1));
  for (const instruction of instructions) {
    if ("attrs" in instruction) collectiveKernels(instruction, buffers[instruction.input].type).forEach(add);
  }
  segments.forEach(({ kernel, graph }, index) => {
    if (kernel === "elementwise") add(elementwiseKernel(segmentKernelName(index), graph));
  });
  return new WebAssembly.Module(assembleModule([...kernels.values()]));
}
