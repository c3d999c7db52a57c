/**
 * @file A Step: a traced training step together with how its batch is cut into microbatches.
 * `graph` is one microbatch's view. Its ops come in three regions:
 *
 * - prologue [0, numPrologueOps): runs once per microbatch, in a loop of its own before the main one. Nearly always empty; it
 *   holds the cheap batch totals that the per-example part itself needs (a masked mean's denominator).
 * - accumulate [numPrologueOps, numAccumulateOps): runs once per microbatch.
 * - apply [numAccumulateOps, …): runs once per step.
 *
 * Between regions values flow only through `accumulated`: a later region reads graph inputs (apply: not the batch inputs),
 * accumulated values of earlier regions, and its own. Outputs are inputs, batch outputs, accumulated or apply values.
 *
 * With one microbatch nothing is cut: all ops are the accumulate region, nothing is accumulated, and outputs may be any values.
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

/** The step of a graph whose batch is not cut. */
export const uncutStep = (graph: Graph, of: Pick<Step, "batchInputs" | "batchOutputs" | "stateOf">): Step => ({
  graph,
  microbatches: 1,
  numPrologueOps: 0,
  numAccumulateOps: graph.ops.length,
  accumulated: [],
  ...of,
});

export interface Step {
  readonly graph: Graph;
  readonly microbatches: number;
  readonly numPrologueOps: number;
  readonly numAccumulateOps: number;
  /** Batch inputs in the graph, by input index. The step is called with `microbatches` times their size along `dim`. */
  readonly batchInputs: readonly BatchInput[];
  readonly batchOutputs: readonly BatchOutput[];
  /** Values of the prologue and accumulate regions summed over the microbatches when their region's loop ends. */
  readonly accumulated: readonly ValueId[];
  /** For each output index, the input index that it replaces in the next call (parameters, optimizer state), or −1. */
  readonly stateOf: readonly number[];
  /**
   * Of a step that is one stage's part of another (`stage-step.ts`): input indices that arrive from other stages and output indices
   * that go to them, one microbatch at a time. Those with a batch dim are batch inputs and batch outputs too.
   */
  readonly received?: readonly number[];
  readonly sent?: readonly number[];
  /** Input indices of such a step that arrive once per step: totals, results of the update, and inputs that another stage holds. */
  readonly receivedOnce?: readonly number[];
}
