/**
 * @file Determines which outputs of a step replace which inputs in the next call: `state` in `({ state, loss } =
 * step(state, batch))`. The decision follows from structure and data flow. A part of the result with the tree and types
 * of an argument, or of a part of it, is its next value if it is derived from it (`state-evidence.ts`). If there are
 * several such parts, the one that carries over most of the old value wins. Ties are broken in favor of one that
 * depends on the batch, then one under the same key of a tree, then the first in order, and finally one with the
 * argument's name.
 */
import { assignment } from "../base/assignment.ts";
import type { Graph } from "../ir/graph.ts";
import { type Counterpart, counterpartsIn } from "./counterparts.ts";
import { lastKey, type PortNode, portTree } from "./port-tree.ts";
import { StateEvidence } from "./state-evidence.ts";
import type { BatchInput } from "./step.ts";

/**
 * By output of `graph`, the input that it replaces in the next call, or −1.
 * @param chosen  optional; the inputs of the arguments that the user declares to be state. A declared tree that the
 *   step returns is state even if it is not derived from the argument, and nothing else is. Defaults to structure and
 *   data flow alone.
 */
export function matchState(graph: Graph, batchInputs: readonly BatchInput[], chosen?: ReadonlySet<number>): number[] {
  return new StateMatcher(graph, batchInputs).match(chosen);
}

/** Returns the strength of the evidence that an output is the next value of an input; 0 for none. */
type Evidence = (input: number, output: number) => number;

/** Weights that decide only between equals: their sum is smaller than any difference between shares. */
const tieBreaks = { fromBatch: 0.05, sameKey: 0.02, order: 0.01, sameName: 0.0001 };

interface Candidate extends Counterpart {
  readonly node: PortNode;
  readonly weight: number;
}

class StateMatcher {
  readonly #graph: Graph;
  readonly #evidence: StateEvidence;
  /** By input: whether it may be state and has no next value yet. */
  readonly #isUnmatched: boolean[];
  readonly #stateOf: number[];
  readonly #newState = new Set<number>();
  readonly #counterparts: ReturnType<typeof counterpartsIn>;

  constructor(graph: Graph, batchInputs: readonly BatchInput[]) {
    const isBatch = new Set(batchInputs.map(({ input }) => input));
    this.#graph = graph;
    this.#evidence = new StateEvidence(graph, batchInputs);
    this.#isUnmatched = graph.inputs.map((_, input) => !isBatch.has(input));
    this.#stateOf = graph.outputs.map(() => -1);
    this.#counterparts = counterpartsIn(graph);
  }

  match(chosen: ReadonlySet<number> | undefined): number[] {
    const { children } = portTree(this.#graph.inputs);
    const carried: Evidence = (input, output) => this.#evidence.carried(input, output);
    const derived: Evidence = (input, output) =>
      carried(input, output) || this.#evidence.derived(input, output, (value) => this.#newState.has(value));
    this.#matchTrees(children, carried);
    this.#matchTrees(children, derived);
    if (!chosen) return this.#stateOf;
    const isWanted = (input: number) => chosen.has(input) && this.#isUnmatched[input];
    this.#matchTrees(
      children.filter(({ leaves }) => leaves.every(isWanted)),
      () => Number.MIN_VALUE,
    );
    return this.#stateOf.map((input) => (chosen.has(input) ? input : -1));
  }

  /** Matches whole trees first, then the branches of those without a counterpart. */
  #matchTrees(trees: readonly PortNode[], evidence: Evidence): void {
    for (let level = [...trees]; level.length > 0; ) {
      const taken = new Set<PortNode>();
      const candidates = level.map((node) =>
        node.leaves.every((input) => this.#isUnmatched[input]) ? this.#candidates(node, evidence) : [],
      );
      for (const { node, outputs } of choose(candidates)) {
        if (outputs.some((output) => this.#stateOf[output] >= 0)) continue;
        taken.add(node);
        outputs.forEach((output, i) => {
          this.#stateOf[output] = node.leaves[i];
          this.#isUnmatched[node.leaves[i]] = false;
          this.#newState.add(this.#graph.outputs[output].value);
        });
      }
      level = level
        .filter((node) => !taken.has(node) && node.leaves.some((input) => this.#isUnmatched[input]))
        .flatMap(({ children }) => children);
    }
  }

  /** Returns the counterparts of a tree with evidence for at least half of their leaves. */
  #candidates(node: PortNode, evidence: Evidence): Candidate[] {
    const [first, ...others] = node.leaves;
    const isFree = (output: number): boolean =>
      this.#stateOf[output] < 0 && (others.length > 0 || evidence(first, output) > 0);
    return this.#counterparts(node, isFree).flatMap(({ root, outputs }): Candidate[] => {
      const found = outputs.map((output, i) => evidence(node.leaves[i], output));
      // In a history buffer, each entry may be the previous one shifted.
      const isShifted = (output: number): boolean =>
        node.leaves.some((input) => this.#evidence.carried(input, output) > 0);
      const numFor = outputs.filter((output, i) => found[i] > 0 || isShifted(output)).length;
      if (2 * numFor < outputs.length) return [];
      const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
      const numFromBatch = outputs.filter((output) => this.#evidence.isFromBatch(output)).length;
      const key = lastKey(root);
      const isSame = key === node.key;
      const isArgument = node.prefix === node.key;
      const weight =
        mean +
        (tieBreaks.fromBatch * numFromBatch) / outputs.length +
        (isSame && !isArgument && key.startsWith(".") ? tieBreaks.sameKey : 0) +
        (isSame && isArgument ? tieBreaks.sameName : 0);
      return [{ node, root, outputs, weight }];
    });
  }
}

/** Chooses at most one candidate per tree with the greatest total weight; returns them with the heaviest first. */
function choose(candidates: readonly (readonly Candidate[])[]): Candidate[] {
  return rivals(candidates.filter((own) => own.length > 0))
    .flatMap((group) => {
      const columns = [...new Map(group.flat().map(({ root, outputs }) => [root, outputs[0]]))];
      const rank = new Map(columns.sort(([, a], [, b]) => a - b).map(([root], position) => [root, position]));
      const span = Math.max(group.length, columns.length);
      const weights = group.map((own, row) => {
        const inOrder = (column: number) => tieBreaks.order * (1 - Math.abs(row - column) / span);
        return new Map(own.map(({ root, weight }) => [rank.get(root)!, weight + inOrder(rank.get(root)!)]));
      });
      return assignment(weights).flatMap((column, row) => group[row].filter(({ root }) => rank.get(root) === column));
    })
    .sort((a, b) => b.weight - a.weight);
}

/** Groups trees that share candidates. */
function rivals(candidates: readonly (readonly Candidate[])[]): (readonly Candidate[])[][] {
  const treesAt = new Map<string, number[]>();
  candidates.forEach((own, tree) => {
    for (const { root } of own) treesAt.set(root, [...(treesAt.get(root) ?? []), tree]);
  });
  const isGrouped = new Set<number>();
  return candidates.flatMap((_, start) => {
    if (isGrouped.has(start)) return [];
    const group = new Set([start]);
    for (const tree of group)
      for (const { root } of candidates[tree]) for (const rival of treesAt.get(root)!) group.add(rival);
    for (const tree of group) isGrouped.add(tree);
    return [[...group].sort((a, b) => a - b).map((tree) => candidates[tree])];
  });
}
