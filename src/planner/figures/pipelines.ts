/** @file Figures of pipelines on one time axis: the effect of microbatches, of 1F1B and of weight versions. */
import type { TimelineBar } from "../../draw/bars.ts";
import { drawTimelinePanels, type TimelinePanel } from "../../draw/figures/timeline-panels.ts";
import { drawVersionThreads } from "../../draw/figures/version-threads.ts";
import { scheduleByName } from "../../schedules/registry.ts";
import { defineFigure, type Figure, type PlanAnswer } from "./figure.ts";
import type { Question } from "./question.ts";
import { taskBars } from "./task-bars.ts";

const cluster = "1x4:a100-80gb";

const pipeline = (microbatches: number, options: Question["options"]) => ({
  command: "plan" as const,
  model: "gpt",
  options: { cluster, batch: 64, microbatches, ...options },
});
const staged = (microbatches: number) => pipeline(microbatches, { method: "pipeshard", stages: 4 });

/** The idle share of a step: the mean over its devices. */
function idleOf({ report: { stages } }: PlanAnswer): number {
  const devices = stages.reduce((sum, stage) => sum + stage.devices.length, 0);
  return stages.reduce((sum, stage) => sum + stage.simulated!.bubble * stage.devices.length, 0) / devices;
}

export interface PipelinePanel extends TimelinePanel {
  readonly microbatches: number;
}

function panelOf(answer: PlanAnswer, title: string): PipelinePanel {
  const { report, program, simulation } = answer;
  const { microbatches } = report;
  const stages = report.stages.length;
  const bars = taskBars(program, simulation);
  return {
    ...{ title, microbatches, bars, seconds: report.simulated!.seconds, idle: idleOf(answer) },
    formula: {
      idle: (stages - 1) / (microbatches + stages - 1),
      text: `(p − 1)/(m + p − 1) = ${stages - 1}/${microbatches + stages - 1}`,
    },
  };
}

const microbatchText = (count: number): string => (count === 1 ? "1 microbatch" : `${count} microbatches`);

const pipelineParallel = defineFigure({
  name: "pipeline-parallel",
  source: "Alpa",
  about: "pipeline parallelism with 1 and 8 microbatches on one scale of time",
  questions: [staged(1), staged(8)],
  data: (answers) => answers.map((answer) => panelOf(answer, microbatchText(answer.report.microbatches))),
  draw: (panels, commands) =>
    drawTimelinePanels(
      {
        title: "Pipeline parallelism",
        about:
          "Each stage holds a part of the layers. Cut into microbatches, the same batch lets the stages work at the same time; what is idle shrinks with their number.",
        commands,
      },
      panels,
    ),
});

const modelParallel = defineFigure({
  name: "model-parallel",
  source: "PipeDream",
  about: "model parallelism without a pipeline: one stage works at a time",
  questions: [staged(1)],
  data: (answers) => answers.map((answer) => panelOf(answer, `${answer.report.stages.length} stages, 1 microbatch`)),
  draw: (panels, commands) =>
    drawTimelinePanels(
      {
        title: "Model parallelism without a pipeline",
        about:
          "One batch goes forward and backward through the stages as a whole: while one works, the others are idle.",
        commands,
      },
      panels,
    ),
});

/** When a stage's start-up ends (its first backward begins) and its drain begins (its last forward ends). */
export interface Phases {
  readonly steadySeconds: number;
  readonly drainSeconds: number;
  readonly endSeconds: number;
}

function phasesOf(bars: readonly TimelineBar[]): Phases[] {
  const stages = [...new Set(bars.map(({ device }) => device))].sort((a, b) => a - b);
  return stages.map((stage) => {
    const own = bars.filter(({ device, task }) => device === stage && task);
    const forwards = own.filter(({ task }) => task!.kind === "forward");
    const backwards = own.filter(({ task }) => task!.kind !== "forward" && task!.kind !== "update");
    return {
      steadySeconds: Math.min(...backwards.map(({ startSeconds }) => startSeconds)),
      drainSeconds: Math.max(...forwards.map(({ endSeconds }) => endSeconds)),
      endSeconds: Math.max(...backwards.map(({ endSeconds }) => endSeconds)),
    };
  });
}

