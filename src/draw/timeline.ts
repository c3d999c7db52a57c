/**
 * @file A timeline as SVG: one lane per device, one bar per block of work. Measured and predicted runs are drawn by the
 *   same code from the same kind of bars. In a pipeline the blocks are the schedule's tasks, labelled with their
 *   microbatch; idle time stays light.
 */
import { secondsText } from "../base/units.ts";
import type { ScheduleTask } from "../plan/plan.ts";
import { escapeXml, fontFamily } from "./svg.ts";

/** A task of a pipeline schedule. */
export interface TimelineTask {
  readonly kind: ScheduleTask;
  readonly chunk: number;
  readonly microbatch: number;
}

/** An interval of work on one device; bars of one device do not overlap. */
export interface TimelineBar {
  readonly device: number;
  readonly name: string;
  /** `wait`: the device waits for a message of another mesh. */
  readonly kind: "compute" | "update" | "communication" | "wait";
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The task that it belongs to, in a pipeline. */
  readonly task?: TimelineTask;
}

const colors = {
  forward: "#4a7fc1",
  backward: "#3f9b76",
  "backward-input": "#3f9b76",
  "backward-weight": "#8dbb5a",
  update: "#8763b0",
  compute: "#4a7fc1",
  communication: "#e08a2e",
} as const satisfies Partial<Record<TimelineBar["kind"] | ScheduleTask, string>>;
type Color = keyof typeof colors;
/** Bar colors light enough for dark text. */
const pale: ReadonlySet<Color> = new Set(["backward-weight"]);

const width = 1200;
const right = 96;
const top = 62;
const idleColor = "#e9ebee";
const gap = 5;
/** Lane heights: lower when there are many lanes. */
const laneHeights = { few: 24, many: 14 };
const manyLanes = 24;
/** Height of the strip that shows a task's collectives. */
const stripHeight = 5;
/** Blocks closer together than this many pixels are drawn as one. */
const joined = 0.75;
/** A lane with more blocks is drawn in columns of this many pixels; each shows the color that takes most of it. */
const [maxPieces, columnWidth] = [1500, 0.75];

/** A bar as drawn; adjacent bars with one `key` become one block. */
interface Piece {
  readonly key: string;
  readonly color: Color;
  readonly opacity: number;
  readonly label: string;
  readonly tip: string;
  startSeconds: number;
  endSeconds: number;
}

/** Names a lane; a lane may stand for several devices that do the same. */
export type LaneName = (device: number) => string;

/**
 * @param title  one line above the lanes
 * @returns a self-contained SVG document; bars carry their name and length as tooltips
 */
