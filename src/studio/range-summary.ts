/** @file What a part of a timeline consists of, in numbers. */
import {
  type BarKind,
  type Bars,
  barKinds,
  eachBar,
  firstEndingAfter,
  type Lane,
  type Timeline,
  wholeTasks,
} from "./bars.ts";
import type { TimeRange } from "./raster.ts";

/** Tasks of one kind that lie in the range at least in part; seconds are those of whole bars. */
export interface KindSummary {
  readonly kind: BarKind;
  readonly count: number;
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

/** A lane's share of the range, in seconds. */
export interface LaneSummary {
  readonly name: string;
  readonly compute: number;
  readonly communication: number;
  readonly idle: number;
}

export interface RangeSummary {
  readonly lanes: readonly LaneSummary[];
  readonly kinds: readonly KindSummary[];
}

export function summarize({ lanes }: Timeline, range: TimeRange): RangeSummary {
  const kinds = new Map<BarKind, { count: number; least: number; sum: number; most: number }>();
  const summaries = lanes.map((lane) => {
    const communication = secondsIn(lane.details, range, (kind) => kind === "communication");
    const compute = secondsIn(lane.details, range, (kind) => kind !== "communication");
    return {
      ...{ name: lane.name, compute, communication },
      idle: Math.max(0, range.to - range.from - compute - communication),
    };
  });
  for (const { blocks, details } of lanes) {
    for (const bars of [blocks, details]) {
      const shown: number[] = [];
      forEachIn(bars, range, (bar) => shown.push(bar));
      for (const { kind, seconds } of (bars === blocks ? wholeTasks : eachBar)(bars, shown)) {
        // Tasks are counted as wholes, and of the instructions only the collectives.
        if (bars === details && kind !== "communication") continue;
        const known = kinds.get(kind) ?? { count: 0, least: Number.POSITIVE_INFINITY, sum: 0, most: 0 };
        kinds.set(kind, {
          count: known.count + 1,
          least: Math.min(known.least, seconds),
          sum: known.sum + seconds,
          most: Math.max(known.most, seconds),
        });
      }
    }
  }
  return {
    lanes: summaries,
    kinds: [...kinds].map(([kind, { count, least, sum, most }]) => ({ kind, count, least, mean: sum / count, most })),
  };
}

function forEachIn(bars: Bars, { from, to }: TimeRange, visit: (bar: number) => void): void {
  for (let bar = firstEndingAfter(bars.end, from); bar < bars.end.length && bars.start[bar] < to; bar++) visit(bar);
}

function secondsIn(bars: Bars, range: TimeRange, counts: (kind: BarKind) => boolean): number {
  let sum = 0;
  forEachIn(bars, range, (bar) => {
    if (counts(barKinds[bars.kind[bar]]))
      sum += Math.min(bars.end[bar], range.to) - Math.max(bars.start[bar], range.from);
  });
  return sum;
}

/** Seconds of a lane's idle time: before its first bar, between two bars, after its last one. */
export interface IdleParts {
  readonly fill: number;
  readonly between: number;
  readonly drain: number;
}

export function idleParts({ details: { start, end } }: Lane, seconds: number): IdleParts {
  if (start.length === 0) return { fill: 0, between: 0, drain: seconds };
  const busy = end.reduce((sum, to, bar) => sum + to - start[bar], 0);
  const [fill, drain] = [start[0], seconds - end[end.length - 1]];
  return { fill, drain, between: Math.max(0, seconds - fill - drain - busy) };
}
