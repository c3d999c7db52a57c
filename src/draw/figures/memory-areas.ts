/** @file Memory over a step: stacked areas by kind, a panel per stage on one scale, the peak marked. */
import { bytesText } from "../../base/units.ts";
import { bytesUnit, drawBottomTicks, drawHeightAxis, roundTicks, secondsUnit, tickText } from "../axes.ts";
import { type FrameText, figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";
import { type MemoryKind, memoryColors } from "./memory-bars.ts";

/** The memory of a stage's devices over a step. */
export interface StageSeries {
  readonly peakBytes: number;
  readonly peakSeconds: number;
  readonly limitBytes: number;
  readonly seconds: readonly number[];
  /** Bytes from each time in `seconds` to the next one. */
  readonly bytes: Readonly<Record<MemoryKind, readonly number[]>>;
}

const height = 104;

export const drawMemoryAreas = (text: FrameText, stages: readonly StageSeries[]): Picture =>
  framed(text, (picture, top) => {
    const kinds = (Object.keys(memoryColors) as MemoryKind[]).filter((kind) =>
      stages.some(({ bytes }) => bytes[kind].some((value) => value > 0)),
    );
    let y = drawLegend(
      picture,
      kinds.map((name) => ({ name, color: memoryColors[name] })),
      { x: margin, y: top + 8, right: figureRight },
    );
    const most = 1.12 * Math.max(...stages.map(({ peakBytes }) => peakBytes));
    const seconds = Math.max(...stages.map((stage) => stage.seconds[stage.seconds.length - 1]));
    const left = margin + 46;
    const width = figureRight - left;
    const x = (at: number): number => left + (at / seconds) * width;
    stages.forEach((stage, index) => {
      const box = { x: left, y: y + 34, width, height };
      const scale = drawHeightAxis(picture, box, most, bytesUnit(most), `stage ${index}: bytes of a device`);
      const base = stage.seconds.slice(0, -1).map(() => 0);
      for (const kind of kinds) {
        const below = [...base];
        stage.bytes[kind].forEach((value, i) => {
          base[i] += value;
        });
        picture.path(stepArea(stage.seconds, below, base, x, scale), { fill: memoryColors[kind] });
      }
      const [px, py] = [x(stage.peakSeconds), scale(stage.peakBytes)];
      picture.circle(px, py, 3.5, { fill: "red" });
      const words = `peak ${bytesText(stage.peakBytes)} of ${bytesText(stage.limitBytes)}`;
      picture.text(figureRight, box.y - 12, words, { size: 11, anchor: "end", color: "muted" });
      y = box.y + height;
    });
    const unit = secondsUnit(seconds);
    const ticks = roundTicks(seconds * unit.per).map((tick) => ({ at: x(tick / unit.per), words: tickText(tick) }));
    drawBottomTicks(picture, { x: left, y, width, height: 0 }, ticks, `time, ${unit.name}`);
    return y + 34;
  });

/** The area between two step lines. */
function stepArea(
  seconds: readonly number[],
  low: readonly number[],
  high: readonly number[],
  x: (at: number) => number,
  y: (bytes: number) => number,
): string {
  const point = (at: number, value: number): string => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
  const there = high.flatMap((value, i) => [point(seconds[i], value), point(seconds[i + 1], value)]);
  const back = low.flatMap((value, i) => [point(seconds[i], value), point(seconds[i + 1], value)]).reverse();
  return `M${[...there, ...back].join("L")}Z`;
}
