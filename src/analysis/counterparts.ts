/**
 * @file Counterparts: parts of a step's result that have the same tree and types as a part of its arguments.
 */
import type { Graph, ValueId } from "../ir/graph.ts";
import { typeText } from "../ir/types.ts";
import { type PortNode, pathOf } from "./port-tree.ts";

/** A part of the result that contains the tree of a part of the arguments; it may have further leaves. */
export interface Counterpart {
  /** The prefix of the names of its leaves. */
  readonly root: string;
  /** Its leaves, by output index, in the order of the inputs. */
  readonly outputs: readonly number[];
}

/**
 * Returns a function that finds the counterparts of a node whose outputs all satisfy `isFree`.
 * @param isAnyType  whether types may differ
 */
export function counterpartsIn(
  graph: Graph,
  isAnyType = false,
): (node: PortNode, isFree: (output: number) => boolean) => Counterpart[] {
  const { inputs, outputs, types } = graph;
  const paths = outputs.map(({ name }) => pathOf(name));
  const outputAt = new Map(paths.map((path, output) => [path, output]));
  const typeAt = (value: ValueId): string => (isAnyType ? "" : typeText(types[value]));
  const inputTypes = inputs.map(({ value }) => typeAt(value));
  const outputTypes = outputs.map(({ value }) => typeAt(value));
  const ofType = new Map<string, number[]>();
  outputTypes.forEach((type, output) => {
    if (!ofType.has(type)) ofType.set(type, []);
    ofType.get(type)!.push(output);
  });
  return ({ prefix, leaves }, isFree) => {
    const own = leaves.map((input) => pathOf(inputs[input].name).slice(prefix.length));
    const firsts = (ofType.get(inputTypes[leaves[0]]) ?? []).filter((first) => isFree(first));
    return firsts.flatMap((first) => {
      const path = paths[first];
      if (!path.endsWith(own[0])) return [];
      const root = path.slice(0, path.length - own[0].length);
      const found = own.map((rest) => outputAt.get(root + rest) ?? -1);
      const isWhole = found.every(
        (output, i) => output >= 0 && isFree(output) && outputTypes[output] === inputTypes[leaves[i]],
      );
      return isWhole ? [{ root, outputs: found }] : [];
    });
  };
}
