/** @file Explains why the plan splits an op the way it does, in whichever stage the op is. */
import type { Cluster } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { opInStage } from "../lower/split-plan.ts";
import type { Target } from "../methods/method.ts";
import { type Explanation, explainOp, findOp } from "../sharding/explain.ts";
import type { PlannedGraph } from "./plan-source.ts";

/**
 * Explains op `name`, such as `dot_general.12`: the op's kind and its number in the whole step, which is `%12` in the
 * StableHLO text of its stage.
 * @param target  the cluster and profile that give the prices; those of the plan when omitted
 * @throws InvalidConfig with the nearest names
 */
export function explainPlanned(
  { step: whole, plan: all, method, target: own }: Pick<PlannedGraph, "step" | "plan" | "method" | "target">,
  name: string,
  target: Target = own,
): Explanation {
  const { cluster = threadsFor(all), profile, memoryBytes } = target;
  const { step, plan, op } = opInStage(whole, all, findOp(whole.graph, name));
  const [{ mesh, devices }] = plan.stages;
  const cost = meshCost(logicalMesh(cluster, mesh.axes, devices), profile);
  const filter = step === whole ? method.space?.filter(step, mesh) : undefined;
  return { ...explainOp(step, plan, op, { cost, memoryBytes, filter }), op: name };
}

const threadsFor = ({ stages }: PlannedGraph["plan"]): Cluster =>
  threadsCluster(stages.reduce((sum, { devices }) => sum + devices.length, 0));
