/**
 * @file Signatures: the kind, attributes and types of an op, without its values. A network repeats a few hundred
 * signatures thousands of times, so properties that depend on the signature alone are computed once per signature. The
 * numbers of signatures are common to all graphs.
 */
import { memoizeWeakly } from "../base/memoize.ts";
import { NumberTree } from "../base/number-tree.ts";
import type { Graph, Op } from "./graph.ts";
import type { FactorRule } from "./rule.ts";
import { factorRule } from "./table.ts";
import type { TensorType } from "./types.ts";

/** Numbers texts in order of first appearance. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    return number;
  }

  /** Numbers of objects by their texts, which are asked for once per object. */
  byText<T extends object>(text: (object: T) => string): (object: T) => number {
    const known = new Map<T, number>();
    return (object) => {
      let number = known.get(object);
      if (number === undefined) {
        number = this.of(text(object));
        known.set(object, number);
      }
      return number;
    };
  }
}

const kinds = new Numbering();
const types = new Numbering();
const attributes = new Numbering();
const known = new NumberTree<number>();
const rules: FactorRule[] = [];
let numSignatures = 0;

/** The signature number of each op. Constants differ only by type and by whether all elements are equal. */
export const signaturesOf = memoizeWeakly((graph: Graph): Int32Array => {
  const typeNumbers = graph.types.map(types.byText(({ dtype, shape }: TensorType) => `${dtype}${shape}`));
  const numberOfAttrs = attributes.byText((attrs: Op["attrs"]) => JSON.stringify(attrs));
  const signatures = new Int32Array(graph.ops.length);
  graph.ops.forEach((op, index) => {
    // A constant's elements may be many.
    const attrs = op.kind === "constant" ? ("splat" in op.attrs.data ? -2 : -1) : numberOfAttrs(op.attrs);
    let signature = known.at(kinds.of(op.kind)).at(attrs);
    for (const operand of op.operands) signature = signature.at(typeNumbers[operand]);
    signature = signature.at(-1);
    for (const result of op.results) signature = signature.at(typeNumbers[result]);
    signature.value ??= numSignatures++;
    signatures[index] = signature.value;
  });
  return signatures;
});

/** Each op as an einsum over factors. */
export const factorRules = memoizeWeakly((graph: Graph): readonly FactorRule[] => {
  const numbers = signaturesOf(graph);
  return graph.ops.map((op, index) => {
    rules[numbers[index]] ??= factorRule(graph, op);
    return rules[numbers[index]];
  });
});
