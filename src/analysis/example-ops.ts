/**
 * @file Per-example ops: ops that process examples independently. With microbatches they run once per microbatch;
 * without microbatches they run before the batch sums. The batch dim identifies them if it can be followed through the
 * whole graph. It cannot in a batch of one example (dims of size 1 are views), after an op that mixes examples, and in
 * a step without batch arguments. In these cases the operands of an op decide.
 */
import type { Graph, ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { factorRules } from "../ir/signatures.ts";
import { numElements } from "../ir/types.ts";
import type { BatchAnalysis } from "./batch.ts";
import { dependents } from "./dependents.ts";
import type { BatchInput } from "./step.ts";

export interface ExampleOps {
  /** By op. Ops that only prepare operands for per-example ops are not marked. */
  readonly isPerExample: readonly boolean[];
  /** By value: whether it depends on the examples. */
  readonly depends: readonly boolean[];
}

/**
 * Finds the per-example ops of a graph by their batch dims, and also by their operands if batch dims cannot be followed
 * through the whole graph.
 */
export function findExampleOps(
  { graph, states, obstacles, flowBacks }: BatchAnalysis,
  batchInputs: readonly BatchInput[],
  stateOf: readonly number[],
): ExampleOps {
  const hasBatchDim = batchInputs.some(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim] > 1);
  const hasSplit = graph.ops.map(({ operands }) => operands.some((operand) => states[operand].kind === "split"));
  if (hasBatchDim && obstacles.length + flowBacks.length === 0)
    return { isPerExample: hasSplit, depends: states.map(({ kind }) => kind !== "independent") };
  const { isPerExample, depends } = fromReads(graph, batchInputs, stateOf);
  return { isPerExample: isPerExample.map((isRead, op) => isRead || hasSplit[op]), depends };
}

/** Ops that contract weights with their other operands, and table lookups. */
const contractions: ReadonlySet<OpKind> = new Set(["dot_general", "convolution", "gather", "scatter"]);

/** Ops that only change the form of one value. */
const views: ReadonlySet<OpKind> = new Set(["reshape", "broadcast_in_dim", "transpose", "convert", "reverse"]);

/**
 * Finds per-example ops by their operands. An op is per example if it
 * - reads the batch,
 * - contracts a weight or a per-example value (a weight's gradient),
 * - computes an operand of such an op,
 * - multiplies per-example values with each other, or
 * - computes an output other than state from them (the loss).
 *
 * Update ops do none of these: they read sums, optimizer state and, element by element, the parameter itself.
 */
function fromReads(graph: Graph, batchInputs: readonly BatchInput[], stateOf: readonly number[]): ExampleOps {
  const roots = findRoots(graph, batchInputs, stateOf);
  const depends = dependents(graph, (value) => roots.has(value));
  const isSeen = reaching(
    graph,
    graph.outputs.flatMap(({ value }, output) => (stateOf[output] < 0 ? [value] : [])),
  );
  const isData = findData(graph, roots, stateOf);
  const isWeight = findWeights(graph, roots, stateOf, isSeen);
  const leads = graph.ops.map(
    ({ kind, operands, results }) =>
      results.some((result) => depends[result]) &&
      operands.some((operand) => isData[operand] || (contractions.has(kind) && isWeight[operand])),
  );
  /** By value: whether a per-example op reads it, or a value that it is a view of. */
  let isOfExample: boolean[] = [];
  for (let isNew = true; isNew; ) {
    isNew = false;
    const isRead = graph.types.map(() => false);
    for (let index = graph.ops.length - 1; index >= 0; index--) {
      const { operands, results } = graph.ops[index];
      leads[index] ||= results.some((result) => isRead[result]);
      if (leads[index]) for (const operand of operands) isRead[operand] ||= depends[operand];
    }
    isOfExample = isRead;
    graph.ops.forEach(({ kind, operands, results }, index) => {
      if (leads[index] || !operands.some((operand) => isOfExample[operand])) return;
      if (views.has(kind)) isOfExample[results[0]] = true;
      leads[index] = contractions.has(kind) && operands.filter((operand) => depends[operand]).length > 1;
      isNew ||= leads[index];
    });
  }
  // Results of per-example ops, and values linear in them. Update ops are not linear in them.
  const isTerm = graph.types.map(() => false);
  const rules = factorRules(graph);
  const isPerExample = graph.ops.map(({ operands, results }, index) => {
    const read = new Set(operands.filter((operand) => depends[operand]));
    const isOfTerms = [...read].every((operand) => isOfExample[operand] || isTerm[operand]);
    const isLinear = rules[index].linear.some((set) =>
      operands.every((operand, position) => set.includes(position) === depends[operand]),
    );
    const isProduct = isOfTerms && !isLinear && [...read].some((operand) => isOfExample[operand]);
    const isOwn = leads[index] || (isProduct && (read.size > 1 || results.some((result) => isSeen[result])));
    for (const result of results) isTerm[result] = isOwn || (isOfTerms && isLinear);
    return isOwn;
  });
  return { isPerExample, depends };
}

/**
 * Returns the values that stand for the batch: the batch inputs; without any, the tensors that are not state; without
 * those, all inputs.
 */
function findRoots(graph: Graph, batchInputs: readonly BatchInput[], stateOf: readonly number[]): Set<ValueId> {
  if (batchInputs.length > 0) return new Set(batchInputs.map(({ input }) => graph.inputs[input].value));
  const isState = new Set(stateOf);
  const others = graph.inputs.filter(({ value }, input) => !isState.has(input) && isTensor(graph, value));
  return new Set((others.length > 0 ? others : graph.inputs).map(({ value }) => value));
}

const isTensor = (graph: Graph, value: ValueId): boolean => numElements(graph.types[value].shape) > 1;

/**
 * By value: whether it is the batch, or a tensor computed from the batch but not from state (one-hot labels, outputs of
 * a teacher).
 */
function findData(graph: Graph, roots: ReadonlySet<ValueId>, stateOf: readonly number[]): boolean[] {
  const isState = new Set(stateOf);
  const ofState = dependents(graph, (_, input) => isState.has(input));
  const isData = graph.types.map((_, value) => roots.has(value) && !ofState[value]);
  for (const { operands, results } of graph.ops) {
    const isRead = operands.some((operand) => isData[operand]);
    for (const result of results) isData[result] = isRead && !ofState[result] && isTensor(graph, result);
  }
  return isData;
}

/**
 * By value: whether it is a weight or is computed from weights but not from the batch. Optimizer state is not a weight.
 */
function findWeights(
  graph: Graph,
  roots: ReadonlySet<ValueId>,
  stateOf: readonly number[],
  isSeen: readonly boolean[],
): boolean[] {
  const isState = new Set(stateOf);
  const depends = dependents(graph, (value) => roots.has(value));
  const isOfWeight = dependents(graph, (value, input) => isSeen[value] || !isState.has(input));
  const isOfAll = graph.inputs.every(({ value }) => roots.has(value));
  return graph.types.map((_, value) => isOfWeight[value] && (isOfAll || !depends[value]) && isTensor(graph, value));
}

/** By value: whether one of `ends` is this value or depends on it. */
function reaching(graph: Graph, ends: readonly ValueId[]): boolean[] {
  const reaches = graph.types.map(() => false);
  for (const value of ends) reaches[value] = true;
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (results.some((result) => reaches[result])) for (const operand of operands) reaches[operand] = true;
  }
  return reaches;
}