const oneForwardOneBackward = defineFigure({
  name: "one-forward-one-backward",
  source: "PipeDream",
  about: "1F1B: start-up, steady state and drain of each stage",
  questions: [staged(8)],
  data: ([answer]) => {
    const panel = panelOf(answer, `${answer.report.pipeline!.schedule}, ${microbatchText(answer.report.microbatches)}`);
    return { panel, phases: phasesOf(panel.bars) };
  },
  draw: ({ panel, phases }, commands) =>
    drawTimelinePanels(
      {
        title: "One forward, one backward",
        about:
          "Numbers are microbatches. After its start-up each stage alternates a forward and a backward, so it holds the activations of few microbatches; then it drains.",
        commands,
      },
      [panel],
      {
        gap: 9,
        legend: [
          { name: "start-up", color: "slate", mark: "line" },
          { name: "steady state", color: "ink", mark: "line" },
          { name: "drain", color: "pink", mark: "line" },
        ],
        over: (picture, _, lanes, laneHeight) =>
          phases.forEach(({ steadySeconds, drainSeconds, endSeconds }, stage) => {
            const y = lanes.laneY(stage) + laneHeight + 3;
            const first = Math.min(
              ...panel.bars.filter(({ device }) => device === stage).map((bar) => bar.startSeconds),
            );
            const draw = (from: number, to: number, color: "slate" | "ink" | "pink"): void => {
              if (to > from) picture.line(lanes.at(from), y, lanes.at(to), y, { stroke: color, strokeWidth: 3 });
            };
            draw(first, steadySeconds, "slate");
            draw(steadySeconds, Math.max(steadySeconds, drainSeconds), "ink");
            draw(Math.max(steadySeconds, drainSeconds), endSeconds, "pink");
          }),
      },
    ),
});

export interface VersionedPanel extends PipelinePanel {
  /** By stage: the most versions of its weights that it holds at once. */
  readonly versionsHeld: readonly number[];
  /** By stage and microbatch: the number of updates in the weights that its forward and backward read. */
  readonly versions: readonly (readonly number[])[];
}

function versionedPanel(answer: PlanAnswer): VersionedPanel {
  const { report, planned } = answer;
  const { schedule: name, numChunks, numUpdates } = planned.plan.pipeline!;
  const [numStages, numMicrobatches] = [report.stages.length, report.microbatches];
  const microbatchesPerUpdate = numMicrobatches / numUpdates;
  const schedule = scheduleByName(name, { numStages, numMicrobatches, numChunks, microbatchesPerUpdate });
  return {
    ...panelOf(answer, name),
    formula: undefined,
    versionsHeld: report.stages.map((_, stage) => schedule.rule.weightVersions(stage, numStages, numMicrobatches)),
    versions: schedule.tasks.map((tasks) =>
      tasks.filter(({ kind }) => kind === "forward").map(({ weightVersion = 0 }) => weightVersion),
    ),
  };
}

const weightStashing = defineFigure({
  name: "weight-stashing",
  source: "PipeDream",
  about: "the weight version that each microbatch uses: stashing, 2BW and flush",
  // Each weight of this model is read by one stage. Without flushes, stages could not share a version of a weight.
  questions: (["stash", "2bw", "flush"] as const).map((versions) => ({
    ...pipeline(12, { batch: 96, method: "pipedream", replicas: "1+1+1+1", "weight-versions": versions }),
    model: "simple-mlp",
  })),
  data: (answers) => answers.map(versionedPanel),
  draw: drawVersionThreads,
});

export const pipelineFigures: readonly Figure[] = [
  pipelineParallel,
  modelParallel,
  oneForwardOneBackward,
  weightStashing,
];
