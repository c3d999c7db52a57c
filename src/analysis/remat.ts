/**
 * @file Rematerialization (Chen et al. 2016) as a rewrite of the step: backward ops read clones of forward values, made
 * again in the backward part of their layer, instead of the values themselves, so that these need not be kept in
 * between. By layer, as in Alpa §5.2 (`full`), or only what is cheap for its size, after Korthikanti et al. 2022
 * (`selective`).
 */
import { InvalidConfig } from "../base/errors.ts";
import { definingOps, type Op, usersOf, type ValueId } from "../ir/graph.ts";
import { isView } from "../ir/ops.ts";
import { rematScope } from "../ir/scope.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf, type TensorType } from "../ir/types.ts";
import type { Remat } from "../plan/plan.ts";
import type { LayerOps } from "./layers.ts";
import { classifyPasses, type Pass } from "./passes.ts";
import type { Step } from "./step.ts";

/**
 * The same step (bit for bit the same results) with the choices' values made again. Its per-microbatch ops are ordered
 * anew: forward, then the backward part of each layer from the last to the first, each clone just before its first
 * reader. Ops of a layer's backward part that has clones carry the layer in their scope (`rematScope`): lowering runs
 * them no earlier than the order says, or nothing would be saved. Values, inputs and outputs keep their numbers.
 *
 * Outputs, sums over the microbatches and what the prologue makes are there anyway and are never made again.
 * @param choices  one for all layers, or one per layer
 * @throws InvalidConfig for another number of choices than layers
 */
export function rematerialize(step: Step, layers: LayerOps, choices: Remat | readonly Remat[]): Step {
  const { graph, numPrologueOps, numAccumulateOps } = step;
  const { opLayers, numLayers } = layers;
  const choiceOf = typeof choices === "string" ? Array<Remat>(numLayers).fill(choices) : choices;
  if (choiceOf.length !== numLayers) {
    throw new InvalidConfig(
      "remat",
      `${choiceOf.length} choices for ${numLayers} layers; give one for each, or one for all`,
      { choices: choiceOf.length, numLayers },
    );
  }
  if (choiceOf.every((choice) => choice === "none")) return step;

  const { passes, definers, isRepeated } = findRepeated(step, layers, choiceOf);
  const types: TensorType[] = [...graph.types];
  const isEmitted = graph.ops.map((_, op) => op < numPrologueOps);
  /** The new accumulate region, and the layers whose backward part the ops belong to. */
  const ops: Op[] = [];
  const sections: number[] = [];
  /** By layer: the clones of values that its backward part has made again. */
  const clones = Array.from({ length: numLayers }, () => new Map<ValueId, ValueId>());

  /** The value that the backward part of a layer reads for `value`, once it is there; layer −1 is all the rest. */
  const read = (value: ValueId, layer: number): ValueId =>
    isRepeated(value, layer) ? clones[layer].get(value)! : value;
  const push = (op: Op, layer: number, results = op.results): void => {
    ops.push({ ...op, operands: op.operands.map((operand) => read(operand, layer)), results } as Op);
    sections.push(layer);
  };
  /** Makes clones of values, and of what they are computed from, as far as there are none. */
  const repeat = (values: readonly ValueId[], layer: number): void => {
    const missing = new Set<number>();
    const open = [...values];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      const maker = definers[value];
      if (!isRepeated(value, layer) || clones[layer].has(value) || missing.has(maker)) continue;
      missing.add(maker);
      open.push(...graph.ops[maker].operands);
    }
    for (const index of [...missing].sort((a, b) => a - b)) {
      const op = graph.ops[index];
      const results = op.results.map((result) => types.push(graph.types[result]) - 1);
      push(op, layer, results);
      op.results.forEach((result, i) => {
        clones[layer].set(result, results[i]);
      });
    }
  };
  const emit = (index: number): void => {
    if (isEmitted[index]) return;
    isEmitted[index] = true;
    const op = graph.ops[index];
    const layer = passes[index] === "backward" ? opLayers[index] : -1;
    for (const operand of op.operands) {
      if (definers[operand] >= 0 && !isRepeated(operand, layer)) emit(definers[operand]);
    }
    repeat(op.operands, layer);
    push(op, layer);
  };
  for (const index of orderByLayers(passes, opLayers, numPrologueOps, numAccumulateOps)) emit(index);
  const accumulate = ops.map((op, i): Op => {
    const hasClones = sections[i] >= 0 && clones[sections[i]].size > 0;
    return hasClones ? { ...op, scope: rematScope(sections[i], op.scope) } : op;
  });
  const all = [...graph.ops.slice(0, numPrologueOps), ...accumulate, ...graph.ops.slice(numAccumulateOps)];
  return { ...step, graph: { ...graph, types, ops: all }, numAccumulateOps: numPrologueOps + accumulate.length };
}

