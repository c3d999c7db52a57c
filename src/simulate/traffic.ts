/** @file The bytes that a step sends inside and between the hosts of a cluster. */

import { memoize } from "../base/memoize.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { axisGroups, logicalMesh } from "../cluster/mesh.ts";
import { bytesSent } from "../ir/bytes-sent.ts";
import type { CollectiveKind } from "../ir/ops.ts";
import { bytesOf } from "../ir/types.ts";
import type { MeshProgram, Program } from "../lower/program.ts";
import { messageSendings } from "./seconds.ts";

export interface HostTraffic {
  readonly fromHost: number;
  /** Equal to `fromHost` for bytes sent between devices of one host. */
  readonly toHost: number;
  readonly bytes: number;
}

/** The sender of bytes: a collective, or the messages between stages. */
export type TrafficKind = CollectiveKind | "message";

/** Bytes of one kind that go from one device to another: in each microbatch, or (-1) once in a step. */
export interface Sending {
  readonly kind: TrafficKind;
  readonly mesh: number;
  readonly microbatch: number;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** Bytes of a step by what sends them, within a host or through the network. */
export interface KindTraffic {
  readonly kind: TrafficKind;
  readonly link: "host" | "network";
  readonly bytes: number;
}

/** The traffic of one step. Collectives count as rings in device order, an all-to-all as messages between all pairs. */
export function stepTraffic(program: Program, cluster: Cluster): HostTraffic[] {
  const byHosts = new Map<string, HostTraffic>();
  visitSendings(program, cluster, ({ from, to, bytes }) => {
    const [fromHost, toHost] = [cluster.hostOf[from], cluster.hostOf[to]];
    const key = `${fromHost} ${toHost}`;
    byHosts.set(key, { fromHost, toHost, bytes: (byHosts.get(key)?.bytes ?? 0) + bytes });
  });
  return [...byHosts.values()].sort((a, b) => a.fromHost - b.fromHost || a.toHost - b.toHost);
}

/** Traffic of one step by kind and link, most bytes first. */
export function trafficByKind(program: Program, cluster: Cluster): KindTraffic[] {
  const found = new Map<string, KindTraffic>();
  visitSendings(program, cluster, ({ kind, from, to, bytes }) => {
    const link = linkOf(cluster, from, to);
    const key = `${kind} ${link}`;
    found.set(key, { kind, link, bytes: (found.get(key)?.bytes ?? 0) + bytes });
  });
  return [...found.values()].filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
}

/** By transfer: its messages in a step. A transfer of a single message belongs to no microbatch. */
export function messageCounts({ meshes, transfers }: Program): number[] {
  const counts = transfers.map(() => 0);
  for (const { instructions } of meshes)
    for (const instruction of instructions) if (instruction.kind === "send") counts[instruction.transfer]++;
  return counts;
}

/** The link between two devices. */
export const linkOf = ({ hostOf }: Cluster, from: number, to: number): KindTraffic["link"] =>
  hostOf[from] === hostOf[to] ? "host" : "network";

/** Calls `visit` with all that a step sends; sendings of one mesh, kind, microbatch and pair of devices come as one. */
export function visitSendings(program: Program, cluster: Cluster, visit: (sending: Sending) => void): void {
  program.meshes.forEach((mesh, index) => {
    visitCollectives(mesh, index, cluster, visit);
  });
  const counts = messageCounts(program);
  program.transfers.forEach((transfer, index) => {
    const count = counts[index];
    for (const { from, to, bytes } of messageSendings(transfer, program)) {
      const common = { kind: "message", mesh: transfer.from.mesh, from, to } as const;
      if (count === 1) visit({ ...common, microbatch: -1, bytes });
      else for (let message = 0; message < count; message++) visit({ ...common, microbatch: message, bytes });
    }
  });
}

function visitCollectives(
  { mesh, devices, buffers, instructions }: MeshProgram,
  index: number,
  cluster: Cluster,
  visit: (sending: Sending) => void,
): void {
  const sent = new Map<string, { kind: CollectiveKind; axes: readonly string[]; microbatch: number; bytes: number }>();
  for (const instruction of instructions) {
    if (!("attrs" in instruction)) continue;
    const { kind, attrs, input, microbatch } = instruction;
    const bytes = bytesSent(kind, attrs.groupSize, bytesOf(buffers[input].type));
    const key = `${kind} ${microbatch} ${attrs.axes}`;
    sent.set(key, { kind, axes: attrs.axes, microbatch, bytes: (sent.get(key)?.bytes ?? 0) + bytes });
  }
  const grid = logicalMesh(cluster, mesh.axes, devices);
  const groups = memoize((axes: string) => axisGroups(grid, axes === "" ? [] : axes.split(",")));
  for (const { kind, axes, microbatch, bytes } of sent.values()) {
    const visitPair = (from: number, to: number, bytes: number): void =>
      visit({ kind, mesh: index, microbatch, from, to, bytes });
    for (const group of groups(`${axes}`)) {
      const ring = [...group].sort((a, b) => a - b);
      ring.forEach((from, position) => {
        if (kind !== "all_to_all") visitPair(from, ring[(position + 1) % ring.length], bytes);
        else for (const to of ring) if (to !== from) visitPair(from, to, bytes / (ring.length - 1));
      });
    }
  }
}
