/** @file Squarified treemaps: sizes as rectangles of equal area, as square as they can be (Bruls and others, 2000). */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Boxes that fill a box, with areas in proportion to sizes, which fall and are above 0. */
export function treemap(sizes: readonly number[], within: Box): Box[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) return [];
  const scale = (within.width * within.height) / total;
  const boxes: Box[] = [];
  let free = within;
  for (let first = 0; first < sizes.length; ) {
    const side = Math.min(free.width, free.height);
    let end = first + 1;
    let area = scale * sizes[first];
    while (
      end < sizes.length &&
      worst(scale * sizes[first], scale * sizes[end], area + scale * sizes[end], side) <=
        worst(scale * sizes[first], scale * sizes[end - 1], area, side)
    )
      area += scale * sizes[end++];
    const row = sizes.slice(first, end).map((size) => scale * size);
    boxes.push(...rowBoxes(row, area, free));
    free = without(free, area);
    first = end;
  }
  return boxes;
}

/** The worst aspect ratio among the boxes of a row: longer side over shorter side. */
const worst = (largest: number, smallest: number, area: number, side: number): number =>
  Math.max((side * side * largest) / (area * area), (area * area) / (side * side * smallest));

/** A row of boxes along the shorter side of what is free. */
function rowBoxes(areas: readonly number[], area: number, { x, y, width, height }: Box): Box[] {
  const isTall = width >= height;
  const thickness = area / (isTall ? height : width);
  let at = isTall ? y : x;
  return areas.map((own) => {
    const length = own / thickness;
    const box = isTall
      ? { x, y: at, width: thickness, height: length }
      : { x: at, y, width: length, height: thickness };
    at += length;
    return box;
  });
}

const without = ({ x, y, width, height }: Box, area: number): Box =>
  width >= height
    ? { x: x + area / height, y, width: width - area / height, height }
    : { x, y: y + area / width, width, height: height - area / width };
