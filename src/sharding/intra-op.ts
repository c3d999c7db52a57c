/**
 * @file The intra-operator problem of a step on one mesh (Alpa §4.2), in the public form of `problem.ts`, and the way back
 * from its solution to a Plan. Nodes:
 *
 * - one per graph input: the placement it lives in between steps;
 * - one per op: its strategy, costing the seconds one device computes;
 * - one per value with several readers: the placement it is brought to once, from which each reader goes on; one more for a sum
 *   over the microbatches that has several readers behind them, so that it is finished once per step and not once per reader.
 *
 * Edges cost the collective seconds of resharding between what one end gives and the other needs; costs in the accumulate region
 * count once per microbatch, what crosses into the apply region once per step, so gradient synchronisation is amortised.
 * Memory counts where Alpa's ILP leaves it out: every value occupies its per-device bytes from its making to its last use.
 */
import type { Step } from "../analysis/step.ts";
import { findRepeats } from "../analysis/structure.ts";
import { Infeasible } from "../base/errors.ts";
import type { MeshCost } from "../cost/mesh-cost.ts";
import { definingOps, opName, type ValueId } from "../ir/graph.ts";
import { bytesOf, sameType, type TensorType, typeText } from "../ir/types.ts";
import { localType, type Mesh, type Placement } from "../plan/placement.ts";
import type { OpPlan, Plan, PortPlan } from "../plan/plan.ts";
import { isFree, opWork } from "./op-work.ts";
import { enumeratePlacements, zeroValues } from "./placements.ts";
import { ProblemBuilder, type ShardingProblem } from "./problem.ts";
import { placementKey } from "./reshard.ts";
import { type PlacementList, ReshardSeconds } from "./reshard-seconds.ts";
import { opSignature, type Strategy, StrategyTable } from "./strategies.ts";

/** Which choices a method leaves open; all when a member is left out. */
export interface ChoiceFilter {
  readonly input?: (input: number, placement: Placement) => boolean;
  readonly op?: (op: number, strategy: Strategy) => boolean;
  /** Where a value with several readers, or one summed over microbatches, may be kept. */
  readonly value?: (value: ValueId, placement: Placement) => boolean;
}

export interface IntraOpOptions {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  /** Bytes per device that the step may hold at any time; the mesh's smallest device when left out. */
  readonly memoryBytes?: number;
  readonly filter?: ChoiceFilter;
  /** Gives equal layers equal choices, so that planning 96 layers costs little more than planning one. */
  readonly tieLayers?: boolean;
}

export interface IntraOpProblem {
  readonly problem: ShardingProblem;
  /** Node of each graph input and each op, for constraints, `explain` and reports. */
  readonly inputNodes: readonly number[];
  readonly opNodes: readonly number[];
  /** What each node holds, with its whole type, for people. */
  readonly nodeNames: readonly string[];
  /** What the strategies of each op and input node are, in the node's order. */
  readonly strategies: readonly (readonly Strategy[])[];
  readonly inputPlacements: readonly (readonly Placement[])[];
  /** The plan that a choice (one strategy index per node) means. */
  readonly decode: (choice: ArrayLike<number>, method: string) => Plan;
}

/** A node's end of an edge: the placement of one value under each of the node's strategies. */
interface End extends PlacementList {
  readonly node: number;
}

/** Prefers fewer bytes among placements that cost the same seconds: far below any real cost. */
const tieSecondsPerByte = 1e-20;

