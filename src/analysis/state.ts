/**
 * @file Which outputs of a step replace which inputs in the next call: `state` in `({ state, loss } = step(state, batch))`.
 * An argument is state when a part of the result has the same tree of the same types and no name that speaks against it.
 */
import type { Graph } from "../ir/graph.ts";
import { sameType, type TensorType } from "../ir/types.ts";
import type { BatchInput } from "./step.ts";

interface Leaf {
  readonly index: number;
  /** Path behind the argument's name: `.layers[0].w` of `params.layers[0].w`. */
  readonly path: string;
  readonly type: TensorType;
}

/**
 * For each output of `graph`, the input it replaces in the next call, or −1. Arguments are tried in order; of several parts of
 * the result that fit, one with the argument's own name is taken, else the first that has no name (`out[0]`) or a similar one
 * (`newParams` for `params`; `gradients` look like parameters, but are not). A scalar argument needs its own name.
 */
export function matchState(graph: Graph, batchInputs: readonly BatchInput[]): number[] {
  const stateOf = graph.outputs.map(() => -1);
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  const outputs = new Map(graph.outputs.map(({ name }, index) => [`.${name}`, index]));
  const findOutput = (name: string, type: TensorType): number => {
    const index = outputs.get(name) ?? -1;
    return index >= 0 && stateOf[index] < 0 && sameType(graph.types[graph.outputs[index].value], type) ? index : -1;
  };
  for (const [argument, leaves] of argumentsOf(graph)) {
    if (leaves.some(({ index }) => isBatch.has(index))) continue;
    const [{ path, type }] = leaves;
    const isScalar = leaves.length === 1 && path === "" && type.shape.length === 0;
    const fits = (root: string) => leaves.every((leaf) => findOutput(root + leaf.path, leaf.type) >= 0);
    const roots = [...outputs.keys()]
      .filter((name) => name.endsWith(path))
      .map((name) => name.slice(0, name.length - path.length))
      .filter(fits);
    const root =
      roots.find((name) => name.endsWith(`.${argument}`)) ??
      (isScalar ? undefined : roots.find((name) => isSimilar(name, argument)));
    if (root === undefined) continue;
    for (const leaf of leaves) stateOf[findOutput(root + leaf.path, leaf.type)] = leaf.index;
  }
  return stateOf;
}

/** Whether the last name in `root` could be another name of `argument`; places in lists have no name. */
function isSimilar(root: string, argument: string): boolean {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");
  const [name, own] = [letters(root.slice(root.lastIndexOf(".") + 1)), letters(argument)];
  return root === "" || root.startsWith(".out") || root.endsWith("]") || name.includes(own) || own.includes(name);
}

/** The inputs grouped by the argument whose leaves they are. */
function argumentsOf(graph: Graph): Map<string, Leaf[]> {
  const groups = new Map<string, Leaf[]>();
  graph.inputs.forEach(({ name, value }, index) => {
    const [argument] = /^[\w$]*/.exec(name)!;
    const leaf = { index, path: name.slice(argument.length), type: graph.types[value] };
    groups.set(argument, [...(groups.get(argument) ?? []), leaf]);
  });
  return groups;
}
