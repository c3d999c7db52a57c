/**
 * @file Notices about arguments that are not taken to be state although a part of the result has their tree.
 */
import type { Graph } from "../ir/graph.ts";
import { sameType, typeText } from "../ir/types.ts";
import { analyzeBatch } from "./batch.ts";
import { type Counterpart, counterpartsIn } from "./counterparts.ts";
import { type PortNode, pathOf, portTree } from "./port-tree.ts";
import { isKeyType } from "./random-keys.ts";
import { StateEvidence } from "./state-evidence.ts";
import type { BatchInput } from "./step.ts";

/** Returns one sentence for each such argument, or part of one, with the reason. */
export function stateNotices(graph: Graph, batchInputs: readonly BatchInput[], stateOf: readonly number[]): string[] {
  const { inputs, outputs, types } = graph;
  const { states } = analyzeBatch(graph, batchInputs, 1);
  const evidence = new StateEvidence(graph, batchInputs);
  const isState = new Set(stateOf);
  const isTaken = new Set([...stateOf, ...batchInputs.map(({ input }) => input)]);
  const isFree = (output: number): boolean => stateOf[output] < 0 && states[outputs[output].value].kind !== "split";
  const [ofSameTypes, ofSameTree] = [counterpartsIn(graph), counterpartsIn(graph, true)];
  const trees = portTree(inputs).children;
  const treeText = ({ prefix, leaves }: PortNode): string =>
    leaves
      .map((input) => `${pathOf(inputs[input].name).slice(prefix.length)} ${typeText(types[inputs[input].value])}`)
      .join();
  const stateTrees = new Set<string>();
  const collect = (node: PortNode): void => {
    if (node.leaves.every((input) => isState.has(input))) stateTrees.add(treeText(node));
    node.children.forEach(collect);
  };
  trees.forEach(collect);

  /**
   * Returns why `like`, which has the tree and types of `node`, is not its next value; undefined if it is a gradient of
   * state with the same tree.
   */
  function whyNot(node: PortNode, like: Counterpart): string | undefined {
    const isDerived = like.outputs.some((output, i) => evidence.isDerived(node.leaves[i], output));
    if (!isDerived) return "is not computed from it";
    if (stateTrees.has(treeText(node))) return undefined;
    return "keeps nothing of the old values, as a gradient does not";
  }
  function noticeOf(node: PortNode): string[] {
    const isTensor = ({ shape, dtype }: Graph["types"][number]) => shape.length > 0 && !isKeyType({ shape, dtype });
    if (!node.leaves.some((input) => isTensor(types[inputs[input].value]))) return [];
    const begin = `${withoutDot(node.prefix)} is read but not updated`;
    const [like] = ofSameTypes(node, isFree);
    if (like) {
      const why = whyNot(node, like);
      return why === undefined ? [] : [`${begin}: ${resultName(graph, like)} has its tree and types, but ${why}`];
    }
    const [other] = node.children.length > 0 ? ofSameTree(node, isFree) : [];
    if (!other) return [];
    const pairs = other.outputs.map((output, i) => [inputs[node.leaves[i]], outputs[output]] as const);
    const [from, to] = pairs.find(([old, next]) => !sameType(types[old.value], types[next.value]))!;
    const change = `${from.name} is ${typeText(types[from.value])} and ${to.name} is ${typeText(types[to.value])}`;
    return [`${begin}: ${resultName(graph, other)} has its tree, but ${change}`];
  }
  const visit = (node: PortNode): string[] => {
    const numTaken = node.leaves.filter((input) => isTaken.has(input)).length;
    if (numTaken === 0) return noticeOf(node);
    return numTaken < node.leaves.length ? node.children.flatMap(visit) : [];
  };
  return trees.flatMap(visit);
}

const withoutDot = (path: string): string => path.replace(/^\./, "");

const resultName = ({ outputs: ports }: Graph, { root, outputs }: Counterpart): string =>
  outputs.length === 1 ? ports[outputs[0]].name : withoutDot(root) || "the result";