/** Builds the intra-operator problem of `step`. @throws Infeasible when a filter leaves an op or input no choice */
export function buildIntraOp(step: Step, options: IntraOpOptions): IntraOpProblem {
  const { graph } = step;
  const { mesh, cost, filter = {} } = options;
  const builder = new ProblemBuilder(graph.name);
  const reshard = new ReshardSeconds(mesh, cost);
  const table = new StrategyTable(mesh);
  const endTime = graph.ops.length + 2;
  const definers = definingOps(graph);
  const nodeNames: string[] = [];

  const region = (op: number): number => (op < step.numPrologueOps ? 0 : op < step.numAccumulateOps ? 1 : 2);
  const repeats = (op: number): number => (region(op) === 2 ? 1 : step.microbatches);
  const lives = valueLives(step);
  const localBytes = (value: ValueId, placement: Placement): number =>
    bytesOf(localType(graph.types[value], placement, mesh));

  // Inputs: one node each, live all the time. A batch input holds all its microbatches.
  const batch = new Map(step.batchInputs.map(({ input }) => [input, step.microbatches]));
  const inputPlacements = graph.inputs.map(({ value, name }, input) => {
    const all = enumeratePlacements(graph.types[value].shape, mesh);
    const allowed = filter.input ? all.filter((placement) => filter.input!(input, placement)) : all;
    if (allowed.length === 0) refuse(`input ${name}`, graph.types[value], mesh);
    return allowed;
  });
  const inputNodes = graph.inputs.map(({ value }, input) => {
    const bytes = inputPlacements[input].map((p) => localBytes(value, p) * (batch.get(input) ?? 1));
    nodeNames.push(`input ${graph.inputs[input].name} ${typeText(graph.types[value])}`);
    return builder.addNode(
      bytes.map((b) => b * tieSecondsPerByte),
      bytes,
      [0, endTime],
    );
  });

  // Ops: their strategies. What has one reader is held by the op's own node.
  const seconds = new Map<string, readonly number[]>();
  const strategies = graph.ops.map((op, index) => {
    const all = table.of(graph, op);
    const allowed = filter.op ? all.filter((strategy) => filter.op!(index, strategy)) : all;
    if (allowed.length === 0) refuse(opName(graph, index), graph.types[op.results[0]], mesh);
    return allowed;
  });
  const opNodes = graph.ops.map((op, index) => {
    const key = `${opSignature(graph, op)} ${strategies[index].length}`;
    let compute = filter.op ? undefined : seconds.get(key);
    if (!compute) {
      compute = strategies[index].map((strategy) => {
        const work = opWork(graph, op, strategy, mesh);
        return work ? cost.op(work) : 0;
      });
      if (!filter.op) seconds.set(key, compute);
    }
    const usages = strategies[index].map((strategy) =>
      op.results.reduce(
        (sum, value, position) =>
          lives[value].hub || isFree(op) ? sum : sum + localBytes(value, strategy.results[position]),
        0,
      ),
    );
    const times = op.results.map((value) => lives[value]);
    const from = Math.min(...times.map((life) => life.from));
    const to = Math.max(...times.map((life) => life.to));
    nodeNames.push(`${opName(graph, index)} ${typeText(graph.types[op.results[0]])}`);
    return builder.addNode(
      compute.map((s) => s * repeats(index)),
      usages,
      [from, to],
    );
  });

  // Where each value comes from: its input, its op, or the node it is kept at for several readers.
  const sources: End[] = new Array(graph.types.length);
  graph.inputs.forEach(({ value }, input) => {
    sources[value] = makeEnd(inputNodes[input], inputPlacements[input]);
  });
  const zeros = zeroValues(graph);
  const connect = (value: ValueId, from: End, to: End, times: number): void => {
    // Zeros are a sum of zeros: they count as partial on any axis that does not split them.
    const needed = zeros.has(value)
      ? makeEnd(
          to.node,
          to.placements.map(({ dims }) => ({ dims, partial: [] })),
        )
      : to;
    builder.addEdge(from.node, to.node, reshard.table(graph.types[value], from, needed, times));
  };
  const hubs = new Map<ValueId, End>();
  const totals = new Map<ValueId, End>();
  /** A node where `value`, made as `made`, is kept for `readers` between two times. */
  const keep = (value: ValueId, made: End, readers: Life["readers"], live: readonly [number, number]): End => {
    const op = definers[value];
    const placements = keepPlacements(value, made, graph, readers, strategies, filter);
    const bytes = placements.map((placement) => localBytes(value, placement));
    const usages = isFree(graph.ops[op]) ? bytes.map(() => 0) : bytes;
    nodeNames.push(`${opName(graph, op)} ${typeText(graph.types[value])}`);
    return makeEnd(
      builder.addNode(
        bytes.map((b) => b * tieSecondsPerByte),
        usages,
        live,
      ),
      placements,
    );
  };
  /** Sums over the microbatches that the apply region reads several times are brought to where it needs them once. */
  const keepTotals = (): void => {
    for (const value of step.accumulated) {
      const { totalFrom, to, readers } = lives[value];
      if (totalFrom === undefined) continue;
      const applied = readers.filter(({ op }) => region(op) === 2);
      const total = keep(value, sources[value], applied, [totalFrom, to]);
      connect(value, sources[value], total, 1);
      sources[value] = total;
      totals.set(value, total);
    }
  };

  graph.ops.forEach((op, index) => {
    if (index === step.numAccumulateOps) keepTotals();
    op.operands.forEach((value, position) => {
      const needed = makeEnd(
        opNodes[index],
        strategies[index].map((strategy) => strategy.operands[position]),
      );
      connect(value, sources[value], needed, repeats(index));
    });
    op.results.forEach((value, position) => {
      const made = makeEnd(
        opNodes[index],
        strategies[index].map((strategy) => strategy.results[position]),
      );
      sources[value] = made;
      const { hub, readers, from, to, totalFrom } = lives[value];
      if (!hub) return;
      sources[value] = keep(value, made, readers, [from, totalFrom ?? to]);
      hubs.set(value, sources[value]);
      connect(value, made, sources[value], repeats(index));
    });
  });

  // Outputs: state goes back to where its input lives; anything else ends as a whole sum in the cheapest placement.
  graph.outputs.forEach(({ value, name }, output) => {
    const state = step.stateOf[output];
    if (state >= 0) {
      const home = makeEnd(inputNodes[state], inputPlacements[state]);
      if (sources[value].node !== home.node) connect(value, sources[value], home, 1);
    } else {
      nodeNames.push(`output ${name}`);
      const node = builder.addNode([0], [0], [0, 0]);
      const finish = sources[value].placements.map(
        (placement) => cheapestWhole(reshard, graph.types[value], placement, mesh).seconds,
      );
      builder.addEdge(sources[value].node, node, finish);
    }
  });

  if (options.tieLayers)
    tieRepeats(step, builder, { inputNodes, opNodes, strategies, inputPlacements, kept: [hubs, totals] });

  const decode = (choice: ArrayLike<number>, method: string): Plan => {
    const inputs = inputNodes.map(
      (node, input): PortPlan => ({ stage: 0, placement: inputPlacements[input][choice[node]] }),
    );
    const ops = opNodes.map((node, op): OpPlan => strategies[op][choice[node]].plan);
    const outputs = graph.outputs.map(({ value }, output): PortPlan => {
      const state = step.stateOf[output];
      if (state >= 0) return inputs[state];
      const source = sources[value];
      return {
        stage: 0,
        placement: cheapestWhole(reshard, graph.types[value], source.placements[choice[source.node]], mesh).placement,
      };
    });
    const devices = Array.from({ length: mesh.axes.reduce((n, axis) => n * axis.size, 1) }, (_, device) => device);
    const kept = [...hubs].map(([value, end]) => ({ value, placement: end.placements[choice[end.node]] }));
    const stages = [{ mesh, devices }];
    return { version: 1, method, microbatches: step.microbatches, stages, inputs, outputs, ops, kept };
  };
  const problem = builder.build(options.memoryBytes ?? cost.memoryBytes);
  return { problem, inputNodes, opNodes, nodeNames, strategies, inputPlacements, decode };
}

