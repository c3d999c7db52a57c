/** @file Boxes of a value, compared with every element's place. */
import { expect, test } from "vitest";
import { seededRandom } from "../base/random.ts";
import { numElements } from "../ir/types.ts";
import { type Box, copyShared } from "./shard.ts";

test("two boxes of a value share what every element of it says", () => {
  const random = seededRandom(Number(process.env.ALPA_SEED ?? 1));
  for (let trial = 0; trial < 300; trial++) {
    const shape = Array.from({ length: 1 + random.int(3) }, () => 1 + random.int(5));
    const drawn = (): Box => {
      const start = shape.map((size) => random.int(size));
      return { start, shape: shape.map((size, dim) => 1 + random.int(size - start[dim])) };
    };
    const [from, to] = [drawn(), drawn()];
    /** By element of a box: its place in the whole value. */
    const placesIn = (box: Box): number[] =>
      Array.from({ length: numElements(box.shape) }, (_, element) => {
        let rest = element;
        let [place, stride] = [0, 1];
        for (let dim = shape.length - 1; dim >= 0; dim--) {
          place += stride * (box.start[dim] + (rest % box.shape[dim]));
          rest = Math.floor(rest / box.shape[dim]);
          stride *= shape[dim];
        }
        return place;
      });
    const [read, written] = [placesIn(from), placesIn(to)];
    const target = new Float32Array(written.length).fill(-1);
    copyShared(from, Float32Array.from(read), to, target);
    expect([...target]).toEqual(written.map((place) => (read.includes(place) ? place : -1)));
  }
});
