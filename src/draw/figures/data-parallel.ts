/** @file Data parallelism: a strip per device with its share of the batch and its copies; the sum of gradients. */
import { bytesText, numberOf, secondsText } from "../../base/units.ts";
import { figureRight, framed, margin } from "../frame.ts";
import type { Picture } from "../picture.ts";
import { fitText, textWidth } from "../text-width.ts";
import { seriesColor } from "../theme.ts";

interface Data {
  readonly model: string;
  readonly batch: number;
  readonly devices: number;
  readonly parameters: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly collectives: readonly {
    readonly kind: string;
    readonly count: number;
    readonly sentBytes: number;
  }[];
  readonly seconds: number;
  readonly communicationSeconds: number;
}

const rowHeight = 44;
/** Devices that are drawn; more are alike. */
const maxRows = 8;

export const drawDataParallel = (data: Data, commands: readonly string[]): Picture =>
  framed(
    {
      title: "Data parallelism",
      about: `${data.model}: every device computes a share of the batch with its own copy of all parameters; then the gradients are summed over the devices, and each copy takes the same update.`,
      commands,
    },
    (picture, top) => {
      const { batch, devices } = data;
      const rows = Math.min(devices, maxRows);
      const share = batch / devices;
      const first = { x: margin + 66, y: top + 34 };
      const columns = [
        { name: `batch of ${batch} examples`, width: 150 },
        { name: `parameters, ×${devices}`, width: 130 },
        { name: `optimizer, ×${devices}`, width: 130 },
        { name: `gradients, ×${devices}`, width: 130 },
      ];
      const xs = columns.map((_, i) => first.x + columns.slice(0, i).reduce((sum, { width }) => sum + width + 14, 0));
      columns.forEach(({ name, width }, i) => {
        picture.text(xs[i] + width / 2, top + 20, fitText(name, 12, width + 10), { anchor: "middle", color: "muted" });
      });
      const middles: number[] = [];
      for (let device = 0; device < rows; device++) {
        const y = first.y + device * (rowHeight + 8);
        const middle = y + rowHeight / 2;
        middles.push(middle);
        picture.text(first.x - 10, middle + 4, `device ${device}`, { anchor: "end", color: "muted" });
        picture.rect({ x: xs[0], y, width: columns[0].width, height: rowHeight }, { fill: "idle", radius: 3 });
        const width = Math.max(3, columns[0].width / devices);
        picture.rect(
          { x: xs[0] + device * (columns[0].width / devices), y, width, height: rowHeight },
          { fill: seriesColor(device), radius: 2 },
        );
        const last = Math.ceil((device + 1) * share) - 1;
        const words = share > 1 ? `ex. ${device * share}–${last}` : `ex. ${device * share}`;
        // The words stand in the larger part of the strip that the share leaves.
        const at = xs[0] + device * (columns[0].width / devices);
        const isLeft = device >= devices / 2;
        const free = (isLeft ? at - xs[0] : xs[0] + columns[0].width - at - width) - 8;
        const style = { size: 11, anchor: isLeft ? "end" : "start" } as const;
        if (textWidth(words, 11) < free) picture.text(isLeft ? at - 5 : at + width + 5, middle + 4, words, style);
        [data.parameters, data.optimizer, data.gradients].forEach((bytes, i) => {
          const box = { x: xs[i + 1], y, width: columns[i + 1].width, height: rowHeight };
          const isGradient = i === 2;
          picture.rect(box, {
            fill: "panel",
            stroke: isGradient ? "green" : i === 0 ? "blue" : "violet",
            strokeWidth: 1.6,
            radius: 3,
            ...(isGradient && { dash: "5 3" }),
          });
          picture.text(box.x + box.width / 2, middle + 4, bytesText(bytes), { anchor: "middle" });
        });
      }
      const right = xs[3] + columns[3].width;
      const rail = right + 22;
      for (const middle of middles) picture.line(right, middle, rail, middle, { stroke: "orange", strokeWidth: 2 });
      picture.line(rail, middles[0], rail, middles[rows - 1], { stroke: "orange", strokeWidth: 3 });
      const bottom = first.y + rows * (rowHeight + 8);
      const words = [
        ...data.collectives.map(
          ({ kind, count, sentBytes }) =>
            `${kind.replaceAll("_", "-")}: ${numberOf(count, "time")} a step, each device sends ${bytesText(Math.round(sentBytes))}`,
        ),
        `communication ${secondsText(data.communicationSeconds)} of ${secondsText(data.seconds)} a step, estimated`,
        ...(devices > rows ? [`devices ${rows} to ${devices - 1} are alike`] : []),
      ];
      picture.line(rail, middles[rows - 1], rail, bottom + 6, { stroke: "orange", strokeWidth: 3 });
      words.forEach((line, i) => {
        picture.text(Math.min(rail, figureRight), bottom + 24 + 17 * i, line, { anchor: "end" });
      });
      return bottom + 24 + 17 * words.length;
    },
  );
