/** @file What the main thread tells a worker, when it starts and for every program, and what a worker tells back. */
import type { Buffer, Instruction } from "../../lower/program.ts";
import type { Mesh } from "../../plan/placement.ts";
import type { BlockCopy } from "./collectives/blocks.ts";
import type { CompiledSegment } from "./executors/executor.ts";

/** How a worker finds the `BindSegment` of an executor. */
export interface Binder {
  /** `file:` URL of a module. */
  readonly module: string;
  /** Name of its export. */
  readonly name: string;
}

/** What one device does in one `recv`. */
export interface Receive {
  /** The workers of the sending mesh. */
  readonly senders: readonly number[];
  /** How many sends each of them has counted when the first step's message is there. */
  readonly due: number;
  /** By how much that is more in every step. */
  readonly sendsPerStep: number;
  /** Boxes of the senders' buffers (byte offset in the shared memory) to copy into the receiver's. */
  readonly boxes: readonly { readonly source: number; readonly copy: BlockCopy }[];
}

/** What a worker is told when it starts. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  /** The team's control words. */
  readonly team: Int32Array;
  readonly binder: Binder;
}

/** What a worker is told of a program: the part of one device. */
export interface WorkerJob {
  /** Bytes that the program takes of the team's memory. */
  readonly memoryBytes: number;
  readonly control: Int32Array;
  readonly numWorkers: number;
  readonly numBarriers: number;
  /** Number of this worker in the run, over all meshes. */
  readonly worker: number;
  readonly mesh: Mesh;
  /** Rank of this worker in its mesh. */
  readonly rank: number;
  /** Byte offset in the memory of the arena of every rank of the mesh. */
  readonly arenas: readonly number[];
  readonly buffers: readonly Buffer[];
  /** Byte offset of every buffer in an arena. */
  readonly offsets: readonly number[];
  readonly instructions: readonly Instruction[];
  /** Compiled segments; a string names a kernel of `kernels`. */
  readonly segments: readonly (CompiledSegment | string)[];
  readonly kernels: WebAssembly.Module;
  /** Barrier of this rank's group, by `groupKey` of the axes. */
  readonly barriers: ReadonlyMap<string, number>;
  /** What each `recv` reads, by the instruction's index. */
  readonly receives: ReadonlyMap<number, Receive>;
  /** Seconds spent so far, by `secondsSlots`. */
  readonly seconds: Float64Array;
  /** Start and end of every instruction in the last step, microseconds since the process began; empty when not recorded. */
  readonly timeline: Float64Array;
}

/** What a worker is asked to do with a program, beside running its steps. */
export type WorkerOrder =
  | { readonly kind: "load"; readonly program: number; readonly job: WorkerJob }
  | { readonly kind: "unload"; readonly program: number };

export type WorkerMessage =
  /** An order has been followed. */
  | { readonly kind: "done" }
  /** Sent by the worker that is last to finish a step. */
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly instruction: number; readonly message: string; readonly stack?: string };

/** What a device's time goes to. `wait` is for slower peers, in barriers and until a message is there. */
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

/** Names a set of axes; groups over the same axes in another order have the same members and share their barrier. */
export const groupKey = (axes: readonly string[]): string => [...axes].sort().join("+");
