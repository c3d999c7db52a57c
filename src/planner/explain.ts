/** @file Explains why the plan splits an op the way it does, in whichever stage the op is. */
import { runToCompletion } from "../base/cooperative.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { opInStage } from "../lower/split-plan.ts";
import type { Target } from "../methods/method.ts";
import { type Explanation, explainInSteps, findOp } from "../sharding/explain.ts";
import type { PlannedGraph } from "./plan-source.ts";

/**
 * Explains op `name`, such as `dot_general.12`: the op's kind and its number in the whole step, which is `%12` in the
 * StableHLO text of its stage.
 * @param target  the cluster and profile that give the prices; those of the plan when omitted
 * @throws InvalidConfig with the nearest names
 */
export const explainPlanned = (planned: Explained, name: string, target: Target = planned.target): Explanation =>
  runToCompletion(explainPlannedInSteps(planned, name, target));

/** The parts of a planned step that an explanation needs. */
type Explained = Pick<PlannedGraph, "step" | "plan" | "method" | "target">;

/**
 * {@link explainPlanned} in steps, many a second: yields what is known whenever another strategy is priced.
 * @param count  how many runners-up to show
 */
export function* explainPlannedInSteps(
  { step: whole, plan: all, method, target: own }: Explained,
  name: string,
  target: Target = own,
  count = 3,
): Generator<Explanation | undefined, Explanation> {
  const { cluster = threadsFor(all), profile, memoryBytes } = target;
  const { step, plan, op } = opInStage(whole, all, findOp(whole.graph, name));
  const [{ mesh, devices }] = plan.stages;
  const cost = meshCost(logicalMesh(cluster, mesh.axes, devices), profile);
  const filter = step === whole ? method.space?.filter(step, mesh) : undefined;
  const named = (explanation: Explanation): Explanation => ({ ...explanation, op: name });
  const explaining = explainInSteps(step, plan, op, { cost, memoryBytes, filter }, count);
  for (;;) {
    const { done, value } = explaining.next();
    if (done) return named(value);
    yield value && named(value);
  }
}

const threadsFor = ({ stages }: PlannedGraph["plan"]): Cluster =>
  threadsCluster(stages.reduce((sum, { devices }) => sum + devices.length, 0));
