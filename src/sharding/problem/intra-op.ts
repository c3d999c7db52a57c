/**
 * @file The intra-operator problem of a step on one mesh (Alpa §4.2), in the public form of `problem.ts`, and the way
 * back from its solution to a Plan. Nodes:
 *
 * - one per graph input: the placement it lives in between steps;
 * - one per op: its strategy, costing the seconds one device computes;
 * - one per value with several readers: the placement it is brought to once, from which each reader goes on; one more
 *   for a sum over the microbatches that has several readers behind them, so that it is finished once per step and not
 *   once per reader.
 *
 * Edges cost the collective seconds of resharding between what one end gives and the other needs; costs in the
 * accumulate region count once per microbatch, what crosses into the update once per step, so gradient synchronisation
 * is amortised. Memory counts where Alpa's ILP leaves it out: every value occupies its per-device bytes from its making
 * to its last use.
 */
import { opRepeats, type Step } from "../../analysis/step.ts";
import { Infeasible } from "../../base/errors.ts";
import { memoize } from "../../base/memoize.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import { definingOps, type Graph, type Op, opName, type ValueId } from "../../ir/graph.ts";
import { type KernelPorts, portsKey } from "../../ir/kernels.ts";
import { bytesOf, type TensorType, typeText } from "../../ir/types.ts";
import { localType, type Mesh, type Placement } from "../../plan/placement.ts";
import type { OpPlan, Plan, PortPlan } from "../../plan/plan.ts";
import type { ShardingProblem } from "../../solver/problem.ts";
import { fusedPorts } from "../facts/fused-ports.ts";
import { type LiveRange, liveRanges, stepEnd } from "../facts/live-ranges.ts";
import { findSyncPoints } from "../facts/sync-points.ts";
import { type PlacementList, ReshardSeconds } from "../reshard/reshard-seconds.ts";
import { enumeratePlacements, zeroValues } from "../strategies/op-placements.ts";
import { isFree, opWork } from "../strategies/op-work.ts";
import { type Strategy, StrategyTable } from "../strategies/strategies.ts";
import { noTies, type Ties } from "./identical-layers.ts";
import { TiedProblemBuilder } from "./tied-problem.ts";

/** Which choices a method leaves open; all when a member is left out. */
export interface ChoiceFilter {
  readonly input?: (input: number, placement: Placement) => boolean;
  readonly op?: (op: number, strategy: Strategy) => boolean;
  /** The placements allowed for a value with several readers, or for a sum over microbatches. */
  readonly value?: (value: ValueId, placement: Placement) => boolean;
}

export interface IntraOpOptions {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  /** Tables of this mesh and cost from problems built before; new ones when left out. */
  readonly tables?: MeshTables;
  /** Bytes per device that the step may hold at any time; the mesh's smallest device when left out. */
  readonly memoryBytes?: number;
  readonly filter?: ChoiceFilter;
  /** Ops and inputs that share a choice; each is chosen by itself when left out. */
  readonly ties?: Ties;
  /** By op, what it reads and writes as a part of a kernel, where kernels reach beyond the step. */
  readonly ports?: readonly (KernelPorts | undefined)[];
}

export interface IntraOpProblem {
  readonly problem: ShardingProblem;
  /** Node of each graph input and each op, for constraints, `explain` and reports. */
  readonly inputNodes: readonly number[];
  readonly opNodes: readonly number[];
  /** By node, the op that produces its values, the first of tied ones; −1 for inputs. */
  readonly producers: readonly number[];
  /** A description of each node with its unsharded type, for messages. */
  readonly nodeNames: readonly string[];
  /** By node, the strategies that its choices stand for, in their order. */
  readonly strategies: readonly (readonly Strategy[])[];
  readonly inputPlacements: readonly (readonly Placement[])[];
  /** The plan that a choice (one strategy index per node) means. */
  readonly decode: (choice: ArrayLike<number>, method: string) => Plan;
}

/** A node's end of an edge: the placement of one value under each of the node's strategies. */
interface End {
  readonly id: number;
  readonly node: number;
  readonly list: PlacementList;
}

/**
 * Strategies, their seconds and resharding tables of one mesh, shared by all problems on it.
 */
export class MeshTables {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  readonly reshard: ReshardSeconds;
  readonly strategies: StrategyTable;
  readonly #seconds = new WeakMap<readonly Strategy[], Map<string, readonly number[]>>();
  /** The placements of each operand and result under each strategy of a list. */
  readonly ends: (strategies: readonly Strategy[]) => { operands: PlacementList[]; results: PlacementList[] };

