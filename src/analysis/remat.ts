/**
 * @file Rematerialization (Chen et al. 2016) as a rewrite of the step. Backward ops read clones of forward values,
 * which the backward part of their layer recomputes, so that the originals need not be saved. A layer recomputes all
 * its values, as in Alpa §5.2 (`full`); those that are cheap for their size, as in Korthikanti et al. 2022
 * (`selective`); or those that a fusing compiler recomputes inside kernels of the backward pass (`fused`).
 */
import { InvalidConfig } from "../base/errors.ts";
import { findScores } from "../ir/attention.ts";
import { definingOps, type Graph, type Op, type ValueId } from "../ir/graph.ts";
import { isView } from "../ir/ops.ts";
import { liveOps } from "../ir/rewrites/dead-code.ts";
import { rematScope, unreadScope } from "../ir/scope.ts";
import type { TensorType } from "../ir/types.ts";
import type { Remat } from "../plan/plan.ts";
import type { LayerOps } from "./layers.ts";
import { classifyPasses, type Pass } from "./passes.ts";
import { savedValues } from "./saved-values.ts";
import type { Step } from "./step.ts";

/**
 * Returns the same step, with bit-identical results, but with forward values recomputed as `choices` say. Its
 * per-microbatch ops are reordered: forward, then the backward part of each layer from the last to the first, with each
 * clone right before its first reader. If a layer has clones, the ops of its backward part carry the layer in their
 * scope (`rematScope`). Lowering runs these ops no earlier than in this order; otherwise no memory would be saved.
 * Values, inputs and outputs keep their numbers.
 *
 * Outputs, sums over the microbatches and results of the prologue stay in memory anyway and are never recomputed.
 * @param choices  one for all layers, or one per layer
 * @throws InvalidConfig if the number of choices differs from the number of layers
 */
export const rematerialize = (
  step: Step,
  layers: LayerOps,
  choices: Remat | readonly Remat[],
  options: RematOptions = {},
): Step => rematerializedOps(step, layers, choices, options).step;

/** What else layers repeat. */
export interface RematOptions {
  /**
   * Whether layers that recompute anything also recompute the scores of attention, apart from all other clones, so that
   * scores are never read between kernels (`ir/attention.ts`).
   */
  readonly flash?: boolean;
  /** Whether `full` layers repeat all their forward ops, also those whose results nothing reads then. */
  readonly wholeLayers?: boolean;
}

export interface RematerializedStep {
  readonly step: Step;
  /** By op of `step`: the op of the original step that it is or repeats. */
  readonly ops: readonly number[];
}

/** As `rematerialize`, with the origin of every op. */
export function rematerializedOps(
  step: Step,
  layers: LayerOps,
  choices: Remat | readonly Remat[],
  { flash = false, wholeLayers = false }: RematOptions = {},
): RematerializedStep {
  const { numLayers } = layers;
  const choiceOf = typeof choices === "string" ? Array<Remat>(numLayers).fill(choices) : choices;
  if (choiceOf.length !== numLayers) {
    throw new InvalidConfig(
      "remat",
      `${choiceOf.length} choices for ${numLayers} layers; give one for each, or one for all`,
      { choices: choiceOf.length, numLayers },
    );
  }
  if (choiceOf.every((choice) => choice === "none")) return { step, ops: [...step.graph.ops.keys()] };
  const found = findRecomputed(step, layers, choiceOf, flash);
  return rewritten(step, layers, found, (layer) => wholeLayers && choiceOf[layer] === "full");
}

