/**
 * @file Assigns backward and update ops to layers. Gradients flow from the last layer to the first. A backward op stays
 * in the layer of the gradient that it reads if all forward values that it reads are available there; otherwise it
 * moves to the nearest earlier layer that has them. An update op goes to the layer of the parameter that it updates, if
 * there is only one.
 */
import { type Graph, usersOf, type ValueId } from "../ir/graph.ts";
import { bytesOf } from "../ir/types.ts";

/**
 * Stands for the layer of ops without a layer: they depend on no parameter and no example, and several layers may read
 * them.
 */
export const shared = -1;

export interface LayerSeeds {
  /** By op: the layer of forward ops, `shared` for all others. */
  readonly opLayers: Int32Array;
  readonly isForward: readonly boolean[];
  /**
   * By value: the layers, ascending, in which the forward pass computes or reads a value, parameter or batch input.
   * Undefined for values that the forward pass neither computes nor reads.
   */
  readonly valueLayers: readonly (readonly number[] | undefined)[];
  /** Gradients of parameters; values computed from them belong to the update. */
  readonly gradients: ReadonlySet<ValueId>;
  /** By new value of a parameter: the layer of the parameter. */
  readonly updated: ReadonlyMap<ValueId, number>;
}

/** Returns the layer of every op: forward ops as given, the others assigned. */
export function assignBackward(graph: Graph, seeds: LayerSeeds): Int32Array {
  const { isForward, valueLayers } = seeds;
  const opLayers = Int32Array.from(seeds.opLayers);
  const users = usersOf(graph);
  assignUpdates(graph, users, seeds, opLayers);

  const layerOf = new Int32Array(graph.types.length).fill(shared);
  graph.ops.forEach(({ operands, results }, index) => {
    if (isForward[index]) return;
    if (opLayers[index] === shared) {
      let layer = Number.POSITIVE_INFINITY;
      for (const operand of operands) {
        if (layerOf[operand] !== shared) layer = Math.min(layer, layerOf[operand]);
      }
      for (const operand of operands) {
        const own = valueLayers[operand];
        if (own) layer = Math.min(layer, own.findLast((each) => each <= layer) ?? own[0]);
      }
      if (layer !== Number.POSITIVE_INFINITY) opLayers[index] = layer;
    }
    for (const result of results) layerOf[result] = opLayers[index];
  });
  moveToReaders(graph, users, seeds, opLayers);
  return opLayers;
}

/**
 * Assigns update ops that only one layer's parameters need. The others (a norm over all gradients) stay with their
 * operands.
 */
function assignUpdates(
  graph: Graph,
  users: readonly (readonly number[])[],
  { isForward, gradients, updated }: LayerSeeds,
  opLayers: Int32Array,
): void {
  const needsGradient = graph.types.map((_, value) => gradients.has(value));
  const isUpdate = graph.ops.map(({ operands, results }) => {
    const needs = operands.some((operand) => needsGradient[operand]);
    for (const result of results) needsGradient[result] ||= needs;
    return needs;
  });
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    if (!isUpdate[index] || isForward[index]) continue;
    const { results } = graph.ops[index];
    const wanted = layersOfReaders(results, users, opLayers);
    for (const result of results) {
      const layer = updated.get(result);
      if (layer !== undefined) wanted.clear();
      if (layer !== undefined) wanted.add(layer);
    }
    if (wanted.size === 1) [opLayers[index]] = wanted;
  }
}

/**
 * Moves an op whose results only earlier layers read to the last of those layers if fewer bytes then cross the boundary
 * because the op's operands are already there. An example is the sum that computes a bias's gradient from the gradient
 * at the boundary.
 */
function moveToReaders(
  graph: Graph,
  users: readonly (readonly number[])[],
  { isForward, valueLayers }: LayerSeeds,
  opLayers: Int32Array,
): void {
  const isOutput = new Set(graph.outputs.map(({ value }) => value));
  const isMade = graph.types.map(() => false);
  graph.ops.forEach(({ results }, index) => {
    for (const result of results) isMade[result] = opLayers[index] !== shared;
  });
  const bytesOfAll = (values: readonly ValueId[]) =>
    values.reduce((sum, value) => sum + bytesOf(graph.types[value]), 0);
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (isForward[index] || results.some((result) => isOutput.has(result))) continue;
    const readers = layersOfReaders(results, users, opLayers);
    if (readers.size === 0 || readers.has(shared) || readers.has(opLayers[index])) continue;
    const target = Math.max(...readers);
    if (opLayers[index] === shared) {
      if (readers.size === 1) opLayers[index] = target;
      continue;
    }
    if (target > opLayers[index]) continue;
    const crossing = [...new Set(operands)].filter((operand) => {
      const isAvailable = valueLayers[operand]?.includes(target);
      if (isAvailable !== undefined) return !isAvailable;
      return isMade[operand] && !users[operand].some((user) => user !== index && opLayers[user] === target);
    });
    if (bytesOfAll(crossing) < bytesOfAll(results)) opLayers[index] = target;
  }
}

function layersOfReaders(
  results: readonly ValueId[],
  users: readonly (readonly number[])[],
  opLayers: Int32Array,
): Set<number> {
  const layers = new Set<number>();
  for (const result of results) for (const user of users[result]) layers.add(opLayers[user]);
  return layers;
}
