/**
 * @file The cost model of one mesh: the one interface to costs for the sharding search, the stage search and the
 * simulator. It is built once per mesh; its functions are pure and cheap.
 */
import { InvalidConfig } from "../base/errors.ts";
import { hostOfDevice } from "../cluster/cluster.ts";
import { type Fusion, leastFusion } from "../cluster/device.ts";
import type { Link } from "../cluster/link.ts";
import { type DeviceGroup, deviceGroups, type LogicalMesh } from "../cluster/mesh.ts";
import {
  groupCollectiveSeconds,
  type PricedCollective,
  pricedCollectives,
  type SecondsOfBytes,
} from "./collectives.ts";
import { type OpWork, opSeconds } from "./ops.ts";
import { type Profile, profiledCollective, profiledOpSeconds } from "./profile.ts";

export interface MeshCost {
  readonly axes: LogicalMesh["axes"];
  /**
   * Seconds of one collective over the devices that differ only along `axes` (the product of several axes), with all
   * groups at the same time. `bytes` is the size on one device of the larger side (collectives.ts). Callers keep the
   * returned function.
   */
  collective(kind: PricedCollective, axes: readonly string[]): SecondsOfBytes;
  /** Seconds of one device's work in an op; the slowest device counts. */
  op(work: OpWork): number;
  /** Seconds to copy the given bytes out of a larger value on a device; 0 if not measured. */
  readonly slice: SecondsOfBytes;
  /** Mean seconds that a collective after a computation waits for the slowest device. */
  readonly syncSeconds: number;
  /** The ops that run as one pass over memory on every host. */
  readonly fusion: Fusion;
  /** Memory of the smallest device. */
  readonly memoryBytes: number;
}

/** Returns the cost model of a mesh; `profile` replaces the analytic costs of the hosts on which it was measured. */
export function meshCost(mesh: LogicalMesh, profile?: Profile): MeshCost {
  const hosts = [...new Set(mesh.devices.map((device) => hostOfDevice(mesh.cluster, device)))];
  const measured = hosts.filter(
    (host) => profile && host.device.name === profile.device && host.numDevices === profile.numDevices,
  );
  if (profile && measured.length === 0) {
    const used = hosts.map((host) => `${host.numDevices} ${host.device.name}`).join(", ");
    throw new InvalidConfig(
      "profile",
      `is for ${profile.numDevices} ${profile.device} per host, the mesh uses ${used}; measure again or leave it out`,
    );
  }

  const devices = new Map(hosts.map((host) => [host.device, measured.includes(host)]));
  const opModels = [...devices].map(([device, isMeasured]) =>
    profile && isMeasured ? profiledOpSeconds(device, profile) : (work: OpWork) => opSeconds(device, work),
  );

  const groupSeconds = (kind: PricedCollective, group: DeviceGroup): SecondsOfBytes => {
    const isMeasured = group.topology === "switch" && group.numHosts === 1 && measured.length === hosts.length;
    const table = profile && isMeasured && profiledCollective(profile, kind, group.numDevices, group.groupsPerHost);
    return table || groupCollectiveSeconds(kind, group);
  };
  const groupsOf = remember((axes: readonly string[]) => deviceGroups(mesh, axes));
  const collectives = new Map(
    pricedCollectives.map((kind) => [
      kind,
      remember((axes: readonly string[]) => slowest(groupsOf(axes).map((group) => groupSeconds(kind, group)))),
    ]),
  );

  const op = slowest(opModels);
  // A copy runs as fast as an elementwise op but is not one: it needs no kernel call.
  const pass = { kind: "elementwise", dtype: "f32", flops: 0, bytesRead: 2 ** 20, bytesWritten: 2 ** 20 } as const;
  const copySecondsPerByte = measured.length === hosts.length ? op(pass) / pass.bytesWritten : 0;
  return {
    axes: mesh.axes,
    collective: (kind, axes) => collectives.get(kind)!(axes),
    op,
    slice: (bytes) => bytes * copySecondsPerByte,
    syncSeconds: Math.max(...hosts.map(({ link }) => syncSecondsOf(link))),
    fusion: leastFusion(hosts.map(({ device }) => device.fusion ?? "nothing")),
    memoryBytes: Math.min(...hosts.map((host) => host.device.memoryBytes)),
  };
}

const syncSecondsOf = (link: Link): number => (link.topology === "switch" ? (link.syncSeconds ?? 0) : 0);

/** Memoizes a function of a set of axes. */
function remember<T>(compute: (axes: readonly string[]) => T): (axes: readonly string[]) => T {
  const known = new Map<string, T>();
  return (axes) => {
    const key = [...axes].sort().join(" ");
    if (!known.has(key)) known.set(key, compute(axes));
    return known.get(key)!;
  };
}

/** The maximum of several models, as one model. */
const slowest = <T>(models: readonly ((work: T) => number)[]): ((work: T) => number) =>
  models.length === 1 ? models[0] : (work) => models.reduce((most, model) => Math.max(most, model(work)), 0);
