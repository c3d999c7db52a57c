/**
 * @file Where in a step the devices of a mesh meet: a collective amid computing waits for the slowest device, while those of values that
 * lie ready (parameters in front of the step, gradients behind it) come one after another and wait once. Links say what a
 * meeting costs (`SwitchLink.meetSeconds`).
 */
import type { Step } from "../analysis/step.ts";
import { definingOps, type ValueId } from "../ir/graph.ts";

export interface Meetings {
  /** Whether devices that reshard `value` for op `reader` come from computing, and go on with it. */
  readonly isAmid: (value: ValueId, reader: number) => boolean;
  /** The same of a value that is resharded once for all its readers, or where it leaves the stage. */
  readonly isAmidForAny: (value: ValueId) => boolean;
}

/** What is computed for a product, a convolution or another stage is amid computing; what only updates are made of is behind it. */
export function findMeetings({ graph, received = [], sent = [] }: Step): Meetings {
  const definers = definingOps(graph);
  const isNeeded = new Uint8Array(graph.types.length);
  for (const output of sent) isNeeded[graph.outputs[output].value] = 1;
  const isAmid = graph.ops.map(() => false);
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    isAmid[op] = kind === "dot_general" || kind === "convolution" || results.some((value) => isNeeded[value]);
    if (isAmid[op]) for (const value of operands) isNeeded[value] = 1;
  }
  const arrives = new Set(received.map((input) => graph.inputs[input].value));
  const isComputed = (value: ValueId): boolean => definers[value] >= 0 || arrives.has(value);
  return {
    isAmid: (value, reader) => isAmid[reader] && isComputed(value),
    isAmidForAny: (value) => isNeeded[value] === 1 && isComputed(value),
  };
}
