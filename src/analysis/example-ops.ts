/**
 * @file The ops that compute per example: those that handle one example after the other where the batch is cut, and so
 * stay before its sums where it is not. The batch dim tells them where it can be followed to the end. A batch of one
 * example has none (dims of size 1 are views), an op that mixes the examples loses it, and a step may have no batch
 * argument at all; then they are told by what they read.
 */
import type { Graph, ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { factorRules } from "../ir/signatures.ts";
import { numElements } from "../ir/types.ts";
import type { BatchAnalysis } from "./batch.ts";
import type { BatchInput } from "./step.ts";

export interface ExampleOps {
  /** By op. Ops that these need are not marked. */
  readonly isPerExample: readonly boolean[];
  /** By value: whether it depends on the examples. */
  readonly depends: readonly boolean[];
}

/**
 * The per-example ops of a graph: from its batch dims, and from what ops read where these cannot be followed to the
 * end.
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

/** Ops that multiply weights into what they read, and lookups in tables. */
const contractions: ReadonlySet<OpKind> = new Set(["dot_general", "convolution", "gather", "scatter"]);

/** Views of one value, which take no part in what is computed. */
const views: ReadonlySet<OpKind> = new Set(["reshape", "broadcast_in_dim", "transpose", "convert", "reverse"]);

/**
 * Per example is what reads the batch, contracts something with a weight or with such a value (a weight's gradient), or
 * leads to such an op. Then so is what such values are multiplied in with one another, and what makes an output of them
 * that is no state (the loss). An update does none of these: it reads sums, the parameter itself element by element,
 * and optimizer state.
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
  /** Values that such ops read, and views of them. */
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
  // Sums and what is linear in them; an update computes with more than these.
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
 * The values that stand for the batch: batch inputs; without any, what is no state; without that either, all inputs.
 */
function findRoots(graph: Graph, batchInputs: readonly BatchInput[], stateOf: readonly number[]): Set<ValueId> {
  if (batchInputs.length > 0) return new Set(batchInputs.map(({ input }) => graph.inputs[input].value));
  const isState = new Set(stateOf);
  const others = graph.inputs.filter(({ value }, input) => !isState.has(input) && isTensor(graph, value));
  return new Set((others.length > 0 ? others : graph.inputs).map(({ value }) => value));
}

const isTensor = (graph: Graph, value: ValueId): boolean => numElements(graph.types[value].shape) > 1;

/**
 * By value: whether it is the batch, or a tensor made of it without any state (labels in one-hot form, what a teacher
 * says).
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

/** By value: whether it is a weight or made of weights, and not of the batch; optimizer state is none. */
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

/** By value: whether it is one of the inputs for which `isSource` holds or is computed from one. */
function dependents(graph: Graph, isSource: (value: ValueId, input: number) => boolean): boolean[] {
  const depends = graph.types.map(() => false);
  graph.inputs.forEach(({ value }, input) => {
    depends[value] = isSource(value, input);
  });
  for (const { operands, results } of graph.ops) {
    if (operands.some((operand) => depends[operand])) for (const result of results) depends[result] = true;
  }
  return depends;
}

/** By value: whether one of `ends` is it or is computed from it. */
function reaching(graph: Graph, ends: readonly ValueId[]): boolean[] {
  const reaches = graph.types.map(() => false);
  for (const value of ends) reaches[value] = true;
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (results.some((result) => reaches[result])) for (const operand of operands) reaches[operand] = true;
  }
  return reaches;
}
