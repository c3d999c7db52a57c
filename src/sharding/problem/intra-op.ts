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
import { Infeasible } from "../../base/errors.ts";
import { memoize } from "../../base/memoize.ts";
import { PairMap } from "../../base/pair-map.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import { definingOps, type Graph, type Op, opName, type ValueId } from "../../ir/graph.ts";
import type { KernelPorts } from "../../ir/kernel-ports.ts";
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
import { type TiedEdge, TiedProblemBuilder } from "./tied-problem.ts";

/** The choices that a method allows; an omitted member allows all. */
export interface ChoiceFilter {
  readonly input?: (input: number, placement: Placement) => boolean;
  readonly op?: (op: number, strategy: Strategy) => boolean;
  /** The placements allowed for a value with several readers, or for a sum over microbatches. */
  readonly value?: (value: ValueId, placement: Placement) => boolean;
}

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

/** An endpoint of an edge: the placement of one value under each of the node's strategies. */
interface End {
  readonly id: number;
  readonly node: number;
  readonly list: PlacementList;
  /** The edges that begin here, by the other end and whether they wait. */
  readonly edges: Map<number, TiedEdge>;
}

/** Strategies, their seconds and the resharding tables of one mesh, shared by all problems on it. */
export class MeshTables {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  readonly reshard: ReshardSeconds;
  readonly strategies: StrategyTable;
  readonly #seconds = new PairMap<readonly Strategy[], KernelPorts | undefined, readonly number[]>();
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
    return this.#seconds.getOrMake(strategies, ports, () =>
      strategies.map((strategy) => {
        const work = opWork(graph, op, strategy, this.mesh, ports);
        return work ? this.cost.op(work) : 0;
      }),
    );
  }
}

/** Cost per byte that prefers the smaller of two placements that take equal seconds; far below any real cost. */
const tieSecondsPerByte = 1e-20;

