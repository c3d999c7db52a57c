/** @file Placements of a plan: each as a tensor in tiles, with the devices that hold each tile. */
import { framed, margin } from "../frame.ts";
import type { Picture } from "../picture.ts";
import { fitText } from "../text-width.ts";
import { seriesColor } from "../theme.ts";

export interface SheetEntry {
  readonly placement: string;
  /** A value that has it, and its type. */
  readonly example: string;
  readonly type: string;
  readonly count: number;
  readonly rowParts: number;
  readonly columnParts: number;
  readonly isPartial: boolean;
  /** By tile, row by row: the devices that hold it. */
  readonly tiles: readonly (readonly number[])[];
}

const side = 110;
const cell = { width: 205, height: side + 86 };
const perRow = 4;

export const drawShardingSheet = (
  { model, mesh, entries }: { readonly model: string; readonly mesh: string; readonly entries: readonly SheetEntry[] },
  commands: readonly string[],
): Picture =>
  framed(
    {
      title: "Placements",
      about: `The placements of matrices in a plan of ${model} on a mesh of ${mesh}. Each square is a whole matrix, each tile a part; numbers are the devices that hold it. In [x, y] rows are split over mesh axis x, columns over y; _ is not split. Σ: each device holds a term of the sum.`,
      commands,
    },
    (picture, top) => {
      entries.forEach((entry, i) => {
        const [x, y] = [margin + (i % perRow) * cell.width, top + 4 + Math.floor(i / perRow) * cell.height];
        picture.text(x, y + 12, fitText(entry.placement, 12, cell.width - 8), { bold: true });
        const [width, height] = [side / entry.columnParts, side / entry.rowParts];
        entry.tiles.forEach((devices, tile) => {
          const [row, column] = [Math.floor(tile / entry.columnParts), tile % entry.columnParts];
          const box = { x: x + column * width, y: y + 22 + row * height, width: width - 1.5, height: height - 1.5 };
          const isWhole = entry.tiles.length === 1;
          const style = { ...(entry.isPartial && { dash: "5 3" }), strokeWidth: 1.6 };
          if (isWhole) picture.rect(box, { fill: "panel", stroke: "muted", ...style });
          else picture.rect(box, { fill: seriesColor(tile), opacity: entry.isPartial ? 0.65 : 1 });
          const words = `${entry.isPartial ? "Σ " : ""}${devices.join(",")}`;
          const color = isWhole || entry.isPartial ? "ink" : "onBar";
          if (height > 12)
            picture.text(box.x + width / 2, box.y + height / 2 + 4, fitText(words, 11, width - 3), {
              size: 11,
              anchor: "middle",
              color,
            });
        });
        picture.text(x, y + side + 40, fitText(entry.example, 11, cell.width - 10), { size: 11 });
        const type = entry.type.replace(/^tensor<(.*)>$/, "$1");
        picture.text(x, y + side + 55, `${type}; ${entry.count} alike`, { size: 11, color: "muted" });
      });
      return top + Math.ceil(entries.length / perRow) * cell.height - 8;
    },
  );