export function drawTimeline(
  bars: readonly TimelineBar[],
  title: string,
  laneName: LaneName = (device) => `device ${device}`,
): string {
  const lanes = new Map<number, TimelineBar[]>();
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let lastChunk = 0;
  for (const bar of bars) {
    if (!lanes.has(bar.device)) lanes.set(bar.device, []);
    lanes.get(bar.device)!.push(bar);
    start = Math.min(start, bar.startSeconds);
    end = Math.max(end, bar.endSeconds);
    lastChunk = Math.max(lastChunk, bar.task?.chunk ?? 0);
  }
  const devices = [...lanes.keys()].sort((a, b) => a - b);
  const seconds = end - start;
  const left = 24 + 6.8 * Math.max(0, ...devices.map((device) => laneName(device).length));
  const scale = (width - left - right) / (seconds || 1);
  const x = (at: number): number => left + (at - start) * scale;
  const laneHeight = devices.length > manyLanes ? laneHeights.many : laneHeights.few;
  const bottom = top + devices.length * (laneHeight + gap);
  const height = bottom + 30;

  const lanesOut: string[] = [];
  const out: string[] = [];
  const used = new Set<Color>();
  const rect = (
    from: number,
    to: number,
    y: number,
    high: number,
    color: Color,
    opacity: number,
    tip: string,
  ): void => {
    used.add(color);
    const fade = opacity < 1 ? ` fill-opacity="${opacity.toFixed(2)}"` : "";
    out.push(
      `<rect x="${from.toFixed(2)}" y="${y}" width="${Math.max(0.4, to - from).toFixed(2)}" height="${high}" fill="${colors[color]}"${fade}><title>${escapeXml(tip)}</title></rect>`,
    );
  };
  devices.forEach((device, lane) => {
    const y = top + lane * (laneHeight + gap);
    const own = lanes.get(device)!.sort((a, b) => a.startSeconds - b.startSeconds);
    const text = (at: number, anchor: string, words: string): void =>
      void out.push(
        `<text x="${at}" y="${y + laneHeight / 2 + 4}" fill="#444" text-anchor="${anchor}">${escapeXml(words)}</text>`,
      );
    text(left - 10, "end", laneName(device));
    const busy = own.reduce((sum, bar) => (bar.kind === "wait" ? sum : sum + bar.endSeconds - bar.startSeconds), 0);
    text(width - 12, "end", seconds > 0 ? `${(100 * Math.max(0, 1 - busy / seconds)).toFixed(1)} % idle` : "");
    lanesOut.push(
      `<rect x="${left}" y="${y}" width="${width - left - right}" height="${laneHeight}" fill="${idleColor}"/>`,
    );

    const drawn = (all: Piece[], at: number, high: number): void => {
      const pieces = join(all, joined / scale);
      const columns = pieces.length > maxPieces ? byColumns(pieces, start, end, columnWidth / scale) : pieces;
      for (const piece of columns) {
        const [from, to] = [x(piece.startSeconds), x(piece.endSeconds)];
        // A thin gap between neighbours keeps equal tasks apart.
        const line = piece.label && to - from > 3 ? 0.6 : 0;
        const tip = piece.tip && `${piece.tip}: ${secondsText(piece.endSeconds - piece.startSeconds)}`;
        rect(from, to - line, at, high, piece.color, piece.opacity, tip);
        if (to - from < 5 + 6.5 * piece.label.length || high < 11) continue;
        out.push(
          `<text x="${((from + to) / 2).toFixed(2)}" y="${at + high / 2 + 4}" fill="${piece.opacity < 0.85 || pale.has(piece.color) ? "#222" : "#fff"}" font-size="11" text-anchor="middle" pointer-events="none">${piece.label}</text>`,
        );
      }
    };
    const work = own.filter(({ kind }) => kind !== "wait");
    drawn(
      work.map((bar) => positionOf(bar, lastChunk)),
      y,
      laneHeight,
    );
    const collectives = work.filter(({ kind, task }) => kind === "communication" && task);
    drawn(
      collectives.map(({ name, startSeconds, endSeconds }) => {
        return { key: name, color: "communication", opacity: 1, label: "", tip: name, startSeconds, endSeconds };
      }),
      y + laneHeight - stripHeight,
      stripHeight,
    );
  });

  const axis = bottom + 2;
  const unit = axisUnit(seconds);
  const grid = ticks(seconds).flatMap((tick) => {
    const at = x(start + tick).toFixed(2);
    return [
      `<line x1="${at}" x2="${at}" y1="${top - 3}" y2="${axis}" stroke="#c8ccd0" stroke-width="0.5"/>`,
      `<text x="${at}" y="${axis + 14}" fill="#666" text-anchor="middle">${+(tick * unit.perSecond).toPrecision(6)} ${unit.name}</text>`,
    ];
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="12" y="22" font-size="14" fill="#222">${escapeXml(title)}</text>`,
    ...legend(used, lastChunk, left),
    ...lanesOut,
    ...grid,
    ...out,
    "</svg>",
  ].join("\n")}\n`;
}

/**
 * The instructions of a task form one block; work outside of tasks forms a block per kind of work. Later chunks of a
 * stage are paler.
 */
function positionOf({ name, kind, task, startSeconds, endSeconds }: TimelineBar, lastChunk: number): Piece {
  if (!task) {
    return { key: `${kind}:${name}`, color: kind as Color, opacity: 1, label: "", tip: name, startSeconds, endSeconds };
  }
  const { kind: color, chunk, microbatch } = task;
  const isUpdate = color === "update";
  const of = isUpdate ? "" : ` of microbatch ${microbatch}${lastChunk > 0 ? `, chunk ${chunk}` : ""}`;
  return {
    key: `${color} ${chunk} ${microbatch}`,
    color,
    opacity: isUpdate ? 1 : 1 - (0.4 * chunk) / Math.max(1, lastChunk),
    label: isUpdate ? "" : `${microbatch}`,
    tip: `${color}${of}`,
    startSeconds,
    endSeconds,
  };
}

/** Merges adjacent blocks of one key that are less than `near` seconds apart. */
function join(pieces: readonly Piece[], near: number): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.key === piece.key && piece.startSeconds - last.endSeconds < near) last.endSeconds = piece.endSeconds;
    else result.push({ ...piece });
  }
  return result;
}

