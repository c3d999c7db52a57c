/** @file The bytes that a step sends inside and between the hosts of a cluster. */
import type { Cluster } from "../cluster/cluster.ts";
import { axisGroups, logicalMesh } from "../cluster/mesh.ts";
import { bytesSent } from "../ir/bytes-sent.ts";
import { bytesOf } from "../ir/types.ts";
import type { MeshProgram, Program } from "../lower/program.ts";
import { messageSendings } from "./seconds.ts";

export interface HostTraffic {
  readonly fromHost: number;
  /** Equal to `fromHost` for bytes sent between devices of one host. */
  readonly toHost: number;
  readonly bytes: number;
}

/** Called with the bytes that one device sends to another. */
type Visit = (from: number, to: number, bytes: number) => void;

/** The traffic of one step. Collectives count as rings in device order, an all-to-all as messages between all pairs. */
export function stepTraffic(program: Program, cluster: Cluster): HostTraffic[] {
  const byHosts = new Map<string, HostTraffic>();
  const visit: Visit = (from, to, bytes) => {
    const [fromHost, toHost] = [cluster.hostOf[from], cluster.hostOf[to]];
    const key = `${fromHost} ${toHost}`;
    byHosts.set(key, { fromHost, toHost, bytes: (byHosts.get(key)?.bytes ?? 0) + bytes });
  };
  for (const mesh of program.meshes) collectiveTraffic(mesh, cluster, visit);
  const counts = program.transfers.map(() => 0);
  for (const { instructions } of program.meshes)
    for (const instruction of instructions) if (instruction.kind === "send") counts[instruction.transfer]++;
  program.transfers.forEach((transfer, index) => {
    for (const { from, to, bytes } of messageSendings(transfer, program)) visit(from, to, bytes * counts[index]);
  });
  return [...byHosts.values()].sort((a, b) => a.fromHost - b.fromHost || a.toHost - b.toHost);
}

function collectiveTraffic(
  { mesh, devices, buffers, instructions }: MeshProgram,
  cluster: Cluster,
  visit: Visit,
): void {
  const sent = new Map<string, { axes: readonly string[]; isPairwise: boolean; bytes: number }>();
  for (const instruction of instructions) {
    if (!("attrs" in instruction)) continue;
    const { kind, attrs, input } = instruction;
    const bytes = bytesSent(kind, attrs.groupSize, bytesOf(buffers[input].type));
    const isPairwise = kind === "all_to_all";
    const key = `${isPairwise} ${attrs.axes}`;
    sent.set(key, { axes: attrs.axes, isPairwise, bytes: (sent.get(key)?.bytes ?? 0) + bytes });
  }
  const grid = logicalMesh(cluster, mesh.axes, devices);
  for (const { axes, isPairwise, bytes } of sent.values()) {
    for (const group of axisGroups(grid, axes)) {
      const ring = [...group].sort((a, b) => a - b);
      ring.forEach((from, position) => {
        if (!isPairwise) visit(from, ring[(position + 1) % ring.length], bytes);
        else for (const to of ring) if (to !== from) visit(from, to, bytes / (ring.length - 1));
      });
    }
  }
}
