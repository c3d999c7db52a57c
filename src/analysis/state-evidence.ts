/** @file Evidence, from the data flow of a step, that an output is the next value of an input. */
import { memoize } from "../base/memoize.ts";
import { definingOps, type Graph, type ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { numElements } from "../ir/types.ts";
import { CarriedShares, type Share } from "./carried-share.ts";
import { ConvergedStep } from "./converged-step.ts";
import { dependents } from "./dependents.ts";
import { isKeyType } from "./random-keys.ts";
import type { BatchInput } from "./step.ts";

/** Smallest share of a moving average. A smaller share of the old value is a weight penalty in a gradient. */
const minShare = 0.05;

/** Ops that copy a value into another type or layout. */
const copies: ReadonlySet<OpKind> = new Set(["convert", "reshape", "transpose"]);

export class StateEvidence {
  readonly #graph: Graph;
  readonly #definers: Int32Array;
  /** By value: its shares in other values, with scalars as coefficients. */
  readonly #shares: (value: ValueId) => ReadonlyMap<ValueId, Share>;
  /** The same with all inputs but the batch as coefficients. */
  readonly #scaledShares: (value: ValueId) => ReadonlyMap<ValueId, Share>;
  readonly #batchInputs: readonly BatchInput[];
  #knownConverged: ConvergedStep | undefined;
  /** By value, whether it depends on the batch. */
  readonly #ofBatch: readonly boolean[];
  readonly #inputOf: ReadonlyMap<ValueId, number>;
  readonly #outputs: ReadonlySet<ValueId>;

  constructor(graph: Graph, batchInputs: readonly BatchInput[]) {
    this.#graph = graph;
    this.#definers = definingOps(graph);
    const isBatch = new Set(batchInputs.map(({ input }) => input));
    const isNumber = (input: number) => numElements(graph.types[graph.inputs[input].value].shape) === 1;
    const shares = new CarriedShares(graph, (input) => !isBatch.has(input) && isNumber(input));
    const scaledShares = new CarriedShares(graph, (input) => !isBatch.has(input));
    this.#shares = memoize((value) => shares.of(value));
    this.#scaledShares = memoize((value) => scaledShares.of(value));
    this.#batchInputs = batchInputs;
    this.#ofBatch = dependents(graph, (_, input) => isBatch.has(input));
    this.#outputs = new Set(graph.outputs.map(({ value }) => value));
    this.#inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
  }

  /** The step at convergence; it is analyzed only if an output carries over no share of an input. */
  get #converged(): ConvergedStep {
    this.#knownConverged ??= new ConvergedStep(this.#graph, this.#batchInputs);
    return this.#knownConverged;
  }

  /** Whether the output depends on the batch. */
  isFromBatch(output: number): boolean {
    return this.#ofBatch[this.#graph.outputs[output].value];
  }

  /**
   * Scores outputs by the share of the input that they carry over.
   * - 4: the output carries over the whole input and changes it
   * - 3 to 4: a smaller share
   * - 3: the output is the unchanged input
   * - 2.5: an unknown share
   * - 0: nothing
   */
  carried(input: number, output: number): number {
    const { inputs, outputs } = this.#graph;
    const [{ value: old }, { value }] = [inputs[input], outputs[output]];
    if (old === value) return 3;
    const share = this.#shares(old).get(value);
    if (!share || this.#isSubtracted(old, value)) return 0;
    const { known, isExact } = share;
    if (known < minShare) return known === 0 && !isExact ? 2.5 : 0;
    return (isExact ? 3 : 2.9) + Math.min(known, 1 / known);
  }

  /**
   * Scores outputs that carry over no share. Returns 2 if the output depends on the input element by element, slightly
   * more if the coefficient is a tensor (a mask). Returns 1 if it depends on the input in another way, or copies other
   * new state (16-bit weights copy their f32 master weights). Returns 0 for values that vanish with the gradients or
   * depend on examples.
   * @param isNewState  whether a value is already known to be the new value of some state
   */
  derived(input: number, output: number, isNewState: (value: ValueId) => boolean): number {
    const { inputs, outputs, types } = this.#graph;
    const [{ value: old }, { value }] = [inputs[input], outputs[output]];
    if (this.#shares(old).has(value)) return 0;
    if (this.#isCopy(value, isNewState)) return this.isDerived(input, output) ? 1 : 0;
    const converged = this.#converged;
    const sources = converged.sourcesOf(value);
    if (!sources.has(old) || converged.needsBatch(value)) return 0;
    const isKey = isKeyType(types[old]);
    // A scalar is the next value of another if it depends on scalars alone; a loss or a penalty does not.
    if (numElements(types[old].shape) === 1 && !isKey) {
      const isNumber = (member: ValueId): boolean =>
        !this.#inputOf.has(member) || numElements(types[member].shape) === 1;
      if (this.isFromBatch(output) || ![...sources].every(isNumber)) return 0;
    }
    if (this.#scaledShares(old).has(value)) return 2.2;
    if (converged.elementSourcesOf(value).has(old)) return 2;
    return converged.hasBatch || isKey ? 1 : 0;
  }

  /** Whether the output depends on the input. */
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
   * Whether a result that carries over `old` subtracts `value`, as new weights subtract a gradient that contains a
   * penalty on the old weights.
   */
  #isSubtracted(old: ValueId, value: ValueId): boolean {
    for (const [other, { known }] of this.#shares(old))
      if (known >= minShare && this.#outputs.has(other) && (this.#shares(value).get(other)?.known ?? 0) < 0)
        return true;
    return false;
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
