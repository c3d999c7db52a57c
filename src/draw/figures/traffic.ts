/** @file The traffic of methods: bytes of a device by collective and link, and the seconds of collectives. */
import { bytesText, secondsText } from "../../base/units.ts";
import { figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";
import { fitText } from "../text-width.ts";
import { type Color, seriesColor } from "../theme.ts";

interface Row {
  readonly method: string;
  readonly devices: number;
  readonly seconds?: number;
  readonly communicationSeconds?: number;
  readonly traffic: readonly { readonly kind: string; readonly link: "host" | "network"; readonly bytes: number }[];
}

const rowHeight = 30;
const left = margin + 84;
const bytesRight = 520;
const secondsLeft = bytesRight + 90;

export const drawTraffic = (rows: readonly Row[], commands: readonly string[]): Picture =>
  framed(
    {
      title: "What the methods send",
      about:
        "Left, bytes that a device sends in a step, the mean over the devices; outlined bars go through the network, filled ones stay in a host. Right, the seconds in which a device does nothing but send.",
      commands,
    },
    (picture, top) => {
      const kinds = [...new Set(rows.flatMap(({ traffic }) => traffic.map(({ kind }) => kind)))];
      const color = (kind: string): Color => seriesColor(kinds.indexOf(kind));
      const below = drawLegend(
        picture,
        kinds.map((kind) => ({ name: kind.replaceAll("_", "-"), color: color(kind) })),
        { x: margin, y: top + 8, right: figureRight },
      );
      const total = ({ traffic, devices }: Row): number => traffic.reduce((sum, { bytes }) => sum + bytes, 0) / devices;
      const mostBytes = Math.max(...rows.map(total), 1);
      const mostSeconds = Math.max(...rows.map(({ communicationSeconds = 0 }) => communicationSeconds), 1e-12);
      picture.text(left, below + 16, "bytes of a device in a step", { size: 11, color: "muted" });
      picture.text(secondsLeft, below + 16, "seconds of collectives", { size: 11, color: "muted" });
      const y0 = below + 26;
      rows.forEach((row, i) => {
        const y = y0 + i * rowHeight;
        picture.text(left - 8, y + 15, fitText(row.method, 12, 78), { anchor: "end" });
        let x = left;
        for (const { kind, link, bytes } of row.traffic) {
          const width = (bytes / row.devices / mostBytes) * (bytesRight - left);
          const tip = `${kind} ${link === "host" ? "in a host" : "between hosts"}: ${bytesText(Math.round(bytes / row.devices))}`;
          const box = { x, y: y + 1, width: Math.max(0, width - 1), height: rowHeight - 10 };
          picture.rect(
            box,
            link === "host" ? { fill: color(kind), tip } : { fill: "panel", stroke: color(kind), strokeWidth: 2, tip },
          );
          x += width;
        }
        picture.text(x + 6, y + 15, bytesText(Math.round(total(row))), { size: 11, color: "muted" });
        const { communicationSeconds = 0, seconds = 0 } = row;
        const width = (communicationSeconds / mostSeconds) * (figureRight - secondsLeft - 120);
        picture.rect({ x: secondsLeft, y: y + 1, width, height: rowHeight - 10 }, { fill: "slate" });
        const words = `${secondsText(communicationSeconds)} of ${secondsText(seconds)}`;
        picture.text(secondsLeft + width + 6, y + 15, words, { size: 11, color: "muted" });
      });
      return y0 + rows.length * rowHeight;
    },
  );
