/** @file Matrices as rectangles, split as a plan splits them; each device's part has its own color. */
import { bytesText } from "../../base/units.ts";
import type { Picture } from "../picture.ts";
import { wrapText } from "../text-width.ts";
import { seriesColor } from "../theme.ts";

/** A tensor as a matrix: its last dim across, all others down. */
export interface CutMatrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly rowParts: number;
  readonly columnParts: number;
  /** Each device holds a term of the sum. */
  readonly isPartial: boolean;
  /** Bytes of a device. */
  readonly bytes: number;
}

/** A product with a weight. */
export interface CutProduct {
  readonly op: string;
  readonly left: CutMatrix;
  readonly right: CutMatrix;
  readonly result: CutMatrix;
  /** Bytes that a device sends to sum a partial result. */
  readonly sentBytes?: number;
  /** Text after the product, in place of what is sent. */
  readonly note?: string;
}

/** Pixels of a side. They grow with the square root of its size, because sizes differ by large factors. */
export const sideScale = (products: readonly CutProduct[], most: number): ((size: number) => number) => {
  const largest = Math.max(
    ...products.flatMap(({ left, right, result }) =>
      [left, right, result].flatMap((each) => [each.rows, each.columns]),
    ),
  );
  return (size) => Math.max(14, most * Math.sqrt(size / largest));
};

/** `cut by rows`, `on every device`, `partial sums`. */
function cutText({ rowParts, columnParts, isPartial }: CutMatrix): string {
  const cuts = [
    ...(rowParts > 1 ? [`rows / ${rowParts}`] : []),
    ...(columnParts > 1 ? [`columns / ${columnParts}`] : []),
  ];
  if (isPartial) return "Σ of partial sums";
  return cuts.length > 0 ? cuts.join(", ") : "on every device";
}

/** Draws a matrix with its sizes below; returns its width. */
export function drawMatrix(
  picture: Picture,
  matrix: CutMatrix,
  { x, middle, side }: { readonly x: number; readonly middle: number; readonly side: (size: number) => number },
): number {
  const { rows, columns, rowParts, columnParts, isPartial } = matrix;
  const [width, height] = [side(columns), side(rows)];
  const top = middle - height / 2;
  const isWhole = rowParts === 1 && columnParts === 1;
  if (isWhole)
    picture.rect(
      { x, y: top, width, height },
      { fill: "panel", stroke: "muted", strokeWidth: 1.6, ...(isPartial && { dash: "5 3" }) },
    );
  else
    for (let row = 0; row < rowParts; row++)
      for (let column = 0; column < columnParts; column++)
        picture.rect(
          {
            x: x + (column * width) / columnParts,
            y: top + (row * height) / rowParts,
            width: width / columnParts - 1,
            height: height / rowParts - 1,
          },
          { fill: seriesColor(row * columnParts + column), opacity: isPartial ? 0.5 : 1 },
        );
  if (isPartial) picture.text(x + width / 2, middle + 6, "Σ", { size: 17, anchor: "middle", bold: true });
  return width;
}

/** The lines under a matrix. */
export const matrixLines = (matrix: CutMatrix): string[] => [
  `${matrix.name ? `${matrix.name} ` : ""}${matrix.rows} × ${matrix.columns}`,
  cutText(matrix),
  bytesText(matrix.bytes),
];

const columnWidth = 196;
const lineHeight = 14;

/**
 * Draws a product as left × right = result, with the lines of each below it and what is sent after it.
 * @returns where it ends
 */
export function drawProduct(
  picture: Picture,
  product: CutProduct,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: (size: number) => number },
): number {
  const parts = [product.left, product.right, product.result];
  const height = Math.max(...parts.map(({ rows }) => side(rows)));
  const middle = y + height / 2;
  parts.forEach((matrix, i) => {
    const center = x + i * columnWidth + columnWidth / 2;
    drawMatrix(picture, matrix, { x: center - side(matrix.columns) / 2, middle, side });
    matrixLines(matrix).forEach((line, j) => {
      picture.text(center, y + height + 16 + lineHeight * j, line, {
        size: 11,
        anchor: "middle",
        color: j === 0 ? "ink" : "muted",
      });
    });
    if (i < 2) picture.text(x + (i + 1) * columnWidth, middle + 5, i === 0 ? "×" : "=", { size: 16, anchor: "middle" });
  });
  const right = x + 3 * columnWidth + 6;
  if (product.note !== undefined)
    wrapText(product.note, 11, 150).forEach((line, i) => {
      picture.text(right + 14, middle - 4 + 15 * i, line, { size: 11, color: "muted" });
    });
  else if (product.sentBytes !== undefined) {
    picture.line(right - 10, middle, right + 8, middle, { stroke: "orange", strokeWidth: 3 });
    picture.text(right + 14, middle - 4, "all-reduce: a device", { size: 11 });
    picture.text(right + 14, middle + 11, `sends ${bytesText(Math.round(product.sentBytes))}`, { size: 11 });
  } else picture.text(right + 14, middle + 4, "nothing is sent", { size: 11, color: "muted" });
  return y + height + 16 + lineHeight * 3;
}
