/**
 * @file Layers (Alpa §5.2): consecutive groups of forward ops with about equal work and few bytes between them, each
 * with its backward and update ops. Unlike in Alpa, marks of layers are optional, and the forward pass needs none: it
 * consists of the ops that the loss is computed from.
 */
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import { definingOps, type Graph, type ValueId } from "../ir/graph.ts";
import { isMatmul } from "../ir/ops.ts";
import { markedLayer } from "../ir/scope.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf } from "../ir/types.ts";
import { assignBackward, shared } from "./layer-backward.ts";
import { classifyLayers } from "./layer-classes.ts";
import { cutAuto, cutBlocks, cutLayers, findBlocks, type OpChain } from "./layer-cuts.ts";
import { findForward } from "./passes.ts";
import { findRoles, isWeightRole } from "./roles.ts";
import { firstEqualOps } from "./same-ops.ts";
import type { Step } from "./step.ts";

export interface LayerOptions {
  /**
   * Number of layers, or "auto". Ignored if the step has marks. With "auto", each of the network's identical blocks is
   * a layer, and the ops before and after the blocks form layers of about the same size. Without identical blocks,
   * "auto" is the largest number of layers with at most the boundary bytes of two layers.
   */
  readonly numLayers: number | "auto";
  /**
   * Largest excess of a layer's FLOPs over the average, as a share of the average. Defaults to 0.5, as in the paper.
   */
  readonly imbalance?: number;
}

/** The assignment of ops to layers. */
export interface LayerOps {
  readonly numLayers: number;
  /**
   * By op: its layer, or −1 for an op that depends on no parameter and no example (constants, masks, learning rates)
   * and that several layers read.
   */
  readonly opLayers: Int32Array;
  /** By op: whether the loss (or another output that needs no gradient) depends on it. */
  readonly isForward: readonly boolean[];
}

export interface Layers extends LayerOps {
  /** Names of the layers in order, if the user marked them. */
  readonly names?: readonly string[];
  /**
   * By input: the layer that updates it; otherwise the first layer that reads it; otherwise −1. Further layers may read
   * a parameter too (tied weights).
   */
  readonly inputLayers: Int32Array;
  /** By layer: forward FLOPs of one microbatch. */
  readonly forwardFlops: readonly number[];
  /** By layer except the last: bytes of forward values that later layers read from this layer or earlier ones. */
  readonly boundaryBytes: readonly number[];
  /** By layer: its class; layers with equal numbers are identical (forward, backward and update). */
  readonly classes: readonly number[];
}

/**
 * Returns the layers that a plan specifies.
 * @param opLayers the layer of every op of the step, −1 for none
 * @throws InvalidConfig when the plan is for another number of ops
 */
export function givenLayers(step: Step, opLayers: readonly number[], numLayers: number): LayerOps {
  const numOps = step.graph.ops.length;
  if (opLayers.length !== numOps) {
    throw new InvalidConfig(
      "plan",
      `gives layers to ${opLayers.length} ops, the step has ${numOps} before rematerialization; ` +
        "make a plan for this step",
      { planned: opLayers.length, actual: numOps },
    );
  }
  const gradients = new Set([...findRoles(step).gradients.values()].flat());
  return { numLayers, opLayers: Int32Array.from(opLayers), isForward: findForward(step, gradients) };
}

