/**
 * @file The Program: one instruction list per stage mesh. Inside a mesh it is SPMD: every device executes the same list
 *   on its own buffers. Engines and simulator interpret the same data.
 */
import type { Graph } from "../ir/graph.ts";
import type { CollectiveKind, OpAttrs, Reducer } from "../ir/ops.ts";
import type { TensorType } from "../ir/types.ts";
import type { Mesh, Placement } from "../plan/placement.ts";
import type { ScheduleTask } from "../plan/plan.ts";

/** Index into `MeshProgram.buffers`. */
export type BufferId = number;

/**
 * A per-device buffer.
 * - `input`: written from outside before the step (arguments); state inputs stay between steps.
 * - `temporary`: written and freed inside the step.
 * - `view`: the bytes of `of` that start at `byteOffset` (a microbatch of a batch input); never freed itself.
 */
export type Buffer = { readonly type: TensorType; readonly name: string } & (
  | { readonly kind: "input" | "temporary" }
  | { readonly kind: "view"; readonly of: BufferId; readonly byteOffset: number }
);

/**
 * Straight-line per-device computation without collectives. `kernel` says how an engine is expected to run it:
 * - `general`: compiled by the executor (ONNX Runtime, XLA).
 * - `elementwise`: large same-shape elementwise chains (optimizer updates), one fused pass over memory. Outputs may
 *   alias inputs of the same index range because element i is read before it is written.
 */
export interface Segment {
  readonly kernel: "general" | "elementwise";
  /** Per-device graph; its inputs and outputs are bound to buffers by the `run` instruction. */
  readonly graph: Graph;
}

export type CollectiveInstruction = {
  [K in CollectiveKind]: {
    readonly kind: K;
    readonly attrs: OpAttrs[K];
    readonly input: BufferId;
    /** May equal `input` for all_reduce. */
    readonly output: BufferId;
  };
}[CollectiveKind];

/** Executed in order by every device of the mesh. `microbatch` is −1 in the update. */
export type Instruction = { readonly microbatch: number } & (
  | {
      readonly kind: "run";
      readonly segment: number;
      readonly inputs: readonly BufferId[];
      readonly outputs: readonly BufferId[];
    }
  | CollectiveInstruction
  /** Combines `from` into `into` (elementwise, same type); the first microbatch writes into `into` directly instead. */
  | { readonly kind: "accumulate"; readonly reducer: Reducer; readonly into: BufferId; readonly from: BufferId }
  /** Copies the buffer `from` to `into` (an output that is also an input, or a microbatch's part of a batch output). */
  | { readonly kind: "copy"; readonly into: BufferId; readonly from: BufferId }
  | { readonly kind: "free"; readonly buffers: readonly BufferId[] }
  /**
   * The buffer holds transfer `transfer`'s value for message `message`; the receivers may read it from now on. Never
   * waits.
   */
  | { readonly kind: "send"; readonly transfer: number; readonly message: number; readonly buffer: BufferId }
  /** Waits for message `message` and fills `buffer` with this device's shard of it, read from the senders' buffers. */
  | { readonly kind: "recv"; readonly transfer: number; readonly message: number; readonly buffer: BufferId }
);

/**
 * A value that goes from one mesh to another, once per message. A message is one send and one recv of the same number,
 * each executed by every device of its mesh. A sent buffer is not written or freed before an instruction of the sender
 * that can only run after the receiver's `recv`, or before the end of the step. So only receivers wait.
 */
export interface Transfer {
  readonly name: string;
  /** The whole value's type, of one microbatch. */
  readonly type: TensorType;
  /** Neither placement is partial. */
  readonly from: { readonly mesh: number; readonly placement: Placement };
  readonly to: { readonly mesh: number; readonly placement: Placement };
}

/**
 * A task of the schedule: instructions [begin, end) of a mesh program. Instructions outside all spans prepare the step.
 */
export interface TaskSpan {
  readonly kind: ScheduleTask;
  readonly chunk: number;
  readonly microbatch: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * A step input or output on a mesh. Without `batch`, a device's buffer holds its shard of the value. With `batch`, the
 * value is cut along `batch.dim` into `batch.microbatches` equal parts, each part is placed by `placement`, and the
 * buffer holds the device's shards of the parts one after another (shape [microbatches, …local part]) for any dim. So
 * microbatch k holds the same examples on every device and in every batch port, for any placement (`plan/shard.ts`
 * converts).
 */
export interface ProgramPort extends PortPlace {
  readonly name: string;
  /** The whole value's type. */
  readonly type: TensorType;
  readonly batch?: { readonly dim: number; readonly microbatches: number };
  /** Other meshes that hold the same input (a batch that several stages read). Absent for outputs. */
  readonly copies?: readonly PortPlace[];
}

/** A port's place on one mesh. */
export interface PortPlace {
  readonly mesh: number;
  readonly buffer: BufferId;
  readonly placement: Placement;
}

/** All places that hold a port; the first is the one to read. */
export const placesOf = (port: ProgramPort): readonly PortPlace[] => [port, ...(port.copies ?? [])];

export interface MeshProgram {
  readonly mesh: Mesh;
  readonly devices: readonly number[];
  readonly buffers: readonly Buffer[];
  readonly segments: readonly Segment[];
  readonly instructions: readonly Instruction[];
  /** The tasks of a pipeline schedule, in order; none in a program of one stage. */
  readonly tasks: readonly TaskSpan[];
}

export interface Program {
  readonly name: string;
  readonly meshes: readonly MeshProgram[];
  readonly transfers: readonly Transfer[];
  readonly inputs: readonly ProgramPort[];
  readonly outputs: readonly ProgramPort[];
  /**
   * For each output, the input whose buffer it shares (state updated in place), or −1 for an output with a buffer of
   * its own.
   */
  readonly stateOf: readonly number[];
}
