/** @file A search over its seconds: its best plan and its lower bound. */
import { drawBottomTicks, drawHeightAxis, roundTicks, secondsUnit, tickText } from "../axes.ts";
import { figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";

export interface SearchPoint {
  readonly atSeconds: number;
  /** Estimated seconds of the best plan so far; absent before the first. */
  readonly best?: number;
  readonly bound: number;
}

const height = 260;

export const drawSearchProgress = (
  { model, points }: { readonly model: string; readonly points: readonly SearchPoint[] },
  commands: readonly string[],
): Picture =>
  framed(
    {
      title: "A search",
      about: `The search for a plan of ${model}: its best plan so far and the lower bound that it proves, over the seconds of the search on this machine. The rest between them is the gap.`,
      commands,
    },
    (picture, top) => {
      const entries = [
        { name: "best plan so far", color: "blue", mark: "line" },
        { name: "lower bound", color: "orange", mark: "line" },
      ] as const;
      const below = drawLegend(picture, entries, { x: margin, y: top + 8, right: figureRight });
      const box = { x: margin + 46, y: below + 34, width: figureRight - margin - 46, height };
      const most = 1.1 * Math.max(...points.map(({ best = 0, bound }) => Math.max(best, bound)));
      const y = drawHeightAxis(picture, box, most, secondsUnit(most), "estimated time of a step");
      const end = points[points.length - 1].atSeconds;
      const x = (at: number): number => box.x + (at / end) * box.width;
      const steps = (of: (point: SearchPoint) => number | undefined): (readonly [number, number])[] =>
        points.flatMap((point, i) => {
          const value = of(point);
          const next = points[i + 1]?.atSeconds ?? end;
          return value === undefined
            ? []
            : ([
                [x(point.atSeconds), y(value)],
                [x(next), y(value)],
              ] as const);
        });
      picture.polyline(
        steps(({ best }) => best),
        { stroke: "blue", strokeWidth: 2 },
      );
      picture.polyline(
        steps(({ bound }) => bound),
        { stroke: "orange", strokeWidth: 2 },
      );
      const ticks = roundTicks(end).map((tick) => ({ at: x(tick), words: tickText(tick) }));
      drawBottomTicks(picture, box, ticks, "seconds of the search");
      return box.y + height + 36;
    },
  );
