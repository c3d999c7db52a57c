/** @file The tooltip of a bar of the timeline. */
import { secondsText } from "../../base/units.ts";
import { type Bars, barAt, barKinds, type Timeline } from "../bars.ts";
import { percentText } from "../numbers.ts";
import { laneHeight, layout } from "./timeline-painter.ts";

/** A bar of a lane: one of its tasks, or one of its instructions, or a collective beside them. */
export interface BarPlace {
  readonly lane: number;
  readonly part: "blocks" | "details" | "beside";
  readonly bar: number;
}

/** The bar at a time and a height. @param y  in pixels, from the top of the first lane */
export function placeAt({ lanes }: Timeline, seconds: number, y: number): BarPlace | undefined {
  const lane = Math.floor(y / laneHeight);
  if (y < 0 || lane >= lanes.length) return undefined;
  const below = (y % laneHeight) - layout.gap / 2 - layout.block;
  const part = below <= 0 ? "blocks" : below <= 2 + layout.detail ? "details" : "beside";
  const bar = barAt(lanes[lane][part], seconds);
  return bar < 0 ? undefined : { lane, part, bar };
}

/** The next or the previous bar of the lane; from none the first of the first lane. */
export function neighbor({ lanes }: Timeline, place: BarPlace | undefined, by: 1 | -1): BarPlace {
  if (!place) return { lane: 0, part: "blocks", bar: 0 };
  const count = lanes[place.lane][place.part].start.length;
  return { ...place, bar: Math.max(0, Math.min(count - 1, place.bar + by)) };
}

export const barsOf = ({ lanes }: Timeline, { lane, part }: BarPlace): Bars => lanes[lane][part];

/** A bar in words: its name, then its numbers. */
export function describeBar(timeline: Timeline, place: BarPlace): { readonly title: string; readonly text: string } {
  const { names, seconds } = timeline;
  const bars = barsOf(timeline, place);
  const [start, length] = [bars.start[place.bar], bars.end[place.bar] - bars.start[place.bar]];
  const [title, kind] = [names[bars.name[place.bar]], barKinds[bars.kind[place.bar]]];
  const share = `${secondsText(length)}, ${percentText(length / seconds)} of the step, from ${secondsText(start)}`;
  return { title, text: title.startsWith(kind) ? share : `${kind}, ${share}` };
}
