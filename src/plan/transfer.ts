/**
 * @file Which device of one mesh gives which part of a value to which device of another: intersections of shards, each
 * taken from one of the devices that hold it (Alpa §6, cross-mesh resharding).
 */
import { numElements, type TensorType } from "../ir/types.ts";
import { localType, type Mesh, meshSize, type Placement } from "./placement.ts";
import { axesPosition } from "./shard.ts";

/** The placement of a value on one end of a transfer; it is not partial. */
export interface TransferEnd {
  readonly mesh: Mesh;
  readonly placement: Placement;
}

/** A box that rank `to` of the receiving mesh takes from rank `from` of the sending one. */
export interface TransferPiece {
  readonly from: number;
  readonly to: number;
  /** Elements along each dim. */
  readonly size: readonly number[];
  /** The start of the box in the whole value. */
  readonly start: readonly number[];
}

/** The start of a rank's shard in the whole value. */
export function shardStart(type: TensorType, { mesh, placement }: TransferEnd, rank: number): number[] {
  const { shape } = localType(type, placement, mesh);
  return shape.map((size, dim) => size * axesPosition(mesh, placement.dims[dim], rank));
}

/**
 * The pieces of a transfer, by receiving rank: the boxes of a rank cover its shard, each element once. Of several
 * senders that hold a box, the one that has given the fewest elements so far gives it.
 * @param type the whole value's
 */
export function transferPieces(type: TensorType, from: TransferEnd, to: TransferEnd): TransferPiece[] {
  const sentSize = localType(type, from.placement, from.mesh).shape;
  const receivedSize = localType(type, to.placement, to.mesh).shape;
  const holders = new Map<string, { readonly start: readonly number[]; readonly ranks: number[] }>();
  for (let rank = 0; rank < meshSize(from.mesh); rank++) {
    const start = shardStart(type, from, rank);
    const known = holders.get(start.join());
    if (known) known.ranks.push(rank);
    else holders.set(start.join(), { start, ranks: [rank] });
  }
  const given = new Array<number>(meshSize(from.mesh)).fill(0);
  const pieces: TransferPiece[] = [];
  for (let rank = 0; rank < meshSize(to.mesh); rank++) {
    const wanted = shardStart(type, to, rank);
    for (const { start: held, ranks } of holders.values()) {
      const start = wanted.map((begin, dim) => Math.max(begin, held[dim]));
      const size = start.map((begin, dim) => {
        return Math.min(wanted[dim] + receivedSize[dim], held[dim] + sentSize[dim]) - begin;
      });
      if (size.some((length) => length <= 0)) continue;
      const giver = ranks.reduce((best, other) => (given[other] < given[best] ? other : best));
      given[giver] += numElements(size);
      pieces.push({ from: giver, to: rank, size, start });
    }
  }
  return pieces;
}
