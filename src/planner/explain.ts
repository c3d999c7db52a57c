/** @file Why an op of a planned step is split as it is, wherever in the plan's stages it is computed. */
import type { Cluster } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { opInStage } from "../lower/split-plan.ts";
import type { SearchOptions } from "../methods/search/search-plan.ts";
import { type Explanation, explainOp, findOp } from "../sharding/explain.ts";
import type { Planned } from "./compile.ts";

/**
 * Explains op `name`, as in `dot_general.12`: the kind of op and its number in the whole step, which is `%12` in the StableHLO text of its
 * stage. Priced on `cluster`, this machine's threads when left out.
 * @throws InvalidConfig with the nearest names
 */
export function explainPlanned(
  { step: whole, plan: all, method }: Pick<Planned, "step" | "plan" | "method">,
  name: string,
  { cluster = threadsFor(all), profile, memoryBytes }: SearchOptions = {},
): Explanation {
  const { step, plan, op } = opInStage(whole, all, findOp(whole.graph, name));
  const [{ mesh, devices }] = plan.stages;
  const cost = meshCost(logicalMesh(cluster, mesh.axes, devices), profile);
  const filter = step === whole ? method.filter?.(step, mesh) : undefined;
  return { ...explainOp(step, plan, op, { cost, memoryBytes, filter }), op: name };
}

const threadsFor = ({ stages }: Planned["plan"]): Cluster =>
  threadsCluster(stages.reduce((sum, { devices }) => sum + devices.length, 0));
