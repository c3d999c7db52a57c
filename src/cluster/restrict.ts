/** @file The devices that a joint search may use, and the submeshes of them that a stage may get. */
import { InvalidConfig } from "../base/errors.ts";
import { type Cluster, makeCluster, numDevices } from "./cluster.ts";
import { enumerateSubmeshes, type Submesh } from "./submesh.ts";

/**
 * Refuses more devices than a cluster has.
 * @param method  for the error
 */
export function checkHasDevices(cluster: Cluster, devices: number, method: string): void {
  if (numDevices(cluster) < devices)
    throw new InvalidConfig(method, `${devices} devices asked for, ${cluster.name} has ${numDevices(cluster)}`);
}

/**
 * The first devices of a cluster, with no more memory than asked for.
 * @param method  for the error
 * @throws InvalidConfig when the cluster has fewer
 */
export function limitedTo(
  cluster: Cluster,
  devices: number,
  method: string,
  memoryBytes = Number.POSITIVE_INFINITY,
): Cluster {
  checkHasDevices(cluster, devices, method);
  let left = devices;
  const hosts = cluster.hosts.flatMap((host) => {
    const own = Math.min(left, host.numDevices);
    left -= own;
    const device = { ...host.device, memoryBytes: Math.min(host.device.memoryBytes, memoryBytes) };
    return own === 0 ? [] : [{ ...host, device, numDevices: own }];
  });
  return makeCluster(cluster.name, hosts);
}

/** Parts of hosts that tile them, and numbers of hosts that tile the cluster. */
export const submeshesOf = (cluster: Cluster): Submesh[] =>
  enumerateSubmeshes(cluster).filter(({ numHosts }) => cluster.hosts.length % numHosts === 0);
