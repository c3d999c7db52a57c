/** @file Figures of what devices hold: memory over a step, sequence parallelism, placements. */

import { bytesText, numberOf } from "../../base/units.ts";
import { drawMemoryAreas } from "../../draw/figures/memory-areas.ts";
import { drawMemoryBars } from "../../draw/figures/memory-bars.ts";
import { drawShardingSheet, type SheetEntry } from "../../draw/figures/sharding-sheet.ts";
import { definingOps, opName } from "../../ir/graph.ts";
import { typeText } from "../../ir/types.ts";
import { axesSize, meshSize, placementText } from "../../plan/placement.ts";
import { axesPosition } from "../../plan/shard.ts";
import { planPlacements } from "../../sharding/check-plan.ts";
import { defineFigure, type Figure, type PlanAnswer } from "./figure.ts";
import { memoryParts } from "./memory-parts.ts";
import { memorySeries } from "./memory-series.ts";

const memory = defineFigure({
  name: "memory",
  source: "alpa-js",
  about: "memory of each stage over a step, by kind",
  questions: [
    {
      command: "plan",
      model: "gpt",
      options: { cluster: "1x4:a100-80gb", batch: 64, microbatches: 8, method: "pipeshard", stages: 4 },
    },
  ],
  data: ([answer]) => memorySeries(answer),
  draw: (stages, commands) =>
    drawMemoryAreas(
      {
        title: "Memory over a step",
        about:
          "Bytes of a device of each stage over a simulated step, on one scale. Early stages hold the activations of more microbatches than late ones; activations include what kernels need while they run. The dot is the peak.",
        commands,
      },
      stages,
    ),
});

interface Sent {
  readonly name: string;
  readonly collectives: readonly { readonly kind: string; readonly count: number; readonly sentBytes: number }[];
}

const sentText = ({ name, collectives }: Sent): string =>
  `${name} ${collectives
    .map(
      ({ kind, count, sentBytes }) =>
        `${bytesText(Math.round(sentBytes))} by ${numberOf(count, kind.replaceAll("_", "-"))}`,
    )
    .join(", ")}`;

const sequenceParallel = defineFigure({
  name: "sequence-parallel",
  source: "Megatron-LM",
  about: "memory and collectives of tensor parallelism with and without sequence parallelism",
  questions: [false, true].map((isAlong) => ({
    command: "plan" as const,
    model: "gpt2-small",
    options: {
      ...{ cluster: "1x4:a100-80gb", batch: 8, method: "megatron", "tensor-parallel": 4 },
      ...(isAlong && { "sequence-parallel": true as const }),
    },
  })),
  data: (answers) =>
    answers.map(({ report, question }) => {
      const [{ memory: own, collectives }] = report.stages;
      return {
        name: question.options["sequence-parallel"] ? "tensor and sequence" : "tensor",
        ...{ parts: memoryParts(own), peak: own.peak!, limit: own.limit },
        collectives: collectives!.map(({ kind, count, sentBytes }) => ({ kind, count, sentBytes })),
      };
    }),
  draw: (bars, commands) =>
    drawMemoryBars(
      {
        title: "Sequence parallelism",
        about: `Sequence parallelism also splits what tensor parallelism leaves whole. A device sends in a step, with ${bars.map(sentText).join("; with ")}.`,
        commands,
      },
      bars,
      { isLimitShown: false },
    ),
});

/** The distinct placements of the matrices of a plan of one stage, the most frequent first. */
function sheetEntries({ planned: { step, plan } }: PlanAnswer): SheetEntry[] {
  const { graph } = step;
  const { mesh } = plan.stages[0];
  const definers = definingOps(graph);
  const inputOf = new Map(
    graph.inputs.map(({ value, name }, i) => [value, { name, placement: plan.inputs[i].placement }]),
  );
  const placed = planPlacements(graph, plan);
  const entries = new Map<string, SheetEntry>();
  graph.types.forEach((type, value) => {
    const input = inputOf.get(value);
    if (type.shape.length !== 2 || (!input && definers[value] < 0)) return;
    const op = definers[value];
    const placement = input?.placement ?? placed[op].results[graph.ops[op].results.indexOf(value)];
    const key = placementText(placement);
    const known = entries.get(key);
    if (known) entries.set(key, { ...known, count: known.count + 1 });
    else {
      const [rowParts, columnParts] = placement.dims.map((axes) => axesSize(mesh, axes));
      const tiles: number[][] = Array.from({ length: rowParts * columnParts }, () => []);
      for (let device = 0; device < meshSize(mesh); device++) {
        const [row, column] = placement.dims.map((axes) => axesPosition(mesh, axes, device));
        tiles[row * columnParts + column].push(device);
      }
      const example = input?.name ?? opName(graph, op);
      const isPartial = axesSize(mesh, placement.partial) > 1;
      entries.set(key, {
        placement: key,
        example,
        type: typeText(type),
        count: 1,
        rowParts,
        columnParts,
        isPartial,
        tiles,
      });
    }
  });
  return [...entries.values()].sort((a, b) => b.count - a.count);
}

const shardingSheet = defineFigure({
  name: "sharding-sheet",
  source: "alpa-js",
  about: "the placements of a plan as tiles with the devices that hold them",
  questions: [
    { command: "plan", model: "simple-mlp", options: { cluster: "1x4:a100-80gb", batch: 2048, method: "shard" } },
  ],
  data: ([answer]) => ({
    model: answer.report.model,
    mesh: answer.report.stages[0].mesh.map(({ name, size }) => `${name}=${size}`).join(" × "),
    entries: sheetEntries(answer).slice(0, 12),
  }),
  draw: drawShardingSheet,
});

export const placementFigures: readonly Figure[] = [sequenceParallel, memory, shardingSheet];
