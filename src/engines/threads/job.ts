/** @file Messages between the main thread and the workers: start data, jobs, orders and answers. */
import type { Buffer, Instruction } from "../../lower/program.ts";
import type { Mesh } from "../../plan/placement.ts";
import type { BlockCopy } from "./collectives/blocks.ts";
import type { CompiledSegment } from "./executors/executor.ts";

/** Location of an executor's `BindSegment`. */
export interface Binder {
  /** `file:` URL of a module. */
  readonly module: string;
  /** Name of its export. */
  readonly name: string;
}

/** One `recv` of one device. */
export interface Receive {
  /** The workers of the sending mesh. */
  readonly senders: readonly number[];
  /** Each sender's send count once it has sent the first step's message. */
  readonly due: number;
  /** Increase of `due` per step. */
  readonly sendsPerStep: number;
  /** Boxes to copy from the senders' buffers (byte offsets in shared memory) into the receiver's buffer. */
  readonly boxes: readonly { readonly source: number; readonly copy: BlockCopy }[];
}

/** Start data of a worker. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  /** The team's control words. */
  readonly team: Int32Array;
  readonly binder: Binder;
}

/** The memory of one device: byte offsets below `bytes` count from `start`, those from there on from `lender`. */
export interface Arena {
  readonly start: number;
  readonly bytes: number;
  /** Start of the device's arena in the program that lends inputs; unused without one. */
  readonly lender: number;
}

/** The address in the shared memory of a byte offset in an arena. */
export const addressIn = ({ start, bytes, lender }: Arena, offset: number): number =>
  offset < bytes ? start + offset : lender + offset - bytes;

/** A worker's part of a program: the work of one device. */
export interface WorkerJob {
  /** Bytes of the team's memory that the program uses. */
  readonly memoryBytes: number;
  readonly control: Int32Array;
  readonly numWorkers: number;
  readonly numBarriers: number;
  /** Index of this worker among those of all meshes. */
  readonly worker: number;
  readonly mesh: Mesh;
  /** Rank of this worker in its mesh. */
  readonly rank: number;
  /** By rank of the mesh. */
  readonly arenas: readonly Arena[];
  readonly buffers: readonly Buffer[];
  /** By buffer, its byte offset in the arena. */
  readonly offsets: readonly number[];
  readonly instructions: readonly Instruction[];
  /** Compiled segments; a string names a kernel of `kernels`. */
  readonly segments: readonly (CompiledSegment | string)[];
  readonly kernels: WebAssembly.Module;
  /** By `groupKey` of the axes, the barrier of this rank's group. */
  readonly barriers: ReadonlyMap<string, number>;
  /** The receives, by instruction index. */
  readonly receives: ReadonlyMap<number, Receive>;
  /** Seconds spent so far, by `secondsSlots`. */
  readonly seconds: Float64Array;
  /**
   * Start and end of every instruction of the last step, in microseconds since the process began; empty if not
   * recorded.
   */
  readonly timeline: Float64Array;
}

/** An order to load or unload a program. */
export type WorkerOrder =
  | { readonly kind: "load"; readonly program: number; readonly job: WorkerJob }
  | { readonly kind: "unload"; readonly program: number };

export type WorkerMessage =
  /** An order has been carried out. */
  | { readonly kind: "done" }
  /** A step is finished; sent by the last worker to finish it. */
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly instruction: number; readonly message: string; readonly stack?: string };

/**
 * Kinds of work that a device's time is divided into. `wait` is waiting for slower peers at barriers and for messages.
 */
export const secondsSlots = [
  "compute",
  "wait",
  "all_reduce",
  "reduce_scatter",
  "all_gather",
  "all_to_all",
  "all_slice",
  "transfer",
] as const;
export type SecondsSlot = (typeof secondsSlots)[number];

/** Key of a set of axes. Groups over the same axes in another order have the same members and share a barrier. */
export const groupKey = (axes: readonly string[]): string => [...axes].sort().join("+");