/** Forward ops by what becomes of their results. */
export interface RematOps {
  /** They are made again in the backward part. */
  readonly again: ReadonlySet<number>;
  /** They are kept, for the backward part or for what it makes again. */
  readonly kept: ReadonlySet<number>;
}

/**
 * The effect of `rematerialize` on a step of one layer, without rewriting the step.
 * @param isForward  by op: whether an output of the forward part is computed from it
 * @param isCommon   by op: whether it belongs to no layer
 */
export function rematOps(
  step: Step,
  isForward: readonly boolean[],
  isCommon: readonly boolean[],
  choice: Remat,
): RematOps {
  const { graph } = step;
  const layers = { numLayers: 1, isForward, opLayers: Int32Array.from(isCommon, (common) => (common ? -1 : 0)) };
  const { passes, definers, isRepeated } = findRepeated(step, layers, [choice]);
  const [again, kept] = [new Set<number>(), new Set<number>()];
  const open = graph.ops.flatMap(({ operands }, op) => (passes[op] === "backward" && !isCommon[op] ? operands : []));
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const maker = definers[value];
    if (maker < 0 || passes[maker] !== "forward" || again.has(maker) || kept.has(maker)) continue;
    (isRepeated(value, 0) ? again : kept).add(maker);
    // A view holds nothing itself.
    if (again.has(maker) || isView(graph.ops[maker].kind)) open.push(...graph.ops[maker].operands);
  }
  return { again, kept };
}

/** Which values the backward parts of layers make again. */
function findRepeated(step: Step, layers: LayerOps, choiceOf: readonly Remat[]) {
  const passes = classifyPasses(step, layers.isForward);
  const definers = definingOps(step.graph);
  const isKept = keptValues(step, layers, passes, choiceOf);
  const { opLayers } = layers;
  const isRepeated = (value: ValueId, layer: number): boolean => {
    const maker = definers[value];
    if (layer < 0 || choiceOf[layer] === "none") return false;
    if (maker < 0 || passes[maker] !== "forward" || isKept[value]) return false;
    return opLayers[maker] < 0 || opLayers[maker] === layer;
  };
  return { passes, definers, isRepeated };
}

/**
 * The ops of the accumulate region in the order of a pipeline: forward, the layers' backward parts from the last to the
 * first, the rest.
 */
function orderByLayers(passes: readonly Pass[], opLayers: Int32Array, begin: number, end: number): number[] {
  const rank = (op: number): number => {
    if (passes[op] === "forward") return Number.NEGATIVE_INFINITY;
    // Ops of no layer are put before their first reader.
    return passes[op] === "backward" && opLayers[op] >= 0 ? -opLayers[op] : Number.POSITIVE_INFINITY;
  };
  const ops = Array.from({ length: end - begin }, (_, i) => begin + i);
  return ops.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) < rank(b) ? -1 : 1));
}

/** By value: whether it is there for the backward part, made only once. */
function keptValues(
  { graph, accumulated }: Step,
  { opLayers, numLayers }: Pick<LayerOps, "opLayers" | "numLayers">,
  passes: readonly Pass[],
  choiceOf: readonly Remat[],
): boolean[] {
  const users = usersOf(graph);
  const isKept = graph.types.map(() => false);
  for (const value of accumulated) isKept[value] = true;
  for (const { value } of graph.outputs) isKept[value] = true;
  const flops = new Float64Array(numLayers);
  const bytes = new Float64Array(numLayers);
  const bytesMade = ({ results }: Op) => results.reduce((sum, value) => sum + bytesOf(graph.types[value]), 0);
  const isOfLayer = graph.ops.map((_, op) => passes[op] === "forward" && opLayers[op] >= 0);
  graph.ops.forEach((op, index) => {
    const layer = opLayers[index];
    if (!isOfLayer[index]) return;
    flops[layer] += opFlops(graph, op);
    for (const value of op.results) {
      isKept[value] ||= choiceOf[layer] === "none";
      isKept[value] ||= users[value].some((user) => opLayers[user] !== layer || passes[user] === "update");
      if (isKept[value] || !users[value].some((user) => passes[user] === "backward")) continue;
      bytes[layer] += bytesOf(graph.types[value]);
    }
  });
  graph.ops.forEach((op, index) => {
    const layer = opLayers[index];
    if (!isOfLayer[index] || choiceOf[layer] !== "selective") return;
    const isDear = opFlops(graph, op) * bytes[layer] >= flops[layer] * bytesMade(op);
    if (isDear) for (const value of op.results) isKept[value] = true;
  });
  return isKept;
}
