/** @file Paints a timeline on a canvas: lanes of tasks, under each its instructions, and the axis. */
import { type Bars, barKinds, firstEndingAfter, type Timeline } from "../bars.ts";
import { ticks, tickText, unitOf } from "../numbers.ts";
import { rasterBars, type TimeRange } from "../raster.ts";
import { cssColor } from "./theme.ts";

export const layout = { axis: 26, block: 22, detail: 9, beside: 5, critical: 4, gap: 12 } as const;
export const laneHeight = layout.block + layout.detail + 2 + layout.gap;

/** The colours of one theme. */
export interface Colors {
  /** By kind, 0xAABBGGRR. */
  readonly kinds: Uint32Array;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly idle: string;
  readonly ground: string;
  readonly onBar: string;
}

export function readColors(): Colors {
  const kinds = barKinds.map((kind) => {
    const [red, green, blue] = cssColor(`--kind-${kind}`)
      .match(/[\d.]+/g)!
      .map(Number);
    return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  });
  return {
    kinds: Uint32Array.from(kinds),
    ink: cssColor("--ink"),
    muted: cssColor("--muted"),
    line: cssColor("--line"),
    idle: cssColor("--idle"),
    ground: cssColor("--panel"),
    onBar: cssColor("--on-bar"),
  };
}

/** The part of a timeline that is painted, and how. */
export interface Shown {
  readonly range: TimeRange;
  /** Pixels by which the lanes are scrolled. */
  readonly top: number;
  /** The width of lane names, in pixels. */
  readonly left: number;
  /** Whether the critical path is marked. */
  readonly isCritical: boolean;
  /** The selected part. */
  readonly selection?: TimeRange;
}

const numRows = 4;
/** Bars narrower than this have no edge, and lanes with more bars in view have no labels. */
const [edgePixels, maxLabelled] = [5, 600];

