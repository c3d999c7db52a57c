import fc from "fast-check";
import { expect, test } from "vitest";
import { type BarKind, BarList, barAt, barKinds } from "./bars.ts";
import { moved, rasterBars, zoomed } from "./raster.ts";

const colors = Uint32Array.from(barKinds, (_, kind) => 0xff000000 | (kind + 1));

/** Bars of random kinds with gaps between some of them. */
const lane = fc
  .array(fc.record({ gap: fc.constantFrom(0, 0, 1, 7), length: fc.integer({ min: 1, max: 40 }), kind: fc.nat(6) }), {
    maxLength: 60,
  })
  .map((parts) => {
    const list = new BarList();
    let at = 0;
    for (const { gap, length, kind } of parts) {
      list.add(at + gap, at + gap + length, barKinds[kind] as BarKind, -1, 0, false);
      at += gap + length;
    }
    return list.bars;
  });

test("each column has the kind that takes most of it, and is as opaque as it is busy", () => {
  const view = fc.record({
    from: fc.nat(200),
    length: fc.integer({ min: 1, max: 900 }),
    columns: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(lane, view, (bars, { from, length, columns }) => {
      const row = new Uint32Array(columns);
      rasterBars(bars, { from, to: from + length }, colors, row);
      const width = length / columns;
      row.forEach((color, column) => {
        const [start, end] = [from + column * width, from + (column + 1) * width];
        const shares = new Float64Array(barKinds.length);
        bars.kind.forEach((kind, bar) => {
          shares[kind] += Math.max(0, Math.min(end, bars.end[bar]) - Math.max(start, bars.start[bar]));
        });
        const busy = shares.reduce((sum, share) => sum + share, 0) / width;
        if (busy < 1e-6) return;
        const kind = (color & 0xffffff) - 1;
        expect(shares[kind]).toBeGreaterThan(Math.max(...shares) - 1e-6 * width);
        expect(Math.abs((color >>> 24) / 255 - Math.max(0.3, busy))).toBeLessThan(0.01);
      });
    }),
  );
});

test("the bar under the pointer is found", () => {
  fc.assert(
    fc.property(lane, fc.double({ min: 0, max: 1000, noNaN: true }), (bars, at) => {
      const found = [...bars.start.keys()].find((bar) => bars.start[bar] <= at && at < bars.end[bar]) ?? -1;
      expect(barAt(bars, at)).toBe(found);
    }),
  );
});

test("zoom keeps the time under the pointer, and the view inside of the step", () => {
  const whole = { from: 0, to: 10 };
  const near = zoomed(whole, 4, 0.5, 10);
  expect(near).toEqual({ from: 2, to: 7 });
  expect(zoomed(near, 4, 0.5, 10)).toEqual({ from: 3, to: 5.5 });
  expect(zoomed(near, 2, 100, 10)).toEqual(whole);
  expect(moved(near, 100, 10)).toEqual({ from: 5, to: 10 });
  expect(moved(near, -100, 10)).toEqual({ from: 0, to: 5 });
});

/** A lane of `count` bars over one second. */
function denseLane(count: number) {
  const list = new BarList();
  for (let i = 0; i < count; i++) list.add(i / count, (i + 0.9) / count, barKinds[i % 7], -1, 0, false);
  return list.bars;
}

test("100,000 bars in 64 lanes take less than a frame's time, with a factor of 4 for slow machines", () => {
  const lanes = Array.from({ length: 64 }, () => denseLane(100_000 / 64));
  const row = new Uint32Array(1600);
  const milliseconds = Array.from({ length: 30 }, (_, frame) => {
    const start = performance.now();
    for (const bars of lanes) rasterBars(bars, { from: 0, to: 1 / (1 + frame) }, colors, row);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  expect(milliseconds[15]).toBeLessThan(4 * 16);
});
