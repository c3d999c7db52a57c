/**
 * @file The stage map as SVG: a card for each stage of a plan, then the cluster's hosts with the stage of every device.
 */
import { bytesText, countText, numberOf, secondsText } from "../base/units.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { StagePlan } from "../plan/plan.ts";
import { deviceCoordinates } from "../plan/shard.ts";
import { escapeXml, fontFamily } from "./svg.ts";

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

const palette = [
  "#4a7fc1",
  "#3f9b76",
  "#d08a3c",
  "#8763b0",
  "#c25b6a",
  "#4aa3a8",
  "#9a8a3c",
  "#6b7a8f",
  "#b0628f",
  "#6a9a3f",
];
const colorOf = (stage: number): string => palette[stage % palette.length];
const [idle, over] = ["#e9ebee", "#c0392b"];

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
export function drawStageMap(cluster: Cluster, stages: readonly MappedStage[], title: string): string {
  const out: string[] = [];
  let y = 40;
  stages.forEach((stage, index) => {
    const [row, column] = [Math.floor(index / cardsPerRow), index % cardsPerRow];
    out.push(...drawCard(stage, index, edge + column * (card.width + card.gap), y + row * (card.height + card.gap)));
  });
  y += Math.ceil(stages.length / cardsPerRow) * (card.height + card.gap) + 10;
  const hosts = drawHosts(cluster, stages, y);
  const height = hosts.bottom + edge;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${edge}" y="22" font-size="14" fill="#222">${escapeXml(title)}</text>`,
    ...out,
    ...hosts.out,
    "</svg>",
  ].join("\n")}\n`;
}

function drawCard({ plan, facts }: MappedStage, index: number, x: number, y: number): string[] {
  const { devices, mesh } = plan;
  const shape = mesh.axes.map(({ name, size }) => `${name}=${size}`).join(" × ");
  const share = Math.min(1, facts.peakBytes / facts.limitBytes);
  const bar = card.width - 24;
  const isOver = facts.peakBytes > facts.limitBytes;
  const inFlight = facts.peakInFlight > 0 ? `, ${numberOf(facts.peakInFlight, "activation")} in flight` : "";
  const lines = [
    `${devicesText(devices)}: ${shape}`,
    `${facts.layers}, ${countText(facts.numParameters)} parameters`,
    `compute ${secondsText(facts.computeSeconds)}, communication ${secondsText(facts.communicationSeconds)}`,
    `idle ${(100 * facts.bubble).toFixed(1)} %${inFlight}`,
  ];
  return [
    `<g transform="translate(${x} ${y})">`,
    `<rect width="${card.width}" height="${card.height}" rx="5" fill="#fafbfc" stroke="#d4d8dc"/>`,
    `<path d="M0 24V5a5 5 0 0 1 5-5h${card.width - 10}a5 5 0 0 1 5 5v19z" fill="${colorOf(index)}"/>`,
    `<text x="12" y="17" font-size="13" fill="#fff">stage ${index}</text>`,
    ...lines.map((line, i) => `<text x="12" y="${42 + 17 * i}" font-size="11.5" fill="#333">${escapeXml(line)}</text>`),
    `<rect x="12" y="${card.height - 26}" width="${bar}" height="16" rx="2" fill="${idle}"/>`,
    `<rect x="12" y="${card.height - 26}" width="${(bar * share).toFixed(1)}" height="16" rx="2" fill="${isOver ? over : colorOf(index)}" fill-opacity="0.55"/>`,
    `<text x="18" y="${card.height - 14}" font-size="11" fill="#222">${bytesText(facts.peakBytes)} of ${bytesText(facts.limitBytes)}${isOver ? ": too much" : ""}</text>`,
    "</g>",
  ];
}

/** `devices 0–7`, `8 devices from 3`. */
function devicesText(devices: readonly number[]): string {
  if (devices.length === 1) return `device ${devices[0]}`;
  const isRun = devices.every((device, i) => device === devices[0] + i);
  return isRun
    ? `devices ${devices[0]}–${devices[devices.length - 1]}`
    : `${devices.length} devices from ${devices[0]}`;
}

function drawHosts(cluster: Cluster, stages: readonly MappedStage[], top: number): { out: string[]; bottom: number } {
  const stageOf = new Map(
    stages.flatMap(({ plan }, stage) => plan.devices.map((device, rank) => [device, { stage, rank }] as const)),
  );
  const side = cluster.hostOf.length > manyDevices ? sides.many : sides.few;
  const step = side + 2;
  const out: string[] = [];
  let [x, y, rowHeight, device] = [edge, top, 0, 0];
  const labels = cluster.hosts.map(({ device }, host) => `host ${host}: ${device.name}`);
  const labelWidth = 7 * Math.max(...labels.map((label) => label.length));
  cluster.hosts.forEach(({ numDevices }, host) => {
    const across = Math.min(numDevices, Math.floor((width - 2 * edge - 12) / step));
    const boxWidth = Math.max(across * step + 10, labelWidth + 10);
    const boxHeight = Math.ceil(numDevices / across) * step + 24;
    if (x > edge && x + boxWidth > width - edge) [x, y, rowHeight] = [edge, y + rowHeight + 8, 0];
    out.push(
      `<rect x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="4" fill="#ffffff" stroke="#d4d8dc"/>`,
    );
    out.push(`<text x="${x + 6}" y="${y + 14}" font-size="11" fill="#555">${escapeXml(labels[host])}</text>`);
    for (let i = 0; i < numDevices; i++, device++) {
      const place = stageOf.get(device);
      const [left, down] = [x + 6 + (i % across) * step, y + 20 + Math.floor(i / across) * step];
      const tip = place ? placeText(stages[place.stage].plan, place.stage, place.rank) : "not used";
      out.push(
        `<rect x="${left}" y="${down}" width="${side}" height="${side}" rx="2" fill="${place ? colorOf(place.stage) : idle}"><title>device ${device}: ${escapeXml(tip)}</title></rect>`,
      );
      if (side === sides.few)
        out.push(
          `<text x="${left + side / 2}" y="${down + side / 2 + 4}" font-size="11" fill="${place ? "#fff" : "#777"}" text-anchor="middle" pointer-events="none">${device}</text>`,
        );
    }
    x += boxWidth + 8;
    rowHeight = Math.max(rowHeight, boxHeight);
  });
  return { out, bottom: y + rowHeight };
}

/** `stage 1, data=0, model=3`. */
function placeText({ mesh }: StagePlan, stage: number, rank: number): string {
  const coordinates = deviceCoordinates(mesh, rank).map((at, axis) => `${mesh.axes[axis].name}=${at}`);
  return [`stage ${stage}`, ...coordinates].join(", ");
}
