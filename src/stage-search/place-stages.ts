/** @file Assigns devices to the stages of a plan, given the submesh and the kind of host of each stage. */
import { Infeasible } from "../base/errors.ts";
import type { Cluster, HostKind } from "../cluster/cluster.ts";
import { placeSubmesh, type Submesh } from "../cluster/submesh.ts";

/** Consecutive hosts of one kind. A stage never spans two runs. */
export interface HostRun {
  readonly host: HostKind;
  readonly numHosts: number;
  readonly firstDevice: number;
  readonly numDevices: number;
}

/** The runs of a cluster, in order. */
export function hostRuns(cluster: Cluster): HostRun[] {
  const runs: HostRun[] = [];
  let firstDevice = 0;
  for (const host of cluster.hosts) {
    const last = runs.at(-1);
    if (last?.host === host) {
      runs[runs.length - 1] = { ...last, numHosts: last.numHosts + 1, numDevices: last.numDevices + host.numDevices };
    } else runs.push({ host, numHosts: 1, firstDevice, numDevices: host.numDevices });
    firstDevice += host.numDevices;
  }
  return runs;
}

/**
 * Returns the devices of every stage, given its submesh and its run. The largest stages are placed first, so that parts
 * of hosts fill the remaining devices. Stages of one size are placed in the order of the pipeline, so that neighbors in
 * the pipeline are neighbors in the cluster.
 * @throws Infeasible if parts of hosts do not pack (only possible if sizes do not divide one another, as 2 and 3 of 6)
 */
export function placeStages(
  cluster: Cluster,
  stages: readonly { readonly submesh: Submesh; readonly run: HostRun }[],
): number[][] {
  const taken = new Set<number>();
  const placed: number[][] = stages.map(() => []);
  const sizeOf = ({ numHosts, devicesPerHost }: Submesh) => numHosts * devicesPerHost;
  const order = [...stages.keys()].sort((a, b) => sizeOf(stages[b].submesh) - sizeOf(stages[a].submesh) || a - b);
  for (const stage of order) {
    const { submesh, run } = stages[stage];
    let devices = placeSubmesh(cluster, submesh, run.firstDevice);
    while (devices?.some((device) => taken.has(device))) {
      devices = placeSubmesh(cluster, submesh, devices[0] + 1);
    }
    if (!devices || devices.at(-1)! >= run.firstDevice + run.numDevices) {
      throw new Infeasible(
        "stages",
        `${submesh.numHosts}x${submesh.devicesPerHost} devices for stage ${stage} do not fit beside the other stages ` +
          `on hosts of ${run.host.numDevices}; give submeshes whose sizes divide one another`,
        { stage, numHosts: submesh.numHosts, devicesPerHost: submesh.devicesPerHost },
      );
    }
    for (const device of devices) taken.add(device);
    placed[stage] = devices;
  }
  return placed;
}