interface Nodes {
  readonly inputNodes: readonly number[];
  readonly opNodes: readonly number[];
  readonly strategies: readonly (readonly Strategy[])[];
  readonly inputPlacements: readonly (readonly Placement[])[];
  readonly kept: readonly ReadonlyMap<ValueId, End>[];
}

/**
 * Ties what corresponds in repeated blocks: ops at equal offsets, what they read from outside, and the values they make. A tie is an
 * edge that forbids unequal choices; the solver contracts it exactly.
 */
function tieRepeats({ graph }: Step, builder: ProblemBuilder, nodes: Nodes): void {
  const identities = new Map<number, Float64Array>();
  const group = new Map<number, number>();
  const find = (node: number): number => {
    let root = node;
    while (group.has(root)) root = group.get(root)!;
    if (root !== node) group.set(node, root);
    return root;
  };
  const tie = (a: number, b: number, size: number): void => {
    const [from, to] = [find(a), find(b)];
    if (from === to) return;
    group.set(to, from);
    let table = identities.get(size);
    if (!table) {
      table = new Float64Array(size * size).fill(Number.POSITIVE_INFINITY);
      for (let i = 0; i < size; i++) table[i * size + i] = 0;
      identities.set(size, table);
    }
    builder.addEdge(a, b, table);
  };
  const inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
  const tieInputs = (a: ValueId, b: ValueId): void => {
    const [first, second] = [inputOf.get(a), inputOf.get(b)];
    if (first === undefined || second === undefined || first === second) return;
    const { length } = nodes.inputPlacements[first];
    if (nodes.inputPlacements[second].length === length && sameType(graph.types[a], graph.types[b]))
      tie(nodes.inputNodes[first], nodes.inputNodes[second], length);
  };
  for (const { start, period, count } of findRepeats(graph, (op) => opSignature(graph, op))) {
    for (let i = start; i < start + period * (count - 1); i++) {
      const [op, next] = [graph.ops[i], graph.ops[i + period]];
      const { length } = nodes.strategies[i];
      if (nodes.strategies[i + period].length !== length) continue;
      tie(nodes.opNodes[i], nodes.opNodes[i + period], length);
      op.operands.forEach((value, position) => {
        tieInputs(value, next.operands[position]);
      });
      op.results.forEach((value, position) => {
        for (const kept of nodes.kept) {
          const [one, other] = [kept.get(value), kept.get(next.results[position])];
          if (one && other && one.key === other.key) tie(one.node, other.node, one.placements.length);
        }
      });
    }
  }
}

