/**
 * @file Dim classes: sets of dims that are one index of the network (a layer's hidden units, its attention heads, the
 * vocabulary). Two dims are in one class when the factor rule of an op gives them the same leading factor. Splitting a
 * class over a mesh axis therefore splits all of its dims, in the forward and backward passes and in the optimizer,
 * without communication. Constants, and values computed only from constants, belong to no class: unrelated parts of a
 * network may share them, and every device can compute its own part.
 */
import { findConstants } from "../ir/constants.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import type { Factor, FactorRule } from "../ir/rule.ts";
import { factorRules } from "../ir/signatures.ts";

/** Number of a class; numbers are not consecutive. */
export type DimClass = number;

export interface DimClasses {
  readonly rules: readonly FactorRule[];
  /** The class of a dim of a value. */
  readonly ofDim: (value: ValueId, dim: number) => DimClass;
  /** The class of factor `factor` of op number `op`. */
  readonly ofFactor: (op: number, factor: number) => DimClass;
}

/** Finds the dim classes of a graph: unites all dims that have the same leading factor in an op. */
export function findDimClasses(graph: Graph): DimClasses {
  const rules = factorRules(graph);
  const numbered = (counts: readonly number[], first: number): number[] => {
    let next = first;
    return counts.map((count) => {
      next += count;
      return next - count;
    });
  };
  const firstDim = numbered(
    graph.types.map(({ shape }) => shape.length),
    0,
  );
  const numDims = graph.types.reduce((total, { shape }) => total + shape.length, 0);
  const firstFactor = numbered(
    rules.map(({ factors }) => factors.length),
    numDims,
  );
  const numNodes = rules.reduce((total, { factors }) => total + factors.length, numDims);

  const parent = Int32Array.from({ length: numNodes }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  const isConstant = findConstants(graph);
  graph.ops.forEach((op, index) => {
    const unite = (values: readonly ValueId[], sides: FactorRule["operands"]) => {
      values.forEach((value, position) => {
        if (isConstant[value]) return;
        sides[position].forEach(([leading], dim) => {
          if (leading !== undefined) parent[find(firstDim[value] + dim)] = find(firstFactor[index] + leading);
        });
      });
    };
    unite(op.operands, rules[index].operands);
    unite(op.results, rules[index].results);
  });
  return {
    rules,
    ofDim: (value, dim) => find(firstDim[value] + dim),
    ofFactor: (op, factor) => find(firstFactor[op] + factor),
  };
}

/** An op and one of its factors that belong to a class. */
export interface Occurrence {
  readonly op: number;
  readonly factor: number;
  readonly kind: Factor["kind"];
  readonly size: number;
}

/** The occurrences of every class, in op order. */
export function occurrencesOf(classes: DimClasses): Map<DimClass, Occurrence[]> {
  const occurrences = new Map<DimClass, Occurrence[]>();
  classes.rules.forEach(({ factors }, op) => {
    factors.forEach(({ kind, size }, factor) => {
      const dimClass = classes.ofFactor(op, factor);
      const list = occurrences.get(dimClass);
      if (list) list.push({ op, factor, kind, size });
      else occurrences.set(dimClass, [{ op, factor, kind, size }]);
    });
  });
  return occurrences;
}