function rewritten(
  step: Step,
  layers: LayerOps,
  { passes, definers, isRecomputed, isScore }: Recomputed,
  isWhole: (layer: number) => boolean = () => false,
): RematerializedStep {
  const { graph, numPrologueOps, numAccumulateOps } = step;
  const { opLayers, numLayers } = layers;
  const types: TensorType[] = [...graph.types];
  const isEmitted = graph.ops.map((_, op) => op < numPrologueOps);
  /** The new accumulate region, and for each of its ops the layer whose backward part it belongs to, or −1. */
  const ops: Op[] = [];
  const origins: number[] = [];
  const sections: number[] = [];
  /** By layer: the clone of each value that its backward part has recomputed. */
  const clones = Array.from({ length: numLayers }, () => new Map<ValueId, ValueId>());
  /** The same for scores that backward ops read; clones of forward ops read the clones above. */
  const scoreClones = Array.from({ length: numLayers }, () => new Map<ValueId, ValueId>());
  const isApart = (value: ValueId, forBackward: boolean): boolean => forBackward && isScore[value] === 1;
  const clonesOf = (value: ValueId, layer: number, forBackward: boolean): Map<ValueId, ValueId> =>
    (isApart(value, forBackward) ? scoreClones : clones)[layer];

  /**
   * Returns the value that the backward part of a layer reads in place of `value`; −1 stands for all other ops.
   * @param forBackward  whether a backward op or the clone of a score for one reads it, and not the clone of another op
   */
  const read = (value: ValueId, layer: number, forBackward: boolean): ValueId =>
    isRecomputed(value, layer) ? clonesOf(value, layer, forBackward).get(value)! : value;
  const push = (index: number, layer: number, forBackward: boolean, results = graph.ops[index].results): void => {
    const op = graph.ops[index];
    origins.push(index);
    ops.push({ ...op, operands: op.operands.map((operand) => read(operand, layer, forBackward)), results } as Op);
    sections.push(layer);
  };
  /** Clones the values that a backward op reads and the values that they are computed from, unless they have clones. */
  const repeat = (values: readonly ValueId[], layer: number): void => {
    /** By op and whether its clone is for backward ops alone: 2 × op + 1 if it is. */
    const missing = new Set<number>();
    const pending = values.map((value) => ({ value, forBackward: true }));
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { value, forBackward } = next;
      const producer = definers[value];
      const isOwn = isApart(value, forBackward);
      const key = 2 * producer + Number(isOwn);
      if (!isRecomputed(value, layer) || clonesOf(value, layer, forBackward).has(value) || missing.has(key)) continue;
      missing.add(key);
      pending.push(...graph.ops[producer].operands.map((operand) => ({ value: operand, forBackward: isOwn })));
    }
    for (const key of [...missing].sort((a, b) => a - b)) {
      const isOwn = key % 2 === 1;
      const own = graph.ops[key >> 1].results;
      const results = own.map((result) => types.push(graph.types[result]) - 1);
      push(key >> 1, layer, isOwn, results);
      own.forEach((result, i) => {
        clonesOf(result, layer, isOwn).set(result, results[i]);
      });
    }
  };
  /** Clones of whole layers whose results nothing reads, by their place in the accumulate region. */
  const unread = new Set<number>();
  const repeated = new Set<number>();
  /** Clones all forward ops of a layer, before its backward part. */
  const repeatWhole = (layer: number): void => {
    repeated.add(layer);
    for (let index = numPrologueOps; index < numAccumulateOps; index++) {
      if (passes[index] !== "forward" || opLayers[index] !== layer) continue;
      const { operands, results } = graph.ops[index];
      const own = results.filter((value) => isRecomputed(value, layer));
      if (own.length > 0) repeat(own, layer);
      else {
        repeat(operands, layer);
        push(
          index,
          layer,
          true,
          results.map((result) => types.push(graph.types[result]) - 1),
        );
      }
      unread.add(ops.length - 1);
    }
  };
  const emit = (index: number): void => {
    if (isEmitted[index]) return;
    isEmitted[index] = true;
    const op = graph.ops[index];
    const layer = passes[index] === "backward" ? opLayers[index] : -1;
    if (layer >= 0 && isWhole(layer) && !repeated.has(layer)) repeatWhole(layer);
    for (const operand of op.operands) {
      if (definers[operand] >= 0 && !isRecomputed(operand, layer)) emit(definers[operand]);
    }
    repeat(op.operands, layer);
    push(index, layer, true);
  };
  for (const index of orderByLayers(passes, opLayers, numPrologueOps, numAccumulateOps)) emit(index);
  const isRead = new Set(ops.flatMap(({ operands }) => operands));
  const accumulate = ops.map((op, i): Op => {
    const hasClones = sections[i] >= 0 && clones[sections[i]].size > 0;
    const isLast = unread.has(i) && !op.results.some((value) => isRead.has(value));
    const scopeOf = isLast ? unreadScope : rematScope;
    return hasClones || isLast ? { ...op, scope: scopeOf(sections[i], op.scope) } : op;
  });
  const all = [...graph.ops.slice(0, numPrologueOps), ...accumulate, ...graph.ops.slice(numAccumulateOps)];
  // What only backward ops read is not computed in the forward pass any more, once they read clones.
  const isLive = liveOps({ ...graph, types, ops: all });
  const isKept = accumulate.map((_, i) => isLive[numPrologueOps + i] || unread.has(i));
  const kept = accumulate.filter((_, i) => isKept[i]);
  const indices = [...graph.ops.keys()];
  return {
    step: {
      ...step,
      graph: { ...graph, types, ops: [...all.slice(0, numPrologueOps), ...kept, ...graph.ops.slice(numAccumulateOps)] },
      numAccumulateOps: numPrologueOps + kept.length,
    },
    ops: [
      ...indices.slice(0, numPrologueOps),
      ...origins.filter((_, i) => isKept[i]),
      ...indices.slice(numAccumulateOps),
    ],
  };
}

