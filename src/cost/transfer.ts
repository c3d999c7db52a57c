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

function torusDistance(cluster: Cluster, a: number, b: number): number {
  const [from, to] = [torusCoordinates(cluster, a), torusCoordinates(cluster, b)];
  return from.reduce((sum, coordinate, dim) => {
    const apart = Math.abs(coordinate - to[dim]);
    return sum + Math.min(apart, cluster.torusShape![dim] - apart);
  }, 0);
}
