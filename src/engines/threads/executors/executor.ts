/**
 * @file The executor interface. An executor compiles a segment's graph once; every worker binds the compiled segment to
 * tensors in shared memory. Kernels read and write that memory in place, without copies.
 */
import type { Graph } from "../../../ir/graph.ts";
import type { TensorType } from "../../../ir/types.ts";

/**
 * A compiled segment in the form sent to workers: structured-cloneable data (native sessions are passed as addresses).
 */
export interface CompiledSegment {
  readonly executor: string;
  readonly inputs: readonly TensorType[];
  readonly outputs: readonly TensorType[];
  /** Bytes of temporaries of one run, in addition to inputs and outputs. */
  readonly workspaceBytes: number;
  /** Data that the executor needs to bind the segment. */
  readonly payload: unknown;
}

export interface Executor {
  readonly name: string;
  /** Compiles a graph on the main thread. @throws Unsupported with the name of an op that it cannot run */
  compile(graph: Graph, options: { readonly intraOpThreads: number }): CompiledSegment;
  /** Frees a compiled segment; no worker may use it afterwards. */
  release(segment: CompiledSegment): void;
  /** Called before another program's segments run, so that memory held for the previous ones can be freed. */
  trim?(): void;
}

/** A segment bound in one worker to fixed addresses in shared memory. */
export interface BoundSegment {
  run(): void;
  release(): void;
}

/**
 * Binds a compiled segment in a worker: `inputs` and `outputs` are byte offsets into `memory`, 64-byte aligned.
 * Only in elementwise segments may an output have the same address as an input.
 */
export type BindSegment = (
  segment: CompiledSegment,
  memory: WebAssembly.Memory,
  inputs: readonly number[],
  outputs: readonly number[],
) => BoundSegment;
