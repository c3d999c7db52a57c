import { expect, test } from "vitest";
import { randomMesh, randomPlacement } from "../../test/support/random-plan.ts";
import { seededRandom } from "../base/random.ts";
import { numElements, type TensorType } from "../ir/types.ts";
import { localType, type Mesh, meshSize, type Placement } from "./placement.ts";
import { shardOf } from "./shard.ts";
import { shardStart, type TransferEnd, transferPieces } from "./transfer.ts";

/** Offset of an element of a box of `shape` that begins at `start`. */
const offsetIn = (shape: readonly number[], start: readonly number[], at: readonly number[]): number =>
  shape.reduce((offset, length, dim) => offset * length + at[dim] - start[dim], 0);

/** All indices of a box. */
function* indicesOf(start: readonly number[], size: readonly number[], dim = 0): Generator<number[]> {
  if (dim === size.length) yield [];
  else {
    for (let i = 0; i < size[dim]; i++) {
      for (const rest of indicesOf(start, size, dim + 1)) yield [start[dim] + i, ...rest];
    }
  }
}

test("pieces carry every shard of one mesh to every shard of another, each element once", () => {
  const random = seededRandom(31);
  for (let trial = 0; trial < 400; trial++) {
    const shape = Array.from({ length: random.int(4) }, () => random.pick([1, 2, 3, 4, 6, 8, 12]));
    const type: TensorType = { dtype: "f32", shape };
    const end = (): TransferEnd => {
      const mesh = randomMesh(random);
      return { mesh, placement: randomPlacement(random, type, mesh) };
    };
    const [from, to] = [end(), end()];
    const whole = Float32Array.from({ length: numElements(shape) }, (_, i) => i + 1);
    const shardsOn = ({ mesh, placement }: TransferEnd) =>
      Array.from({ length: meshSize(mesh) }, (_, rank) => shardOf(whole, type, placement, mesh, rank));
    const sent = shardsOn(from);
    const received = shardsOn(to).map((shard) => new Float32Array(shard.length));
    const sentShape = localType(type, from.placement, from.mesh).shape;
    const receivedShape = localType(type, to.placement, to.mesh).shape;
    for (const piece of transferPieces(type, from, to)) {
      const [begin, into] = [shardStart(type, from, piece.from), shardStart(type, to, piece.to)];
      for (const index of indicesOf(piece.start, piece.size)) {
        received[piece.to][offsetIn(receivedShape, into, index)] += Number(
          sent[piece.from][offsetIn(sentShape, begin, index)],
        );
      }
    }
    expect(received, JSON.stringify({ shape, from, to })).toEqual(shardsOn(to));
  }
});

const line = (size: number): Mesh => ({ axes: [{ name: "x", size }] });
const grid: Mesh = {
  axes: [
    { name: "x", size: 2 },
    { name: "y", size: 2 },
  ],
};
const place = (...dims: string[][]): Placement => ({ dims, partial: [] });
const type: TensorType = { dtype: "f32", shape: [8, 6] };
const givenBy = (from: TransferEnd, to: TransferEnd): number[] => {
  const given = new Array<number>(meshSize(from.mesh)).fill(0);
  for (const { from: giver, size } of transferPieces(type, from, to)) given[giver] += numElements(size);
  return given;
};

test("replicas share the sending", () => {
  const whole = { mesh: line(2), placement: place([], []) };
  expect(givenBy({ mesh: line(4), placement: place([], []) }, { mesh: line(4), placement: place(["x"], []) })).toEqual([
    12, 12, 12, 12,
  ]);
  expect(givenBy({ mesh: grid, placement: place(["x"], []) }, whole)).toEqual([24, 24, 24, 24]);
  // Ranks 0 and 2 want one half, 1 and 3 the other: a receiver's number modulo the replicas would use half of the
  // senders.
  expect(givenBy({ mesh: grid, placement: place(["x"], []) }, { mesh: grid, placement: place(["y"], []) })).toEqual([
    24, 24, 24, 24,
  ]);
});

test("equal placements on equal meshes send shard to shard", () => {
  const split = { mesh: grid, placement: place(["x"], ["y"]) };
  expect(transferPieces(type, split, split).map(({ from, to }) => [from, to])).toEqual([0, 1, 2, 3].map((r) => [r, r]));
});