/** Forward ops whose results the backward pass needs. */
export interface RematOps {
  /** Ops that the backward part recomputes. */
  readonly recomputed: ReadonlySet<number>;
  /** Ops whose results are saved, for the backward part or for recomputation. */
  readonly saved: ReadonlySet<number>;
}

/**
 * As `rematerializedOps`, for a step of one layer, with the ops that it recomputes and saves.
 * @param layer  the assignment of ops to the layer
 */
export function rematerializedLayer(
  step: Step,
  layer: LayerOps,
  choice: Remat,
  { flash = false }: Pick<RematOptions, "flash"> = {},
): RematerializedStep & RematOps {
  const found = findRecomputed(step, layer, [choice], flash);
  const ops = neededOps(step.graph, layer, found);
  if (choice === "none") return { step, ops: [...step.graph.ops.keys()], ...ops };
  return { ...rewritten(step, layer, found), ...ops };
}

function neededOps(graph: Graph, layer: LayerOps, { passes, definers, isRecomputed }: Recomputed): RematOps {
  const [recomputed, saved] = [new Set<number>(), new Set<number>()];
  const isOfLayer = (op: number): boolean => layer.opLayers[op] >= 0;
  const pending = graph.ops.flatMap(({ operands }, op) => (passes[op] === "backward" && isOfLayer(op) ? operands : []));
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const producer = definers[value];
    if (producer < 0 || passes[producer] !== "forward" || recomputed.has(producer) || saved.has(producer)) continue;
    (isRecomputed(value, 0) ? recomputed : saved).add(producer);
    // A view has no storage of its own.
    if (recomputed.has(producer) || isView(graph.ops[producer].kind)) pending.push(...graph.ops[producer].operands);
  }
  return { recomputed, saved };
}

/** The values that layers recompute, with the facts that decide. */
interface Recomputed {
  readonly passes: readonly Pass[];
  readonly definers: Int32Array;
  /** Whether the backward part of a layer recomputes a value. */
  readonly isRecomputed: (value: ValueId, layer: number) => boolean;
  /** By value: 1 for scores of attention that get clones of their own. */
  readonly isScore: Uint8Array;
}

function findRecomputed(step: Step, layers: LayerOps, choiceOf: readonly Remat[], flash: boolean): Recomputed {
  const passes = classifyPasses(step, layers.isForward);
  const definers = definingOps(step.graph);
  const isScore = flash ? findScores(step.graph).isScore : new Uint8Array(step.graph.types.length);
  const isSaved = savedValues(step, layers, passes, choiceOf, isScore);
  const { opLayers } = layers;
  const isRecomputed = (value: ValueId, layer: number): boolean => {
    const producer = definers[value];
    if (layer < 0 || choiceOf[layer] === "none") return false;
    if (producer < 0 || passes[producer] !== "forward" || isSaved[value]) return false;
    return opLayers[producer] < 0 || opLayers[producer] === layer;
  };
  return { passes, definers, isRecomputed, isScore };
}

/**
 * Returns the ops of the accumulate region in pipeline order: forward, the backward parts of the layers from the last
 * to the first, the rest.
 */
function orderByLayers(passes: readonly Pass[], opLayers: Int32Array, begin: number, end: number): number[] {
  const rank = (op: number): number => {
    if (passes[op] === "forward") return Number.NEGATIVE_INFINITY;
    // Ops without a layer are emitted before their first reader.
    return passes[op] === "backward" && opLayers[op] >= 0 ? -opLayers[op] : Number.POSITIVE_INFINITY;
  };
  const ops = Array.from({ length: end - begin }, (_, i) => begin + i);
  return ops.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) < rank(b) ? -1 : 1));
}