/** Redraws blocks as columns of time. Each column gets the color that takes most of it, or none. */
function byColumns(pieces: readonly Piece[], start: number, end: number, columnSeconds: number): Piece[] {
  const columns = Array.from({ length: Math.ceil((end - start) / columnSeconds) }, () => new Map<Color, number>());
  for (const { color, startSeconds, endSeconds } of pieces) {
    const last = Math.min(columns.length - 1, Math.floor((endSeconds - start) / columnSeconds));
    for (let c = Math.floor((startSeconds - start) / columnSeconds); c <= last; c++) {
      const begin = start + c * columnSeconds;
      const share = Math.min(endSeconds, begin + columnSeconds) - Math.max(startSeconds, begin);
      columns[c].set(color, (columns[c].get(color) ?? 0) + share);
    }
  }
  const most = columns.flatMap((shares, c): Piece[] => {
    const idle = columnSeconds - [...shares.values()].reduce((sum, share) => sum + share, 0);
    const [color, share] = [...shares].reduce((a, b) => (b[1] > a[1] ? b : a), ["compute", 0] as [Color, number]);
    if (share <= idle) return [];
    const startSeconds = start + c * columnSeconds;
    return [
      { key: color, color, opacity: 1, label: "", tip: "", startSeconds, endSeconds: startSeconds + columnSeconds },
    ];
  });
  return join(most, columnSeconds / 2);
}

function legend(used: ReadonlySet<Color>, lastChunk: number, left: number): string[] {
  const out: string[] = [];
  let at = left;
  const entry = (fill: string, words: string): void => {
    out.push(`<rect x="${at}" y="36" width="12" height="12" fill="${fill}"/>`);
    out.push(`<text x="${at + 17}" y="46" fill="#444">${words}</text>`);
    at += 17 + 7 * words.length + 16;
  };
  // The same color means the same work: in a step with tasks, "compute" is work outside of tasks.
  const names = (Object.keys(colors) as Color[]).filter((color) => used.has(color));
  for (const name of names) if (name !== "compute" || !used.has("forward")) entry(colors[name], name);
  entry(idleColor, "idle");
  if (lastChunk > 0) out.push(`<text x="${at}" y="46" fill="#444">paler: a stage's later chunks</text>`);
  return out;
}

const axisUnit = (seconds: number): { readonly name: string; readonly perSecond: number } =>
  seconds >= 2
    ? { name: "s", perSecond: 1 }
    : seconds >= 2e-3
      ? { name: "ms", perSecond: 1e3 }
      : { name: "µs", perSecond: 1e6 };

/** Round positions from 0 to `seconds`, four to nine of them. */
function ticks(seconds: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(seconds / 4 || 1));
  const step = [1, 2, 5, 10].map((n) => n * magnitude).find((n) => seconds / n <= 9)!;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => i * step);
}
