/** @file Weak scaling: FLOP/s of a device over the number of devices, published and predicted. */
import { drawBottomTicks, drawHeightAxis, logScale } from "../axes.ts";
import { figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";

export interface ScalingPoint {
  /** Billions. */
  readonly parameters: number;
  readonly devices: number;
  /** 10¹² FLOP/s of a device, as its paper counts them. */
  readonly published: number;
  readonly predicted: number;
}

const height = 280;

export const drawWeakScaling = (
  { source, points }: { readonly source: string; readonly points: readonly ScalingPoint[] },
  commands: readonly string[],
): Picture =>
  framed(
    {
      title: "Weak scaling of Megatron-LM",
      about: `TFLOP/s of a device while model and cluster grow together, from ${points[0].parameters}B parameters on ${points[0].devices} GPUs to ${points.at(-1)!.parameters}B on ${points.at(-1)!.devices}. Crosses are published: ${source}. The line is predicted for the same layouts; both count the paper's FLOPs.`,
      commands,
    },
    (picture, top) => {
      const entries = [
        { name: "published", color: "slate", mark: "cross" },
        { name: "predicted", color: "blue", mark: "line" },
      ] as const;
      const below = drawLegend(picture, entries, { x: margin, y: top + 8, right: figureRight });
      const box = { x: margin + 46, y: below + 34, width: figureRight - margin - 46, height };
      const most = 1.15 * Math.max(...points.map(({ published, predicted }) => Math.max(published, predicted)));
      const y = drawHeightAxis(picture, box, most, { name: "", per: 1 }, "TFLOP/s of a device");
      const x = logScale(
        box,
        points.map(({ devices }) => devices),
      );
      picture.polyline(
        points.map(({ devices, predicted }) => [x(devices), y(predicted)] as const),
        { stroke: "blue", strokeWidth: 2 },
      );
      for (const { devices, published, predicted, parameters } of points) {
        picture.circle(x(devices), y(predicted), 3.5, {
          fill: "blue",
          tip: `${parameters}B: ${predicted.toFixed(0)} TFLOP/s predicted`,
        });
        picture.cross(x(devices), y(published), 5, "slate");
      }
      /** Names of models stand where they do not cover the one before. */
      let free = Number.NEGATIVE_INFINITY;
      const ticks = points.flatMap(({ devices, parameters }) => {
        const at = x(devices);
        if (at < free) return [];
        free = at + 84;
        return [{ at, words: `${devices} (${parameters}B)` }];
      });
      drawBottomTicks(picture, box, ticks, "devices (parameters)");
      return box.y + height + 36;
    },
  );
