/** @file The legend and the vertical axis of a figure of losses. */
import { drawHeightAxis } from "./axes.ts";
import { figureRight, margin } from "./frame.ts";
import { drawLegend, type LegendEntry } from "./legend.ts";
import type { Picture } from "./picture.ts";

/** Draws the legend and, below it, the axis; returns the box of the curves and the y of a loss in it. */
export function drawLossAxes(
  picture: Picture,
  top: number,
  {
    entries,
    curves,
    height,
    name,
  }: {
    readonly entries: readonly LegendEntry[];
    readonly curves: readonly { readonly losses: readonly number[] }[];
    readonly height: number;
    readonly name: string;
  },
) {
  const below = drawLegend(picture, entries, { x: margin, y: top + 8, right: figureRight });
  const box = { x: margin + 46, y: below + 34, width: figureRight - margin - 46, height };
  const most = 1.05 * Math.max(...curves.flatMap(({ losses }) => losses));
  return { box, y: drawHeightAxis(picture, box, most, { name: "", per: 1 }, name) };
}
