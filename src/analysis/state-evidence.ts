/** @file Evidence in the data flow of a step that an output is the next value of an input. */
import { memoize } from "../base/memoize.ts";
import { definingOps, type Graph, type ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { numElements } from "../ir/types.ts";
import { analyzeBatch } from "./batch.ts";
import { CarriedShares, type Share } from "./carried-share.ts";
import { isKeyType } from "./random-keys.ts";
import { SettledStep } from "./settled-step.ts";
import type { BatchInput } from "./step.ts";

/** A smaller share of the old value is the penalty on a weight in its gradient, not the memory of an average. */
const leastShare = 0.05;

/** Ops that make a copy: in another type, or laid out otherwise. */
const copies: ReadonlySet<OpKind> = new Set(["convert", "reshape", "transpose"]);

export class StateEvidence {
  readonly #graph: Graph;
  readonly #definers: Int32Array;
  /**
   * By value: its share in others, where coefficients are numbers, and where they may be any values but the batch's.
   */
  readonly #shares: (value: ValueId) => ReadonlyMap<ValueId, Share>;
  readonly #scaledShares: (value: ValueId) => ReadonlyMap<ValueId, Share>;
  readonly #settled: SettledStep;
  readonly #states: ReturnType<typeof analyzeBatch>["states"];
  readonly #inputOf: ReadonlyMap<ValueId, number>;

  constructor(graph: Graph, batchInputs: readonly BatchInput[]) {
    this.#graph = graph;
    this.#definers = definingOps(graph);
    const isBatch = new Set(batchInputs.map(({ input }) => input));
    const isNumber = (input: number) => numElements(graph.types[graph.inputs[input].value].shape) === 1;
    const shares = new CarriedShares(graph, (input) => !isBatch.has(input) && isNumber(input));
    const scaledShares = new CarriedShares(graph, (input) => !isBatch.has(input));
    this.#shares = memoize((value) => shares.of(value));
    this.#scaledShares = memoize((value) => scaledShares.of(value));
    this.#settled = new SettledStep(graph, batchInputs);
    this.#states = analyzeBatch(graph, batchInputs, 1).states;
    this.#inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
  }

  isFromBatch(output: number): boolean {
    return this.#states[this.#graph.outputs[output].value].kind !== "independent";
  }

  /**
   * 4 for an output that carries over all of the input and changes it, 3 to 4 for a share or the input as it is, 2.5
   * for a share that is not known, 0 for others.
   */
  carried(input: number, output: number): number {
    const { inputs, outputs } = this.#graph;
    const [{ value: old }, { value }] = [inputs[input], outputs[output]];
    if (old === value) return 3;
    const share = this.#shares(old).get(value);
    if (!share || this.#isSubtracted(old, value)) return 0;
    const { known, isExact } = share;
    if (known < leastShare) return known === 0 && !isExact ? 2.5 : 0;
    return (isExact ? 3 : 2.9) + Math.min(known, 1 / known);
  }

  /**
   * For outputs that carry no share over: 2 for one made of the input element by element, a little more where the
   * coefficient is a tensor (a mask); 1 for one made of it otherwise, and for a copy of other new state (16-bit weights
   * of their 32-bit master weights). 0 for what vanishes with the gradients, and for what is made of examples.
   * @param isNewState  tells the new values of state that are known
   */
  derived(input: number, output: number, isNewState: (value: ValueId) => boolean): number {
    const { inputs, outputs, types } = this.#graph;
    const [{ value: old }, { value }] = [inputs[input], outputs[output]];
    if (this.#shares(old).has(value)) return 0;
    if (this.#isCopy(value, isNewState)) return this.isDerived(input, output) ? 1 : 0;
    const sources = this.#settled.sourcesOf(value);
    if (!sources.has(old) || this.#settled.needsBatch(value)) return 0;
    const isKey = isKeyType(types[old]);
    // A number is the next value of another if it is made of numbers alone; a loss or a penalty is not.
    if (numElements(types[old].shape) === 1 && !isKey) {
      const isNumber = (member: ValueId): boolean =>
        !this.#inputOf.has(member) || numElements(types[member].shape) === 1;
      if (this.isFromBatch(output) || ![...sources].every(isNumber)) return 0;
    }
    if (this.#scaledShares(old).has(value)) return 2.2;
    if (this.#settled.elementSourcesOf(value).has(old)) return 2;
    return this.#settled.hasBatch || isKey ? 1 : 0;
  }

  /** Whether the output is computed from the input. */
  isDerived(input: number, output: number): boolean {
    const found = new Set([this.#graph.outputs[output].value]);
    for (const member of found) {
      if (member === this.#graph.inputs[input].value) return true;
      if (this.#definers[member] >= 0)
        for (const operand of this.#graph.ops[this.#definers[member]].operands) found.add(operand);
    }
    return false;
  }

  /**
   * Whether a result that carries `old` over subtracts `value`, as new weights do with a gradient that has a penalty on
   * the old ones.
   */
  #isSubtracted(old: ValueId, value: ValueId): boolean {
    const shares = this.#shares(old);
    return this.#graph.outputs.some((other) => {
      const carried = shares.get(other.value)?.known ?? 0;
      return carried >= leastShare && (this.#shares(value).get(other.value)?.known ?? 0) < 0;
    });
  }

  #isCopy(value: ValueId, isNewState: (value: ValueId) => boolean): boolean {
    for (let member = value; ; ) {
      if (isNewState(member)) return true;
      const op = this.#graph.ops[this.#definers[member]];
      if (!op || !copies.has(op.kind)) return false;
      [member] = op.operands;
    }
  }
}
