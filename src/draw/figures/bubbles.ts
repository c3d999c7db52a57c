/** @file Idle share over microbatches, by schedule: lines for the formula on equal stages, dots for simulated plans. */
import { drawBottomTicks, drawHeightAxis, logScale } from "../axes.ts";
import { figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";
import { seriesColor } from "../theme.ts";

interface Data {
  readonly stages: number;
  readonly points: readonly {
    readonly schedule: string;
    readonly microbatches: number;
    readonly formula: number;
    readonly simulated?: number;
    /** Measured for equal stages on the threads engine. */
    readonly measured?: number;
  }[];
}

const height = 280;

export const drawBubbles = ({ stages, points }: Data, commands: readonly string[]): Picture =>
  framed(
    {
      title: "The bubble",
      about: `Idle share of a pipeline of ${stages} stages. Lines are the formula of each schedule on equal stages, r(p − 1)/(m + r(p − 1)), with r = 1 for 1F1B; dots are simulated plans, whose stages are not quite equal and which also send and update. Crosses are measured on worker threads whose equal stages sleep instead of computing.`,
      commands,
    },
    (picture, top) => {
      const schedules = [...new Set(points.map(({ schedule }) => schedule))];
      const below = drawLegend(
        picture,
        [
          ...schedules.map((name, i) => ({ name, color: seriesColor(i) })),
          { name: "formula", color: "muted", mark: "line" },
          { name: "simulated", color: "muted", mark: "dot" },
          { name: "measured", color: "muted", mark: "cross" },
        ],
        { x: margin, y: top + 8, right: figureRight },
      );
      const box = { x: margin + 46, y: below + 34, width: figureRight - margin - 46, height };
      const most = 1.08 * Math.max(...points.map(({ formula, simulated = 0 }) => Math.max(formula, simulated)));
      const y = drawHeightAxis(picture, box, most, { name: "%", per: 100 }, "idle share of a step");
      const counts = [...new Set(points.map(({ microbatches }) => microbatches))].sort((a, b) => a - b);
      const x = logScale(box, counts, 40);
      schedules.forEach((name, i) => {
        const own = points.filter(({ schedule }) => schedule === name).sort((a, b) => a.microbatches - b.microbatches);
        const color = seriesColor(i);
        picture.polyline(
          own.map(({ microbatches, formula }) => [x(microbatches), y(formula)]),
          { stroke: color, strokeWidth: 1.8 },
        );
        for (const { microbatches, simulated, measured } of own) {
          if (measured !== undefined) picture.cross(x(microbatches), y(measured), 5, color);
          if (simulated === undefined) continue;
          const tip = `${name}, ${microbatches} microbatches: ${(100 * simulated).toFixed(1)} %`;
          picture.circle(x(microbatches), y(simulated), 4, { fill: color, tip });
        }
      });
      drawBottomTicks(
        picture,
        box,
        counts.map((count) => ({ at: x(count), words: `${count}` })),
        "microbatches",
      );
      return box.y + height + 36;
    },
  );
