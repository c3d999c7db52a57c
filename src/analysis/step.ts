/**
 * @file A Step: a traced training step together with how its batch is cut into microbatches.
 * `graph` is one microbatch's view. Its ops come in regions:
 *
 * - the prologue, nearly always empty: the batch totals that the per-example part itself needs (a masked mean's
 *   denominator, batch statistics). It has passes, one after the other: the ops of each loop run once per microbatch,
 *   those behind it once, on its totals.
 * - accumulate: runs once per microbatch: forward and backward.
 * - update: runs once per step.
 *
 * Ops of a loop make values of one microbatch. Later regions read of them only those in `accumulated`, which are
 * combined over the microbatches when the loop ends. What runs once makes values that all later regions may read.
 * Outputs are inputs, batch outputs, accumulated values or values that are made once.
 *
 * The number of microbatches does not move the boundary between accumulate and update. One microbatch is a loop of one
 * trip: what is accumulated has one term, batch totals that the per-example part needs are computed in the loop, and no
 * step is refused.
 */
import { memoizeWeakly } from "../base/memoize.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import type { Reducer } from "../ir/ops.ts";

/** A part of a step, by how often it runs. */
export type Region = "prologue" | "accumulate" | "update";

/** The region of op `op`. */
export function regionOf({ numPrologueOps, numAccumulateOps }: RegionBounds, op: number): Region {
  if (op < numPrologueOps) return "prologue";
  return op < numAccumulateOps ? "accumulate" : "update";
}

/** The ends of the regions of a step. */
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

/**
 * A pass over the batch before the main loop: its ops end before `loopEnd`, those that run once on its totals before
 * `end`.
 */
export interface ProloguePass {
  readonly loopEnd: number;
  readonly end: number;
}

/** The examples that one call of a graph takes; 1 when it has no batch input. */
export function batchSize({ graph, batchInputs }: Pick<Step, "graph" | "batchInputs">): number {
  const [first] = batchInputs;
  return first ? graph.types[graph.inputs[first.input].value].shape[first.dim] : 1;
}

export interface Step {
  readonly graph: Graph;
  readonly microbatches: number;
  readonly prologue: readonly ProloguePass[];
  /** All passes together. */
  readonly numPrologueOps: number;
  readonly numAccumulateOps: number;
  /** Batch inputs in the graph, by input index. The step is called with `microbatches` times their size along `dim`. */
  readonly batchInputs: readonly BatchInput[];
  readonly batchOutputs: readonly BatchOutput[];
  /**
   * Values of a loop of the prologue or of the accumulate region that are combined over the microbatches when the loop
   * ends: summed.
   */
  readonly accumulated: readonly ValueId[];
  /** The reducers of those of `accumulated` that are not summed. */
  readonly reducers: ReadonlyMap<ValueId, Reducer>;
  /** For each output index, the input index that it replaces in the next call (parameters, optimizer state), or −1. */
  readonly stateOf: readonly number[];
  /**
   * In a step that is one stage's part of another (`stage-step.ts`): input indices that arrive from other stages and
   * output indices that go to them, one microbatch at a time. Those with a batch dim are batch inputs and batch outputs
   * too.
   */
  readonly received?: readonly number[];
  readonly sent?: readonly number[];
  /**
   * Input indices of such a step that arrive once per step: totals, results of the update, and inputs that another
   * stage holds.
   */
  readonly receivedOnce?: readonly number[];
}

/** Ops [begin, end) of a step; those of a loop run for one microbatch after the other, the others once. */
export interface Section {
  readonly begin: number;
  readonly end: number;
  readonly isLoop: boolean;
}

/**
 * The sections of a step in the order in which they run: every other one is a loop, the last two are accumulate and
 * update.
 */
export function sectionsOf({ graph, prologue, numAccumulateOps }: Step): Section[] {
  const ends = [...prologue.flatMap(({ loopEnd, end }) => [loopEnd, end]), numAccumulateOps, graph.ops.length];
  return ends.map((end, index) => ({ begin: index === 0 ? 0 : ends[index - 1], end, isLoop: index % 2 === 0 }));
}

/** By op, the number of its section. */
export const opSections = memoizeWeakly((step: Step): Int32Array => {
  const sections = new Int32Array(step.graph.ops.length);
  sectionsOf(step).forEach(({ begin, end }, index) => {
    sections.fill(index, begin, end);
  });
  return sections;
});

/** By op, how often it runs in a step. */
export const opRepeats = memoizeWeakly(
  (step: Step): Int32Array => opSections(step).map((section) => (section % 2 === 0 ? step.microbatches : 1)),
);
