/**
 * @file The share of a value that later values carry over, element by element: 1 in `p − rate · g`, 0.9 in
 * `0.9 · m + 0.1 · g`, 0 in a product with the batch or in a gradient. The next value of a parameter or of optimizer
 * state carries over the old one, regardless of names.
 */
import { type Graph, type Op, usersOf, type ValueId } from "../ir/graph.ts";
import { numElements } from "../ir/types.ts";

/**
 * A coefficient: `known`, plus an unknown term unless `isExact`. With `rate` and `decay` as inputs, `1 − rate · decay`
 * has `known` 1 and is not exact.
 */
export interface Share {
  readonly known: number;
  readonly isExact: boolean;
}

const none: Share = { known: 0, isExact: true };
const unknown: Share = { known: 0, isExact: false };

const isNone = ({ known, isExact }: Share): boolean => known === 0 && isExact;
const plus = (a: Share, b: Share, sign = 1): Share => ({
  known: a.known + sign * b.known,
  isExact: a.isExact && b.isExact,
});
const times = (a: Share, b: Share): Share =>
  isNone(a) || isNone(b) ? none : { known: a.known * b.known, isExact: a.isExact && b.isExact };
const over = (a: Share, b: Share): Share =>
  isNone(a) ? none : b.isExact && b.known !== 0 ? { known: a.known / b.known, isExact: a.isExact } : unknown;
const larger = (a: Share, b: Share): Share => {
  const size = ({ known, isExact }: Share) => Math.abs(known) + (isExact ? 0 : 1e-6);
  return size(a) >= size(b) ? a : b;
};

/** Computes carried shares in one graph. */
export class CarriedShares {
  readonly #graph: Graph;
  /** By value: its coefficient if it is computed from constants and inputs that may scale; otherwise undefined. */
  readonly #coefficients: readonly (Share | undefined)[];

  /** @param mayScale  whether a value multiplied by this input still counts as carried over */
  constructor(graph: Graph, mayScale: (input: number) => boolean) {
    this.#graph = graph;
    this.#coefficients = findCoefficients(graph, mayScale);
  }

  /** Returns the share of `source` in every value that carries over some of it. */
  of(source: ValueId): ReadonlyMap<ValueId, Share> {
    const { ops } = this.#graph;
    const shares = new Map<ValueId, Share>([[source, { known: 1, isExact: true }]]);
    for (const index of this.#readers(source)) {
      const share = this.#shareOf(ops[index], (value) => shares.get(value) ?? none);
      if (!isNone(share)) shares.set(ops[index].results[0], share);
    }
    return shares;
  }

  /** Returns the ops that may carry `source` over, in op order. */
  #readers(source: ValueId): number[] {
    const { ops } = this.#graph;
    const users = usersOf(this.#graph);
    const found = new Set<number>();
    const pending = [source];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      for (const user of users[value]) {
        if (found.has(user)) continue;
        const share = this.#shareOf(ops[user], (operand) => (operand === value ? { known: 1, isExact: true } : none));
        if (isNone(share)) continue;
        found.add(user);
        pending.push(ops[user].results[0]);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  #shareOf(op: Op, of: (value: ValueId) => Share): Share {
    const { types } = this.#graph;
    const [first, second, third] = op.operands;
    switch (op.kind) {
      case "add":
        return plus(of(first), of(second));
      case "subtract":
        return plus(of(first), of(second), -1);
      case "negate":
        return plus(none, of(first), -1);
      case "multiply": {
        const [a = none, b = none] = [this.#coefficients[first], this.#coefficients[second]];
        return plus(times(of(first), b), times(of(second), a));
      }
      case "divide": {
        const divisor = this.#coefficients[second];
        return divisor ? over(of(first), divisor) : none;
      }
      case "maximum":
      case "minimum":
        return larger(of(first), of(second));
      case "select":
        return larger(of(second), of(third));
      case "concatenate":
        return op.operands.map(of).reduce(larger);
      case "convert":
      case "reshape":
      case "transpose":
      case "reverse":
      case "slice":
      case "pad":
      case "scatter":
        return of(first);
      case "broadcast_in_dim":
      case "reduce":
        return numElements(types[first].shape) === numElements(types[op.results[0]].shape) ? of(first) : none;
      default:
        return none;
    }
  }
}

function findCoefficients(graph: Graph, mayScale: (input: number) => boolean): (Share | undefined)[] {
  const coefficients = graph.types.map((): Share | undefined => undefined);
  graph.inputs.forEach(({ value }, input) => {
    if (mayScale(input)) coefficients[value] = unknown;
  });
  for (const op of graph.ops) {
    const operands = op.operands.map((operand) => coefficients[operand]);
    if (operands.every((operand) => operand !== undefined)) {
      const share = coefficientOf(op, operands);
      for (const result of op.results) coefficients[result] = share;
    }
  }
  return coefficients;
}

function coefficientOf(op: Op, [a, b]: readonly Share[]): Share {
  switch (op.kind) {
    case "constant":
      return "splat" in op.attrs.data ? { known: op.attrs.data.splat, isExact: true } : unknown;
    case "add":
      return plus(a, b);
    case "subtract":
      return plus(a, b, -1);
    case "negate":
      return plus(none, a, -1);
    case "multiply":
      return times(a, b);
    case "divide":
      return over(a, b);
    case "convert":
    case "reshape":
    case "transpose":
    case "slice":
    case "broadcast_in_dim":
      return a;
    default:
      return unknown;
  }
}
