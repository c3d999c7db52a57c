/** @file Stacked bars of a device's memory by kind, with its limit. */
import { bytesText } from "../../base/units.ts";
import { bytesUnit, drawHeightAxis } from "../axes.ts";
import { type FrameText, figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";
import { fitText } from "../text-width.ts";
import type { Color } from "../theme.ts";

export interface MemoryBar {
  readonly name: string;
  /** Bytes by kind, from the bottom up. */
  readonly parts: Readonly<Partial<Record<MemoryKind, number>>>;
  readonly peak: number;
  readonly limit: number;
  /** Bytes of the state by formula. */
  readonly formula?: number;
}

export const memoryColors = {
  parameters: "blue",
  optimizer: "violet",
  gradients: "green",
  batch: "slate",
  activations: "orange",
  messages: "pink",
} as const satisfies Record<string, Color>;
export type MemoryKind = keyof typeof memoryColors;

const height = 300;

export interface MemoryBarsOptions {
  /** Draws the limit of a device, with the bars on its scale. Default: true. */
  readonly isLimitShown?: boolean;
}

export function drawMemoryBars(
  text: FrameText,
  bars: readonly MemoryBar[],
  { isLimitShown = true }: MemoryBarsOptions = {},
): Picture {
  return framed(text, (picture, top) => {
    const kinds = (Object.keys(memoryColors) as MemoryKind[]).filter((kind) => bars.some(({ parts }) => parts[kind]));
    const hasFormula = bars.some(({ formula }) => formula !== undefined);
    const below = drawLegend(
      picture,
      [
        ...kinds.map((kind) => ({ name: kind, color: memoryColors[kind] })),
        ...(hasFormula ? [{ name: "formula of the state", color: "ink", mark: "line" } as const] : []),
        ...(isLimitShown ? [{ name: "limit of a device", color: "red", mark: "dash" } as const] : []),
      ],
      { x: margin, y: top + 8, right: figureRight },
    );
    const box = { x: margin + 46, y: below + 34, width: figureRight - margin - 46, height };
    const most = 1.06 * Math.max(...bars.map(({ peak, limit }) => (isLimitShown ? Math.max(peak, limit) : peak)));
    const scale = drawHeightAxis(picture, box, most, bytesUnit(most), "bytes of a device at its peak");
    const step = box.width / bars.length;
    const width = Math.min(110, step * 0.6);
    bars.forEach((bar, i) => {
      const x = box.x + i * step + (step - width) / 2;
      let sum = 0;
      for (const kind of kinds) {
        const bytes = bar.parts[kind] ?? 0;
        const [from, to] = [scale(sum), scale(sum + bytes)];
        picture.rect(
          { x, y: to, width, height: from - to },
          { fill: memoryColors[kind], tip: `${bar.name}, ${kind}: ${bytesText(Math.round(bytes))}` },
        );
        const words = bytesText(Math.round(bytes));
        if (from - to > 14) picture.text(x + width / 2, (from + to) / 2 + 4, words, { ...inBar, color: "onBar" });
        sum += bytes;
      }
      picture.text(x + width / 2, scale(sum) - 6, bytesText(Math.round(bar.peak)), { ...inBar, bold: true });
      if (bar.formula !== undefined)
        picture.line(x - 8, scale(bar.formula), x + width + 8, scale(bar.formula), { stroke: "ink", strokeWidth: 2 });
      if (isLimitShown)
        picture.line(x - 14, scale(bar.limit), x + width + 14, scale(bar.limit), {
          ...{ stroke: "red", strokeWidth: 1.6, dash: "5 4" },
          tip: `limit ${bytesText(bar.limit)}`,
        });
      picture.text(x + width / 2, box.y + height + 18, fitText(bar.name, 12, step - 6), { anchor: "middle" });
    });
    return box.y + height + 22;
  });
}

const inBar = { size: 11, anchor: "middle" } as const;
