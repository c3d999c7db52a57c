/** @file A sweep over two variables as heat maps: a panel per method, a cell per plan, shaded by its number. */

import { secondsText } from "../../base/units.ts";
import { type FrameText, figureRight, framed, margin } from "../frame.ts";
import { logShade } from "../log-shade.ts";
import type { Picture } from "../picture.ts";
import { drawPricedCell } from "./priced-cell.ts";
import { type PlottedRow, seriesName, type Variable, variableTexts } from "./sweep-variables.ts";

/** What the cells show: seconds where all plans do the same work, else examples or tokens per second. */
export type HeatMeasure = "seconds" | "examplesPerSecond" | "tokensPerSecond";

export interface HeatMapOptions {
  readonly measure: HeatMeasure;
  /** Across, and down. */
  readonly variables: readonly [Variable, Variable];
}

/** Most width of a cell, and the width of the labels of the rows. */
const [maxWidth, labelWidth] = [86, 78];
const cellHeight = 46;

export function drawHeatMap(
  text: FrameText,
  rows: readonly PlottedRow[],
  { measure, variables: [across, down] }: HeatMapOptions,
): Picture {
  const number = (row: PlottedRow): number => row[measure] ?? 0;
  const isBetter = (a: PlottedRow, b: PlottedRow): boolean =>
    measure === "seconds" ? number(a) <= number(b) : number(a) >= number(b);
  const words = (row: PlottedRow): string =>
    measure === "seconds" ? secondsText(row.seconds!) : `${Math.round(number(row)).toLocaleString("en")}/s`;
  const fitting = rows.filter(({ status }) => status === "fits");
  const best = fitting.reduce<PlottedRow | undefined>((a, b) => (a && isBetter(a, b) ? a : b), undefined);
  const shade = logShade(rows.map(number));
  const [columns, lines] = [across, down].map((name) =>
    [...new Set(rows.map((row) => row[name] ?? 0))].sort((a, b) => a - b),
  );
  const cell = {
    width: Math.min(maxWidth, (figureRight - margin - labelWidth) / columns.length),
    height: cellHeight,
  };
  return framed(text, (picture, top) => {
    let [x, y, bottom] = [margin, top + 8, top + 8];
    for (const name of new Set(rows.map((row) => seriesName(row, [])))) {
      const own = rows.filter((row) => seriesName(row, []) === name);
      const width = Math.max(labelWidth + columns.length * cell.width, 150);
      if (x > margin && x + width > figureRight) [x, y] = [margin, bottom + 20];
      picture.text(x, y + 12, name, { bold: true });
      const label = (at: number, up: number, line: string, anchor: "middle" | "end"): void =>
        picture.text(at, up, line, { size: 11, anchor, color: "muted" });
      columns.forEach((value, i) => {
        label(x + labelWidth + (i + 0.5) * cell.width, y + 32, variableTexts[across].short(value), "middle");
      });
      lines.forEach((value, j) => {
        label(x + labelWidth - 6, y + 40 + (j + 0.5) * cell.height + 4, variableTexts[down].short(value), "end");
      });
      for (const row of own) {
        const box = {
          x: x + labelWidth + columns.indexOf(row[across] ?? 0) * cell.width + 2,
          y: y + 40 + lines.indexOf(row[down] ?? 0) * cell.height + 2,
          width: cell.width - 4,
          height: cell.height - 4,
        };
        const isPriced = row.seconds !== undefined;
        drawPricedCell(picture, row, box, {
          words: isPriced ? words(row) : "",
          shade: isPriced ? shade(number(row)) : 0,
          isBest: row === best,
        });
      }
      bottom = Math.max(bottom, y + 44 + lines.length * cell.height);
      x += width + 20;
    }
    return bottom;
  });
}