/** When a value is in memory, and who reads it. */
interface Life {
  readonly from: number;
  readonly to: number;
  readonly readers: readonly { readonly op: number; readonly position: number }[];
  /** True when several readers share it, so that it gets a node of its own. */
  readonly hub: boolean;
  /** Of a sum over the microbatches with several readers in the apply region: when the first of them reads it. */
  readonly totalFrom?: number;
}

/** Times are op indices + 1. A value read through a view (reshape) lives as long as the view. */
function valueLives({ graph, accumulated, numAccumulateOps, microbatches }: Step): Life[] {
  const readers: { op: number; position: number }[][] = graph.types.map(() => []);
  const last = graph.types.map(() => 0);
  const numOutputs = graph.types.map(() => 0);
  const endTime = graph.ops.length + 2;
  for (const { value } of graph.outputs) {
    last[value] = endTime;
    numOutputs[value]++;
  }
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    operands.forEach((value, position) => {
      readers[value].unshift({ op, position });
      last[value] = Math.max(last[value], kind === "reshape" ? last[results[0]] : op + 2);
    });
  }
  const made = graph.types.map(() => 0);
  graph.ops.forEach((op, index) => {
    for (const value of op.results) made[value] = index + 1;
  });
  if (microbatches > 1) for (const value of accumulated) made[value] = Math.min(made[value], numAccumulateOps && 1);
  const isSum = new Set(microbatches > 1 ? accumulated : []);
  return graph.types.map((_, value) => {
    const applied = isSum.has(value) ? readers[value].filter(({ op }) => op >= numAccumulateOps) : [];
    return {
      from: made[value],
      to: Math.max(last[value], made[value] + 1),
      readers: readers[value],
      hub: made[value] > 0 && readers[value].length + numOutputs[value] > 1,
      totalFrom: applied.length > 0 && applied.length + numOutputs[value] > 1 ? applied[0].op + 1 : undefined,
    };
  });
}

/** Where a value with several readers may be kept: as it is made, or as one of its readers needs it. */
function keepPlacements(
  value: ValueId,
  made: End,
  graph: Step["graph"],
  readers: Life["readers"],
  strategies: readonly (readonly Strategy[])[],
  filter: ChoiceFilter,
): Placement[] {
  const placements = new Map<string, Placement>();
  const add = (placement: Placement): void => {
    if (filter.value && !filter.value(value, placement)) return;
    placements.set(placementKey(placement), placement);
  };
  made.placements.forEach(add);
  for (const { op, position } of readers) for (const strategy of strategies[op]) add(strategy.operands[position]);
  if (placements.size === 0) refuse(`value ${value}`, graph.types[value], { axes: [] });
  return [...placements.values()];
}

const makeEnd = (node: number, placements: readonly Placement[]): End => ({
  node,
  placements,
  key: placements.map(placementKey).join(" "),
});

/** The cheapest way to finish a value's sums. */
function cheapestWhole(
  reshard: ReshardSeconds,
  type: TensorType,
  from: Placement,
  mesh: Mesh,
): { placement: Placement; seconds: number } {
  if (from.partial.length === 0) return { placement: from, seconds: 0 };
  let best = { placement: from, seconds: Number.POSITIVE_INFINITY };
  for (const placement of enumeratePlacements(type.shape, mesh)) {
    const seconds = reshard.between(type, from, placement);
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
