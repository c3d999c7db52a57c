/**
 * @file Mixed precision: computes the per-example part of a step in 16 bits and its update in f32 (Micikevicius et al.
 * 2018). Batch analysis determines the per-example part: per-example values, the first sums over the batch, and values
 * computed from parameters for it.
 *
 * Every f32 parameter becomes two values of the state, as in Alpa and Megatron-LM. The per-example part reads 16-bit
 * weights. The update reads and writes f32 master weights, which count as optimizer state. Gradients are computed in 16
 * bits and accumulated over microbatches in f32. With Adam this takes ZeRO's 16 bytes per parameter (2 + 2 + 12), or 18
 * with f32 sums.
 */
import { InvalidConfig } from "../base/errors.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { definingOps, type Op, type ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { removeDeadCode } from "../ir/rewrites/dead-code.ts";
import type { DType } from "../ir/types.ts";
import { analyzeBatch, type BatchAnalysis } from "./batch.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import type { Step } from "./step.ts";

/** Element types that a step may compute in. */
export const precisions = ["f32", "bf16", "f16"] as const;
export type Precision = (typeof precisions)[number];

/**
 * Where the 16-bit weights are: `stored` in the state, beside f32 master weights, or `converted` in every step from
 * parameters that stay f32, so that the state is as it was traced.
 */
export type NarrowWeights = "stored" | "converted";

/** Ops that only move elements: if a 16-bit result is needed, the operand is converted before it is moved. */
const moves: ReadonlySet<OpKind> = new Set(["reshape", "transpose", "broadcast_in_dim", "slice", "reverse"]);

/** The parts of a step that are known before its batch is split. */
type UnsplitStep = Pick<Step, "graph" | "batchInputs" | "stateOf">;

/**
 * Returns the step with its per-example part in `precision`. Inputs and outputs keep their types and order, except that
 * `stored` f32 parameters become 16-bit; their master weights follow all other inputs and outputs and are named
 * `NAME.master`. f64 values and integers do not change. The whole per-example part is 16-bit, including softmax and
 * normalization (as in Alpa's benchmarks); the kernel determines the precision of sums inside an op. The loss is not
 * scaled, although f16 needs that to train well.
 * @throws InvalidConfig for a batch of one example, because the analysis cannot recognize its batch dim
 */
export function computeIn(precision: Precision, step: UnsplitStep, weights: NarrowWeights = "stored"): UnsplitStep {
  const { graph, batchInputs, stateOf } = step;
  if (precision === "f32") return step;
  const single = batchInputs.find(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim] === 1);
  if (single)
    throw new InvalidConfig(
      "precision",
      `the batch of ${graph.inputs[single.input].name} is one example, so the part to compute in ${precision} is ` +
        "unknown; give a batch of 2 or more",
    );
  const roles = findRoles(splitMicrobatches(graph, { batchInputs, microbatches: 1, stateOf })).inputs;
  const isParameter = graph.inputs.map(
    ({ value }, i) => roles[i] === "parameter" && graph.types[value].dtype === "f32",
  );
  const narrowOps = findNarrowOps(
    analyzeBatch(graph, batchInputs, 1),
    graph.inputs.filter((_, input) => isParameter[input]).map(({ value }) => value),
  );
  const isStored = isParameter.map((each) => each && weights === "stored");

  const definers = definingOps(graph);
  const builder = new GraphBuilder(graph.name);
  /** By value: the value in its own type, and in 16 bits. */
  const own = new Map<ValueId, ValueId>();
  const narrow = new Map<ValueId, ValueId>();
  graph.inputs.forEach(({ value, name }, input) => {
    const type = graph.types[value];
    if (isStored[input]) narrow.set(value, builder.input(name, { ...type, dtype: precision }));
    else own.set(value, builder.input(name, type));
  });
  graph.inputs.forEach(({ value, name }, input) => {
    if (isStored[input]) own.set(value, builder.input(`${name}.master`, graph.types[value]));
  });

  const isWide = (value: ValueId): boolean => graph.types[value].dtype === "f32";
  const convert = (value: ValueId, dtype: DType): ValueId => builder.op("convert", [value], { dtype });
  const emit = (op: Op, operands: readonly ValueId[], attrs: Op["attrs"] = op.attrs): readonly ValueId[] => {
    builder.source = op.source;
    return builder.emit(op.kind, operands, attrs as never, op.scope);
  };

  function wideOf(value: ValueId): ValueId {
    if (!own.has(value)) own.set(value, convert(narrow.get(value)!, "f32"));
    return own.get(value)!;
  }
  function narrowOf(value: ValueId): ValueId {
    if (!isWide(value)) return wideOf(value);
    if (!narrow.has(value)) narrow.set(value, makeNarrow(value));
    return narrow.get(value)!;
  }
  /** Returns the 16-bit form of a value that was computed in f32. */
  function makeNarrow(value: ValueId): ValueId {
    const op: Op | undefined = graph.ops[definers[value]];
    if (op?.kind === "constant" && "splat" in op.attrs.data)
      return emit(op, [], { ...op.attrs, type: { ...op.attrs.type, dtype: precision } })[0];
    if (op && moves.has(op.kind)) return emit(op, op.operands.map(narrowOf))[0];
    return convert(wideOf(value), precision);
  }

  graph.ops.forEach((op, index) => {
    if (!narrowOps[index]) {
      emit(op, op.operands.map(wideOf)).forEach((result, i) => {
        own.set(op.results[i], result);
      });
      return;
    }
    const attrs = op.kind === "convert" && op.attrs.dtype === "f32" ? { dtype: precision } : op.attrs;
    emit(op, op.operands.map(narrowOf), attrs).forEach((result, i) => {
      (isWide(op.results[i]) ? narrow : own).set(op.results[i], result);
    });
  });
  const isWeight = graph.outputs.map((_, output) => isStored[stateOf[output]] === true);
  const outputs = graph.outputs.map(({ value, name }, output) => ({
    value: isWeight[output] ? narrowOf(value) : wideOf(value),
    name,
  }));
  const masters = graph.outputs
    .filter((_, output) => isWeight[output])
    .map(({ value, name }) => ({ value: wideOf(value), name: `${name}.master` }));
  const masterInputs = [...graph.inputs.keys()].filter((input) => isStored[input]);
  const masterOf = (input: number): number => graph.inputs.length + masterInputs.indexOf(input);
  return {
    graph: removeDeadCode(builder.finish([...outputs, ...masters])),
    batchInputs,
    stateOf: [...stateOf, ...stateOf.filter((_, output) => isWeight[output]).map(masterOf)],
  };
}

/**
 * By op: whether it is computed in 16 bits: it computes per example, or computes a value from parameters for such ops.
 */
function findNarrowOps({ graph, states, batchFactors }: BatchAnalysis, parameters: readonly ValueId[]): boolean[] {
  const ofParameters = new Set(parameters);
  for (const { operands, results } of graph.ops) {
    if (!operands.some((operand) => ofParameters.has(operand))) continue;
    for (const result of results) if (states[result].kind === "independent") ofParameters.add(result);
  }
  const wanted = new Set<ValueId>();
  const isNarrow = graph.ops.map(() => false);
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { kind, operands, results } = graph.ops[index];
    const isForExamples = results.some((result) => ofParameters.has(result) && wanted.has(result));
    // A bitcast keeps the type that it was traced with.
    isNarrow[index] = (batchFactors[index] >= 0 || isForExamples) && kind !== "bitcast_convert";
    if (isNarrow[index]) for (const operand of operands) wanted.add(operand);
  }
  return isNarrow;
}
