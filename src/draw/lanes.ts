/**
 * @file Lanes of a timeline: one per device, one bar per block of work. In a pipeline the blocks are the schedule's
 * tasks, labelled with their microbatch; idle time stays light.
 */
import { secondsText } from "../base/units.ts";
import type { ScheduleTask } from "../plan/plan.ts";
import type { LaneName, TimelineBar } from "./bars.ts";
import type { Picture } from "./picture.ts";
import type { Color } from "./theme.ts";

/** The work that a bar shows: a task of a schedule, or work outside of tasks. */
export type Work = ScheduleTask | "compute" | "communication";

const workColors: Readonly<Record<Work, Color>> = {
  forward: "blue",
  backward: "green",
  "backward-input": "green",
  "backward-weight": "lime",
  update: "violet",
  compute: "blue",
  communication: "orange",
};
/** Works whose color is light enough for dark text. */
const pale: ReadonlySet<Work> = new Set(["backward-weight"]);

/** Height of the strip that shows a task's collectives. */
const stripHeight = 5;
/** Blocks closer together than this many pixels are drawn as one. */
const joined = 0.75;
/** A lane with more blocks is drawn in columns of this many pixels; each shows the work that takes most of it. */
const [maxPieces, columnWidth] = [1500, 0.75];

/** A bar as drawn; adjacent bars with one `key` become one block. */
interface Piece {
  readonly key: string;
  readonly work: Work;
  readonly opacity: number;
  readonly label: string;
  readonly tip: string;
  startSeconds: number;
  endSeconds: number;
}

export interface LanesOptions {
  /** The left end of the time axis; the names of the lanes stand before it. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the time axis. */
  readonly width: number;
  readonly laneHeight: number;
  readonly gap: number;
  /** The time at `x`, and the seconds of the whole width. */
  readonly startSeconds: number;
  readonly seconds: number;
  readonly laneName: LaneName;
  /** Hatches idle time. */
  readonly isIdleHatched?: boolean;
  /** Pixels to the right of the time axis, for the idle share of each lane. */
  readonly idleShareX?: number;
}

export interface DrawnLanes {
  readonly bottom: number;
  readonly works: ReadonlySet<Work>;
  /** The x of a time. */
  readonly at: (seconds: number) => number;
  /** The top of a device's lane. */
  readonly laneY: (device: number) => number;
}

/** The span of bars, from the first start to the last end. */
export function spanOf(bars: readonly TimelineBar[]): { readonly startSeconds: number; readonly seconds: number } {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const bar of bars) {
    start = Math.min(start, bar.startSeconds);
    end = Math.max(end, bar.endSeconds);
  }
  return bars.length === 0 ? { startSeconds: 0, seconds: 0 } : { startSeconds: start, seconds: end - start };
}

export const lastChunkOf = (bars: readonly TimelineBar[]): number =>
  bars.reduce((last, { task }) => Math.max(last, task?.chunk ?? 0), 0);

/** Draws the lanes of all devices that have bars. */
export function drawLanes(picture: Picture, bars: readonly TimelineBar[], options: LanesOptions): DrawnLanes {
  const { x, y: top, width, laneHeight, gap, startSeconds: start, laneName, idleShareX } = options;
  const own = spanOf(bars);
  const lanes = new Map<number, TimelineBar[]>();
  for (const bar of bars) {
    if (!lanes.has(bar.device)) lanes.set(bar.device, []);
    lanes.get(bar.device)!.push(bar);
  }
  const devices = [...lanes.keys()].sort((a, b) => a - b);
  const scale = width / (options.seconds || 1);
  const at = (seconds: number): number => x + (seconds - start) * scale;
  const laneY = (device: number): number => top + devices.indexOf(device) * (laneHeight + gap);
  const lastChunk = lastChunkOf(bars);
  const works = new Set<Work>();

  for (const device of devices) {
    const y = laneY(device);
    const all = lanes.get(device)!.sort((a, b) => a.startSeconds - b.startSeconds);
    const shown = all.filter(({ kind }) => kind !== "wait");
    const work = shown.filter(({ isBeside }) => !isBeside);
    const middle = y + laneHeight / 2 + 4;
    picture.text(x - 10, middle, laneName(device), { anchor: "end", color: "muted" });
    if (idleShareX !== undefined && own.seconds > 0) {
      const busy = work.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
      const share = Math.max(0, 1 - busy / own.seconds);
      picture.text(idleShareX, middle, `${(100 * share).toFixed(1)} % idle`, { anchor: "end", color: "muted" });
    }
    const lane = { x, y, width: own.seconds * scale, height: laneHeight };
    if (options.isIdleHatched) picture.hatched(lane);
    else picture.rect(lane, { fill: "idle" });
    const draw = (pieces: Piece[], y: number, height: number): void => {
      const joinedPieces = join(pieces, joined / scale);
      const drawn =
        joinedPieces.length > maxPieces
          ? byColumns(joinedPieces, start, start + options.seconds, columnWidth / scale)
          : joinedPieces;
      for (const piece of drawn) {
        works.add(piece.work);
        drawPiece(picture, piece, at(piece.startSeconds), at(piece.endSeconds), y, height);
      }
    };
    draw(
      work.map((bar) => pieceOf(bar, lastChunk)),
      y,
      laneHeight,
    );
    // A second row holds the collectives of tasks, and those that run beside compute.
    const collectives = shown.filter(({ kind, task, isBeside }) => isBeside || (kind === "communication" && task));
    draw(
      collectives.map(({ name, startSeconds, endSeconds }) => {
        return { key: name, work: "communication", opacity: 1, label: "", tip: name, startSeconds, endSeconds };
      }),
      y + laneHeight - stripHeight,
      stripHeight,
    );
  }
  return { bottom: top + devices.length * (laneHeight + gap), works, at, laneY };
}

