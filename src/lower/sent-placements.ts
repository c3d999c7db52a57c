/** @file The placements of a value that one stage sends to another, at the sender and at the receiver. */
import { bytesOf, type TensorType } from "../ir/types.ts";
import { axesSize, type Mesh, type Placement } from "../plan/placement.ts";

/**
 * The placements in which a value can be sent: as it is if it is not partial; otherwise summed by an all-reduce, or by
 * a reduce-scatter over any dim that divides.
 */
export function sendablePlacements(type: TensorType, placement: Placement, mesh: Mesh): Placement[] {
  const { dims, partial, reducer = "add" } = placement;
  if (partial.length === 0) return [placement];
  const size = axesSize(mesh, partial);
  const splits = dims.flatMap((axes, dim) => {
    if (type.shape[dim] % (axesSize(mesh, axes) * size) !== 0 || reducer !== "add") return [];
    return [{ dims: dims.map((own, d) => (d === dim ? [...own, ...partial] : own)), partial: [] }];
  });
  return [{ dims, partial: [] }, ...splits];
}

/** Bytes from which a value is scattered; every device receives a smaller one whole. */
const minScatteredBytes = 1 << 16;

/**
 * Splits a value over the axes that `wanted` does not use, as far as its dims divide. So each shard crosses between the
 * meshes once and is gathered locally (Alpa's local all-gather).
 */
export function scatteredPlacement(type: TensorType, wanted: Placement, mesh: Mesh): Placement {
  if (bytesOf(type) < minScatteredBytes) return wanted;
  let { dims } = wanted;
  for (const { name, size } of mesh.axes) {
    if (size === 1 || dims.some((axes) => axes.includes(name))) continue;
    const dim = type.shape.findIndex((length, d) => length % (axesSize(mesh, dims[d]) * size) === 0);
    if (dim >= 0) dims = dims.map((axes, d) => (d === dim ? [...axes, name] : axes));
  }
  return { dims, partial: [] };
}
