/**
 * @file Bars as one row of pixels. A column takes the colour of the kind that takes most of its time, and is as opaque
 * as it is busy, so that a thousand thin bars in a column cost no more than they show.
 */
import { type Bars, barKinds, firstEndingAfter } from "./bars.ts";

/** The part of a timeline that is shown. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Least opacity of a column in which something runs. */
const minOpacity = 0.3;

const shares = new Float64Array(barKinds.length);

/**
 * Writes the colours of bars into `row`, one entry per column.
 * @param colors  by kind: 0xAABBGGRR without its alpha
 */
export function rasterBars(bars: Bars, { from, to }: TimeRange, colors: Uint32Array, row: Uint32Array): void {
  row.fill(0);
  const { start, end, kind } = bars;
  const columnSeconds = (to - from) / row.length;
  if (!(columnSeconds > 0)) return;
  let bar = firstEndingAfter(end, from);
  let column = 0;
  while (bar < end.length && start[bar] < to && column < row.length) {
    const first = Math.max(column, Math.floor((start[bar] - from) / columnSeconds));
    if (first >= row.length) break;
    column = first;
    const columnStart = from + column * columnSeconds;
    const columnEnd = columnStart + columnSeconds;
    // A bar that covers whole columns fills them at once.
    if (start[bar] <= columnStart && end[bar] >= columnEnd) {
      const past = Math.min(row.length, Math.max(column + 1, Math.floor((end[bar] - from) / columnSeconds)));
      row.fill(colors[kind[bar]] | 0xff000000, column, past);
      column = past;
      if (end[bar] <= from + column * columnSeconds) bar++;
      continue;
    }
    shares.fill(0);
    for (; bar < end.length && start[bar] < columnEnd; bar++) {
      shares[kind[bar]] += Math.min(end[bar], columnEnd) - Math.max(start[bar], columnStart);
      if (end[bar] > columnEnd) break;
    }
    row[column++] = mixed(colors, columnSeconds);
  }
}

function mixed(colors: Uint32Array, columnSeconds: number): number {
  let [most, busy] = [0, 0];
  for (let kind = 0; kind < shares.length; kind++) {
    busy += shares[kind];
    if (shares[kind] > shares[most]) most = kind;
  }
  const opacity = Math.min(1, Math.max(minOpacity, busy / columnSeconds));
  return busy > 0 ? ((Math.round(255 * opacity) << 24) | (colors[most] & 0xffffff)) >>> 0 : 0;
}

/** `range` made `factor` times as long around `at`, inside of 0 to `seconds`. */
export function zoomed({ from, to }: TimeRange, at: number, factor: number, seconds: number): TimeRange {
  const length = Math.min(seconds, Math.max(seconds * 1e-7, (to - from) * factor));
  return moved({ from: 0, to: length }, at - ((at - from) / (to - from)) * length, seconds);
}

/** `range` moved by `by`, inside of 0 to `seconds`. */
export function moved({ from, to }: TimeRange, by: number, seconds: number): TimeRange {
  const start = Math.max(0, Math.min(seconds - (to - from), from + by));
  return { from: start, to: start + (to - from) };
}
