/**
 * @file Logical meshes: named axes over an ordered list of devices, and which real links the groups of each axis use.
 */
import { InternalError, InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { type Cluster, hostOfDevice, numDevices } from "./cluster.ts";
import type { SwitchLink, TorusLink } from "./link.ts";

export interface LogicalMesh {
  readonly cluster: Cluster;
  /** Row-major over `devices`: the last axis runs over neighbours. */
  readonly axes: readonly { readonly name: string; readonly size: number }[];
  readonly devices: readonly number[];
}

/** A group of devices that talk along some axes, joined by switches and network cards. */
export interface SwitchGroup {
  readonly topology: "switch";
  readonly numDevices: number;
  readonly numHosts: number;
  /** Fewest devices of the group on one of its hosts. */
  readonly devicesPerHost: number;
  /** Most groups of the same axes that work at the same time on one of its hosts (itself included). */
  readonly groupsPerHost: number;
  /** The slowest link among its hosts. */
  readonly link: SwitchLink;
  /** The group's share of a host's cards, one direction, at the slowest host; Infinity inside one host. */
  readonly nicBytesPerSecond: number;
  /** Seconds of one network step; 0 inside one host. */
  readonly nicStepSeconds: number;
}

/** One grid dim that a group spans. */
export interface TorusSpan {
  readonly size: number;
  /** Distance between neighbours of the group on this dim; as many groups share its links. */
  readonly stride: number;
  /** True when the span closes to a ring. */
  readonly ring: boolean;
}

/** A group of devices on a torus. */
export interface TorusGroup {
  readonly topology: "torus";
  readonly numDevices: number;
  readonly link: TorusLink;
  readonly spans: readonly TorusSpan[];
}

export type DeviceGroup = SwitchGroup | TorusGroup;

/** Names the axes of `mesh` over `devices` (default: all of the cluster). Throws when numbers do not fit. */
export function logicalMesh(
  cluster: Cluster,
  axes: readonly { readonly name: string; readonly size: number }[],
  devices: readonly number[] = cluster.hostOf.map((_, device) => device),
): LogicalMesh {
  const size = axes.reduce((product, axis) => product * axis.size, 1);
  const shape = axes.map((axis) => `${axis.name}=${axis.size}`).join(", ");
  if (size !== devices.length || axes.some((axis) => !Number.isInteger(axis.size) || axis.size < 1)) {
    throw new InvalidConfig("mesh", `axes (${shape}) need ${size} devices, got ${devices.length}; change the sizes`);
  }
  if (new Set(axes.map((axis) => axis.name)).size !== axes.length) {
    throw new InvalidConfig("mesh", `axes (${shape}) use a name twice; rename one`);
  }
  const unknown = devices.find((device) => cluster.hostOf[device] === undefined);
  if (unknown !== undefined || new Set(devices).size !== devices.length) {
    const what = unknown === undefined ? "a device twice" : `device ${unknown}`;
    throw new InvalidConfig(
      "mesh",
      `lists ${what}; cluster ${cluster.name} has devices 0 to ${numDevices(cluster) - 1}`,
    );
  }
  return { cluster, axes, devices };
}

/**
 * The groups of devices that differ only along `axes`, each in mesh order. Together they are all devices of the mesh.
 */
export function axisGroups(mesh: LogicalMesh, axes: readonly string[]): number[][] {
  for (const name of axes) {
    if (!mesh.axes.some((axis) => axis.name === name)) {
      const known = mesh.axes.map((axis) => axis.name);
      throw new InvalidConfig("mesh", `no axis "${name}"${suggestion(name, known)}`);
    }
  }
  // Positions in the mesh are sums of one offset along the other axes (which group) and one along `axes` (which
  // member).
  let [bases, offsets] = [[0], [0]];
  for (const { name, size } of mesh.axes) {
    const along = axes.includes(name);
    const spread = (positions: number[], isMine: boolean) =>
      isMine
        ? positions.flatMap((position) => Array.from({ length: size }, (_, i) => position * size + i))
        : positions.map((position) => position * size);
    [bases, offsets] = [spread(bases, !along), spread(offsets, along)];
  }
  return bases.map((base) => offsets.map((offset) => mesh.devices[base + offset]));
}

/**
 * The device groups along `axes`, equal ones listed once. A collective takes as long as on the slowest of them.
 */
export function deviceGroups(mesh: LogicalMesh, axes: readonly string[]): DeviceGroup[] {
  const groups = axisGroups(mesh, axes);
  const distinct: DeviceGroup[] = [];
  const add = (group: DeviceGroup) => {
    if (!distinct.some((other) => sameGroup(group, other))) distinct.push(group);
  };
  if (mesh.cluster.torusShape) for (const devices of groups) add(torusGroup(mesh.cluster, devices));
  else addSwitchGroups(mesh.cluster, groups, add);
  return distinct;
}

function sameGroup(a: DeviceGroup, b: DeviceGroup): boolean {
  if (a.topology === "torus" || b.topology === "torus") return JSON.stringify(a) === JSON.stringify(b);
  return (
    a.numDevices === b.numDevices &&
    a.numHosts === b.numHosts &&
    a.devicesPerHost === b.devicesPerHost &&
    a.groupsPerHost === b.groupsPerHost &&
    a.link === b.link &&
    a.nicBytesPerSecond === b.nicBytesPerSecond &&
    a.nicStepSeconds === b.nicStepSeconds
  );
}

function addSwitchGroups(
  cluster: Cluster,
  groups: readonly (readonly number[])[],
  add: (group: SwitchGroup) => void,
): void {
  const perHost = groups.map((devices) => {
    const counts = new Map<number, number>();
    for (const device of devices) counts.set(cluster.hostOf[device], (counts.get(cluster.hostOf[device]) ?? 0) + 1);
    return counts;
  });
  const countOnHosts = (which: readonly Map<number, number>[]) => {
    const numGroups = new Map<number, number>();
    for (const counts of which) for (const host of counts.keys()) numGroups.set(host, (numGroups.get(host) ?? 0) + 1);
    return numGroups;
  };
  const groupsOnHost = countOnHosts(perHost);
  const groupsOnCards = countOnHosts(perHost.filter((counts) => counts.size > 1));

  perHost.forEach((counts, index) => {
    let link: SwitchLink | undefined;
    let [devicesPerHost, groupsPerHost] = [Number.POSITIVE_INFINITY, 0];
    let [nicBytesPerSecond, nicStepSeconds] = [Number.POSITIVE_INFINITY, 0];
    for (const [host, count] of counts) {
      const { link: hostLink, nic } = cluster.hosts[host];
      if (hostLink.topology !== "switch") throw new InternalError("cluster", "a torus link outside a torus");
      if (!link || busRate(hostLink) < busRate(link)) link = hostLink;
      devicesPerHost = Math.min(devicesPerHost, count);
      groupsPerHost = Math.max(groupsPerHost, groupsOnHost.get(host)!);
      if (counts.size === 1) continue;
      const efficiency = count > 2 ? nic.ringEfficiency : nic.efficiency;
      const share = nic.bytesPerSecond * Math.min(count, nic.count / groupsOnCards.get(host)!) * efficiency;
      nicBytesPerSecond = Math.min(nicBytesPerSecond, share);
      nicStepSeconds = Math.max(nicStepSeconds, nic.stepSeconds);
    }
    add({
      topology: "switch",
      numDevices: groups[index].length,
      numHosts: counts.size,
      devicesPerHost,
      groupsPerHost,
      link: link!,
      nicBytesPerSecond,
      nicStepSeconds,
    });
  });
}

const busRate = (link: SwitchLink): number => link.busBytesPerSecond[link.busBytesPerSecond.length - 1];

/** Coordinates of a device on the cluster's torus. */
export function torusCoordinates(cluster: Cluster, device: number): number[] {
  let rest = device;
  return [...cluster.torusShape!]
    .reverse()
    .map((size) => {
      const coordinate = rest % size;
      rest = Math.floor(rest / size);
      return coordinate;
    })
    .reverse();
}

function torusGroup(cluster: Cluster, devices: readonly number[]): TorusGroup {
  const { link } = hostOfDevice(cluster, devices[0]);
  if (link.topology !== "torus") throw new InternalError("cluster", "a torus without torus links");
  const coordinates = devices.map((device) => torusCoordinates(cluster, device));
  const spans = cluster.torusShape!.map((side, dim) => {
    const used = [...new Set(coordinates.map((c) => c[dim]))].sort((a, b) => a - b);
    const stride = used.length > 1 ? Math.min(...used.slice(1).map((c, i) => c - used[i])) : 1;
    const regular = used.every((c, i) => c === used[0] + i * stride);
    return {
      size: used.length,
      stride,
      regular,
      ring: used.length * stride === side && side % link.wrapMultiple === 0,
    };
  });
  const box = spans.every((s) => s.regular) && spans.reduce((product, s) => product * s.size, 1) === devices.length;
  // A group that is no regular box is priced as one chain, the least that its links can do.
  const parts = box ? spans.filter((s) => s.size > 1) : [{ size: devices.length, stride: 1, ring: false }];
  return {
    topology: "torus",
    numDevices: devices.length,
    link,
    spans: parts.map(({ size, stride, ring }) => ({ size, stride, ring })),
  };
}