  constructor(mesh: Mesh, cost: MeshCost) {
    this.mesh = mesh;
    this.cost = cost;
    this.reshard = new ReshardSeconds(mesh, cost);
    this.strategies = new StrategyTable(mesh);
    this.ends = memoize((strategies) => ({
      operands: strategies[0].operands.map((_, i) => this.reshard.list(strategies.map(({ operands }) => operands[i]))),
      results: strategies[0].results.map((_, i) => this.reshard.list(strategies.map(({ results }) => results[i]))),
    }));
  }

  /** Seconds of an op under each of its strategies; `ports` when it is part of a kernel. */
  secondsOf(graph: Graph, op: Op, strategies: readonly Strategy[], ports: KernelPorts | undefined): readonly number[] {
    const known = this.#seconds.get(strategies) ?? new Map<string, readonly number[]>();
    this.#seconds.set(strategies, known);
    const key = ports ? portsKey(ports) : "";
    let seconds = known.get(key);
    if (!seconds) {
      seconds = strategies.map((strategy) => {
        const work = opWork(graph, op, strategy, this.mesh, ports);
        return work ? this.cost.op(work) : 0;
      });
      known.set(key, seconds);
    }
    return seconds;
  }
}

/** Prefers fewer bytes among placements that cost the same seconds: far below any real cost. */
const tieSecondsPerByte = 1e-20;

/** Ops between two yields. */
const sliceOps = 256;

/**
 * Builds the intra-operator problem of `step`; yields many times a second.
 * @throws Infeasible when a filter leaves an op or input no choice
 */
