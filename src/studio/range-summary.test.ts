import fc from "fast-check";
import { expect, test } from "vitest";
import { BarList, type Lane, type Timeline } from "./bars.ts";
import { idleParts, summarize } from "./range-summary.ts";

/** A lane of bars of whole seconds: each a gap, a length, and whether it is a collective. */
function laneOf(bars: readonly (readonly [gap: number, length: number, isExchange: boolean])[]): Lane {
  const [blocks, details] = [new BarList(), new BarList()];
  let at = 0;
  for (const [gap, length, isExchange] of bars) {
    at += gap;
    blocks.add(at, at + length, "forward", 0, 0, false);
    details.add(at, at + length, isExchange ? "communication" : "forward", 0, 0, false);
    at += length;
  }
  return {
    name: "lane",
    stage: 0,
    idle: 0,
    blocks: blocks.bars,
    details: details.bars,
    beside: new BarList().bars,
    critical: new BarList().bars,
  };
}

const bars = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.boolean()), {
  minLength: 1,
  maxLength: 12,
});

test("compute, communication and idle of a range are what counting second by second gives", () => {
  fc.assert(
    fc.property(bars, fc.nat(30), fc.integer({ min: 1, max: 30 }), (given, from, length) => {
      const lane = laneOf(given);
      const seconds = from + length;
      const timeline: Timeline = {
        ...{ seconds, names: [""], lanes: [lane] },
        critical: { compute: 0, communication: 0, messages: 0 },
      };
      const counted = { compute: 0, communication: 0, idle: 0 };
      for (let second = from; second < seconds; second++) {
        const { start, end } = lane.details;
        const bar = [...start.keys()].find((i) => start[i] <= second && second < end[i]);
        if (bar === undefined) counted.idle++;
        else if (given[bar][2]) counted.communication++;
        else counted.compute++;
      }
      const [{ name: _, ...found }] = summarize(timeline, { from, to: seconds }).lanes;
      expect(found).toEqual(counted);
    }),
  );
});

test("idle time is what fills, lies between and drains", () => {
  const lane = laneOf([
    [2, 3, false],
    [1, 1, true],
  ]);
  expect(idleParts(lane, 10)).toEqual({ fill: 2, between: 1, drain: 3 });
});
