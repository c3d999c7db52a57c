/** @file The placements of a value that is sent from stage to stage, at the sender and at the receiver. */
import { bytesOf, type TensorType } from "../ir/types.ts";
import { axesSize, type Mesh, type Placement } from "../plan/placement.ts";

/**
 * The placements to which the terms of a value can be added up to be sent: left as they lie, or scattered over a dim.
 */
export function wholePlacements(type: TensorType, placement: Placement, mesh: Mesh): Placement[] {
  const { dims, partial, reducer = "add" } = placement;
  if (partial.length === 0) return [placement];
  const size = axesSize(mesh, partial);
  const splits = dims.flatMap((axes, dim) => {
    if (type.shape[dim] % (axesSize(mesh, axes) * size) !== 0 || reducer !== "add") return [];
    return [{ dims: dims.map((own, d) => (d === dim ? [...own, ...partial] : own)), partial: [] }];
  });
  return [{ dims, partial: [] }, ...splits];
}

/** Smaller values are received whole by every device. */
const minScatteredBytes = 1 << 16;

/**
 * A placement that splits a value over the axes that `wanted` leaves whole, as far as its dims divide, so that each
 * piece comes from the other mesh once and is gathered locally (Alpa's local all-gather).
 */
export function scattered(type: TensorType, wanted: Placement, mesh: Mesh): Placement {
  if (bytesOf(type) < minScatteredBytes) return wanted;
  let { dims } = wanted;
  for (const { name, size } of mesh.axes) {
    if (size === 1 || dims.some((axes) => axes.includes(name))) continue;
    const dim = type.shape.findIndex((length, d) => length % (axesSize(mesh, dims[d]) * size) === 0);
    if (dim >= 0) dims = dims.map((axes, d) => (d === dim ? [...axes, name] : axes));
  }
  return { dims, partial: [] };
}
