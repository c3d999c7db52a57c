/**
 * @file Plans, lowers and simulates a small model with the layout of a large one: the same number of devices per stage
 * and the same microbatch, but few stages and few blocks.
 */

import type { StopSignal } from "../../base/stop-signal.ts";
import { type Cluster, clusterEngine, type HostKind, makeCluster } from "../../cluster/cluster.ts";
import type { Program } from "../../lower/program.ts";
import { withFlatState } from "../../methods/flat-state.ts";
import { megatron } from "../../methods/megatron.ts";
import { type Method, type PlanDefaults, recomputesScores, repeatsWholeLayers } from "../../methods/method.ts";
import type { Remat } from "../../plan/plan.ts";
import { type Simulation, simulateProgram } from "../../simulate/simulate.ts";
import { lowerPlanned } from "../compile.ts";
import type { PlannedGraph } from "../plan-source.ts";
import { type Layout, stageDevices } from "./layout.ts";
import type { Subject, Traces } from "./traces.ts";

export interface Probe extends Pick<PlannedGraph, "step" | "plan"> {
  readonly program: Program;
  readonly simulation: Simulation;
  readonly cluster: Cluster;
}

/** A memory limit above that of any device, in bytes. */
export const noLimit = 1e18;

/** A cluster of `devices` devices: full hosts of `perHost` devices, and a smaller one for the remainder. */
export function clusterOf(host: (devices: number) => HostKind, perHost: number, devices: number): Cluster {
  const full = Math.floor(devices / perHost);
  const rest = devices % perHost;
  const hosts = [...Array<HostKind>(full).fill(host(perHost)), ...(rest > 0 ? [host(rest)] : [])];
  return makeCluster(`${devices} devices`, hosts);
}

/** Simulates a pipeline of stages of the given numbers of blocks, or one stage, for a number of microbatches. */
export async function probe(
  subject: Subject,
  traces: Traces,
  layout: Layout,
  stages: readonly number[],
  microbatches: number,
  cluster: Cluster,
  schedule: string,
  signal: StopSignal | undefined,
): Promise<Probe> {
  const { layersPerBlock } = subject;
  const { data, remat, precision, microbatch } = layout;
  const blocks = stages.reduce((sum, count) => sum + count, 0);
  const layers = stages.map((count) => count * layersPerBlock);
  const devices = stages.length * stageDevices(layout);
  const batch = microbatch * data * microbatches;
  const defaults = rematerializingBlocks(remat, blocks * layersPerBlock, devices, microbatches, cluster);
  const planner: Method = { ...methodOf(layout, layers, schedule), defaults };
  const shards = flatShards(layout, cluster);
  const method = shards > 1 ? withFlatState(planner, layout.zero, shards) : planner;
  // A run that does not fit in memory is predicted too, so that its peak can be compared.
  const options = { method, devices, cluster, memoryBytes: noLimit, microbatches, precision, signal };
  const { devices: _, ...recomputation } = defaults;
  const name = JSON.stringify([
    subject.key,
    blocks,
    batch,
    precision,
    recomputation,
    shards > 1 && [layout.zero, shards],
  ]);
  const planned = await traces.plan(name, () => traces.of(subject, blocks, batch), options);
  const { program, step, plan } = lowerPlanned(planned);
  return { program, step, plan, cluster, simulation: simulateProgram(program, { cluster }) };
}

/**
 * The replicas over which the engine pads state; 1 if it does not. A tensor that tensor or expert parallelism splits is
 * not flattened.
 */
function flatShards({ zero, tensor, experts = 1, data, context = 1 }: Layout, cluster: Cluster): number {
  const isPadded = zero > 0 && tensor === 1 && experts === 1 && clusterEngine(cluster).padsState === true;
  return isPadded ? data * context : 1;
}

/** Recomputation in the blocks but not in the embedding and the head, as in other frameworks. */
function rematerializingBlocks(
  remat: Remat,
  layers: number,
  devices: number,
  microbatches: number,
  cluster: Cluster,
): PlanDefaults {
  const choices: Remat[] = ["none", ...Array<Remat>(layers).fill(remat), "none"];
  return {
    ...{ devices, microbatches, remat: choices },
    ...(recomputesScores(cluster) && { flash: true }),
    ...(repeatsWholeLayers(cluster) && { wholeLayers: true }),
  };
}

/** @param stages  the layers of each stage, or the number of stages of about equal FLOPs */
export function methodOf(layout: Layout, stages: number | readonly number[], schedule: string): Method {
  const { tensor, data, context = 1, experts = 1, sequenceParallel, zero } = layout;
  const count = typeof stages === "number" ? stages : stages.length;
  return megatron({
    tensorParallel: tensor,
    dataParallel: data,
    sequenceParallel: sequenceParallel && tensor > 1,
    zero,
    ...(context > 1 && { contextParallel: context }),
    ...(experts > 1 && { expertParallel: experts }),
    ...(count > 1 && { pipelineParallel: count, schedule }),
    ...(count > 1 && typeof stages !== "number" && { stageLayers: listsOf(stages) }),
  });
}

/** The layers of each stage. The first stage also has the embedding, the last one the head. */
function listsOf(stages: readonly number[]): number[][] {
  let next = 0;
  return stages.map((count, stage) => {
    const extra = (stage === 0 ? 1 : 0) + (stage === stages.length - 1 ? 1 : 0);
    const first = next;
    next += count + extra;
    return Array.from({ length: count + extra }, (_, i) => first + i);
  });
}
