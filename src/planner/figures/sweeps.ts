/** @file Figures of sweeps: methods over devices, traffic, Megatron-LM's degrees, bubbles. */
import { drawBubbles } from "../../draw/figures/bubbles.ts";
import { drawLayoutGrid } from "../../draw/figures/layout-grid.ts";
import { drawSweepPlot, secondsMeasure } from "../../draw/figures/sweep-plot.ts";
import { drawTraffic } from "../../draw/figures/traffic.ts";
import { findSchedule } from "../../schedules/registry.ts";
import type { SweepRow } from "../sweep/sweep-row.ts";
import { defineFigure, type Figure } from "./figure.ts";
import { measuredBubbles } from "./measured-bubbles.ts";

const performance = defineFigure({
  name: "performance",
  source: "Alpa",
  about: "seconds of a step by method and number of devices, with lower bounds",
  questions: [
    {
      command: "sweep",
      model: "simple-mlp",
      options: {
        ...{ cluster: "2x4:a100-80gb", devices: "1,2,4,8", batch: 512, memory: "502MB" },
        method: "data,zero3,tensor,auto",
      },
    },
  ],
  data: ([{ rows, question }]) => ({ model: question.model, rows }),
  draw: ({ model, rows }, commands) =>
    drawSweepPlot(
      {
        title: "Methods and devices",
        about: `Predicted seconds of a step of ${model}: the same batch on more devices, every method within the same memory. Whiskers reach down to the lower bound that the method's search proves.`,
        commands,
      },
      rows,
      { measure: secondsMeasure, variables: ["devices"] },
    ),
});

const communication = defineFigure({
  name: "communication",
  source: "Alpa",
  about: "bytes that a device sends in a step, by collective and link, and the seconds they take",
  questions: [
    {
      command: "sweep",
      model: "simple-mlp",
      options: { cluster: "2x4:a100-80gb", batch: 512, method: "data,zero1,zero2,zero3,tensor,auto" },
    },
  ],
  data: ([{ rows }]) =>
    rows.filter(({ traffic }) => traffic !== undefined) as (SweepRow & Required<Pick<SweepRow, "traffic">>)[],
  draw: drawTraffic,
});

const layoutGrid = defineFigure({
  name: "layout-grid",
  source: "Megatron-LM",
  about: "predicted seconds of every data × pipeline × tensor layout",
  questions: [
    {
      command: "sweep",
      model: "gpt",
      options: { cluster: "1x8:a100-80gb", memory: "40MB", batch: 64, microbatches: 4, layout: "all" },
    },
  ],
  data: ([{ rows, question }]) => ({ model: question.model, rows }),
  draw: drawLayoutGrid,
});

/** The idle share of a schedule on equal stages. */
function idleByFormula(name: string, stages: number, microbatches: number): number {
  const rule = findSchedule(name);
  const ramp = rule.rampShare(rule.defaultChunks) * (stages - 1);
  return ramp / (microbatches + ramp);
}

const bubble = defineFigure({
  name: "bubble",
  source: "Megatron-LM",
  about: "idle share over the number of microbatches, by schedule: formula, simulated and measured",
  questions: [
    {
      command: "sweep",
      model: "simple-mlp",
      options: {
        ...{ cluster: "1x4:a100-80gb", batch: 16384, microbatches: "4,8,16,32,64", layout: "1x4x1" },
        schedule: "1f1b,interleaved-1f1b,zb-h1,zb-v",
      },
    },
  ],
  data: ([{ rows }]) => ({
    stages: rows[0].pipeline!,
    points: rows.map(({ schedule, pipeline, microbatches, bubble: simulated, reason }) => ({
      ...{ schedule: schedule!, microbatches: microbatches!, simulated, reason },
      formula: idleByFormula(schedule!, pipeline!, microbatches!),
      measured: measuredBubbles.find((each) => each.schedule === schedule && each.microbatches === microbatches)?.idle,
    })),
  }),
  draw: (data, commands) => drawBubbles(data, [...commands, "npx tsx bench/bubbles.ts"]),
});

export const sweepFigures: readonly Figure[] = [performance, communication, layoutGrid, bubble];
