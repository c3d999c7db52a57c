/** @file Seconds of messages between devices, such as those between two pipeline stages. */
import { type Cluster, hostOfDevice } from "../cluster/cluster.ts";
import { torusCoordinates } from "../cluster/mesh.ts";

/** Bytes that one device sends to another. */
export interface Sending {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/**
 * Seconds until all messages have arrived if they are sent at the same time: the largest latency plus the time of the
 * most loaded resource. Resources are the link of a device in each direction (or its network card, to other hosts), the
 * shared link of a host and the network cards of a host.
 */
export function transferSeconds(cluster: Cluster, sendings: readonly Sending[]): number {
  let startSeconds = 0;
  const loads = new Map<string, number>();
  const load = (what: string, seconds: number): void => void loads.set(what, (loads.get(what) ?? 0) + seconds);
  for (const { from, to, bytes } of sendings) {
    if (from === to) continue;
    startSeconds = Math.max(startSeconds, latency(cluster, from, to));
    const { link } = hostOfDevice(cluster, from);
    const hosts = [cluster.hostOf[from], cluster.hostOf[to]];
    if (link.topology === "torus" || hosts[0] === hosts[1]) {
      const seconds = bytes / (link.topology === "torus" ? link.linkBytesPerSecond : link.p2pBytesPerSecond);
      load(`out of device ${from}`, seconds);
      load(`into device ${to}`, seconds);
      if (link.topology === "switch" && link.shared) load(`inside host ${hosts[0]}`, seconds);
      continue;
    }
    [from, to].forEach((device, side) => {
      const { nic } = hostOfDevice(cluster, device);
      const seconds = bytes / (nic.bytesPerSecond * nic.efficiency);
      load(`card of device ${device}, ${side}`, seconds);
      load(`cards of host ${hosts[side]}, ${side}`, seconds / nic.count);
    });
  }
  return startSeconds + Math.max(0, ...loads.values());
}

/** Seconds until the first byte arrives. */
function latency(cluster: Cluster, from: number, to: number): number {
  const { link, nic } = hostOfDevice(cluster, from);
  if (link.topology === "torus") return link.launchSeconds + torusDistance(cluster, from, to) * link.hopSeconds;
  if (cluster.hostOf[from] === cluster.hostOf[to]) return link.p2pSeconds;
  return link.p2pSeconds + Math.max(nic.stepSeconds, hostOfDevice(cluster, to).nic.stepSeconds);
}

function torusDistance(cluster: Cluster, a: number, b: number): number {
  const [from, to] = [torusCoordinates(cluster, a), torusCoordinates(cluster, b)];
  return from.reduce((sum, coordinate, dim) => {
    const distance = Math.abs(coordinate - to[dim]);
    return sum + Math.min(distance, cluster.torusShape![dim] - distance);
  }, 0);
}
