import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, treemap } from "./treemap.ts";

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

test("boxes fill theirs, do not overlap, and have areas in proportion to the sizes", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 }), (list) => {
      const sizes = list.sort((a, b) => b - a);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const within: Box = { x: 10, y: 20, width: 300, height: 100 };
      const boxes = treemap(sizes, within);
      expect(boxes).toHaveLength(sizes.length);
      boxes.forEach((box, i) => {
        expect(box.width * box.height).toBeCloseTo((30000 * sizes[i]) / total, 4);
        expect(overlap(box, within)).toBeCloseTo(box.width * box.height, 4);
        for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBeCloseTo(0, 4);
      });
    }),
  );
});

test("the published example: a box of 6 by 4 for 6, 6, 4, 3, 2, 2, 1", () => {
  const boxes = treemap([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
  const sides = boxes.map(({ width, height }) => [width, height].map((side) => Number(side.toFixed(3))));
  // Figure 4 of the paper: two boxes of 3 by 2 to the left, then 4 and 3 above the rest.
  expect(sides.slice(0, 4)).toEqual([
    [3, 2],
    [3, 2],
    [1.714, 2.333],
    [1.286, 2.333],
  ]);
});
