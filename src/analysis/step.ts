/**
 * @file A Step: a traced training step together with how its batch is cut into microbatches.
 * `graph` is one microbatch's view. Its ops come in three regions:
 *
 * - prologue [0, numPrologueOps): runs once per microbatch, in a loop of its own before the main one. Nearly always empty; it
 *   holds the cheap batch totals that the per-example part itself needs (a masked mean's denominator).
 * - accumulate [numPrologueOps, numAccumulateOps): runs once per microbatch: forward and backward.
 * - update [numAccumulateOps, …): runs once per step.
 *
 * Between regions values flow only through `accumulated`: a later region reads graph inputs (update: not the batch inputs),
 * accumulated values of earlier regions, and its own. Outputs are inputs, batch outputs, accumulated or update values.
 *
 * The number of microbatches does not move the boundary between accumulate and update. One microbatch is a loop of one trip: what is
 * accumulated has one term, batch totals that the per-example part needs are computed in the loop, and no step is refused.
 */
import type { Graph, ValueId } from "../ir/graph.ts";

/** A part of a step, by how often it runs. */
export type Region = "prologue" | "accumulate" | "update";

/** The region of op `op`. */
export function regionOf({ numPrologueOps, numAccumulateOps }: RegionBounds, op: number): Region {
  if (op < numPrologueOps) return "prologue";
  return op < numAccumulateOps ? "accumulate" : "update";
}

/** Where the regions of a step end. */
export type RegionBounds = Pick<Step, "numPrologueOps" | "numAccumulateOps">;

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
