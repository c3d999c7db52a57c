/**
 * @file Pipeshard (Alpa §3): consecutive layers on stages, each stage on its own devices, the microbatches going through them by a
 * schedule; inside a stage any other method decides. The stages are uniform, by hand, or those of the stage search.
 */
import type { Step } from "../analysis/step.ts";
import { runToCompletion } from "../base/cooperative.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { limitedTo, submeshesOf } from "../cluster/restrict.ts";
import type { Plan } from "../plan/plan.ts";
import { dataParallel } from "./data-parallel.ts";
import { type JointSearchOptions, planAutoStages } from "./joint/search-pipeline.ts";
import { checkDevices, type Method } from "./method.ts";
import { planStages, type StageOptions, synchronousSchedule } from "./stages/cut-stages.ts";

export interface PipeshardOptions extends Omit<StageOptions, "stages"> {
  /** As in {@link StageOptions}; or "auto": the fastest stages, of any number of layers and devices each, that fit in memory. */
  readonly stages: StageOptions["stages"] | "auto";
  /** What every stage does on its devices; `dataParallel()` when left out. */
  readonly intra?: Method;
  /** What the search for stages "auto" is told. */
  readonly search?: JointSearchOptions;
}

/** Stages of about equal FLOPs on equal shares of the devices, by hand, or searched. The microbatches are the step's. */
export function pipeshard({ intra = dataParallel(), search, ...options }: PipeshardOptions): Method {
  const { stages, layers: numLayers, schedule = "1f1b", chunks } = options;
  const shown = [
    `stages=${typeof stages === "object" ? JSON.stringify(stages) : stages}`,
    `schedule=${schedule}`,
    ...(chunks === undefined ? [] : [`chunks=${chunks}`]),
    `intra=${intra.name}`,
  ];
  const name = `pipeshard(${shown.join(", ")})`;
  if (intra.choose)
    throw new InvalidConfig(
      "pipeshard: intra",
      `${intra.name} makes pipelines itself; use another method inside the stages, or ${intra.name} in place of pipeshard`,
    );
  const searching = (plan: (step: Step, devices: number) => Generator<void, Plan>): Method => ({
    name,
    search: plan,
    plan: (step, devices) => runToCompletion(plan(step, devices)),
  });
  if (stages === "auto") {
    const given = { schedule, numChunks: chunks, numLayers, intra };
    return searching((step, devices) => {
      checkDevices(devices);
      synchronousSchedule(schedule);
      checkInside(intra, step, limitedTo(search?.cluster ?? threadsCluster(devices), devices, name));
      return planAutoStages(step, devices, given, name, search ?? {});
    });
  }
  if (search !== undefined) throw new InvalidConfig("pipeshard: search", 'is for stages "auto"; leave it out');
  return searching((step, devices) => {
    checkDevices(devices);
    return planStages(step, devices, { ...options, stages }, name, intra.ofStages?.(step) ?? (() => intra));
  });
}

/** Refuses a method inside the stages that suits no part of the devices, with what it has against the largest. */
function checkInside({ meshes, filter, ofStages }: Method, step: Step, cluster: Cluster): void {
  ofStages?.(step); // refuses unknown names
  if (!meshes || !filter) return;
  const sizes = new Set(submeshesOf(cluster).map(({ numHosts, devicesPerHost }) => numHosts * devicesPerHost));
  let failure: unknown;
  for (const size of [...sizes].sort((a, b) => b - a)) {
    try {
      for (const mesh of meshes(step, size)) filter(step, mesh);
      return;
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}
