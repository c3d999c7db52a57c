/**
 * @file A Step: a traced training step together with how its batch is cut into microbatches.
 * `graph` is one microbatch's view. Ops [0, numAccumulateOps) run once per microbatch (the accumulate region), the rest once per
 * step (the apply region). With one microbatch the graph is the traced one.
 */
import type { Graph, ValueId } from "../ir/graph.ts";

/** A graph input whose dim `dim` is the batch: microbatch k reads the k-th slice. */
export interface BatchInput {
  readonly input: number;
  readonly dim: number;
}

/** A graph output made per example: the microbatches' parts are concatenated along `dim`. */
export interface BatchOutput {
  readonly output: number;
  readonly dim: number;
}

export interface Step {
  readonly graph: Graph;
  readonly microbatches: number;
  readonly numAccumulateOps: number;
  /** Batch inputs in the graph, by input index. The step is called with `microbatches` times their size along `dim`. */
  readonly batchInputs: readonly BatchInput[];
  readonly batchOutputs: readonly BatchOutput[];
  /** Values of the accumulate region summed over the microbatches before the apply region (or an output) reads them. */
  readonly accumulated: readonly ValueId[];
  /** For each output index, the input index that it replaces in the next call (parameters, optimizer state), or −1. */
  readonly stateOf: readonly number[];
}
