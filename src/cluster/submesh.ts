/**
 * @file Submeshes: the device sets that a pipeline stage may get, and the logical shapes they may take (paper §5.2).
 */
import { divisorsOf } from "../base/integers.ts";
import type { Cluster, HostKind } from "./cluster.ts";

/** `numHosts` whole hosts of one kind, or (`numHosts` = 1) a part of one that tiles it. */
export interface Submesh {
  readonly host: HostKind;
  readonly numHosts: number;
  readonly devicesPerHost: number;
}

/**
 * Every submesh of a cluster: per kind of host, 1×d for each divisor d of its devices, and h×all for h up to the most
 * consecutive hosts of that kind. Smallest first.
 */
export function enumerateSubmeshes(cluster: Cluster): Submesh[] {
  const longestRun = new Map<HostKind, number>();
  let run = 0;
  cluster.hosts.forEach((host, index) => {
    run = host === cluster.hosts[index - 1] ? run + 1 : 1;
    longestRun.set(host, Math.max(run, longestRun.get(host) ?? 0));
  });
  return [...longestRun].flatMap(([host, maxHosts]) => [
    ...divisorsOf(host.numDevices).map((devicesPerHost) => ({ host, numHosts: 1, devicesPerHost })),
    ...Array.from({ length: maxHosts - 1 }, (_, i) => ({ host, numHosts: i + 2, devicesPerHost: host.numDevices })),
  ]);
}

/** All ordered factorizations of `numDevices` into `numAxes` sizes, e.g. 4 in 2 axes: [1,4], [2,2], [4,1]. */
export function meshShapes(numDevices: number, numAxes: number): number[][] {
  if (numAxes === 1) return [[numDevices]];
  return divisorsOf(numDevices).flatMap((size) =>
    meshShapes(numDevices / size, numAxes - 1).map((rest) => [size, ...rest]),
  );
}

/**
 * The first place, not before device `from`, where a submesh lies on whole hosts or on an aligned part of one host;
 * undefined when there is none.
 */
export function placeSubmesh(cluster: Cluster, submesh: Submesh, from = 0): number[] | undefined {
  const { host, numHosts, devicesPerHost } = submesh;
  let first = 0;
  for (let index = 0; index + numHosts <= cluster.hosts.length; first += cluster.hosts[index++].numDevices) {
    if (cluster.hosts.slice(index, index + numHosts).some((other) => other !== host)) continue;
    for (let start = first; start < first + host.numDevices; start += devicesPerHost) {
      if (start >= from) return Array.from({ length: numHosts * devicesPerHost }, (_, i) => start + i);
    }
  }
  return undefined;
}
