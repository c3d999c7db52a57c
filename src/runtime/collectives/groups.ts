/** @file Groups of a collective: the devices that differ only in their coordinates on the named axes. */
import { InternalError } from "../../base/errors.ts";
import { axesSize, type Mesh, meshSize } from "../../plan/placement.ts";

export interface Group {
  /** Mesh ranks of the members; member i has index i along the axes, the first axis counting slowest. */
  readonly members: readonly number[];
  /** Which member the asking rank is. */
  readonly position: number;
}

/** Distance in rank of neighbours along the named axis. */
function axisStride(mesh: Mesh, name: string): number {
  const index = mesh.axes.findIndex((axis) => axis.name === name);
  if (index < 0) throw new InternalError("collective", `the mesh has no axis "${name}"`);
  return mesh.axes.slice(index + 1).reduce((product, axis) => product * axis.size, 1);
}

/** Coordinate of a rank along the named axes taken together, the first axis counting slowest. */
export function positionAlong(mesh: Mesh, axes: readonly string[], rank: number): number {
  return axes.reduce((position, name) => {
    const size = axesSize(mesh, [name]);
    return position * size + (Math.floor(rank / axisStride(mesh, name)) % size);
  }, 0);
}

/** The group of `rank` over `axes`. */
export function groupOf(mesh: Mesh, axes: readonly string[], rank: number): Group {
  const others = mesh.axes.map((axis) => axis.name).filter((name) => !axes.includes(name));
  const home = positionAlong(mesh, others, rank);
  const members = Array.from({ length: meshSize(mesh) }, (_, other) => other)
    .filter((other) => positionAlong(mesh, others, other) === home)
    .sort((a, b) => positionAlong(mesh, axes, a) - positionAlong(mesh, axes, b));
  return { members, position: members.indexOf(rank) };
}