/** Number of ops between two yields to the event loop. */
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
  const ranges = liveRanges(step, cost.fusion);

  const isApplied = (op: number): boolean => op >= step.numAccumulateOps;
  const repeats = opRepeats(step);
  const localBytes = (value: ValueId, placement: Placement): number =>
    bytesOf(localType(graph.types[value], placement, mesh));
  const producers: number[] = [];
  let numEnds = 0;
  const makeEnd = (node: number, list: PlacementList): End => ({ id: numEnds++, node, list, edges: new Map() });
  /** The choices that a filter allows, and a key that is equal for members of a tie that may share a node. */
  const allowedOf = <T>(all: readonly T[], isAllowed: ((choice: T) => boolean) | undefined, tie: number | string) => {
    if (!isAllowed) return { allowed: all, positions: undefined, key: tie };
    const positions = [...all.keys()].filter((position) => isAllowed(all[position]));
    return { allowed: positions.map((position) => all[position]), positions, key: `${tie} of ${positions}` };
  };

  // Inputs are live all the time. A batch input holds all its microbatches; an input from another stage holds only the
  // latest microbatch.
  const batch = new Map(step.batchInputs.map(({ input }) => [input, step.microbatches]));
  for (const input of step.received ?? []) batch.delete(input);
  const sent = new Set(step.sent);
  const listedPlacements: (readonly Placement[])[] = [];
  const inputsByKey = new Map<number | string, { readonly end: End; readonly costs: readonly number[] }>();
  const inputEnds = graph.inputs.map(({ value, name }, input): End => {
    const isAllowed = filter.input && ((placement: Placement) => filter.input!(input, placement));
    const tie = ties.inputs[input];
    listedPlacements[input] =
      tie === input ? enumeratePlacements(graph.types[value].shape, mesh) : listedPlacements[tie];
    const { allowed, key } = allowedOf(listedPlacements[input], isAllowed, tie);
    if (allowed.length === 0) refuse(`input ${name}`, graph.types[value], mesh);
    let known = inputsByKey.get(key);
    if (!known) {
      const bytes = allowed.map((p) => localBytes(value, p) * (batch.get(input) ?? 1));
      const node = builder.addNode(`input ${name} ${typeText(graph.types[value])}`, bytes);
      known = { end: makeEnd(node, reshard.list(allowed)), costs: bytes.map((b) => b * tieSecondsPerByte) };
      inputsByKey.set(key, known);
    }
    builder.addMember(known.end.node, known.costs, [0, endTime]);
    return known.end;
  });

  // An op's node chooses its strategy and holds the memory of its results that have a single reader.
  const fused = options.ports ?? fusedPorts(step, cost.fusion);
  const opsByKey = new Map<number | string, OpNode>();
  const listed: (readonly Strategy[])[] = [];
  const nodeOf = (op: Op, index: number): OpNode => {
    const tie = ties.ops[index];
    listed[index] = tie === index ? table.of(graph, index) : listed[tie];
    const isAllowed = filter.op && ((strategy: Strategy) => filter.op!(index, strategy));
    const { allowed, positions, key } = allowedOf(listed[index], isAllowed, tie);
    if (allowed.length === 0) refuse(opName(graph, index), graph.types[op.results[0]], mesh);
    let known = opsByKey.get(key);
    if (!known) {
      const seconds = tables.secondsOf(graph, op, listed[index], fused[index]);
      const usages = allowed.map((strategy) =>
        op.results.reduce(
          (sum, value, position) =>
            ranges[value].isShared || isFree(op) ? sum : sum + localBytes(value, strategy.results[position]),
          0,
        ),
      );
      const node = builder.addNode(`${opName(graph, index)} ${typeText(graph.types[op.results[0]])}`, usages);
      producers[node] = index;
      const ends = tables.ends(allowed);
      known = {
        node,
        strategies: allowed,
        costs: allowed.map((_, s) => seconds[positions ? positions[s] : s] * repeats[index]),
        operands: ends.operands.map((list) => makeEnd(node, list)),
        results: ends.results.map((list) => makeEnd(node, list)),
      };
      opsByKey.set(key, known);
    }
    let { from, to } = ranges[op.results[0]];
    for (const value of op.results) [from, to] = [Math.min(from, ranges[value].from), Math.max(to, ranges[value].to)];
    builder.addMember(known.node, known.costs, [from, to]);
    return known;
  };
  const ops: OpNode[] = [];
  for (let index = 0; index < graph.ops.length; index++) {
    if (index % sliceOps === 0) yield;
    ops.push(nodeOf(graph.ops[index], index));
  }

  // The source of each value: the node of its input or op, or the node that reshards it once for several readers.
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
    const key = 2 * needed.id + Math.ceil(syncPoints);
    const edge = from.edges.get(key);
    if (edge) edge.times += times;
    else {
      const tableOf = (count: number): Float64Array =>
        reshard.table(graph.types[value], from.list, needed.list, count, syncPoints);
      from.edges.set(key, builder.addEdge({ from: from.node, to: needed.node, times, table: tableOf }));
    }
  };
  const sharedByKey = new Map<number | string, { readonly end: End; readonly costs: readonly number[] }>();
  const listedShared = new Map<string, readonly Placement[]>();
  /**
   * The node that holds `value`, resharded once for `readers`, while it is live. Its choices are the placements that
   * its op produces or that a reader needs.
   */
  const share = (value: ValueId, made: End, readers: LiveRange["readers"], live: readonly [number, number]): End => {
    const op = definers[value];
    const tie = `${made.id}: ${readers.map((reader) => ops[reader.op].operands[reader.position].id)}`;
    let all = listedShared.get(tie);
    if (!all) {
      const needed = readers.map((reader) => ops[reader.op].operands[reader.position]);
      const byKey = new Map<string, Placement>();
      for (const { list } of [made, ...needed])
        list.keys.forEach((key, at) => {
          byKey.set(key, list.placements[at]);
        });
      all = [...byKey.values()];
      listedShared.set(tie, all);
    }
    const isAllowed = filter.value && ((placement: Placement) => filter.value!(value, placement));
    const { allowed, key } = allowedOf(all, isAllowed, tie);
    if (allowed.length === 0) refuse(`value ${value}`, graph.types[value], mesh);
    let known = sharedByKey.get(key);
    if (!known) {
      const bytes = allowed.map((placement) => localBytes(value, placement));
      const usages = isFree(graph.ops[op]) ? bytes.map(() => 0) : bytes;
      const node = builder.addNode(`${opName(graph, op)} ${typeText(graph.types[value])}`, usages);
      producers[node] = op;
      known = { end: makeEnd(node, reshard.list(allowed)), costs: bytes.map((b) => b * tieSecondsPerByte) };
      sharedByKey.set(key, known);
    }
    builder.addMember(known.end.node, known.costs, live);
    return known.end;
  };
  /** Reshards once each sum over the microbatches that has several readers in the update. */
  const shareTotals = (): void => {
    for (const value of step.accumulated) {
      const { totalFrom, to, readers } = ranges[value];
      if (totalFrom === undefined) continue;
      const applied = readers.filter(({ op }) => isApplied(op));
      const total = share(value, sources[value], applied, [totalFrom, to]);
      connect(value, sources[value], total, 1, 0);
      sources[value] = total;
    }
  };

  const sharedNodes = new Map<ValueId, End>();
  for (let index = 0; index < graph.ops.length; index++) {
    if (index % sliceOps === 0) yield;
    if (index === step.numAccumulateOps) shareTotals();
    const { operands, results } = graph.ops[index];
    for (let position = 0; position < operands.length; position++) {
      const value = operands[position];
      connect(value, sources[value], ops[index].operands[position], repeats[index], forReader(value, index));
    }
    for (let position = 0; position < results.length; position++) {
      const value = results[position];
      const made = ops[index].results[position];
      sources[value] = made;
      const { isShared, readers, from, to, totalFrom } = ranges[value];
      if (!isShared) continue;
      sources[value] = share(value, made, readers, [from, totalFrom ?? to]);
      sharedNodes.set(value, sources[value]);
      connect(value, made, sources[value], repeats[index], forAll(value));
    }
  }

  // New state takes the placement of the input that it replaces; other outputs take the cheapest placement that is not
  // partial.
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

/** The node of an op or of several tied ops. */
interface OpNode {
  readonly node: number;
  readonly strategies: readonly Strategy[];
  /** Seconds of one member, per strategy. */
  readonly costs: readonly number[];
  readonly operands: readonly End[];
  readonly results: readonly End[];
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

function refuse(where: string, type: TensorType, mesh: Mesh): never {
  const axes = mesh.axes.map(({ name, size }) => `${name}=${size}`).join(", ");
  throw new Infeasible(
    where,
    `no placement of ${typeText(type)} on mesh (${axes}) is left by the constraints; loosen them or change the mesh`,
  );
}
