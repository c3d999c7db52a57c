/** @file A cell of a grid of plans: shaded by its number, dashed if the plan does not fit, ringed if it is the best. */
import { bytesText } from "../../base/units.ts";
import type { Box, Picture } from "../picture.ts";
import { fitText } from "../text-width.ts";

export interface PricedRow {
  readonly status: string;
  readonly reason?: string;
  readonly seconds?: number;
  readonly memory?: { readonly peakBytes: number };
}

interface CellStyle {
  /** The number of a priced row. */
  readonly words: string;
  /** From 0 to 1. */
  readonly shade: number;
  readonly isBest: boolean;
}

/** Draws the number of a row, and its memory below. */
export function drawPricedCell(picture: Picture, row: PricedRow, box: Box, { words, shade, isBest }: CellStyle): void {
  const middle = box.x + box.width / 2;
  const text = (y: number, line: string, color: "ink" | "muted", bold = false): void =>
    picture.text(middle, box.y + y, fitText(line, 11, box.width - 4), { size: 11, anchor: "middle", color, bold });
  if (row.seconds === undefined) {
    picture.rect(box, { stroke: "line", dash: "4 3", radius: 3, tip: row.reason });
    text(25, row.status, "muted");
    return;
  }
  const fits = row.status === "fits";
  if (fits) picture.rect(box, { fill: "blue", opacity: 0.12 + 0.5 * shade, radius: 3 });
  picture.rect(box, {
    stroke: isBest ? "orange" : fits ? "blue" : "red",
    strokeWidth: isBest ? 3 : 1,
    radius: 3,
    ...(!fits && { dash: "4 3" }),
    ...(row.reason && { tip: row.reason }),
  });
  text(19, words, "ink", isBest);
  text(34, row.memory ? bytesText(Math.round(row.memory.peakBytes)) : "", "muted");
}
