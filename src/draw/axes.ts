/** @file Scales and axes: round numbers along a line, linear or by powers of two. */
import type { Box, Picture } from "./picture.ts";

/** Round positions from 0 to `most`, `count` of them at most. */
export function roundTicks(most: number, count = 9): number[] {
  if (!(most > 0)) return [0];
  const magnitude = 10 ** Math.floor(Math.log10(most / count));
  const step = [1, 2, 5, 10].map((n) => n * magnitude).find((n) => most / n <= count)!;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => +(i * step).toPrecision(12));
}

export interface Unit {
  readonly name: string;
  readonly per: number;
}

/** The unit in which seconds up to `most` are short numbers. */
export const secondsUnit = (most: number): Unit =>
  most >= 2 ? { name: "s", per: 1 } : most >= 2e-3 ? { name: "ms", per: 1e3 } : { name: "µs", per: 1e6 };

/** The unit in which bytes up to `most` are short numbers. */
export function bytesUnit(most: number): Unit {
  const names = ["B", "kB", "MB", "GB", "TB"];
  const index = Math.max(0, Math.min(names.length - 1, Math.floor(Math.log10(most / 2 || 1) / 3)));
  return { name: names[index], per: 1 / 1000 ** index };
}

export const tickText = (value: number): string => `${+value.toPrecision(6)}`;

/** A scale from numbers to pixels. */
export type Scale = (value: number) => number;

/** A scale from 0 at the bottom of a box to `most` at its top. */
const heightScale =
  ({ y, height }: Box, most: number): Scale =>
  (value) =>
    y + height - (value / (most || 1)) * height;

/** A logarithmic scale of positive numbers, such as powers of two. */
export function logScale({ x, width }: Box, values: readonly number[], margin = 24): Scale {
  const logs = values.map(Math.log2);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return (value) =>
    high === low ? x + width / 2 : x + margin + ((Math.log2(value) - low) / (high - low)) * (width - 2 * margin);
}

/** Horizontal grid lines with tick labels to their left, and the name of the axis above them. */
export function drawHeightAxis(picture: Picture, box: Box, most: number, unit: Unit, name: string): Scale {
  const scale = heightScale(box, most);
  for (const tick of roundTicks(most * unit.per, 5)) {
    const y = scale(tick / unit.per);
    picture.line(box.x, y, box.x + box.width, y, { stroke: "line", strokeWidth: tick === 0 ? 1 : 0.5 });
    picture.text(box.x - 7, y + 4, tickText(tick), { anchor: "end", color: "muted", size: 11 });
  }
  picture.text(box.x - 40, box.y - 12, unit.name ? `${name}, ${unit.name}` : name, { color: "muted", size: 11 });
  return scale;
}

/** Tick labels below a box, at positions of the scale, and the name of the axis under them. */
export function drawBottomTicks(
  picture: Picture,
  { x, y, width, height }: Box,
  ticks: readonly { readonly at: number; readonly words: string }[],
  name: string,
): void {
  for (const { at, words } of ticks) {
    picture.line(at, y + height, at, y + height + 4, { stroke: "line", strokeWidth: 1 });
    picture.text(at, y + height + 16, words, { anchor: "middle", color: "muted", size: 11 });
  }
  picture.text(x + width / 2, y + height + 32, name, { anchor: "middle", color: "muted", size: 11 });
}
