/**
 * @file Synchronization points of a step. A collective between computations waits for the slowest device of its mesh;
 * collectives issued back to back wait once. So small parameters gathered before the step share one synchronization
 * point in proportion to their sizes, gradients reduced after it share another, and new parameters a third. The link
 * gives the seconds of one synchronization point (`SwitchLink.syncSeconds`).
 */
import { findRoles } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import { definingOps, type ValueId } from "../../ir/graph.ts";
import { isMatmul } from "../../ir/ops.ts";
import { bytesOf, numElements } from "../../ir/types.ts";
import { minLateBytes } from "../reshard/deferred-gather.ts";

/**
 * Number of synchronization points of resharding a value; a fraction if several values are resharded together.
 */
export interface SyncPoints {
  /** If it is resharded for op `reader` alone. */
  readonly forReader: (value: ValueId, reader: number) => number;
  /** If it is resharded once for all its readers, or as an output. */
  readonly forAll: (value: ValueId) => number;
}

/**
 * Finds the synchronization points of a step. A value is on the critical path if a matrix product, a convolution or
 * another stage depends on it; values that only updates read are not.
 */
export const findSyncPoints = memoizeWeakly((step: Step): SyncPoints => {
  const { graph, stateOf, received = [], sent = [] } = step;
  const definers = definingOps(graph);
  const arrives = new Set(received.map((input) => graph.inputs[input].value));
  const isComputed = graph.types.map((_, value) => definers[value] >= 0 || arrives.has(value));
  const isNeeded = new Uint8Array(graph.types.length);
  for (const output of sent) isNeeded[graph.outputs[output].value] = 1;
  const isCritical = graph.ops.map(() => false);
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    isCritical[op] = isMatmul(kind) || results.some((value) => isNeeded[value]);
    if (isCritical[op]) for (const value of operands) isNeeded[value] = 1;
  }
  const { inputs: roles } = findRoles(step);
  const isState = new Set(stateOf);
  const parameters = new Set(
    graph.inputs
      .filter(({ value }, input) => (isState.has(input) || roles[input] === "frozen") && isNeeded[value])
      .map(({ value }) => value),
  );
  const sizeOf = (value: ValueId): number => numElements(graph.types[value].shape);
  const totalSize = [...parameters].reduce((sum, value) => sum + sizeOf(value), 0);
  // Parameters share the synchronization points of the whole step, so their share in a part of a step is not known.
  const isPart = received.length + sent.length > 0;
  const share = (value: ValueId): number => (isPart ? 0 : Math.min(1, sizeOf(value) / Math.max(1, totalSize)));

  const criticalPoints = (value: ValueId): number => {
    if (isComputed[value]) return 1;
    if (!parameters.has(value)) return 0;
    return bytesOf(graph.types[value]) >= minLateBytes ? 1 : share(value);
  };
  return {
    forReader: (value, reader) => (isCritical[reader] ? criticalPoints : share)(value),
    forAll: (value) => (isNeeded[value] ? criticalPoints : share)(value),
  };
});
