/** @file Losses of one example under several methods, over the examples seen. */
import { drawBottomTicks, roundTicks, tickText } from "../../src/draw/axes.ts";
import { framed } from "../../src/draw/frame.ts";
import { drawLossAxes } from "../../src/draw/loss-axes.ts";
import { series, seriesColor } from "../../src/draw/theme.ts";

export interface LossCurve {
  readonly name: string;
  /** One per step. */
  readonly losses: readonly number[];
  /** Examples of a step. */
  readonly batch: number;
}

const height = 300;

/** Colors come again after the last one, dashed. */
const isDashed = (index: number): boolean => index >= series.length;

/** Curves that lie on each other are drawn thick to thin, so that each shows. */
const strokeWidth = (index: number, count: number): number => 1.5 + 1.1 * (count - 1 - index);

export function drawLosses(example: string, curves: readonly LossCurve[], command: string): string {
  const about = `Loss of ${example} on four threads under each method, measured. Curves that lie on each other are drawn from thick to thin.`;
  const picture = framed({ title: `Training ${example}`, about, commands: [command] }, (picture, top) => {
    const entries = curves.map(
      ({ name }, i) => ({ name, color: seriesColor(i), mark: isDashed(i) ? "dash" : "line" }) as const,
    );
    const { box, y } = drawLossAxes(picture, top, { entries, curves, height, name: "loss" });
    const end = Math.max(...curves.map(({ losses, batch }) => losses.length * batch));
    const x = (examples: number): number => box.x + (examples / end) * box.width;
    for (const [i, { losses, batch }] of curves.entries()) {
      const points = losses.map((loss, step) => [x((step + 1) * batch), y(loss)] as const);
      picture.polyline(points, {
        stroke: seriesColor(i),
        strokeWidth: strokeWidth(i, curves.length),
        ...(isDashed(i) && { dash: "7 4" }),
      });
    }
    const ticks = roundTicks(end).map((tick) => ({ at: x(tick), words: tickText(tick) }));
    drawBottomTicks(picture, box, ticks, "examples seen");
    return box.y + height + 36;
  });
  return picture.svg("auto");
}
