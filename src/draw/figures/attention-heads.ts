/** @file Tensor-parallel attention: weights are split by heads, each device computes some heads, one sum at the end. */
import { bytesText } from "../../base/units.ts";
import { figureRight, framed, margin } from "../frame.ts";
import type { Picture } from "../picture.ts";
import { seriesColor } from "../theme.ts";
import { type CutProduct, drawMatrix, matrixLines, sideScale } from "./matrices.ts";

interface Data {
  readonly model: string;
  readonly query: CutProduct;
  readonly key: CutProduct;
  readonly value: CutProduct;
  readonly out: CutProduct;
  readonly heads: number;
  readonly headParts: number;
}

export const drawAttentionHeads = (data: Data, commands: readonly string[]): Picture =>
  framed(
    {
      title: "Attention by heads",
      about: `A layer of ${data.model}: Q, K and V are cut by columns, so each device computes whole heads by itself; the output weight is cut by rows, and its partial sums are added. Outlined: the same on every device.`,
      commands,
    },
    (picture, top) => {
      const { query, key, value, out, heads, headParts } = data;
      const side = sideScale([query, out], 130);
      const middle = top + 160;
      const label = (x: number, y: number, lines: readonly string[]): void =>
        lines.forEach((line, i) => {
          picture.text(x, y + 14 * i, line, { size: 11, anchor: "middle", color: i === 0 ? "ink" : "muted" });
        });
      const columns = [margin + 64, margin + 214, margin + 404, margin + 596, margin + 730];
      const input = side(query.left.columns);
      drawMatrix(picture, query.left, { x: columns[0] - input / 2, middle, side });
      label(columns[0], middle + side(query.left.rows) / 2 + 16, ["X", ...matrixLines(query.left)]);
      [query, key, value].forEach(({ right }, i) => {
        const at = middle + (i - 1) * 96;
        const width = side(right.columns);
        drawMatrix(picture, right, { x: columns[1] - width / 2, middle: at, side });
        picture.text(columns[1] + width / 2 + 8, at + 4, "QKV"[i], { bold: true });
        if (i === 2) label(columns[1], at + side(right.rows) / 2 + 16, matrixLines(right).slice(0, 2));
      });
      const headWidth = Math.min(14, 190 / heads);
      const left = columns[2] - (heads * headWidth) / 2;
      for (let head = 0; head < heads; head++)
        picture.rect(
          { x: left + head * headWidth, y: middle - 42, width: headWidth - 1.5, height: 84 },
          { fill: seriesColor(Math.floor((head * headParts) / heads)), tip: `head ${head}` },
        );
      for (let part = 0; part < headParts; part++) {
        const at = left + ((part + 0.5) * heads * headWidth) / headParts;
        picture.text(at, middle - 50, `${part}`, { size: 11, anchor: "middle", color: "muted" });
      }
      label(columns[2], middle + 58, [
        `${heads} heads`,
        headParts > 1 ? `${heads / headParts} on each of ${headParts} devices` : "on every device",
        "numbers: devices",
      ]);
      drawMatrix(picture, out.right, { x: columns[3] - side(out.right.columns) / 2, middle, side });
      label(columns[3], middle + side(out.right.rows) / 2 + 16, matrixLines(out.right));
      drawMatrix(picture, out.result, { x: columns[4] - side(out.result.columns) / 2, middle, side });
      label(columns[4], middle + side(out.result.rows) / 2 + 16, ["Y", ...matrixLines(out.result)]);
      const arrows = [0, 1, 2, 3];
      for (const i of arrows) {
        const at = (columns[i] + columns[i + 1]) / 2;
        if (i === 1 || i === 2) picture.text(i === 1 ? left - 18 : at, middle + 5, "→", { size: 16, anchor: "middle" });
        else picture.text(at, middle + 5, i === 0 ? "×" : "=", { size: 16, anchor: "middle" });
      }
      const words =
        out.sentBytes === undefined
          ? "nothing is sent"
          : `all-reduce of Y: a device sends ${bytesText(Math.round(out.sentBytes))}, forward; as much again backward`;
      picture.text(figureRight, middle + 156, words, { anchor: "end" });
      return middle + 160;
    },
  );
