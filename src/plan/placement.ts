/** @file Meshes of devices with named axes, and placements: how one value is split over a mesh. */
import type { Reducer } from "../ir/ops.ts";
import type { TensorType } from "../ir/types.ts";

export interface MeshAxis {
  readonly name: string;
  readonly size: number;
}

/** A grid of devices; device number = row-major index of its coordinates. One to three axes. */
export interface Mesh {
  readonly axes: readonly MeshAxis[];
}

/**
 * The placement of a value on a mesh. `dims[d]` are the axes that split dim d, major first; on axes named nowhere the
 * value is replicated; on `partial` axes every device holds a term and the value is the `reducer` of the terms.
 */
export interface Placement {
  readonly dims: readonly (readonly string[])[];
  readonly partial: readonly string[];
  /** The operation that combines the terms. Default: "add". */
  readonly reducer?: Reducer;
}

export const meshSize = (mesh: Mesh): number => mesh.axes.reduce((product, axis) => product * axis.size, 1);

/** Product of the sizes of the named axes of a mesh. */
export const axesSize = (mesh: Mesh, axes: readonly string[]): number =>
  axes.reduce((product, name) => product * mesh.axes.find((axis) => axis.name === name)!.size, 1);

/** Whether two meshes have the same axes. */
export const sameAxes = (a: Mesh, b: Mesh): boolean =>
  a.axes.length === b.axes.length &&
  a.axes.every(({ name, size }, index) => b.axes[index].name === name && b.axes[index].size === size);

export const replicated = (rank: number): Placement => ({ dims: Array.from({ length: rank }, () => []), partial: [] });

/** The placement without the mesh's axes of size 1, which split nothing and sum nothing. */
export function withoutTrivialAxes(placement: Placement, mesh: Mesh): Placement {
  const trivial = mesh.axes.filter((axis) => axis.size === 1).map((axis) => axis.name);
  if (trivial.length === 0) return placement;
  const keep = (axes: readonly string[]) => axes.filter((axis) => !trivial.includes(axis));
  return { ...placement, dims: placement.dims.map(keep), partial: keep(placement.partial) };
}

/** The per-device type of a value of type `type` placed by `placement`. Dims must divide (the planner sees to it). */
export const localType = (type: TensorType, placement: Placement, mesh: Mesh): TensorType => ({
  dtype: type.dtype,
  shape: type.shape.map((size, dim) => size / axesSize(mesh, placement.dims[dim])),
});

/** Short spelling for people: `[x, _]`, `[_, x+y] partial(z)`. */
export function placementText(placement: Placement): string {
  const dims = `[${placement.dims.map((axes) => (axes.length ? axes.join("+") : "_")).join(", ")}]`;
  if (placement.partial.length === 0) return dims;
  const reducer = placement.reducer && placement.reducer !== "add" ? `${placement.reducer}: ` : "";
  return `${dims} partial(${reducer}${placement.partial.join(", ")})`;
}

/** True when two placements put the same bytes on the same devices. */
export function samePlacement(a: Placement, b: Placement): boolean {
  const sameAxes = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((n, i) => n === y[i]);
  const sameSet = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((n) => y.includes(n));
  return (
    a.dims.length === b.dims.length &&
    a.dims.every((axes, dim) => sameAxes(axes, b.dims[dim])) &&
    sameSet(a.partial, b.partial) &&
    (a.partial.length === 0 || (a.reducer ?? "add") === (b.reducer ?? "add"))
  );
}
