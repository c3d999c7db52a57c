/** @file Small multiples of layouts: by degree of data parallelism, pipeline × tensor as cells shaded by seconds. */
import { secondsText } from "../../base/units.ts";
import { figureRight, framed, margin } from "../frame.ts";
import type { Picture } from "../picture.ts";
import { drawPricedCell, type PricedRow } from "./priced-cell.ts";

interface Row extends PricedRow {
  readonly data?: number;
  readonly pipeline?: number;
  readonly tensor?: number;
}

const cell = { width: 86, height: 46 };

export const drawLayoutGrid = (
  { model, rows }: { readonly model: string; readonly rows: readonly Row[] },
  commands: readonly string[],
): Picture =>
  framed(
    {
      title: "Data × pipeline × tensor",
      about: `Predicted seconds of a step of ${model} under every layout of Megatron-LM: a panel for each number of replicas, stages down, tensor ranks across. More blue is slower; dashed does not fit; the ring is the fastest that fits.`,
      commands,
    },
    (picture, top) => {
      const unique = (values: (number | undefined)[]): number[] =>
        [...new Set(values)].flatMap((value) => value ?? []).sort((a, b) => a - b);
      const fitting = rows.filter(({ status }) => status === "fits");
      const seconds = rows.flatMap((row) => row.seconds ?? []);
      const [low, high] = [Math.min(...seconds), Math.max(...seconds)];
      const best = fitting.reduce<Row | undefined>((a, b) => (a && a.seconds! <= b.seconds! ? a : b), undefined);
      let [x, y, rowBottom] = [margin, top + 8, top + 8];
      for (const data of unique(rows.map((row) => row.data))) {
        const own = rows.filter((row) => row.data === data);
        const [pipelines, tensors] = [unique(own.map((row) => row.pipeline)), unique(own.map((row) => row.tensor))];
        const width = Math.max(34 + tensors.length * cell.width, 130);
        const height = 44 + pipelines.length * cell.height;
        if (x > margin && x + width > figureRight) [x, y] = [margin, rowBottom + 20];
        picture.text(x, y + 12, `${data} ${data === 1 ? "replica" : "replicas"}`, { bold: true });
        tensors.forEach((tensor, i) => {
          const middle = x + 34 + i * cell.width + cell.width / 2;
          picture.text(middle, y + 32, `tensor ${tensor}`, { size: 11, anchor: "middle", color: "muted" });
        });
        pipelines.forEach((pipeline, j) => {
          const up = y + 40 + j * cell.height;
          picture.text(x + 28, up + cell.height / 2 + 4, `p ${pipeline}`, { size: 11, anchor: "end", color: "muted" });
        });
        for (const row of own) {
          const box = {
            x: x + 34 + tensors.indexOf(row.tensor!) * cell.width + 2,
            y: y + 40 + pipelines.indexOf(row.pipeline!) * cell.height + 2,
            width: cell.width - 4,
            height: cell.height - 4,
          };
          const shade = high > low ? ((row.seconds ?? low) - low) / (high - low) : 0;
          drawPricedCell(picture, row, box, { words: secondsText(row.seconds ?? 0), shade, isBest: row === best });
        }
        x += width + 20;
        rowBottom = Math.max(rowBottom, y + height);
      }
      return rowBottom;
    },
  );
