/**
 * @file The structure of the intra-operator problem of a step: its nodes, which ops, inputs and values share one, when
 * these are live, and the edges. It does not depend on the mesh, so it is found once for all meshes.
 */
import { opRepeats, type Step } from "../../analysis/step.ts";
import { memoizeWeakly } from "../../base/memoize.ts";
import { PairMap } from "../../base/pair-map.ts";
import type { Fusion } from "../../cluster/device.ts";
import { definingOps, type ValueId } from "../../ir/graph.ts";
import { bytesOf } from "../../ir/types.ts";
import { type LiveRange, liveRanges, stepEnd } from "../facts/live-ranges.ts";
import { findSyncPoints } from "../facts/sync-points.ts";
import { zeroValues } from "../strategies/op-placements.ts";
import { isFree } from "../strategies/op-work.ts";
import type { Ties } from "./identical-layers.ts";
import { groupLives, type Interval, type LiveGroup } from "./live-groups.ts";

/** A node: a choice of an input, of an op or of a value with several readers; tied ones share it. */
export interface StructureNode {
  readonly number: number;
  readonly kind: "input" | "op" | "value";
  /** The first input, op or value that it stands for. */
  readonly first: number;
  /** When each of its members is live. */
  readonly lives: Interval[];
  /** Whether a member takes memory while it is live. */
  readonly takesMemory: boolean;
  /** An op's operands and then its results; one end for the others. */
  readonly ends: readonly End[];
  /** Of a value: where it is made and where it is needed. */
  readonly sources: readonly End[];
}

/** An end of edges: the placement of one value under each choice of a node. */
export interface End {
  readonly id: number;
  readonly node: StructureNode;
  /** Its place in `node.ends`. */
  readonly place: number;
}

export interface StructureEdge {
  readonly from: End;
  readonly to: End;
  /** The value that is resharded: the first, where edges of tied ops are one. */
  readonly value: ValueId;
  /** Whether the value is zero everywhere: zeros count as partial on any axis that does not split them. */
  readonly isZero: boolean;
  readonly syncPoints: number;
  /** Reshards per step, of all members. */
  times: number;
}

/** An output that replaces no input. */
export interface FreeOutput {
  readonly value: ValueId;
  readonly source: End;
  readonly times: number;
  readonly syncPoints: number;
}

export interface Structure {
  readonly nodes: readonly StructureNode[];
  readonly edges: readonly StructureEdge[];
  /** By input and by op: its node. */
  readonly inputs: readonly StructureNode[];
  readonly ops: readonly StructureNode[];
  /** The nodes of values with several readers, in order. */
  readonly shared: ReadonlyMap<ValueId, StructureNode>;
  /** By output: the end that gives its placement. */
  readonly outputs: readonly End[];
  readonly freeOutputs: readonly FreeOutput[];
  /** By node: its members that take memory, together where they are live at the same constrained times. */
  readonly memory: readonly (readonly LiveGroup[])[];
}

/** Texts that are equal for tied members that may share a node; needed if a method allows members other choices. */
export interface Groups {
  readonly input: (input: number) => string;
  readonly op: (op: number) => string;
  /** Of a value that is made and needed at `sources`. */
  readonly value: (value: ValueId, sources: readonly End[]) => string;
}

/** Number of ops between two yields to the event loop. */
const sliceOps = 256;