/** Finds the layers of a step; undefined for a step that cannot be cut into layers, because it has no loss. */
export function layersIfAny(step: Step): Layers | undefined {
  try {
    return findLayers(step, { numLayers: "auto" });
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

/**
 * Finds the layers of a step.
 * @throws InvalidConfig if the step cannot be cut into that many layers; Unsupported if no output can be computed
 *   without gradients (there is no loss)
 */
export function findLayers(step: Step, { numLayers, imbalance = 0.5 }: LayerOptions): Layers {
  if (numLayers !== "auto" && (!Number.isInteger(numLayers) || numLayers < 1)) {
    throw new InvalidConfig("layers", `got ${numLayers}; give an integer of 1 or more, or "auto"`, { numLayers });
  }
  const { graph } = step;
  const roles = findRoles(step);
  const definers = definingOps(graph);
  const gradients = new Set([...roles.gradients.values()].flat());
  const isForward = findForward(step, gradients);

  // The chain: forward ops of the main loop and after it that depend on an example or a parameter.
  const depends = graph.types.map(() => false);
  graph.inputs.forEach(({ value }, input) => {
    depends[value] = roles.inputs[input] === "batch" || isWeightRole(roles.inputs[input]);
  });
  const chain: number[] = [];
  const inPrologue: number[] = [];
  graph.ops.forEach(({ operands, results }, index) => {
    if (!operands.some((operand) => depends[operand])) return;
    for (const result of results) depends[result] = true;
    if (!isForward[index]) return;
    if (index < step.numPrologueOps) inPrologue.push(index);
    else chain.push(index);
  });
  if (chain.length === 0)
    throw new Unsupported("layers", "no output depends on a batch or a parameter; return the loss");

  const marked = cutAtMarks(graph, chain, definers);
  const chainLayers = marked?.layers ?? cutByCost(graph, chain, definers, numLayers, imbalance);
  const count = chainLayers.reduce((most, layer) => Math.max(most, layer), 0) + 1;
  const forwardLayers = new Int32Array(graph.ops.length).fill(shared);
  chain.forEach((op, position) => {
    forwardLayers[op] = chainLayers[position];
  });
  const [flops, bytes] = [
    forwardFlops(graph, forwardLayers, count),
    boundaryBytes(graph, forwardLayers, definers, count),
  ];
  if (inPrologue.length > 0) assignPrologue(step, inPrologue, definers, forwardLayers);
  const onChain = [...forwardLayers].map((layer) => layer !== shared);
  const valueLayers = valueLayersOf(graph, forwardLayers, onChain, depends);
  const updated = new Map<ValueId, number>();
  graph.outputs.forEach(({ value }, output) => {
    const readers = step.stateOf[output] < 0 ? undefined : valueLayers[graph.inputs[step.stateOf[output]].value];
    if (readers) updated.set(value, readers[0]);
  });
  const seeds = { opLayers: forwardLayers, isForward: onChain, valueLayers, gradients, updated };
  const opLayers = assignBackward(graph, seeds);
  return {
    numLayers: count,
    ...(marked ? { names: marked.names } : {}),
    opLayers,
    isForward,
    inputLayers: inputLayersOf(step, opLayers, definers),
    forwardFlops: flops,
    boundaryBytes: bytes,
    classes: classifyLayers(graph, opLayers, count, roles.inputs),
  };
}

/**
 * Returns the layer of each position of the chain, and the layer names, if the chain has marks. Unmarked ops belong to
 * the layer of the next marked op, or of the last one at the end. The ops of a layer need not be contiguous, because
 * rewrites may have moved an op of one layer among those of another. No op is in an earlier layer than the ops whose
 * values it reads.
 */
function cutAtMarks(
  graph: Graph,
  chain: readonly number[],
  definers: Int32Array,
): { layers: number[]; names: string[] } | undefined {
  const marks = chain.map((op) => markedLayer(graph.ops[op].scope));
  const names = [...new Set(marks.filter((mark) => mark !== undefined))];
  if (names.length === 0) return undefined;
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const layers = Array<number>(chain.length);
  let next = names.length - 1;
  for (let position = chain.length - 1; position >= 0; position--) {
    const mark = marks[position];
    if (mark !== undefined) next = indexOf.get(mark)!;
    layers[position] = next;
  }
  const layerOf = new Int32Array(graph.ops.length);
  chain.forEach((op, position) => {
    for (const operand of graph.ops[op].operands) {
      if (definers[operand] >= 0) layers[position] = Math.max(layers[position], layerOf[definers[operand]]);
    }
    layerOf[op] = layers[position];
  });
  return { layers, names };
}

/**
 * Assigns each forward op of the prologue to the layer that computes the same value in the main loop. If none does, the
 * op joins the last layer that it reads from. Ops that read only examples belong to no layer.
 */
function assignPrologue(step: Step, ops: readonly number[], definers: Int32Array, layers: Int32Array): void {
  const firsts = firstEqualOps(step);
  const layerOfEqual = new Map<number, number>();
  layers.forEach((layer, op) => {
    if (layer !== shared && !layerOfEqual.has(firsts[op])) layerOfEqual.set(firsts[op], layer);
  });
  for (const op of ops) {
    const read = step.graph.ops[op].operands.map((value) => (definers[value] < 0 ? shared : layers[definers[value]]));
    layers[op] = layerOfEqual.get(firsts[op]) ?? Math.max(shared, ...read);
  }
}

function cutByCost(
  graph: Graph,
  chain: readonly number[],
  definers: Int32Array,
  numLayers: number | "auto",
  imbalance: number,
): number[] {
  const positions = new Int32Array(graph.ops.length).fill(-1);
  chain.forEach((op, position) => {
    positions[op] = position;
  });
  const ops = chain.map((op) => graph.ops[op]);
  const flops = ops.map((op) => opFlops(graph, op));
  const isProduct = ops.map(({ kind }) => isMatmul(kind));
  const opChain: OpChain = {
    flops,
    // A network without products is cut between any ops that compute.
    isHeavy: isProduct.some(Boolean) ? isProduct : flops.map((value) => value > 0),
    reads: ops.map(({ operands }) => [
      ...new Set(
        operands
          .map((operand) => (definers[operand] < 0 ? -1 : positions[definers[operand]]))
          .filter((position) => position >= 0),
      ),
    ]),
    bytes: ops.map(({ results }) => results.reduce((sum, result) => sum + bytesOf(graph.types[result]), 0)),
  };
  const layersOf = (begins: readonly number[]): number[] =>
    chain.map((_, position) => begins.findLastIndex((begin) => begin <= position));
  const heavy = ops.filter((_, position) => opChain.isHeavy[position]);
  const signatures = heavy.map((op) => {
    const types = [...op.operands, ...op.results].map((value) => graph.types[value]);
    return `${op.kind} ${JSON.stringify([op.attrs, types])}`;
  });
  const blocks = findBlocks(
    signatures,
    heavy.map((op) => opFlops(graph, op)),
  );
  const begins = blocks.count > 1 ? cutBlocks(opChain, blocks, imbalance) : undefined;
  // The number of layers that "auto" would find gives the same layers as "auto".
  if (begins && (numLayers === "auto" || numLayers === begins.length)) return layersOf(begins);
  const cuts = numLayers === "auto" ? cutAuto(opChain, imbalance) : cutLayers(opChain, numLayers, imbalance);
  return layersOf(cuts.begins);
}

/** By value: the layers in which the forward pass computes or reads it, if it depends on an example or a parameter. */
function valueLayersOf(
  graph: Graph,
  opLayers: Int32Array,
  onChain: readonly boolean[],
  depends: readonly boolean[],
): (readonly number[] | undefined)[] {
  const valueLayers: (Set<number> | undefined)[] = graph.types.map(() => undefined);
  graph.ops.forEach(({ operands, results }, index) => {
    if (!onChain[index]) return;
    for (const value of [...operands, ...results]) {
      if (depends[value]) valueLayers[value] = (valueLayers[value] ?? new Set()).add(opLayers[index]);
    }
  });
  return valueLayers.map((layers) => layers && [...layers].sort((a, b) => a - b));
}

function inputLayersOf({ graph, stateOf }: Step, opLayers: Int32Array, definers: Int32Array): Int32Array {
  const layers = new Int32Array(graph.inputs.length).fill(shared);
  const inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    for (const operand of graph.ops[index].operands) {
      const input = inputOf.get(operand);
      if (input !== undefined && opLayers[index] !== shared) layers[input] = opLayers[index];
    }
  }
  graph.outputs.forEach(({ value }, output) => {
    const definer = definers[value];
    if (stateOf[output] >= 0 && definer >= 0 && opLayers[definer] !== shared)
      layers[stateOf[output]] = opLayers[definer];
  });
  return layers;
}

function forwardFlops(graph: Graph, forwardLayers: Int32Array, numLayers: number): number[] {
  const flops = Array<number>(numLayers).fill(0);
  graph.ops.forEach((op, index) => {
    if (forwardLayers[index] !== shared) flops[forwardLayers[index]] += opFlops(graph, op);
  });
  return flops;
}

function boundaryBytes(graph: Graph, forwardLayers: Int32Array, definers: Int32Array, numLayers: number): number[] {
  const lastReader = new Map<ValueId, number>();
  graph.ops.forEach(({ operands }, index) => {
    for (const operand of forwardLayers[index] === shared ? [] : operands) {
      lastReader.set(operand, Math.max(lastReader.get(operand) ?? shared, forwardLayers[index]));
    }
  });
  const bytes = Array<number>(numLayers - 1).fill(0);
  for (const [value, last] of lastReader) {
    const producer = definers[value] < 0 ? shared : forwardLayers[definers[value]];
    if (producer === shared) continue;
    for (let layer = producer; layer < last; layer++) bytes[layer] += bytesOf(graph.types[value]);
  }
  return bytes;
}
