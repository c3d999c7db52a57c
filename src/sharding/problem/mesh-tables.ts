/** @file Strategies, their seconds and the resharding tables of one mesh, shared by all problems on it. */
import { memoize } from "../../base/memoize.ts";
import { PairMap } from "../../base/pair-map.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import type { Graph, Op } from "../../ir/graph.ts";
import type { KernelPorts } from "../../ir/kernel-ports.ts";
import type { Mesh } from "../../plan/placement.ts";
import { type PlacementList, ReshardSeconds } from "../reshard/reshard-seconds.ts";
import { opWork } from "../strategies/op-work.ts";
import { type Strategy, StrategyTable } from "../strategies/strategies.ts";

export class MeshTables {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  readonly reshard: ReshardSeconds;
  readonly strategies: StrategyTable;
  readonly #seconds = new PairMap<readonly Strategy[], KernelPorts | undefined, readonly number[]>();
  /** The placements of each operand and then of each result, under each strategy of a list. */
  readonly ends: (strategies: readonly Strategy[]) => PlacementList[];

  constructor(mesh: Mesh, cost: MeshCost) {
    this.mesh = mesh;
    this.cost = cost;
    this.reshard = new ReshardSeconds(mesh, cost);
    this.strategies = new StrategyTable(mesh);
    const listsOf = (strategies: readonly Strategy[], of: "operands" | "results"): PlacementList[] =>
      strategies[0][of].map((_, place) => this.reshard.list(strategies.map((strategy) => strategy[of][place])));
    this.ends = memoize((strategies) => [...listsOf(strategies, "operands"), ...listsOf(strategies, "results")]);
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
