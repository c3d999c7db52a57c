/** @file The logical meshes of submeshes, which the costs of layers are computed on. */
import type { HostKind } from "../../../cluster/cluster.ts";
import { meshShapes, type Submesh } from "../../../cluster/submesh.ts";
import type { MeshCost } from "../../../cost/mesh-cost.ts";
import type { Mesh } from "../../../plan/placement.ts";
import type { MeshTables } from "../../../sharding/problem/mesh-tables.ts";
import type { ChoiceFilter } from "../../../sharding/problem/node-choices.ts";

/** A logical mesh over a submesh's real links. */
export interface StageMesh {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  readonly tables: MeshTables;
  readonly numDevices: number;
  /** The choices of the whole step that the intra-stage method allows on the mesh; all by default. */
  readonly filter?: ChoiceFilter;
  /** Identifies the mesh among all meshes. */
  readonly key: string;
  /** The same mesh on fewer hosts, where one device does the work of `times` devices of this mesh. */
  readonly smaller: readonly { readonly key: string; readonly times: number }[];
}

/** Names of the axes of logical meshes. */
export const axisNames = ["x", "y"];

/** Identifies the meshes of a shape over hosts of a kind. */
export const keyOf = ({ device }: HostKind, numHosts: number, shape: readonly number[]): string =>
  `${device.name} ${numHosts}: ${shape.join("x")}`;

/** The same mesh on fewer hosts, for a mesh whose second axis stays within a host; none for other meshes. */
export function smallerOf({ host, numHosts, devicesPerHost }: Submesh, axes: Mesh["axes"]): StageMesh["smaller"] {
  if (axes.length !== 2 || devicesPerHost % axes[1].size !== 0) return [];
  const [x, y] = axes.map(({ size }) => size);
  return Array.from({ length: numHosts }, (_, i) => i + 1)
    .filter((times) => times > 1 && numHosts % times === 0)
    .map((times) => {
      const shape = [x / times, y];
      // On one host with a switch the order of the axes does not matter.
      const isSorted = times === numHosts && host.link.topology === "switch";
      return { key: keyOf(host, numHosts / times, isSorted ? shape.sort((a, b) => a - b) : shape), times };
    });
}

/**
 * The shapes of the logical meshes of a submesh.
 * @param isSymmetric  whether all pairs of devices have equal links, so that the order of the axes does not matter
 */
export function shapesOf(numHosts: number, devicesPerHost: number, isSymmetric: boolean): number[][] {
  const inside = meshShapes(devicesPerHost, 2).filter(([, size]) => size > 1);
  if (numHosts > 1 && inside.length > 0) return inside.map(([parts, size]) => [numHosts * parts, size]);
  const all = numHosts * devicesPerHost;
  const long = meshShapes(all, 2).filter((shape) => shape.every((size) => size > 1));
  const shapes = isSymmetric ? long.filter(([a, b]) => a <= b) : long;
  return shapes.length > 0 ? shapes : [[all]];
}
