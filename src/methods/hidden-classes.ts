/**
 * @file Hidden dims of a network: the dims of weights that tensor parallelism could split. Each comes with the FLOPs
 * that the split divides among the devices and the bytes of the partial sums that it adds.
 */
import { type DimClass, type DimClasses, type Occurrence, occurrencesOf } from "../analysis/dim-classes.ts";
import { findRoles, isWeightRole } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { definingOps, type Graph, usersOf, type ValueId } from "../ir/graph.ts";
import { isMatmul, type OpKind } from "../ir/ops.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf } from "../ir/types.ts";

/** A class of dims and where it occurs. */
export interface SplitClass {
  readonly dimClass: DimClass;
  readonly occurrences: readonly Occurrence[];
}

/** A class of dims that tensor parallelism could split. */
export interface HiddenClass extends SplitClass {
  /** The first op that has the class as a column, that is, as a dim of a weight that is not contracted. */
  readonly column: number;
  /** Matmul FLOPs that splitting the class divides among the devices. */
  readonly flops: number;
  /** Bytes of the partial sums that the split leaves, to be all-reduced. */
  readonly bytes: number;
}

/** The classes of weight dims that every op can split, in the order of the forward pass. */
export function findHiddenClasses(step: Step, classes: DimClasses): HiddenClass[] {
  const { graph, batchInputs } = step;
  const isWeight = findWeights(step);
  const isBatch = new Set(batchInputs.map(({ input, dim }) => classes.ofDim(graph.inputs[input].value, dim)));
  const isColumn = ({ op, factor, kind }: Occurrence) =>
    isMatmul(graph.ops[op].kind) &&
    kind === "parallel" &&
    graph.ops[op].operands.some((value, i) => isWeight[value] && classes.rules[op].operands[i].flat().includes(factor));

  const users = usersOf(graph);
  return [...occurrencesOf(classes)]
    .flatMap(([dimClass, occurrences]): HiddenClass[] => {
      const column = occurrences.find(isColumn)?.op;
      const ops = new Set(occurrences.map(({ op }) => op));
      const isOncePerOp = ops.size === occurrences.length;
      const canSplit = occurrences.every(({ kind }) => kind !== "whole");
      if (column === undefined || isBatch.has(dimClass) || !isOncePerOp || !canSplit) return [];
      const flops = [...ops]
        .filter((op) => isMatmul(graph.ops[op].kind))
        .reduce((total, op) => total + opFlops(graph, graph.ops[op]), 0);
      return [{ dimClass, occurrences, column, flops, bytes: partialBytes(graph, classes, occurrences, users) }];
    })
    .sort((a, b) => a.column - b.column);
}

/** The classes of rows of weights that are looked up by index (embeddings), which every op can split. */
export function findTableClasses(step: Step, classes: DimClasses): SplitClass[] {
  const { graph } = step;
  const isWeight = findWeights(step);
  return [...occurrencesOf(classes)].flatMap(([dimClass, occurrences]): SplitClass[] => {
    const isLookup = ({ op, factor }: Occurrence): boolean => {
      const { kind, operands } = graph.ops[op];
      return kind === "gather" && isWeight[operands[0]] && classes.rules[op].operands[0].flat().includes(factor);
    };
    const isOncePerOp = new Set(occurrences.map(({ op }) => op)).size === occurrences.length;
    const canSplit = occurrences.every(({ kind }) => kind !== "whole");
    const isRow = occurrences.some((each) => isLookup(each) && classes.rules[each.op].factors[each.factor].isIndexed);
    return isRow && isOncePerOp && canSplit ? [{ dimClass, occurrences }] : [];
  });
}

const views: readonly OpKind[] = ["transpose", "reshape", "convert", "broadcast_in_dim"];

/** By value: whether it is a weight, trained or frozen, or a view of one. */
export function findWeights(step: Step): boolean[] {
  const { graph } = step;
  const isWeight = graph.types.map(() => false);
  findRoles(step).inputs.forEach((role, input) => {
    if (isWeightRole(role)) isWeight[graph.inputs[input].value] = true;
  });
  for (const { kind, operands, results } of graph.ops) {
    if (views.includes(kind) && isWeight[operands[0]]) isWeight[results[0]] = true;
  }
  return isWeight;
}

/**
 * Bytes of the partial sums of a split class. A partial sum passes through linear ops that read only partial sums, and
 * its bytes are counted after those ops.
 */
function partialBytes(
  graph: Graph,
  { rules }: DimClasses,
  occurrences: readonly Occurrence[],
  users: readonly (readonly number[])[],
): number {
  const isPartial = new Set<ValueId>();
  for (const { op, kind } of occurrences) {
    if (kind === "reduction") for (const result of graph.ops[op].results) isPartial.add(result);
  }
  const definers = definingOps(graph);
  // Iterating over a set also visits the values added during the iteration.
  let bytes = 0;
  for (const value of isPartial) {
    const [reader, ...others] = users[value].filter((user) => user !== definers[value]);
    const isCarried =
      reader !== undefined &&
      others.length === 0 &&
      rules[reader].linear.some((set) =>
        graph.ops[reader].operands.every((operand, i) => set.includes(i) === isPartial.has(operand)),
      );
    if (isCarried) for (const result of graph.ops[reader].results) isPartial.add(result);
    else bytes += bytesOf(graph.types[value]);
  }
  return bytes;
}
