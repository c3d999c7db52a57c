import { expect, test } from "vitest";
import { parseCluster } from "../cluster/parse.ts";
import { drawStageMap, type MappedStage } from "./stage-map.ts";

const facts = {
  numParameters: 1.5e9,
  computeSeconds: 0.1,
  communicationSeconds: 0.02,
  bubble: 0.125,
  peakInFlight: 2,
  peakBytes: 12e9,
  limitBytes: 16e9,
};
const axes = [
  { name: "data", size: 1 },
  { name: "model", size: 2 },
];
const stages: MappedStage[] = [0, 1].map((stage) => ({
  plan: { mesh: { axes }, devices: [2 * stage, 2 * stage + 1] },
  facts: { ...facts, layers: `layers ${6 * stage}–${6 * stage + 5}`, peakBytes: stage === 1 ? 20e9 : 12e9 },
}));

test("every stage has its card, every device its stage and place", () => {
  const svg = drawStageMap(parseCluster("3x2:v100-16gb"), stages, "a <model>");
  for (const text of [
    "a &lt;model&gt;",
    "devices 2–3: data=1 × model=2",
    "layers 6–11, 1.50B parameters",
    "compute 100 ms, communication 20.0 ms",
    "idle 12.5 %, 2 activations in flight",
    "12.0 GB of 16.0 GB<",
    "20.0 GB of 16.0 GB: too much",
    "host 2: v100-16gb",
    "device 3: stage 1, data=0, model=1",
    "device 5: not used",
  ])
    expect(svg).toContain(text);
  expect(svg.match(/<title>device /g)).toHaveLength(6);
});

test("a large cluster is a page, not a strip", () => {
  const svg = drawStageMap(parseCluster("128x8:a100-80gb"), stages, "");
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
  expect(height).toBeLessThan(1.5 * width);
  expect(svg.match(/<title>device /g)).toHaveLength(1024);
});
