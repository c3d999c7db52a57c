/** @file The two levels of the search: stages by layers and submesh, and the shardings of one chosen stage. */
import { secondsText } from "../../base/units.ts";
import type { MeshAxis } from "../../plan/placement.ts";
import { figureRight, framed, margin } from "../frame.ts";
import { drawLegend } from "../legend.ts";
import type { Picture } from "../picture.ts";
import { fitText, textWidth } from "../text-width.ts";
import { type StageTableData, stageTable } from "./stage-table.ts";

export interface TwoLevels extends StageTableData {
  readonly model: string;
  readonly schedule: string;
  readonly microbatches: number;
  readonly numLayers: number;
  readonly numSolved: number;
  readonly stages: readonly {
    readonly layers: readonly (readonly [number, number])[];
    readonly devices: number;
    readonly mesh: readonly MeshAxis[];
  }[];
  /** The stage whose shardings are shown. */
  readonly opened: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly count: number;
    readonly placement: string;
  }[];
  readonly estimate: { readonly seconds: number; readonly boundSeconds?: number };
}

const cellHeight = 34;
const matrixWidth = 470;
const maxRows = 12;

export const drawTwoLevels = (data: TwoLevels, commands: readonly string[]): Picture => {
  const { model, schedule, microbatches, cells, estimate, numSolved } = data;
  const { counts } = stageTable(data);
  return framed(
    {
      title: "Two levels of search",
      about: `Left, inter-operator: every kind of stage of ${model}, by its number of layers and its submesh, with its time for a microbatch under ${schedule} with ${microbatches} microbatches. ${counts["not needed"]} of ${cells.length} kinds are ruled out by a bound and never priced; ${numSolved} layer problems were solved. Right, intra-operator: how one chosen stage splits its parameters.`,
      commands,
    },
    (picture, top) => {
      const below = drawLegend(
        picture,
        [
          { name: "priced; more blue is slower", color: "blue", mark: "square" },
          { name: "too large", color: "red", mark: "cross" },
          { name: "not needed", color: "line", mark: "outline" },
          { name: "in the best plan", color: "orange", mark: "outline" },
        ],
        { x: margin, y: top + 8, right: figureRight },
      );
      const bottom = drawMatrix(picture, data, below + 26);
      const side = drawStage(picture, data, margin + matrixWidth + 28, below + 26);
      const bound =
        estimate.boundSeconds === undefined
          ? ""
          : `; no plan of the search takes less than ${secondsText(estimate.boundSeconds)}`;
      const end = Math.max(bottom, side) + 22;
      picture.text(margin, end, `The plan found: ${secondsText(estimate.seconds)} a step, estimated${bound}.`, {
        bold: true,
      });
      return end;
    },
  );
};

function drawMatrix(picture: Picture, data: TwoLevels, top: number): number {
  const { sizes, rows, slowest } = stageTable(data);
  const left = margin + 74;
  const width = (margin + matrixWidth - left) / sizes.length;
  picture.text(left, top, "layers of the stage", { size: 11, color: "muted" });
  const every = Math.ceil((textWidth(`${sizes.at(-1)}`, 11) + 4) / width);
  sizes.forEach((size, i) => {
    if (i % every > 0) return;
    picture.text(left + (i + 0.5) * width, top + 18, `${size}`, { size: 11, anchor: "middle", color: "muted" });
  });
  rows.forEach(({ numHosts, devicesPerHost, cells }, row) => {
    const y = top + 26 + row * cellHeight;
    const words = `${numHosts} × ${devicesPerHost}`;
    picture.text(left - 10, y + cellHeight / 2 + 4, words, { size: 11, anchor: "end", color: "muted" });
    cells.forEach((cell, column) => {
      if (!cell) return;
      const { state, seconds, isChosen } = cell;
      const x = left + column * width;
      const gap = Math.min(2, width / 6);
      const box = { x: x + gap, y: y + 2, width: width - 2 * gap, height: cellHeight - 4 };
      const [middle, center] = [x + width / 2, y + cellHeight / 2];
      if (seconds === undefined) picture.rect(box, { stroke: "line", radius: 3, tip: state });
      else {
        picture.rect(box, { fill: "blue", opacity: 0.12 + (0.5 * seconds) / slowest, radius: 3 });
        const text = secondsText(seconds);
        if (textWidth(text, 10) < box.width)
          picture.text(middle, center + 4, text, { size: 10, anchor: "middle", bold: isChosen });
      }
      if (state === "too large") picture.cross(middle, center, Math.min(5, width / 3), "red");
      if (isChosen) picture.rect(box, { stroke: "orange", strokeWidth: 3, radius: 3 });
    });
  });
  const bottom = top + 26 + rows.length * cellHeight;
  picture.text(margin, bottom + 16, "rows: hosts × devices of the submesh", { size: 11, color: "muted" });
  return bottom + 16;
}

const rangeText = (layers: readonly (readonly [number, number])[]): string =>
  layers.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(" and ");

function drawStage(picture: Picture, { stages, opened, parameters }: TwoLevels, left: number, top: number): number {
  const { layers, devices, mesh } = stages[opened];
  const axes = mesh.map(({ name, size }) => `${name}=${size}`).join(" × ");
  picture.text(
    left,
    top,
    `Stage ${opened}: ${layers.every(([first, last]) => first === last) ? "layer" : "layers"} ${rangeText(layers)}, ${devices} devices, ${axes}`,
    { bold: true },
  );
  const shown = parameters.slice(0, maxRows);
  const width = figureRight - left;
  shown.forEach(({ name, type, count, placement }, i) => {
    const y = top + 24 + 19 * i;
    const times = count > 1 ? ` × ${count}` : "";
    picture.text(left, y, fitText(`${name.replace(/^state\.params\.?/, "")} ${type}${times}`, 11, 0.74 * width), {
      size: 11,
    });
    picture.text(figureRight, y, placement, {
      size: 11,
      anchor: "end",
      color: placement.includes("x") || placement.includes("y") ? "blue" : "muted",
    });
  });
  const more = parameters.length - shown.length;
  const y = top + 24 + 19 * shown.length;
  if (more > 0) picture.text(left, y, `and ${more} more`, { size: 11, color: "muted" });
  return y;
}
