/** @file A legend: colored squares with names, in a row that breaks where it is full. */
import type { Picture } from "./picture.ts";
import { textWidth } from "./text-width.ts";
import type { Color } from "./theme.ts";

export interface LegendEntry {
  readonly name: string;
  readonly color: Color;
  /** How the picture shows it; a square by default. */
  readonly mark?: "square" | "outline" | "hatch" | "line" | "dash" | "dot" | "cross";
}

const rowHeight = 18;

/** Draws a legend whose first row is centered on `y`. Returns the y below its last row. */
export function drawLegend(
  picture: Picture,
  entries: readonly LegendEntry[],
  { x, y, right }: { readonly x: number; readonly y: number; readonly right: number },
): number {
  let [left, middle] = [x, y];
  for (const { name, color, mark = "square" } of entries) {
    const width = 17 + textWidth(name, 12) + 16;
    if (left > x && left + width - 16 > right) [left, middle] = [x, middle + rowHeight];
    const box = { x: left, y: middle - 6, width: 12, height: 12 };
    if (mark === "square") picture.rect(box, { fill: color });
    else if (mark === "outline") picture.rect(box, { stroke: color, strokeWidth: 1.5 });
    else if (mark === "hatch") picture.hatched(box);
    else if (mark === "dot") picture.circle(left + 6, middle, 4, { fill: color });
    else if (mark === "cross") picture.cross(left + 6, middle, 4, color);
    else
      picture.line(left, middle, left + 12, middle, {
        stroke: color,
        strokeWidth: 2,
        ...(mark === "dash" && { dash: "4 3" }),
      });
    picture.text(left + 17, middle + 4, name, { color: "muted" });
    left += width;
  }
  return middle + rowHeight / 2;
}
