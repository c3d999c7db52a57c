/**
 * @file The stage map as SVG: a card for each stage of a plan, then the cluster's hosts with the stage of every device.
 */
import { bytesText, countText, numberOf, secondsText } from "../base/units.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { StagePlan } from "../plan/plan.ts";
import { deviceCoordinates } from "../plan/shard.ts";
import { Picture } from "./picture.ts";
import { textWidth } from "./text-width.ts";
import { seriesColor, type Theme } from "./theme.ts";

/** The facts of a stage that the map shows besides devices and mesh; seconds are of one step, bytes of one device. */
export interface StageFacts {
  /** The layers that it computes, as text: `layers 0–5`. */
  readonly layers: string;
  readonly numParameters: number;
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  /** Idle share of the step. */
  readonly bubble: number;
  /** The largest number of (microbatch, chunk) pairs whose activations it holds at once; 0 without a pipeline. */
  readonly peakInFlight: number;
  readonly peakBytes: number;
  readonly limitBytes: number;
}

export interface MappedStage {
  readonly plan: StagePlan;
  readonly facts: StageFacts;
}

const width = 1200;
const edge = 12;
const card = { width: 284, height: 128, gap: 13 };
const cardsPerRow = Math.floor((width - 2 * edge + card.gap) / (card.width + card.gap));
/** The side of a device's square when there are few devices, and when there are many. */
const sides = { few: 30, many: 12 };
const manyDevices = 96;

/**
 * @param title  one line above the map
 * @returns a self-contained SVG document; devices carry their stage and mesh coordinates as tooltips
 */
export function drawStageMap(
  cluster: Cluster,
  stages: readonly MappedStage[],
  title: string,
  theme: Theme = "auto",
): string {
  const picture = new Picture(width);
  picture.text(edge, 22, title, { size: 14 });
  let y = 40;
  stages.forEach((stage, index) => {
    const [row, column] = [Math.floor(index / cardsPerRow), index % cardsPerRow];
    drawCard(picture, stage, index, edge + column * (card.width + card.gap), y + row * (card.height + card.gap));
  });
  y += Math.ceil(stages.length / cardsPerRow) * (card.height + card.gap) + 10;
  picture.height = drawHosts(picture, cluster, stages, y) + edge;
  return picture.svg(theme);
}

function drawCard(picture: Picture, { plan, facts }: MappedStage, index: number, x: number, y: number): void {
  const { devices, mesh } = plan;
  const shape = mesh.axes.map(({ name, size }) => `${name}=${size}`).join(" × ");
  const share = Math.min(1, facts.peakBytes / facts.limitBytes);
  const bar = { x: x + 12, y: y + card.height - 26, width: card.width - 24, height: 16 };
  const isOver = facts.peakBytes > facts.limitBytes;
  const inFlight = facts.peakInFlight > 0 ? `, ${numberOf(facts.peakInFlight, "activation")} in flight` : "";
  const lines = [
    `${devicesText(devices)}: ${shape}`,
    `${facts.layers}, ${countText(facts.numParameters)} parameters`,
    `compute ${secondsText(facts.computeSeconds)}, communication ${secondsText(facts.communicationSeconds)}`,
    `idle ${(100 * facts.bubble).toFixed(1)} %${inFlight}`,
  ];
  picture.rect({ x, y, width: card.width, height: card.height }, { fill: "panel", stroke: "line", radius: 5 });
  picture.rect({ x, y, width: card.width, height: 24 }, { fill: seriesColor(index), radius: 5 });
  picture.text(x + 12, y + 17, `stage ${index}`, { size: 13, color: "onBar" });
  lines.forEach((line, i) => {
    picture.text(x + 12, y + 42 + 17 * i, line, { size: 11 });
  });
  picture.rect(bar, { fill: "idle", radius: 2 });
  picture.rect(
    { ...bar, width: bar.width * share },
    { fill: isOver ? "red" : seriesColor(index), opacity: 0.55, radius: 2 },
  );
  const peak = `${bytesText(facts.peakBytes)} of ${bytesText(facts.limitBytes)}${isOver ? ": too much" : ""}`;
  picture.text(x + 18, y + card.height - 14, peak, { size: 11 });
}

/** `devices 0–7`, `8 devices from 3`. */
function devicesText(devices: readonly number[]): string {
  if (devices.length === 1) return `device ${devices[0]}`;
  const isRun = devices.every((device, i) => device === devices[0] + i);
  return isRun
    ? `devices ${devices[0]}–${devices[devices.length - 1]}`
    : `${devices.length} devices from ${devices[0]}`;
}

/** Draws the hosts from `top` on, and returns where they end. */
function drawHosts(picture: Picture, cluster: Cluster, stages: readonly MappedStage[], top: number): number {
  const stageOf = new Map(
    stages.flatMap(({ plan }, stage) => plan.devices.map((device, rank) => [device, { stage, rank }] as const)),
  );
  const side = cluster.hostOf.length > manyDevices ? sides.many : sides.few;
  const step = side + 2;
  let [x, y, rowHeight, device] = [edge, top, 0, 0];
  const labels = cluster.hosts.map(({ device }, host) => `host ${host}: ${device.name}`);
  const labelWidth = Math.max(...labels.map((label) => textWidth(label, 11)));
  cluster.hosts.forEach(({ numDevices }, host) => {
    const across = Math.min(numDevices, Math.floor((width - 2 * edge - 12) / step));
    const boxWidth = Math.ceil(Math.max(across * step, labelWidth) + 12);
    const boxHeight = Math.ceil(numDevices / across) * step + 24;
    if (x > edge && x + boxWidth > width - edge) [x, y, rowHeight] = [edge, y + rowHeight + 8, 0];
    picture.rect({ x, y, width: boxWidth, height: boxHeight }, { stroke: "line", radius: 4 });
    picture.text(x + 6, y + 14, labels[host], { size: 11, color: "muted" });
    for (let i = 0; i < numDevices; i++, device++) {
      const place = stageOf.get(device);
      const [left, down] = [x + 6 + (i % across) * step, y + 20 + Math.floor(i / across) * step];
      const tip = `device ${device}: ${place ? placeText(stages[place.stage].plan, place.stage, place.rank) : "not used"}`;
      const square = { x: left, y: down, width: side, height: side };
      picture.rect(square, { fill: place ? seriesColor(place.stage) : "idle", radius: 2, tip });
      if (side === sides.few) {
        const color = place ? "onBar" : "muted";
        picture.text(left + side / 2, down + side / 2 + 4, `${device}`, { size: 11, anchor: "middle", color });
      }
    }
    x += boxWidth + 8;
    rowHeight = Math.max(rowHeight, boxHeight);
  });
  return y + rowHeight;
}

/** `stage 1, data=0, model=3`. */
function placeText({ mesh }: StagePlan, stage: number, rank: number): string {
  const coordinates = deviceCoordinates(mesh, rank).map((at, axis) => `${mesh.axes[axis].name}=${at}`);
  return [`stage ${stage}`, ...coordinates].join(", ");
}
