/** @file Weak scaling: FLOP/s of a device over the number of devices, published and predicted. */
import { drawBottomTicks, drawHeightAxis, logScale } from "../axes.ts";
import { figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";

export interface ScalingPoint {
  /** Parameters in billions. */
  readonly parameters: number;
  readonly devices: number;
  /** 10¹² FLOP/s of a device, as its paper counts them. */
  readonly published: number;
  readonly predicted: number;
}

const height = 280;

/** `7.5B`, `530B`, `1.0T`, from billions. */
const sizeText = (parameters: number): string =>
  parameters >= 1e3 ? `${(parameters / 1e3).toFixed(1)}T` : `${+parameters.toPrecision(3)}B`;

export const drawWeakScaling = (
  { source, points }: { readonly source: string; readonly points: readonly ScalingPoint[] },
  commands: readonly string[],
): Picture =>
  framed(
    {
      title: "Weak scaling of Megatron-LM",
      about: `TFLOP/s of a device while model and cluster grow together, from ${sizeText(points[0].parameters)} parameters on ${points[0].devices} GPUs to ${sizeText(points.at(-1)!.parameters)} on ${points.at(-1)!.devices}. Crosses are published: ${source}. The line is predicted for the same layouts; both count the paper's FLOPs.`,
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
          tip: `${sizeText(parameters)}: ${predicted.toFixed(0)} TFLOP/s predicted`,
        });
        picture.cross(x(devices), y(published), 5, "slate");
      }
      const ticks = points.map(({ devices }) => ({ at: x(devices), words: `${devices}` }));
      drawBottomTicks(picture, box, ticks, "");
      // Sizes of models stand below their devices; the largest are close to each other on a logarithmic scale.
      for (const { devices, parameters } of points)
        picture.text(x(devices), box.y + height + 30, sizeText(parameters), {
          ...{ anchor: "middle", color: "muted", size: 10 },
        });
      const middle = box.x + box.width / 2;
      const name = "devices, and below parameters of the model";
      picture.text(middle, box.y + height + 48, name, { anchor: "middle", color: "muted", size: 11 });
      return box.y + height + 52;
    },
  );
