/**
 * @file What an executor does: it compiles a segment's graph once, and every worker binds the compiled segment to run it on
 * tensors that lie in the machine's one shared memory. Kernels read and write that memory in place; nothing is copied.
 */
import type { Graph } from "../../../ir/graph.ts";
import type { TensorType } from "../../../ir/types.ts";

/** A compiled segment as it is sent to workers: structured-cloneable data (native sessions travel as addresses). */
export interface CompiledSegment {
  readonly executor: string;
  readonly inputs: readonly TensorType[];
  readonly outputs: readonly TensorType[];
  /** Bytes of temporaries that one run holds beside its inputs and outputs. */
  readonly workspaceBytes: number;
  /** Whatever the executor needs to bind it. */
  readonly payload: unknown;
}

export interface Executor {
  readonly name: string;
  /** Compiles on the main thread. Throws Unsupported with the op's name when a graph has an op it cannot run. */
  compile(graph: Graph, options: { readonly intraOpThreads: number }): CompiledSegment;
  /** Frees what `compile` holds; no worker may use the segment afterwards. */
  release(segment: CompiledSegment): void;
  /** Called before another program's segments run: what those before them needed may be given back. */
  trim?(): void;
}

/** A segment bound in one worker to fixed places in shared memory. */
export interface BoundSegment {
  run(): void;
  release(): void;
}

/**
 * Binds a compiled segment in a worker: `inputs` and `outputs` are byte offsets into `memory`, 64-byte aligned.
 * An output may lie on an input only for elementwise segments.
 */
export type BindSegment = (
  segment: CompiledSegment,
  memory: WebAssembly.Memory,
  inputs: readonly number[],
  outputs: readonly number[],
) => BoundSegment;
