/**
 * @file The intra-operator problem of a step on one mesh (Alpa §4.2) as a `ShardingProblem`, and the decoding of its
 * solution into a Plan. Nodes:
 *
 * - one per graph input: its placement between steps;
 * - one per op: its strategy, at the cost of the seconds that one device computes;
 * - one per value with several readers: the placement to which it is resharded once; each reader reshards from there;
 * - one more per sum over the microbatches with several readers in the update, so that the sum is completed once per
 *   step and not once per reader.
 *
 * An edge costs the seconds of resharding from the placement that one node gives to the one that the other needs. Costs
 * in the accumulate region count once per microbatch; values that cross into the update count once per step, so
 * gradient synchronization is amortized. Unlike Alpa's ILP, the problem counts memory: a value occupies its bytes on
 * each device from the op that produces it to its last reader.
 */
import { opRepeats, type Step } from "../../analysis/step.ts";
import { memoize } from "../../base/memoize.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import { definingOps, opName, type ValueId } from "../../ir/graph.ts";
import type { KernelPorts } from "../../ir/kernel-ports.ts";
import { bytesOf, type TensorType, typeText } from "../../ir/types.ts";
import { localType, type Mesh, type Placement } from "../../plan/placement.ts";
import type { OpPlan, Plan, PortPlan } from "../../plan/plan.ts";
import type { ShardingProblem } from "../../solver/problem.ts";
import { fusedPorts } from "../facts/fused-ports.ts";
import { liveRanges } from "../facts/live-ranges.ts";
import { findSyncPoints } from "../facts/sync-points.ts";
import type { PlacementList, ReshardSeconds } from "../reshard/reshard-seconds.ts";
import { enumeratePlacements } from "../strategies/op-placements.ts";
import { isFree } from "../strategies/op-work.ts";
import type { Strategy } from "../strategies/strategies.ts";
import { noTies, type Ties } from "./identical-layers.ts";
import { MeshTables } from "./mesh-tables.ts";
import { type ChoiceFilter, NodeChoices } from "./node-choices.ts";
import { type End, findStructure, type StructureEdge, type StructureNode, structureOf } from "./structure.ts";
import { type PricedNode, tiedProblem } from "./tied-problem.ts";

export interface IntraOpOptions {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  /** Optional: tables of this mesh and cost from problems built before. */
  readonly tables?: MeshTables;
  /** Bytes per device that the step may hold at any time; defaults to those of the mesh's smallest device. */
  readonly memoryBytes?: number;
  readonly filter?: ChoiceFilter;
  /** Ops and inputs that share a choice; by default none do. */
  readonly ties?: Ties;
  /** By op, its reads and writes as a part of a kernel; given if kernels reach beyond this step. */
  readonly ports?: readonly (KernelPorts | undefined)[];
}

export interface IntraOpProblem {
  readonly problem: ShardingProblem;
  /** Node of each graph input and each op, for constraints, `explain` and reports. */
  readonly inputNodes: readonly number[];
  readonly opNodes: readonly number[];
  /** By node, the op that produces its values (the first of tied ops); −1 for inputs. */
  readonly producers: readonly number[];
  /** A description of each node with its unsharded type, for messages. */
  readonly nodeNames: readonly string[];
  /** By op, the strategies that the choices of its node stand for. */
  readonly strategies: readonly (readonly Strategy[])[];
  readonly inputPlacements: readonly (readonly Placement[])[];
  /** Returns the plan of a choice (one strategy index per node). */
  readonly decode: (choice: ArrayLike<number>, method: string) => Plan;
}

/** Number of nodes between two yields to the event loop. */
const sliceNodes = 256;

/** Cost per byte that prefers the smaller of two placements that take equal seconds; far below any real cost. */
const tieSecondsPerByte = 1e-20;

/**
 * Builds the intra-operator problem of `step`; yields many times a second.
 * @throws Infeasible when a filter leaves an op or input no choice
 */