function drawPiece(picture: Picture, piece: Piece, from: number, to: number, y: number, height: number): void {
  const { work, label, opacity } = piece;
  // A thin gap between neighbours keeps equal tasks apart.
  const line = label && to - from > 3 ? 0.6 : 0;
  const tip = piece.tip && `${piece.tip}: ${secondsText(piece.endSeconds - piece.startSeconds)}`;
  picture.rect(
    { x: from, y, width: Math.max(0.4, to - line - from), height },
    { fill: workColors[work], opacity, tip },
  );
  if (to - from < 5 + 6.5 * label.length || height < 11) return;
  const color = opacity < 0.85 ? "ink" : pale.has(work) ? "onPale" : "onBar";
  picture.text((from + to) / 2, y + height / 2 + 4, label, { size: 11, anchor: "middle", color });
}

/**
 * The instructions of a task form one block; work outside of tasks forms a block per kind of work. Later chunks of a
 * stage are paler.
 */
function pieceOf({ name, kind, task, startSeconds, endSeconds }: TimelineBar, lastChunk: number): Piece {
  if (!task) {
    return { key: `${kind}:${name}`, work: kind as Work, opacity: 1, label: "", tip: name, startSeconds, endSeconds };
  }
  const { kind: work, chunk, microbatch } = task;
  const isUpdate = work === "update";
  const of = isUpdate ? "" : ` of microbatch ${microbatch}${lastChunk > 0 ? `, chunk ${chunk}` : ""}`;
  return {
    key: `${work} ${chunk} ${microbatch}`,
    work,
    opacity: isUpdate ? 1 : 1 - (0.4 * chunk) / Math.max(1, lastChunk),
    label: isUpdate ? "" : `${microbatch}`,
    tip: `${work}${of}`,
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

/** Redraws blocks as columns of time. Each column gets the work that takes most of it, or none. */
function byColumns(pieces: readonly Piece[], start: number, end: number, columnSeconds: number): Piece[] {
  const columns = Array.from({ length: Math.ceil((end - start) / columnSeconds) }, () => new Map<Work, number>());
  for (const { work, startSeconds, endSeconds } of pieces) {
    const last = Math.min(columns.length - 1, Math.floor((endSeconds - start) / columnSeconds));
    for (let c = Math.floor((startSeconds - start) / columnSeconds); c <= last; c++) {
      const begin = start + c * columnSeconds;
      const share = Math.min(endSeconds, begin + columnSeconds) - Math.max(startSeconds, begin);
      columns[c].set(work, (columns[c].get(work) ?? 0) + share);
    }
  }
  const most = columns.flatMap((shares, c): Piece[] => {
    const idle = columnSeconds - [...shares.values()].reduce((sum, share) => sum + share, 0);
    const [work, share] = [...shares].reduce((a, b) => (b[1] > a[1] ? b : a), ["compute", 0] as [Work, number]);
    if (share <= idle) return [];
    const startSeconds = start + c * columnSeconds;
    return [
      { key: work, work, opacity: 1, label: "", tip: "", startSeconds, endSeconds: startSeconds + columnSeconds },
    ];
  });
  return join(most, columnSeconds / 2);
}

/** The works of a timeline in the order of its legend. The same color means the same work: `compute` is forward. */
export function legendOf(works: ReadonlySet<Work>): { readonly name: string; readonly color: Color }[] {
  const names = (Object.keys(workColors) as Work[]).filter((work) => works.has(work));
  return [
    ...names
      .filter((work) => work !== "compute" || !works.has("forward"))
      .map((work) => ({ name: work, color: workColors[work] })),
    { name: "idle", color: "idle" },
  ];
}
