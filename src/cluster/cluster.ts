/** @file A cluster: hosts with devices and links. Devices are numbered host by host. */
import { InvalidConfig } from "../base/errors.ts";
import { type DeviceKind, type Fusion, leastFusion } from "./device.ts";
import { commonEngine, type Engine } from "./engine.ts";
import type { Link, Nic } from "./link.ts";

export interface HostKind {
  readonly device: DeviceKind;
  readonly numDevices: number;
  readonly link: Link;
  readonly nic: Nic;
}

export interface Cluster {
  readonly name: string;
  /** One entry per host; equal hosts share one `HostKind` object. */
  readonly hosts: readonly HostKind[];
  /** Per device, the index of its host. */
  readonly hostOf: readonly number[];
  /** Grid of the devices (row-major in their numbers) when a torus joins them all. */
  readonly torusShape?: readonly number[];
}

/**
 * The grid of `numDevices` in `rank` dims with the smallest longest side; ties go to the smallest sum of sides.
 * Larger sides come last, so that consecutive devices lie on long rings.
 */
function torusShape(numDevices: number, rank: number): number[] {
  if (rank === 1) return [numDevices];
  let best: number[] | undefined;
  for (let side = 1; side ** rank <= numDevices; side++) {
    if (numDevices % side !== 0) continue;
    // Sides found later are larger, hence nearer to a cube.
    best = [side, ...torusShape(numDevices / side, rank - 1)].sort((a, b) => a - b);
  }
  return best!;
}

/**
 * Builds a cluster; hosts with equal contents become one `HostKind`. Hosts on a torus link must all be of one kind,
 * because the torus joins every device.
 */
export function makeCluster(name: string, given: readonly HostKind[]): Cluster {
  const texts = new Map([...new Set(given)].map((host) => [host, JSON.stringify(host)]));
  const kinds = new Map([...texts].reverse().map(([host, text]) => [text, host]));
  const hosts = given.map((host) => kinds.get(texts.get(host)!)!);
  const hostOf = hosts.flatMap((host, index) => Array<number>(host.numDevices).fill(index));
  if (hostOf.length === 0) throw new InvalidConfig(`cluster ${name}`, "has no devices; give at least one host");
  const torus = hosts.find((host) => host.link.topology === "torus")?.link;
  if (torus?.topology !== "torus") return { name, hosts, hostOf };
  if (hosts.some((host) => host !== hosts[0])) {
    throw new InvalidConfig(
      `cluster ${name}`,
      `${torus.name} joins all devices to one torus, so its ${hosts.length} hosts must be of one kind; plan each slice by itself`,
    );
  }
  return { name, hosts, hostOf, torusShape: torusShape(hostOf.length, torus.rank) };
}

/** Bytes of the device with the least memory. */
export const leastMemoryBytes = ({ hosts }: Cluster): number =>
  Math.min(...hosts.map(({ device }) => device.memoryBytes));

/** The fusion that the engines of all devices have. */
export const clusterFusion = ({ hosts }: Cluster): Fusion => fusionOf(hosts);

/** The fusion that the engines of some devices have. */
export const devicesFusion = (cluster: Cluster, devices: readonly number[]): Fusion =>
  fusionOf(devices.map((device) => hostOfDevice(cluster, device)));

const fusionOf = (hosts: readonly HostKind[]): Fusion =>
  leastFusion(hosts.map(({ device }) => device.fusion ?? "nothing"));

/** The engine that all devices have; one without overlap if they differ. */
export const clusterEngine = ({ hosts }: Cluster): Engine => commonEngine(hosts.map(({ device }) => device.engine));

/** The engine of some devices; one without overlap if they differ. */
export const devicesEngine = (cluster: Cluster, devices: readonly number[]): Engine =>
  commonEngine(devices.map((device) => hostOfDevice(cluster, device).device.engine));

export const numDevices = (cluster: Cluster): number => cluster.hostOf.length;

/** The host kind that a device sits in. */
export const hostOfDevice = (cluster: Cluster, device: number): HostKind => cluster.hosts[cluster.hostOf[device]];
