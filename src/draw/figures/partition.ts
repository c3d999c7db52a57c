/** @file PipeDream's partition: layers as wide as their seconds, cut into stages as high as their replicas. */
import { bytesText, numberOf, secondsText } from "../../base/units.ts";
import { figureRight, framed, margin } from "../frame.ts";
import type { Picture } from "../picture.ts";
import { fitText, textWidth } from "../text-width.ts";
import { seriesColor } from "../theme.ts";

export interface Partition {
  readonly model: string;
  readonly layers: readonly { readonly seconds: number; readonly outputBytes: number; readonly paramsBytes: number }[];
  readonly stages: readonly { readonly layers: readonly [number, number]; readonly replicas: number }[];
}

const replicaHeight = 40;
const stripHeight = 34;

export const drawPartition = ({ model, layers, stages }: Partition, commands: readonly string[]): Picture =>
  framed(
    {
      title: "PipeDream's partitioner",
      about: `The layers of ${model}: as wide as their forward and backward of a microbatch takes on one device. Each stage is as high as its replicas, which share its microbatches; its number is seconds over replicas. The slowest sets the pace. At a cut stand the bytes that cross it.`,
      commands,
    },
    (picture, top) => {
      const total = layers.reduce((sum, { seconds }) => sum + seconds, 0);
      const most = Math.max(...stages.map(({ replicas }) => replicas));
      const scale = (figureRight - margin) / total;
      const base = top + 4 + most * replicaHeight;
      const sumTo = (end: number): number => layers.slice(0, end).reduce((sum, { seconds }) => sum + seconds, 0);
      const pace = Math.max(
        ...stages.map((stage) => (sumTo(stage.layers[1] + 1) - sumTo(stage.layers[0])) / stage.replicas),
      );
      stages.forEach(({ layers: [first, last], replicas }, stage) => {
        const [from, to] = [sumTo(first), sumTo(last + 1)];
        const box = { x: margin + from * scale, width: (to - from) * scale };
        for (let replica = 0; replica < replicas; replica++)
          picture.rect(
            {
              x: box.x + 1,
              y: base - (replica + 1) * replicaHeight + 2,
              width: box.width - 2,
              height: replicaHeight - 4,
            },
            { fill: seriesColor(stage), opacity: 0.85, radius: 3 },
          );
        const each = (to - from) / replicas;
        picture.text(box.x + box.width / 2, base - 14, fitText(`stage ${stage}`, 11, box.width - 4), {
          ...{ size: 11, anchor: "middle", color: "onBar", bold: each === pace },
        });
      });
      layers.forEach(({ seconds }, layer) => {
        const box = { x: margin + sumTo(layer) * scale, y: base + 4, width: seconds * scale, height: stripHeight };
        picture.rect(box, { fill: "panel", stroke: "line", tip: `layer ${layer}: ${secondsText(seconds)}` });
        if (box.width > textWidth(`${layer}`, 11) + 4)
          picture.text(box.x + box.width / 2, box.y + 21, `${layer}`, { size: 11, anchor: "middle", color: "muted" });
      });
      picture.text(margin, base + stripHeight + 20, "layers, by their seconds", { size: 11, color: "muted" });
      let y = base + stripHeight + 46;
      stages.forEach(({ layers: [first, last], replicas }, stage) => {
        const each = (sumTo(last + 1) - sumTo(first)) / replicas;
        const sent =
          stage + 1 < stages.length ? `; ${bytesText(layers[last].outputBytes)} cross to stage ${stage + 1}` : "";
        picture.rect({ x: margin, y: y - 9, width: 11, height: 11 }, { fill: seriesColor(stage) });
        const words = `stage ${stage}: layers ${first}–${last} on ${numberOf(replicas, "device")}, ${secondsText(each)} a microbatch${each === pace ? ", the slowest" : ""}${sent}`;
        picture.text(margin + 18, y, words, { bold: each === pace });
        y += 20;
      });
      return y - 8;
    },
  );
