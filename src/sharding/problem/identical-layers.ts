/**
 * @file Ties identical layers: ops at equal offsets of repeated blocks share one choice, and so do the inputs that they
 * read. Planning 96 layers then costs as much as planning a few.
 */
import { opSections, type Step } from "../../analysis/step.ts";
import { findRepeats, type Repeat } from "../../analysis/structure.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import { signaturesOf } from "../../ir/signatures.ts";
import { sameType } from "../../ir/types.ts";
import { liveRanges } from "../facts/live-ranges.ts";

/** The ops and inputs of a step that share a choice. */
export interface Ties {
  /** By op: the first op that it is tied to, often itself. */
  readonly ops: Int32Array;
  /** By input, likewise. */
  readonly inputs: Int32Array;
  /** The runs of equal blocks. */
  readonly repeats: readonly Repeat[];
}

const identity = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);

/** Ties nothing: every op and input has a choice of its own. */
export const noTies = memoizeWeakly(
  ({ graph }: Step): Ties => ({
    ops: identity(graph.ops.length),
    inputs: identity(graph.inputs.length),
    repeats: [],
  }),
);

/** Ties the identical layers of a step: forward, backward, and the updates of their parameters. */
export const tieLayers = memoizeWeakly((step: Step): Ties => {
  const { graph } = step;
  const sections = opSections(step);
  const ops = identity(graph.ops.length);
  const inputs = identity(graph.inputs.length);
  const ranges = liveRanges(step, "nothing");
  const repeats = findRepeats(signaturesOf(graph));

  const batch = new Set(step.batchInputs.map(({ input }) => input));
  const inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
  const first = (input: number): number => {
    let root = input;
    while (inputs[root] !== root) root = inputs[root];
    inputs[input] = root;
    return root;
  };
  const tieInputs = (a: number | undefined, b: number | undefined): void => {
    if (a === undefined || b === undefined || a === b || batch.has(a) !== batch.has(b)) return;
    if (!sameType(graph.types[graph.inputs[a].value], graph.types[graph.inputs[b].value])) return;
    const [x, y] = [first(a), first(b)];
    inputs[Math.max(x, y)] = Math.min(x, y);
  };

  /** The section of an op and which of its results have several readers. Ops that differ in this are not tied. */
  const situationOf = (op: number): string => {
    return graph.ops[op].results.reduce(
      (text, value) => `${text}${ranges[value].isShared ? "h" : "."}`,
      `${sections[op]}`,
    );
  };
  for (const { start, period, count } of repeats) {
    for (let offset = start; offset < start + period; offset++) {
      const members = new Map<string, number>();
      for (let op = offset; op < offset + period * count; op += period) {
        const key = situationOf(op);
        ops[op] = members.get(key) ?? op;
        members.set(key, ops[op]);
        if (op === offset) continue;
        graph.ops[op].operands.forEach((value, position) => {
          tieInputs(inputOf.get(graph.ops[op - period].operands[position]), inputOf.get(value));
        });
      }
    }
  }
  for (let input = 0; input < inputs.length; input++) first(input);
  return { ops, inputs, repeats };
});
