/** @file A sweep as a plot: seconds, or work per device, over one variable, a line per method; bars without one. */
import { bytesText, secondsText } from "../../base/units.ts";
import { drawBottomTicks, drawHeightAxis, logScale, secondsUnit } from "../axes.ts";
import { type FrameText, figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Box, Picture } from "../picture.ts";
import { fitText } from "../text-width.ts";
import { type Color, seriesColor } from "../theme.ts";
import { type PlottedRow, seriesName, type Variable, variableTexts } from "./sweep-variables.ts";

/** The measure on the vertical axis. */
export interface Measure {
  readonly name: string;
  readonly of: (row: PlottedRow) => number | undefined;
  readonly bound?: (row: PlottedRow) => number | undefined;
  readonly unit: (most: number) => { readonly name: string; readonly per: number };
}

export const secondsMeasure: Measure = {
  name: "predicted time of a step",
  of: ({ seconds }) => seconds,
  bound: ({ boundSeconds }) => boundSeconds,
  unit: secondsUnit,
};

export const flopsMeasure: Measure = {
  name: "predicted FLOP/s of a device",
  of: ({ flopsPerDevice }) => flopsPerDevice,
  unit: () => ({ name: "TFLOP/s", per: 1e-12 }),
};

export interface SweepPlotOptions {
  readonly measure: Measure;
  /** The variables of the sweep: the first is the horizontal axis, each value of the others has lines of its own. */
  readonly variables: readonly Variable[];
}

const height = 300;

export function drawSweepPlot(
  text: FrameText,
  rows: readonly PlottedRow[],
  { measure, variables }: SweepPlotOptions,
): Picture {
  const [axis, ...others] = variables;
  if (axis === undefined) return drawSweepBars(text, rows, measure);
  const names = [...new Set(rows.map((row) => seriesName(row, others)))];
  return framed(text, (picture, top) => {
    const values = [...new Set(rows.map((row) => row[axis] ?? 0))].sort((a, b) => a - b);
    const priced = rows.filter(({ status }) => status === "fits");
    const most = 1.05 * Math.max(...priced.map((row) => measure.of(row) ?? 0), 0);
    const hasBound = priced.some((row) => measure.bound?.(row) !== undefined);
    const isOut = rows.some(({ status }) => status !== "fits");
    const below = drawLegend(
      picture,
      [
        ...names.map((name, i) => ({ name, color: seriesColor(i), mark: "dot" }) as const),
        ...(hasBound
          ? [{ name: "down to the lower bound of the search's estimate", color: "muted", mark: "line" } as const]
          : []),
        ...(isOut ? [{ name: "does not fit, or is refused", color: "muted", mark: "cross" } as const] : []),
      ],
      { x: margin, y: top + 8, right: figureRight },
    );
    const box = { x: margin + 46, y: below + (isOut ? 58 : 34), width: figureRight - margin - 46, height };
    const y = drawHeightAxis(picture, box, most, measure.unit(most), measure.name);
    const x = logScale(box, values, 40);
    names.forEach((name, i) => {
      const own = rows
        .filter((row) => seriesName(row, others) === name)
        .sort((a, b) => (a[axis] ?? 0) - (b[axis] ?? 0));
      const shown = own.filter((row) => row.status === "fits");
      const offset = (i - (names.length - 1) / 2) * Math.min(7, 60 / names.length);
      const color = seriesColor(i);
      picture.polyline(
        shown.map((row) => [x(row[axis] ?? 0) + offset, y(measure.of(row)!)]),
        { stroke: color, strokeWidth: 1.8 },
      );
      for (const row of shown) drawPoint(picture, row, x(row[axis] ?? 0) + offset, y, { measure, name, color });
    });
    if (isOut) drawOut(picture, rows, box, (row) => x(row[axis] ?? 0), names, others);
    drawBottomTicks(
      picture,
      box,
      values.map((value) => ({ at: x(value), words: variableTexts[axis].tick(value) })),
      variableTexts[axis].name,
    );
    return box.y + height + 36;
  });
}

interface PointStyle {
  readonly measure: Measure;
  readonly name: string;
  readonly color: Color;
}

function drawPoint(
  picture: Picture,
  row: PlottedRow,
  x: number,
  y: (value: number) => number,
  { measure, name, color }: PointStyle,
): void {
  const value = measure.of(row)!;
  const bound = measure.bound?.(row);
  // The bound is of the search's estimate, which may be a little above the simulated seconds.
  if (bound !== undefined && bound < value) {
    picture.line(x, y(value), x, y(bound), { stroke: color, strokeWidth: 1.2 });
    picture.line(x - 4, y(bound), x + 4, y(bound), { stroke: color, strokeWidth: 1.2 });
  }
  picture.circle(x, y(value), 3.6, { fill: color, tip: `${name}: ${secondsText(row.seconds!)} a step` });
}

/** Crosses over the plot, with the bytes that a plan would need. */
function drawOut(
  picture: Picture,
  rows: readonly PlottedRow[],
  box: Box,
  x: (row: PlottedRow) => number,
  names: readonly string[],
  others: readonly Variable[],
): void {
  const placed = new Map<number, number>();
  for (const row of rows.filter(({ status }) => status !== "fits")) {
    const at = x(row);
    const count = placed.get(at) ?? 0;
    placed.set(at, count + 1);
    const [left, top] = [at + count * 16 - 8, box.y - 30];
    const color = seriesColor(names.indexOf(seriesName(row, others)));
    picture.cross(left, top, 4, color);
    const bytes = row.memory?.peakBytes ?? row.needsBytes;
    if (count === 0 && bytes !== undefined)
      picture.text(at, top - 9, `needs ${bytesText(Math.round(bytes))}`, {
        size: 10,
        anchor: "middle",
        color: "muted",
      });
  }
}

/** A bar per row, the smallest first; those that do not fit are hollow. */
function drawSweepBars(text: FrameText, rows: readonly PlottedRow[], measure: Measure): Picture {
  const shown = rows.filter((row) => measure.of(row) !== undefined).sort((a, b) => measure.of(a)! - measure.of(b)!);
  const most = Math.max(...shown.map((row) => measure.of(row)!), 0);
  const unit = measure.unit(most);
  const left = margin + 190;
  return framed(text, (picture, top) => {
    picture.text(left, top + 12, `${measure.name}, ${unit.name}; hollow: does not fit`, { size: 11, color: "muted" });
    shown.forEach((row, i) => {
      const y = top + 24 + 22 * i;
      const value = measure.of(row)!;
      const width = (value / most) * (figureRight - left - 70);
      const fits = row.status === "fits";
      picture.text(left - 8, y + 13, fitText(seriesName(row, []), 12, 180), { anchor: "end" });
      picture.rect({ x: left, y, width, height: 17 }, fits ? { fill: "blue" } : { stroke: "blue", dash: "4 3" });
      const bound = fits ? measure.bound?.(row) : undefined;
      if (bound !== undefined) {
        const at = left + (bound / most) * (figureRight - left - 70);
        picture.line(at, y - 1, at, y + 18, {
          stroke: "ink",
          strokeWidth: 1.6,
          tip: `lower bound ${secondsText(bound)}`,
        });
      }
      picture.text(left + width + 8, y + 13, (value * unit.per).toPrecision(4), { color: "muted" });
    });
    return top + 24 + 22 * shown.length;
  });
}
