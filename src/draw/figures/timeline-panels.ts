/** @file Timelines one below the other on one scale of time, idle time hatched. */
import { secondsText } from "../../base/units.ts";
import { drawBottomTicks, roundTicks, secondsUnit, tickText } from "../axes.ts";
import type { TimelineBar } from "../bars.ts";
import { type FrameText, figureRight, framed, margin } from "../frame.ts";
import { type DrawnLanes, drawLanes, legendOf, type Work } from "../lanes.ts";
import { drawLegend, type LegendEntry } from "../legend.ts";
import type { Picture } from "../picture.ts";

export interface TimelinePanel {
  readonly title: string;
  /** Devices are stages. */
  readonly bars: readonly TimelineBar[];
  readonly seconds: number;
  /** Idle share of the step, over all stages. */
  readonly idle: number;
  /** The idle share that a formula gives, and the formula. */
  readonly formula?: { readonly idle: number; readonly text: string };
}

export interface PanelsOptions {
  /** More about each panel, drawn over its lanes. */
  readonly over?: (picture: Picture, panel: TimelinePanel, lanes: DrawnLanes, laneHeight: number) => void;
  readonly legend?: readonly LegendEntry[];
  /** Pixels between two lanes. */
  readonly gap?: number;
}

const left = margin + 62;
const laneHeight = 24;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Panels on one scale. */
export function drawTimelinePanels(
  text: FrameText,
  panels: readonly TimelinePanel[],
  { over, legend = [], gap = 4 }: PanelsOptions = {},
): Picture {
  return framed(text, (picture, top) => {
    const seconds = Math.max(...panels.map((panel) => panel.seconds));
    const width = figureRight - left;
    let y = top + 24;
    const works = new Set<Work>();
    for (const panel of panels) {
      const formula = panel.formula ? `; ${panel.formula.text} = ${percent(panel.formula.idle)}` : "";
      picture.text(margin, y + 12, panel.title, { bold: true });
      const words = `${secondsText(panel.seconds)} a step, simulated; idle ${percent(panel.idle)}${formula}`;
      picture.text(figureRight, y + 12, words, { anchor: "end", color: "muted" });
      const lanes = drawLanes(picture, panel.bars, {
        ...{ x: left, y: y + 22, width, laneHeight, gap, startSeconds: 0, seconds },
        laneName: (stage) => `stage ${stage}`,
        isIdleHatched: true,
      });
      for (const work of lanes.works) works.add(work);
      over?.(picture, panel, lanes, laneHeight);
      y = lanes.bottom + 16;
    }
    const entries = legendOf(works).map(
      (entry): LegendEntry => (entry.name === "idle" ? { ...entry, mark: "hatch" } : entry),
    );
    drawLegend(picture, [...entries, ...legend], { x: left, y: top + 8, right: figureRight });
    const unit = secondsUnit(seconds);
    const ticks = roundTicks(seconds * unit.per).map((tick) => ({
      at: left + (tick / unit.per / seconds) * width,
      words: tickText(tick),
    }));
    drawBottomTicks(picture, { x: left, y: y - 22, width, height: 0 }, ticks, `time, ${unit.name}`);
    return y + 6;
  });
}