export function* buildIntraOp(step: Step, options: IntraOpOptions): Generator<void, IntraOpProblem> {
  const { graph } = step;
  const { mesh, cost, filter = {}, ties = noTies(step) } = options;
  const tables = options.tables ?? new MeshTables(mesh, cost);
  const { reshard, strategies: table } = tables;
  const builder = new TiedProblemBuilder(graph.name);
  const definers = definingOps(graph);
  const endTime = stepEnd(step);
  const ranges = liveRanges(step);

  const isApplied = (op: number): boolean => op >= step.numAccumulateOps;
  const repeats = opRepeats(step);
  const localBytes = (value: ValueId, placement: Placement): number =>
    bytesOf(localType(graph.types[value], placement, mesh));
  const producers: number[] = [];
  let numEnds = 0;
  const makeEnd = (node: number, list: PlacementList): End => ({ id: numEnds++, node, list });
  /** Choices that a filter leaves open, and a key that is equal for members of a tie that may share a node. */
  const openOf = <T>(all: readonly T[], isOpen: ((choice: T) => boolean) | undefined, tie: number | string) => {
    if (!isOpen) return { open: all, positions: undefined, key: `${tie}` };
    const positions = [...all.keys()].filter((position) => isOpen(all[position]));
    return { open: positions.map((position) => all[position]), positions, key: `${tie} of ${positions}` };
  };

  // Inputs: live all the time. A batch input holds all its microbatches, one that arrives from another stage only its
  // latest.
  const batch = new Map(step.batchInputs.map(({ input }) => [input, step.microbatches]));
  for (const input of step.received ?? []) batch.delete(input);
  const sent = new Set(step.sent);
  const listedPlacements: (readonly Placement[])[] = [];
  const inputsByKey = new Map<string, { readonly end: End; readonly costs: readonly number[] }>();
  const inputEnds = graph.inputs.map(({ value, name }, input): End => {
    const isOpen = filter.input && ((placement: Placement) => filter.input!(input, placement));
    const tie = ties.inputs[input];
    listedPlacements[input] =
      tie === input ? enumeratePlacements(graph.types[value].shape, mesh) : listedPlacements[tie];
    const { open, key } = openOf(listedPlacements[input], isOpen, tie);
    if (open.length === 0) refuse(`input ${name}`, graph.types[value], mesh);
    let known = inputsByKey.get(key);
    if (!known) {
      const bytes = open.map((p) => localBytes(value, p) * (batch.get(input) ?? 1));
      const node = builder.addNode(`input ${name} ${typeText(graph.types[value])}`, bytes);
      known = { end: makeEnd(node, reshard.list(open)), costs: bytes.map((b) => b * tieSecondsPerByte) };
      inputsByKey.set(key, known);
    }
    builder.addMember(known.end.node, known.costs, [0, endTime]);
    return known.end;
  });

  // Ops: their strategies. What has one reader is held by the op's own node.
  const fused = options.ports ?? fusedPorts(step, cost.fusion);
  const opsByKey = new Map<string, OpNode>();
  const listed: (readonly Strategy[])[] = [];
  const nodeOf = (op: Op, index: number): OpNode => {
    const tie = ties.ops[index];
    listed[index] = tie === index ? table.of(graph, index) : listed[tie];
    const isOpen = filter.op && ((strategy: Strategy) => filter.op!(index, strategy));
    const { open, positions, key } = openOf(listed[index], isOpen, tie);
    if (open.length === 0) refuse(opName(graph, index), graph.types[op.results[0]], mesh);
    let known = opsByKey.get(key);
    if (!known) {
      const seconds = tables.secondsOf(graph, op, listed[index], fused[index]);
      const usages = open.map((strategy) =>
        op.results.reduce(
          (sum, value, position) =>
            ranges[value].isShared || isFree(op) ? sum : sum + localBytes(value, strategy.results[position]),
          0,
        ),
      );
      const node = builder.addNode(`${opName(graph, index)} ${typeText(graph.types[op.results[0]])}`, usages);
      producers[node] = index;
      const ends = tables.ends(open);
      known = {
        node,
        strategies: open,
        costs: open.map((_, s) => seconds[positions ? positions[s] : s] * repeats[index]),
        operands: ends.operands.map((list) => makeEnd(node, list)),
        results: ends.results.map((list) => makeEnd(node, list)),
      };
      opsByKey.set(key, known);
    }
    const times = op.results.map((value) => ranges[value]);
    const from = Math.min(...times.map((life) => life.from));
    const to = Math.max(...times.map((life) => life.to));
    builder.addMember(known.node, known.costs, [from, to]);
    return known;
  };
  const ops: OpNode[] = [];
  for (const [index, op] of graph.ops.entries()) {
    if (index % sliceOps === 0) yield;
    ops.push(nodeOf(op, index));
  }

  // The source of each value: its input's node, its op's, or the node of its placement for several readers.
  const sources: End[] = new Array(graph.types.length);
  graph.inputs.forEach(({ value }, input) => {
    sources[value] = inputEnds[input];
  });
  const zeros = zeroValues(graph);
  // Zeros are a sum of zeros: they count as partial on any axis that does not split them.
  const wholeEnd = memoize((end: End) =>
    makeEnd(end.node, reshard.list(end.list.placements.map(({ dims }) => ({ dims, partial: [] })))),
  );
  const { forReader, forAll } = findSyncPoints(step);
  const connect = (value: ValueId, from: End, to: End, times: number, syncPoints: number): void => {
    const needed = zeros.has(value) ? wholeEnd(to) : to;
    const key = 2 * (from.id * 2 ** 25 + needed.id) + Math.ceil(syncPoints);
    builder.addEdge(key, from.node, needed.node, times, (count) =>
      reshard.table(graph.types[value], from.list, needed.list, count, syncPoints),
    );
  };
  const keptByKey = new Map<string, { readonly end: End; readonly costs: readonly number[] }>();
  const listedPlaces = new Map<string, readonly Placement[]>();
  /** The node where `value`, made as `made`, is kept for `readers` between two times. */
  const keep = (value: ValueId, made: End, readers: LiveRange["readers"], live: readonly [number, number]): End => {
    const op = definers[value];
    const tie = `${made.id}: ${readers.map((reader) => ops[reader.op].operands[reader.position].id)}`;
    let all = listedPlaces.get(tie);
    if (!all) {
      const needed = readers.map((reader) => ops[reader.op].operands[reader.position]);
      const places = new Map<string, Placement>();
      for (const { list } of [made, ...needed])
        list.keys.forEach((key, at) => {
          places.set(key, list.placements[at]);
        });
      all = [...places.values()];
      listedPlaces.set(tie, all);
    }
    const isOpen = filter.value && ((placement: Placement) => filter.value!(value, placement));
    const { open, key } = openOf(all, isOpen, tie);
    if (open.length === 0) refuse(`value ${value}`, graph.types[value], mesh);
    let known = keptByKey.get(key);
    if (!known) {
      const bytes = open.map((placement) => localBytes(value, placement));
      const usages = isFree(graph.ops[op]) ? bytes.map(() => 0) : bytes;
      const node = builder.addNode(`${opName(graph, op)} ${typeText(graph.types[value])}`, usages);
      producers[node] = op;
      known = { end: makeEnd(node, reshard.list(open)), costs: bytes.map((b) => b * tieSecondsPerByte) };
      keptByKey.set(key, known);
    }
    builder.addMember(known.end.node, known.costs, live);
    return known.end;
  };
  /** Sums over the microbatches that the update reads several times are brought to where it needs them once. */
  const keepTotals = (): void => {
    for (const value of step.accumulated) {
      const { totalFrom, to, readers } = ranges[value];
      if (totalFrom === undefined) continue;
      const applied = readers.filter(({ op }) => isApplied(op));
      const total = keep(value, sources[value], applied, [totalFrom, to]);
      connect(value, sources[value], total, 1, 0);
      sources[value] = total;
    }
  };

  const sharedNodes = new Map<ValueId, End>();
  for (const [index, op] of graph.ops.entries()) {
    if (index % sliceOps === 0) yield;
    if (index === step.numAccumulateOps) keepTotals();
    op.operands.forEach((value, position) => {
      connect(value, sources[value], ops[index].operands[position], repeats[index], forReader(value, index));
    });
    op.results.forEach((value, position) => {
      const made = ops[index].results[position];
      sources[value] = made;
      const { isShared, readers, from, to, totalFrom } = ranges[value];
      if (!isShared) return;
      sources[value] = keep(value, made, readers, [from, totalFrom ?? to]);
      sharedNodes.set(value, sources[value]);
      connect(value, made, sources[value], repeats[index], forAll(value));
    });
  }

  // Outputs: state goes back to where its input lives; anything else ends as a whole sum in the cheapest placement.
  const wholeFrom = (value: ValueId, placement: Placement, syncPoints: number) =>
    cheapestWhole(reshard, graph.types[value], placement, mesh, syncPoints);
  graph.outputs.forEach(({ value }, output) => {
    const { node, list } = sources[value];
    const state = step.stateOf[output];
    const times = sent.has(output) ? step.microbatches : 1;
    if (state >= 0) connect(value, sources[value], inputEnds[state], times, forAll(value));
    else
      builder.addCosts(
        node,
        list.placements.map((placement) => wholeFrom(value, placement, forAll(value)).seconds * times),
      );
  });

  const decode = (choice: ArrayLike<number>, method: string): Plan => {
    const inputs = inputEnds.map(
      ({ node, list }): PortPlan => ({ stage: 0, placement: list.placements[choice[node]] }),
    );
    const outputs = graph.outputs.map(({ value }, output): PortPlan => {
      const state = step.stateOf[output];
      if (state >= 0) return inputs[state];
      const { node, list } = sources[value];
      return { stage: 0, placement: wholeFrom(value, list.placements[choice[node]], forAll(value)).placement };
    });
    const devices = Array.from({ length: mesh.axes.reduce((n, axis) => n * axis.size, 1) }, (_, device) => device);
    const reshards = [...sharedNodes].map(([value, end]) => ({
      value,
      placement: end.list.placements[choice[end.node]],
    }));
    return {
      version: 1,
      method,
      microbatches: step.microbatches,
      stages: [{ mesh, devices }],
      inputs,
      outputs,
      ops: ops.map(({ node, strategies }): OpPlan => strategies[choice[node]].plan),
      reshards,
    };
  };
  yield;
  const { problem, names } = builder.build(options.memoryBytes ?? cost.memoryBytes, endTime, ties.repeats);
  return {
    problem,
    inputNodes: inputEnds.map(({ node }) => node),
    opNodes: ops.map(({ node }) => node),
    producers: Array.from({ length: problem.numNodes }, (_, node) => producers[node] ?? -1),
    nodeNames: names,
    strategies: ops.map(({ strategies }) => strategies),
    inputPlacements: inputEnds.map(({ list }) => list.placements),
    decode,
  };
}

/** An op's node, or that of tied ops. */
interface OpNode {
  readonly node: number;
  readonly strategies: readonly Strategy[];
  /** Seconds of one member, per strategy. */
  readonly costs: readonly number[];
  readonly operands: readonly End[];
  readonly results: readonly End[];
}

/** The cheapest way to finish a value's sums. */
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

function refuse(where: string, type: TensorType, mesh: Mesh): never {
  const axes = mesh.axes.map(({ name, size }) => `${name}=${size}`).join(", ");
  throw new Infeasible(
    where,
    `no placement of ${typeText(type)} on mesh (${axes}) is left by the constraints; loosen them or change the mesh`,
  );
}
