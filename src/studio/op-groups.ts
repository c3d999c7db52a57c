/** @file The ops of a plan with their shardings and prices; equal ops of equal layers are one group. */
import { findPasses, type Pass } from "../analysis/passes.ts";
import { opRepeats, type Step, summedValues } from "../analysis/step.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { opName } from "../ir/graph.ts";
import { factorRules } from "../ir/signatures.ts";
import { typeText } from "../ir/types.ts";
import { stagesOf } from "../lower/split-plan.ts";
import { placementText } from "../plan/placement.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { fusedPorts } from "../sharding/facts/fused-ports.ts";
import { findSyncPoints } from "../sharding/facts/sync-points.ts";
import { canReshard } from "../sharding/reshard/reshard.ts";
import { ReshardSeconds } from "../sharding/reshard/reshard-seconds.ts";
import { opPlacements } from "../sharding/strategies/op-placements.ts";
import { opWork } from "../sharding/strategies/op-work.ts";

export interface OpGroup {
  /** Names of its ops, such as `dot_general.12`. */
  readonly ops: readonly string[];
  readonly stage: number;
  readonly pass: Pass | "";
  /** Names of the functions that the ops are in, without numbers. */
  readonly scope: string;
  readonly operands: readonly { readonly type: string; readonly placement: string }[];
  readonly results: readonly { readonly type: string; readonly placement: string }[];
  /** Seconds of a step, of all its ops together. */
  readonly computeSeconds: number;
  /** Seconds of the collectives that bring operands to where the ops need them, and results to where they are kept. */
  readonly communicationSeconds: number;
}

/** All groups, most seconds first. An op that is copied to other stages counts in its own stage only. */
export function opGroups({ step: whole, plan: all, target }: PlannedGraph, cluster: Cluster): OpGroup[] {
  const passes = passesOf(whole);
  const groups = new Map<string, OpGroup>();
  stagesOf(whole, all).forEach(({ step, plan, ops }, stage) => {
    const { graph } = step;
    const [{ mesh, devices }] = plan.stages;
    const cost = meshCost(logicalMesh(cluster, mesh.axes, devices), target.profile);
    const reshard = new ReshardSeconds(mesh, cost);
    const rules = factorRules(graph);
    const fused = fusedPorts(step, cost.fusion);
    const repeats = opRepeats(step);
    const placements = valuePlacements(graph, plan);
    const { forReader, forAll } = findSyncPoints(step);
    const sums = summedValues(step);
    /** Sums over the microbatches that were resharded for a reader; later readers with that placement share them. */
    const brought = new Set<string>();
    const outputs = new Map(graph.outputs.map(({ value }, output) => [value, plan.outputs[output].placement]));
    graph.ops.forEach((op, index) => {
      const number = ops ? ops[index] : index;
      if (all.ops[number].stage !== stage) return;
      const name = opName(whole.graph, number);
      const own = { plan: plan.ops[index], ...opPlacements(rules[index], plan.ops[index], mesh, name) };
      const work = opWork(graph, op, own, mesh, fused[index]);
      const gathered = op.operands.reduce((sum, value, position) => {
        const [from, to] = [placements[value], own.operands[position]];
        const key = `${value} ${placementText(to)}`;
        if (brought.has(key) || !canReshard(from, to)) return sum;
        if (index >= step.numAccumulateOps && sums.has(value)) brought.add(key);
        return sum + reshard.between(graph.types[value], from, to, forReader(value, index));
      }, 0);
      const communication = op.results.reduce((sum, value, position) => {
        const [from, to] = [own.results[position], placements[value]];
        const left = canReshard(from, to) ? reshard.between(graph.types[value], from, to, forAll(value)) : 0;
        const given = outputs.get(value);
        if (!given || !canReshard(to, given)) return sum + left;
        return sum + left + reshard.between(graph.types[value], to, given, forAll(value)) / repeats[index];
      }, gathered);
      const described = {
        stage,
        pass: passes?.[number] ?? "",
        scope: (op.scope ?? "").replace(/\d+/g, "*"),
        operands: op.operands.map((value, i) => ({
          type: typeText(graph.types[value]),
          placement: placementText(own.operands[i]),
        })),
        results: op.results.map((value, i) => ({
          type: typeText(graph.types[value]),
          placement: placementText(own.results[i]),
        })),
      } as const;
      const key = JSON.stringify([op.kind, described]);
      const known = groups.get(key) ?? { ...described, ops: [], computeSeconds: 0, communicationSeconds: 0 };
      (known.ops as string[]).push(name);
      groups.set(key, {
        ...known,
        computeSeconds: known.computeSeconds + repeats[index] * (work ? cost.op(work) : 0),
        communicationSeconds: known.communicationSeconds + repeats[index] * communication,
      });
    });
  });
  const secondsOf = ({ computeSeconds, communicationSeconds }: OpGroup): number =>
    computeSeconds + communicationSeconds;
  return [...groups.values()].sort((a, b) => secondsOf(b) - secondsOf(a));
}

/** The pass of every op; undefined for a step without a loss. */
function passesOf(step: Step): readonly Pass[] | undefined {
  try {
    return findPasses(step);
  } catch {
    return undefined;
  }
}