export class TimelinePainter {
  readonly #canvas: HTMLCanvasElement;
  /** Four rows of pixels per lane: blocks, details, what runs beside them, and the critical path. */
  readonly #rows = new OffscreenCanvas(1, 1);
  #image = new ImageData(1, 1);

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** The width of lane names in CSS pixels. */
  nameWidth({ lanes }: Timeline): number {
    const context = this.#canvas.getContext("2d")!;
    context.font = nameFont;
    const widths = lanes.slice(0, 200).map(({ name }) => context.measureText(this.#nameOf(name)).width);
    return 10 + Math.ceil(Math.max(0, ...widths));
  }

  /** The name of a lane; narrow canvases shorten `device 3` to `3`. */
  #nameOf(name: string): string {
    return this.#canvas.clientWidth < narrowWidth ? name.replace(/^devices? /, "") : name;
  }

  paint(timeline: Timeline, { range, top, left, isCritical, selection }: Shown, colors: Colors): void {
    const canvas = this.#canvas;
    const scale = devicePixelRatio;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight)
      [canvas.width, canvas.height] = [pixelWidth, pixelHeight];
    const context = canvas.getContext("2d")!;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const right = width;
    const x = (seconds: number): number =>
      left + ((seconds - range.from) / (range.to - range.from)) * Math.max(1, right - left);
    const firstLane = Math.max(0, Math.floor(top / laneHeight));
    const lastLane = Math.min(timeline.lanes.length, Math.ceil((top + height - layout.axis) / laneHeight));
    const shown = timeline.lanes.slice(firstLane, lastLane);
    const columns = Math.max(1, Math.round((right - left) * scale));
    this.#raster(shown, range, colors, columns);
    this.#axis(context, range, x, colors, left, right, height);

    context.save();
    context.beginPath();
    context.rect(0, layout.axis, width, height - layout.axis);
    context.clip();
    context.imageSmoothingEnabled = false;
    context.textBaseline = "middle";
    shown.forEach((lane, index) => {
      const y = layout.axis + (firstLane + index) * laneHeight - top + layout.gap / 2;
      const detailY = y + layout.block + 2;
      context.fillStyle = colors.idle;
      context.fillRect(left, y, right - left, layout.block);
      context.fillRect(left, detailY, right - left, layout.detail);
      const row = numRows * index;
      context.drawImage(this.#rows, 0, row, columns, 1, left, y, right - left, layout.block);
      context.drawImage(this.#rows, 0, row + 1, columns, 1, left, detailY, right - left, layout.detail);
      context.drawImage(
        this.#rows,
        0,
        row + 2,
        columns,
        1,
        left,
        detailY + layout.detail + 1,
        right - left,
        layout.beside,
      );
      if (isCritical)
        context.drawImage(
          this.#rows,
          0,
          row + 3,
          columns,
          1,
          left,
          y - layout.critical - 1,
          right - left,
          layout.critical,
        );
      context.fillStyle = colors.muted;
      context.font = nameFont;
      context.textAlign = "left";
      context.fillText(this.#nameOf(lane.name), 2, y + layout.block / 2);
      this.#labels(context, lane.blocks, range, x, y, colors, left, right);
    });
    if (selection) {
      const [from, to] = [selection.from, selection.to].map((at) => Math.max(left, Math.min(right, x(at))));
      context.globalAlpha = 0.16;
      context.fillStyle = colors.ink;
      context.fillRect(from, layout.axis, Math.max(1, to - from), height);
      context.globalAlpha = 1;
    }
    context.restore();
  }

  #raster(lanes: Timeline["lanes"], range: TimeRange, { kinds }: Colors, columns: number): void {
    const rows = this.#rows;
    const count = Math.max(1, numRows * lanes.length);
    if (rows.width !== columns || rows.height !== count) {
      [rows.width, rows.height] = [columns, count];
      this.#image = new ImageData(columns, count);
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    lanes.forEach(({ blocks, details, beside, critical }, lane) => {
      [blocks, details, beside, critical].forEach((bars, part) => {
        const at = (numRows * lane + part) * columns;
        rasterBars(bars, range, kinds, pixels.subarray(at, at + columns));
      });
    });
    rows.getContext("2d")!.putImageData(this.#image, 0, 0);
  }

  /** Edges between wide neighbours, and the number of the microbatch where there is room for it. */
  #labels(
    context: CanvasRenderingContext2D,
    { start, end, kind, microbatch }: Bars,
    range: TimeRange,
    x: (seconds: number) => number,
    y: number,
    colors: Colors,
    left: number,
    right: number,
  ): void {
    const first = firstEndingAfter(end, range.from);
    let last = first;
    while (last < end.length && start[last] < range.to && last - first <= maxLabelled) last++;
    if (last - first > maxLabelled) return;
    context.font = labelFont;
    context.textAlign = "center";
    for (let bar = first; bar < last; bar++) {
      const from = x(start[bar]);
      const [shownFrom, shownTo] = [Math.max(left, from), Math.min(right, x(end[bar]))];
      const pixels = shownTo - shownFrom;
      if (pixels < edgePixels) continue;
      context.fillStyle = colors.ground;
      if (from >= left) context.fillRect(from, y, 1, layout.block);
      if (microbatch[bar] < 0 || kind[bar] === updateKind) continue;
      const text = `${microbatch[bar]}`;
      if (pixels < 8 + 6.5 * text.length) continue;
      context.fillStyle = colors.onBar;
      context.fillText(text, (shownFrom + shownTo) / 2, y + layout.block / 2 + 0.5);
    }
  }

  #axis(
    context: CanvasRenderingContext2D,
    { from, to }: TimeRange,
    x: (seconds: number) => number,
    colors: Colors,
    left: number,
    right: number,
    height: number,
  ): void {
    const { step, at } = ticks(from, to, Math.max(2, (right - left) / 110));
    const unit = unitOf(to);
    context.font = labelFont;
    context.textBaseline = "middle";
    context.textAlign = "left";
    for (const seconds of at) {
      const place = Math.round(x(seconds)) + 0.5;
      context.fillStyle = colors.line;
      context.fillRect(place, layout.axis - 6, 1, height);
      const text = tickText(seconds, step, unit);
      if (place + 4 + context.measureText(text).width > right) continue;
      context.fillStyle = colors.muted;
      context.fillText(text, place + 4, 11);
    }
  }
}

/** Canvases narrower than this have short names of lanes. */
const narrowWidth = 520;

const updateKind = barKinds.indexOf("update");
const nameFont = "12px system-ui, sans-serif";
const labelFont = "11px system-ui, sans-serif";
