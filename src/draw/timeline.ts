/**
 * @file A timeline as SVG: one lane per device over one axis of time. Measured and predicted runs are drawn by the same
 *   code from the same kind of bars.
 */
import { roundTicks, secondsUnit, tickText } from "./axes.ts";
import type { LaneName, TimelineBar } from "./bars.ts";
import { drawLanes, lastChunkOf, legendOf, spanOf } from "./lanes.ts";
import { drawLegend } from "./legend.ts";
import { Picture } from "./picture.ts";
import { textWidth } from "./text-width.ts";
import type { Theme } from "./theme.ts";

const width = 1200;
const right = 96;
const top = 62;
const gap = 5;
/** Lane heights: lower when there are many lanes. */
const laneHeights = { few: 24, many: 14 };
const manyLanes = 24;

/**
 * @param title  one line above the lanes
 * @returns a self-contained SVG document; bars carry their name and length as tooltips
 */
export function drawTimeline(
  bars: readonly TimelineBar[],
  title: string,
  laneName: LaneName = (device) => `device ${device}`,
  theme: Theme = "auto",
): string {
  const devices = [...new Set(bars.map(({ device }) => device))];
  const { startSeconds, seconds } = spanOf(bars);
  const left = 22 + Math.max(0, ...devices.map((device) => textWidth(laneName(device), 12)));
  const laneHeight = devices.length > manyLanes ? laneHeights.many : laneHeights.few;
  const bottom = top + devices.length * (laneHeight + gap);
  const picture = new Picture(width);
  picture.height = bottom + 30;
  picture.text(12, 22, title, { size: 14 });
  const lanes = drawLanes(picture, bars, {
    ...{ x: left, y: top, width: width - left - right, laneHeight, gap, startSeconds, seconds, laneName },
    idleShareX: width - 12,
  });
  const unit = secondsUnit(seconds);
  for (const tick of roundTicks(seconds)) {
    const x = lanes.at(startSeconds + tick);
    picture.line(x, top - 3, x, bottom + 2, { stroke: "line", strokeWidth: 0.5 });
    const words = `${tickText(tick * unit.per)} ${unit.name}`;
    picture.text(x, bottom + 16, words, { anchor: "middle", color: "muted" });
  }
  drawLegend(picture, legendOf(lanes.works), { x: left, y: 42, right: width });
  if (lastChunkOf(bars) > 0)
    picture.text(width - 12, 46, "paler: a stage's later chunks", { anchor: "end", color: "muted" });
  return picture.svg(theme);
}
