/**
 * @file A Step: a traced training step together with the split of its batch into microbatches. `graph` is the view of
 * one microbatch. Its ops form regions:
 *
 * - prologue, usually empty: batch totals that the per-example part itself needs (a masked mean's denominator, batch
 *   statistics). It has passes, one after another. The ops of each pass's loop run once per microbatch; the ops after
 *   the loop run once, on its totals.
 * - accumulate: runs once per microbatch: forward and backward.
 * - update: runs once per step.
 *
 * Ops of a loop compute values of one microbatch. Later regions may read only those in `accumulated`, which are
 * combined over the microbatches when the loop ends. Ops that run once compute values that all later regions may read.
 * Outputs are inputs, batch outputs, accumulated values or values computed once.
 *
 * The number of microbatches does not move the boundary between accumulate and update. One microbatch is a loop of one
 * iteration: accumulated values have one term, batch totals that the per-example part needs are computed in the loop,
 * and no step is refused.
 */
import { memoizeWeakly } from "../base/memoize.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import type { Reducer } from "../ir/ops.ts";

/** A part of a step; the parts differ in how often they run. */
export type Region = "prologue" | "accumulate" | "update";

/** Returns the region of op `op`. */
export function regionOf({ numPrologueOps, numAccumulateOps }: RegionBounds, op: number): Region {
  if (op < numPrologueOps) return "prologue";
  return op < numAccumulateOps ? "accumulate" : "update";
}

/** The ends of a step's regions. */
export type RegionBounds = Pick<Step, "numPrologueOps" | "numAccumulateOps">;

/** A graph input whose dim `dim` is the batch: microbatch k reads the k-th slice. */
export interface BatchInput {
  readonly input: number;
  readonly dim: number;
}

/** A graph output computed per example: the microbatches' slices are concatenated along `dim`. */
export interface BatchOutput {
  readonly output: number;
  readonly dim: number;
}

/**
 * A pass over the batch before the main loop: the ops of its loop end before `loopEnd`, those that run once on its
 * totals before `end`.
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
  /** Ops of all prologue passes together. */
  readonly numPrologueOps: number;
  readonly numAccumulateOps: number;
  /** By input index: the graph's batch inputs. Callers pass `microbatches` times the graph's size along `dim`. */
  readonly batchInputs: readonly BatchInput[];
  readonly batchOutputs: readonly BatchOutput[];
  /**
   * Values of a loop (prologue or accumulate) that are combined over the microbatches when the loop ends, by addition
   * unless `reducers` says otherwise.
   */
  readonly accumulated: readonly ValueId[];
  /** The reducers of `accumulated` values that are not summed. */
  readonly reducers: ReadonlyMap<ValueId, Reducer>;
  /** By output index, the input index that it replaces in the next call (parameters, optimizer state), or −1. */
  readonly stateOf: readonly number[];
  /**
   * For a stage's step (`stage-step.ts`): indices of inputs that arrive from other stages and of outputs sent to them,
   * one microbatch at a time. Those with a batch dim are also batch inputs and batch outputs.
   */
  readonly received?: readonly number[];
  readonly sent?: readonly number[];
  /**
   * For a stage's step: indices of inputs that arrive once per step: totals, results of the update, and inputs that
   * another stage holds.
   */
  readonly receivedOnce?: readonly number[];
}

/** Ops [begin, end) of a step. The ops of a loop run once per microbatch; the others run once. */
export interface Section {
  readonly begin: number;
  readonly end: number;
  readonly isLoop: boolean;
}

/**
 * Returns the sections of a step in execution order: sections 0, 2, 4, … are loops; the last two are accumulate and
 * update.
 */
export function sectionsOf({ graph, prologue, numAccumulateOps }: Step): Section[] {
  const ends = [...prologue.flatMap(({ loopEnd, end }) => [loopEnd, end]), numAccumulateOps, graph.ops.length];
  return ends.map((end, index) => ({ begin: index === 0 ? 0 : ends[index - 1], end, isLoop: index % 2 === 0 }));
}

/** By op, the index of its section. */
export const opSections = memoizeWeakly((step: Step): Int32Array => {
  const sections = new Int32Array(step.graph.ops.length);
  sectionsOf(step).forEach(({ begin, end }, index) => {
    sections.fill(index, begin, end);
  });
  return sections;
});

/** The values that are summed over the microbatches; none in a step of one microbatch. */
export const summedValues = memoizeWeakly(
  ({ microbatches, accumulated }: Step): ReadonlySet<ValueId> => new Set(microbatches > 1 ? accumulated : []),
);

/** By op, the number of times that it runs in a step. */
export const opRepeats = memoizeWeakly(
  (step: Step): Int32Array => opSections(step).map((section) => (section % 2 === 0 ? step.microbatches : 1)),
);