/** Finds the structure; yields many times a second. */
export function* findStructure(
  step: Step,
  fusion: Fusion,
  ties: Ties,
  groups: Groups | undefined,
): Generator<void, Structure> {
  const { graph } = step;
  const ranges = liveRanges(step, fusion);
  const repeats = opRepeats(step);
  const zeros = zeroValues(graph);
  const definers = definingOps(graph);
  const { forReader, forAll } = findSyncPoints(step);
  const endTime = stepEnd(step);
  const nodes: StructureNode[] = [];
  const edges: StructureEdge[] = [];
  let numEnds = 0;

  const addNode = (of: Pick<StructureNode, "kind" | "first" | "sources" | "takesMemory">, size: number) => {
    const ends = new Array<End>(size);
    const node: StructureNode = { number: nodes.length, lives: [], ends, ...of };
    for (let place = 0; place < size; place++) ends[place] = { id: numEnds++, node, place };
    nodes.push(node);
    return node;
  };
  const hasBytes = (value: ValueId): boolean => bytesOf(graph.types[value]) > 0;
  /** A table of nodes by tie, and by group where there are groups. */
  const nodesByTie = <K extends number | string>() => {
    const byTie = new Map<K | string, StructureNode>();
    return (tie: K, group: string | undefined, add: () => StructureNode): StructureNode => {
      const key = group === undefined ? tie : `${tie} of ${group}`;
      let node = byTie.get(key);
      if (!node) {
        node = add();
        byTie.set(key, node);
      }
      return node;
    };
  };

  // Inputs are live all the time.
  const inputNode = nodesByTie<number>();
  const inputs = graph.inputs.map(({ value }, input) => {
    const node = inputNode(ties.inputs[input], groups?.input(input), () =>
      addNode({ kind: "input", first: input, sources: [], takesMemory: hasBytes(value) }, 1),
    );
    node.lives.push([0, endTime]);
    return node;
  });

  // An op's node chooses its strategy and holds the memory of its results that have a single reader.
  const opNode = nodesByTie<number>();
  const ops: StructureNode[] = [];
  for (let op = 0; op < graph.ops.length; op++) {
    if (op % sliceOps === 0) yield;
    const { operands, results } = graph.ops[op];
    const node = opNode(ties.ops[op], groups?.op(op), () => {
      const takesMemory = !isFree(graph.ops[op]) && results.some((value) => !ranges[value].isShared && hasBytes(value));
      return addNode({ kind: "op", first: op, sources: [], takesMemory }, operands.length + results.length);
    });
    let { from, to } = ranges[results[0]];
    for (const value of results) [from, to] = [Math.min(from, ranges[value].from), Math.max(to, ranges[value].to)];
    node.lives.push([from, to]);
    ops.push(node);
  }

  // The source of each value: the end of its input or op, or of the node that reshards it once for several readers.
  const sources: End[] = new Array(graph.types.length);
  graph.inputs.forEach(({ value }, input) => {
    [sources[value]] = inputs[input].ends;
  });
  /** By end: the edges that begin there, by the other end, whether the value is zero and whether they wait. */
  const edgesFrom: Map<number, StructureEdge>[] = [];
  const connect = (value: ValueId, from: End, to: End, times: number, syncPoints: number): void => {
    const isZero = zeros.has(value);
    const key = 4 * to.id + 2 * Number(isZero) + Math.ceil(syncPoints);
    edgesFrom[from.id] ??= new Map();
    let edge = edgesFrom[from.id].get(key);
    if (!edge) {
      edge = { from, to, value, isZero, syncPoints, times: 0 };
      edgesFrom[from.id].set(key, edge);
      edges.push(edge);
    }
    edge.times += times;
  };
  const valueNode = nodesByTie<string>();
  /** The end of the node that holds `value`, resharded once for `readers`, while it is live. */
  const share = (value: ValueId, made: End, readers: LiveRange["readers"], live: Interval): End => {
    const ends = [made].concat(readers.map(({ op, position }) => ops[op].ends[position]));
    const tie = ends.map(({ id }) => id).join();
    const node = valueNode(tie, groups?.value(value, ends), () => {
      const takesMemory = !isFree(graph.ops[definers[value]]) && hasBytes(value);
      return addNode({ kind: "value", first: value, sources: ends, takesMemory }, 1);
    });
    node.lives.push(live);
    return node.ends[0];
  };
  /** Reshards once each sum over the microbatches that has several readers in the update. */
  const shareTotals = (): void => {
    for (const value of step.accumulated) {
      const { totalFrom, to, readers } = ranges[value];
      if (totalFrom === undefined) continue;
      const applied = readers.filter(({ op }) => op >= step.numAccumulateOps);
      const total = share(value, sources[value], applied, [totalFrom, to]);
      connect(value, sources[value], total, 1, 0);
      sources[value] = total;
    }
  };

  const shared = new Map<ValueId, StructureNode>();
  for (let op = 0; op < graph.ops.length; op++) {
    if (op % sliceOps === 0) yield;
    if (op === step.numAccumulateOps) shareTotals();
    const { operands, results } = graph.ops[op];
    const { ends } = ops[op];
    for (let position = 0; position < operands.length; position++) {
      const value = operands[position];
      connect(value, sources[value], ends[position], repeats[op], forReader(value, op));
    }
    for (let position = 0; position < results.length; position++) {
      const value = results[position];
      const made = ends[operands.length + position];
      sources[value] = made;
      const { isShared, readers, from, to, totalFrom } = ranges[value];
      if (!isShared) continue;
      sources[value] = share(value, made, readers, [from, totalFrom ?? to]);
      shared.set(value, sources[value].node);
      connect(value, made, sources[value], repeats[op], forAll(value));
    }
  }

  // New state takes the placement of the input that it replaces.
  const sent = new Set(step.sent);
  const freeOutputs: FreeOutput[] = [];
  const outputs = graph.outputs.map(({ value }, output) => {
    const source = sources[value];
    const state = step.stateOf[output];
    const times = sent.has(output) ? step.microbatches : 1;
    if (state >= 0) connect(value, source, inputs[state].ends[0], times, forAll(value));
    else freeOutputs.push({ value, source, times, syncPoints: forAll(value) });
    return source;
  });
  const memory = groupLives(nodes, endTime, ties.repeats);
  return { nodes, edges, inputs, ops, shared, outputs, freeOutputs, memory };
}

const knownOf = memoizeWeakly((_: Step) => new PairMap<Ties, Fusion, Structure>());

/** The structure without groups; found once per step, ties and fusion. */
export function* structureOf(step: Step, fusion: Fusion, ties: Ties): Generator<void, Structure> {
  const known = knownOf(step);
  let structure = known.get(ties, fusion);
  if (!structure) {
    structure = yield* findStructure(step, fusion, ties, undefined);
    known.set(ties, fusion, structure);
  }
  return structure;
}