export function* buildIntraOp(step: Step, options: IntraOpOptions): Generator<void, IntraOpProblem> {
  const { graph } = step;
  const { mesh, cost, filter = {}, ties = noTies(step) } = options;
  const tables = options.tables ?? new MeshTables(mesh, cost);
  const { reshard } = tables;
  const choices = new NodeChoices(step, ties, tables, filter);
  const { groups } = choices;
  const structure = groups
    ? yield* findStructure(step, cost.fusion, ties, groups)
    : yield* structureOf(step, cost.fusion, ties);
  const { nodes, inputs, ops, shared, outputs, freeOutputs } = structure;

  const ranges = liveRanges(step, cost.fusion);
  const repeats = opRepeats(step);
  const definers = definingOps(graph);
  const fused = options.ports ?? fusedPorts(step, cost.fusion);
  const localBytes = (value: ValueId, placement: Placement): number =>
    bytesOf(localType(graph.types[value], placement, mesh));
  // A batch input holds all its microbatches; an input from another stage holds only the latest microbatch.
  const batch = new Map(step.batchInputs.map(({ input }) => [input, step.microbatches]));
  for (const input of step.received ?? []) batch.delete(input);
  const wholeFrom = (value: ValueId, placement: Placement, syncPoints: number) =>
    cheapestWhole(reshard, graph.types[value], placement, mesh, syncPoints);
  const once = new Map<StructureNode, number[][]>();
  for (const { value, source, times, syncPoints } of freeOutputs) {
    const { placements } = choices.listOf(source);
    const costs = placements.map((placement) => wholeFrom(value, placement, syncPoints).seconds * times);
    once.set(source.node, [...(once.get(source.node) ?? []), costs]);
  }
  const priceNode = (node: StructureNode): BuiltNode => {
    if (node.kind === "op") {
      const op = graph.ops[node.first];
      const { strategies, positions } = choices.strategiesOf(node.first);
      const seconds = tables.secondsOf(graph, op, choices.listedOf(node.first), fused[node.first]);
      const usages = strategies.map((strategy) =>
        op.results.reduce(
          (sum, value, position) =>
            ranges[value].isShared || isFree(op) ? sum : sum + localBytes(value, strategy.results[position]),
          0,
        ),
      );
      const costs = strategies.map((_, s) => seconds[positions ? positions[s] : s] * repeats[node.first]);
      const name = `${opName(graph, node.first)} ${typeText(graph.types[op.results[0]])}`;
      return { name, costs, usages, once: once.get(node) ?? [], producer: node.first, strategies };
    }
    const { placements } = choices.listOf(node.ends[0]);
    const isInput = node.kind === "input";
    const value = isInput ? graph.inputs[node.first].value : node.first;
    const times = isInput ? (batch.get(node.first) ?? 1) : 1;
    const bytes = placements.map((placement) => localBytes(value, placement) * times);
    const costs = bytes.map((b) => b * tieSecondsPerByte);
    const producer = isInput ? -1 : definers[value];
    const where = isInput ? `input ${graph.inputs[node.first].name}` : opName(graph, producer);
    const usages = !isInput && isFree(graph.ops[producer]) ? bytes.map(() => 0) : bytes;
    const name = `${where} ${typeText(graph.types[value])}`;
    return { name, costs, usages, once: once.get(node) ?? [], producer, strategies: [] };
  };
  const priced: BuiltNode[] = [];
  for (const node of nodes) {
    if (node.number % sliceNodes === 0) yield;
    priced.push(priceNode(node));
  }
  // Zeros are a sum of zeros: they count as partial on any axis that does not split them.
  const wholeList = memoize((list: PlacementList) =>
    reshard.list(list.placements.map(({ dims }) => ({ dims, partial: [] }))),
  );
  const tableOf = ({ from, to, value, isZero, times, syncPoints }: StructureEdge): Float64Array => {
    const needed = choices.listOf(to);
    return reshard.table(
      graph.types[value],
      choices.listOf(from),
      isZero ? wholeList(needed) : needed,
      times,
      syncPoints,
    );
  };
  const memoryBytes = options.memoryBytes ?? cost.memoryBytes;
  const { problem, names, bases } = tiedProblem(graph.name, structure, priced, tableOf, memoryBytes);

  const decode = (choice: ArrayLike<number>, method: string): Plan => {
    const placementOf = (end: End): Placement => choices.listOf(end).placements[choice[end.node.number]];
    const inputPlans = inputs.map(({ ends: [end] }): PortPlan => ({ stage: 0, placement: placementOf(end) }));
    const { forAll } = findSyncPoints(step);
    const outputPlans = graph.outputs.map(({ value }, output): PortPlan => {
      const state = step.stateOf[output];
      if (state >= 0) return inputPlans[state];
      return { stage: 0, placement: wholeFrom(value, placementOf(outputs[output]), forAll(value)).placement };
    });
    const devices = Array.from({ length: mesh.axes.reduce((n, axis) => n * axis.size, 1) }, (_, device) => device);
    return {
      version: 1,
      method,
      microbatches: step.microbatches,
      stages: [{ mesh, devices }],
      inputs: inputPlans,
      outputs: outputPlans,
      ops: ops.map(({ number }): OpPlan => priced[number].strategies[choice[number]].plan),
      reshards: [...shared].map(([value, { ends }]) => ({ value, placement: placementOf(ends[0]) })),
    };
  };
  return {
    problem,
    inputNodes: inputs.map(({ number }) => number),
    opNodes: ops.map(({ number }) => number),
    producers: bases.map((node) => priced[node].producer),
    nodeNames: names,
    strategies: ops.map(({ number }) => priced[number].strategies),
    inputPlacements: inputs.map(({ ends: [end] }) => choices.listOf(end).placements),
    decode,
  };
}

interface BuiltNode extends PricedNode {
  /** The op that makes its value; −1 for an input. */
  readonly producer: number;
  /** Of an op; none for others. */
  readonly strategies: readonly Strategy[];
}

/** The placement without partial sums that is cheapest to reach from `from`. */
function cheapestWhole(
  reshard: ReshardSeconds,
  type: TensorType,
  from: Placement,
  mesh: Mesh,
  syncPoints: number,
): { placement: Placement; seconds: number } {
  if (from.partial.length === 0) return { placement: from, seconds: 0 };
  let best = { placement: from, seconds: Number.POSITIVE_INFINITY };
  for (const placement of enumeratePlacements(type.shape, mesh)) {
    const seconds = reshard.between(type, from, placement, syncPoints);
    if (seconds < best.seconds) best = { placement, seconds };
  }
  return best;
}
