/**
 * @file Backward and update ops follow the parameters and activations that they use. Gradients flow from the last layer
 * to the first, so a backward op stays in the layer of the gradient it reads while everything it reads from the forward
 * part is there too, and moves to the nearest layer before where it is, otherwise. An update op goes where the only
 * parameter lives that it helps to update.
 */
import { type Graph, usersOf, type ValueId } from "../ir/graph.ts";
import { bytesOf } from "../ir/types.ts";

/** Layer of an op that belongs to none: it depends on no parameter and no example, and several layers may want it. */
export const shared = -1;

export interface LayerSeeds {
  /** By op: the layer of forward ops, `shared` for all others. */
  readonly opLayers: Int32Array;
  readonly isForward: readonly boolean[];
  /**
   * By value: the layers, ascending, where a forward value, parameter or batch input is at hand: where the forward part
   * makes or reads it. Undefined for values that the forward part neither makes nor reads.
   */
  readonly homes: readonly (readonly number[] | undefined)[];
  /** Gradients of parameters; what is computed from them is update. */
  readonly gradients: ReadonlySet<ValueId>;
  /** Layer of the new value of a parameter. */
  readonly updated: ReadonlyMap<ValueId, number>;
}

/** By op, the layer of every op, forward or not. */
export function assignBackward(graph: Graph, seeds: LayerSeeds): Int32Array {
  const { isForward, homes } = seeds;
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
        const own = homes[operand];
        if (own) layer = Math.min(layer, own.findLast((home) => home <= layer) ?? own[0]);
      }
      if (layer !== Number.POSITIVE_INFINITY) opLayers[index] = layer;
    }
    for (const result of results) layerOf[result] = opLayers[index];
  });
  pullDown(graph, users, seeds, opLayers);
  return opLayers;
}

/**
 * Update ops that only one layer's parameters need; the others (a norm over all gradients) stay where their operands
 * are.
 */
function assignUpdates(
  graph: Graph,
  users: readonly (readonly number[])[],
  { isForward, gradients, updated }: LayerSeeds,
  opLayers: Int32Array,
): void {
  const isBehind = graph.types.map((_, value) => gradients.has(value));
  const isUpdate = graph.ops.map(({ operands, results }) => {
    const behind = operands.some((operand) => isBehind[operand]);
    for (const result of results) isBehind[result] ||= behind;
    return behind;
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
 * Moves an op to the earlier layers that alone read it, if that moves fewer bytes over the cut because its operands are
 * there already: the sum that turns the gradient at the cut into a bias's gradient, for example.
 */
function pullDown(
  graph: Graph,
  users: readonly (readonly number[])[],
  { isForward, homes }: LayerSeeds,
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
      const isAtHome = homes[operand]?.includes(target);
      if (isAtHome !== undefined) return !isAtHome;
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
