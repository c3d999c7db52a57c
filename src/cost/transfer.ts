/** @file Seconds of sends between devices, as between two pipeline stages. */
import { type Cluster, hostOfDevice } from "../cluster/cluster.ts";
import { torusCoordinates } from "../cluster/mesh.ts";
import type { SecondsOfBytes } from "./collectives.ts";

/**
 * Seconds until every pair has sent the same number of bytes from its first to its second device, all at the same time.
 * Pairs that leave or enter one host share its network cards; a device sends through one card.
 */
export function transferSeconds(
  cluster: Cluster,
  pairs: readonly (readonly [from: number, to: number])[],
): SecondsOfBytes {
  const crossing = pairs.filter(([from, to]) => cluster.hostOf[from] !== cluster.hostOf[to]);
  const count = (side: 0 | 1) => {
    const counts = new Map<number, number>();
    for (const pair of crossing)
      counts.set(cluster.hostOf[pair[side]], (counts.get(cluster.hostOf[pair[side]]) ?? 0) + 1);
    return counts;
  };
  const [leaving, entering] = [count(0), count(1)];

  let startSeconds = 0;
  let secondsPerByte = 0;
  const add = (start: number, perByte: number) => {
    startSeconds = Math.max(startSeconds, start);
    secondsPerByte = Math.max(secondsPerByte, perByte);
  };
  for (const [from, to] of pairs) {
    if (from === to) continue;
    const { link } = hostOfDevice(cluster, from);
    const [fromHost, toHost] = [cluster.hostOf[from], cluster.hostOf[to]];
    if (link.topology === "torus") {
      add(link.launchSeconds + torusDistance(cluster, from, to) * link.hopSeconds, 1 / link.linkBytesPerSecond);
    } else if (fromHost === toHost) {
      add(link.p2pSeconds, (link.shared ? pairs.length : 1) / link.p2pBytesPerSecond);
    } else {
      for (const [host, sharers] of [
        [cluster.hosts[fromHost], leaving.get(fromHost)!],
        [cluster.hosts[toHost], entering.get(toHost)!],
      ] as const) {
        const { nic } = host;
        add(
          link.p2pSeconds + nic.stepSeconds,
          Math.max(1, sharers / nic.count) / (nic.bytesPerSecond * nic.efficiency),
        );
      }
    }
  }
  return (bytes) => startSeconds + bytes * secondsPerByte;
}

/** Bytes that one device sends to another. */
export interface Sending {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/**
 * Seconds until everything has arrived, all sent at the same time: the latest start, and then whatever has most to carry: a device's
 * way out or in (its link, or its card to other hosts), a host's shared link, a host's network cards.
 */
export function sendingSeconds(cluster: Cluster, sendings: readonly Sending[]): number {
  let startSeconds = 0;
  const loads = new Map<string, number>();
  const load = (what: string, seconds: number): void => void loads.set(what, (loads.get(what) ?? 0) + seconds);
  for (const { from, to, bytes } of sendings) {
    if (from === to) continue;
    startSeconds = Math.max(startSeconds, transferSeconds(cluster, [[from, to]])(0));
    const hosts = [cluster.hostOf[from], cluster.hostOf[to]];
    const { link } = hostOfDevice(cluster, from);
    if (link.topology === "torus" || hosts[0] === hosts[1]) {
      const rate = link.topology === "torus" ? link.linkBytesPerSecond : link.p2pBytesPerSecond;
      load(`out of device ${from}`, bytes / rate);
      load(`into device ${to}`, bytes / rate);
      if (link.topology === "switch" && link.shared) load(`link of host ${hosts[0]}`, bytes / rate);
      continue;
    }
    for (const [side, device, host] of [
      ["out of", from, hosts[0]],
      ["into", to, hosts[1]],
    ] as const) {
      const { nic } = cluster.hosts[host];
      const rate = nic.bytesPerSecond * nic.efficiency;
      load(`${side} device ${device} by card`, bytes / rate);
      load(`${side} host ${host}`, bytes / rate / nic.count);
    }
  }
  return startSeconds + Math.max(0, ...loads.values());
}

function torusDistance(cluster: Cluster, a: number, b: number): number {
  const [from, to] = [torusCoordinates(cluster, a), torusCoordinates(cluster, b)];
  return from.reduce((sum, coordinate, dim) => {
    const apart = Math.abs(coordinate - to[dim]);
    return sum + Math.min(apart, cluster.torusShape![dim] - apart);
  }, 0);
}
