/** @file An explanation of a plan in plain words. */
import { textTable } from "../../base/text-table.ts";
import { bytesText, numberOf, secondsText } from "../../base/units.ts";
import type { CompareRow } from "../compare/row.ts";
import { layersText } from "../report/plan-text.ts";
import { type Alternative, noRecomputation } from "./alternatives.ts";
import type { PlanExplanation } from "./explain-plan.ts";
import type { AxisUse } from "./stage-use.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const bytes = (value: number): string => bytesText(Math.round(value));

/** Five paragraphs and a table. @param others  the best layouts of other methods, if they were priced */
export function explainText(subject: string, explanation: PlanExplanation, others: readonly CompareRow[]): string {
  const parts: [string, string[]][] = [
    [`${subject}, ${explanation.method}`, [...timeLines(explanation), memoryLine(explanation)]],
    ["Stages", stageLines(explanation)],
    ["Splits", splitLines(explanation)],
    ["Recomputation", recomputationLines(explanation)],
    ["Other choices", otherLines(explanation, others)],
  ];
  return parts.map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join("\n")).join("\n\n");
}

function timeLines({ seconds, stages, estimate }: PlanExplanation): string[] {
  const devices = stages.reduce((sum, stage) => sum + stage.devices, 0);
  const mean = (pick: (stage: PlanExplanation["stages"][number]) => number): number =>
    stages.reduce((sum, stage) => sum + stage.devices * pick(stage), 0) / devices / seconds;
  const [compute, communication] = [
    mean(({ computeSeconds }) => computeSeconds),
    mean(({ communicationSeconds }) => communicationSeconds),
  ];
  const idle = Math.max(0, 1 - compute - communication);
  return [
    `A step takes ${secondsText(seconds)}, predicted. A device computes ${percent(compute)} of it, communicates ${percent(communication)} and waits ${percent(idle)}.`,
    ...(estimate?.boundSeconds === undefined
      ? ["No search made the plan, so there is no lower bound."]
      : [
          `The search estimates ${secondsText(estimate.seconds)}, and no plan of its choices takes less than ${secondsText(estimate.boundSeconds)} under the same cost model.`,
        ]),
  ];
}

function memoryLine({ memory }: PlanExplanation): string {
  const { peakBytes, limitBytes, parameters = 0, gradients = 0, optimizer = 0, other = 0 } = memory;
  const made = `parameters ${bytes(parameters)}, gradients ${bytes(gradients)}, optimizer state ${bytes(optimizer)}, activations and buffers ${bytes(other)}`;
  const fits = peakBytes <= limitBytes ? "" : " It does not fit.";
  return `The fullest device holds ${bytes(peakBytes)} of ${bytes(limitBytes)} at its peak: ${made}.${fits}`;
}

function stageLines({ stages, schedule, microbatches, bubble }: PlanExplanation): string[] {
  if (stages.length === 1) {
    const [{ devices }] = stages;
    return [
      `One stage of ${numberOf(devices, "device")} holds the whole model, so no device waits for another stage. ${
        devices > 1 ? "Every device takes part in every layer, and pays for it in collectives (see Splits)." : ""
      }`.trim(),
    ];
  }
  const busy = stages.map(({ computeSeconds, communicationSeconds }) => computeSeconds + communicationSeconds);
  const mean = busy.reduce((sum, each) => sum + each, 0) / busy.length;
  const slowest = busy.indexOf(Math.max(...busy));
  const sizes = [...new Set(stages.map(({ devices }) => devices))];
  return [
    `${stages.length} stages of ${sizes.join(" or ")} ${sizes.length === 1 && sizes[0] === 1 ? "device" : "devices"} pass ${numberOf(microbatches, "microbatch")} on by ${schedule}.`,
    `The slowest is stage ${slowest} (layers ${layersText(stages[slowest].layers)}): busy ${secondsText(busy[slowest])} of a step, ${percent(busy[slowest] / mean - 1)} more than the mean. Equal stages would save at most ${secondsText(busy[slowest] - mean)}.`,
    `Stages wait ${percent(bubble ?? 0)} of the step. With ${microbatches} equal microbatches a pipeline of ${stages.length} stages that fills and drains once waits ${percent((stages.length - 1) / (microbatches + stages.length - 1))}.`,
  ];
}

function splitLines({ stages, seconds, memory }: PlanExplanation): string[] {
  const busy = stages.map(({ computeSeconds, communicationSeconds }) => computeSeconds + communicationSeconds);
  const slowest = busy.indexOf(Math.max(...busy));
  const { axes } = stages[slowest];
  if (axes.length === 0) return ["Nothing is split: every stage is one device."];
  const lines = axes.map((axis) => axisLine(axis, seconds, memory.limitBytes));
  return stages.length === 1 ? lines : [`On stage ${slowest}, the slowest:`, ...lines];
}

function axisLine(axis: AxisUse, seconds: number, limitBytes: number): string {
  const { name, size, splits, stateBytes, unsplitStateBytes } = axis;
  const what = splits.length === 0 ? "splits nothing: its devices repeat the work" : `splits ${splits.join(" and ")}`;
  const cost = `collectives over it take ${secondsText(axis.seconds)} (${percent(axis.seconds / seconds)} of the step)`;
  const saved =
    unsplitStateBytes > stateBytes
      ? `; without it a device would hold ${bytes(unsplitStateBytes)} of parameters and optimizer state, not ${bytes(stateBytes)}${
          unsplitStateBytes > limitBytes ? ", which does not fit" : ""
        }`
      : "";
  return `Axis ${name} of ${size} devices ${what}; ${cost}${saved}.`;
}

function recomputationLines({ remat, memory, seconds, alternatives }: PlanExplanation): string[] {
  const { peakBytes, limitBytes } = memory;
  if (!remat)
    return [
      peakBytes <= limitBytes
        ? `None: all activations are saved, and the peak of ${bytes(peakBytes)} fits.`
        : "None. Recomputation would lower the peak (--remat selective or full).",
    ];
  const { layers, fused, selective, full, repeatedShare } = remat;
  const counts = [
    ...(fused > 0 ? [`${fused} within kernels (fused)`] : []),
    ...(selective > 0 ? [`${selective} selectively`] : []),
    ...(full > 0 ? [`${full} fully`] : []),
  ];
  const without = alternatives.find(({ choice }) => choice === noRecomputation);
  return [
    `Of ${numberOf(layers, "layer")}, ${counts.join(" and ")} recompute activations in the backward pass: ${percent(repeatedShare)} more FLOPs in every microbatch.`,
    without?.seconds === undefined
      ? `What the plan would take without could not be priced: ${without?.reason ?? "it is asynchronous"}.`
      : `Without, a step would take ${secondsText(without.seconds)} (${secondsText(Math.abs(seconds - without.seconds))} ${
          without.seconds < seconds ? "less" : "more"
        }) and the fullest device would hold ${bytes(without.peakBytes!)}, which ${without.fits ? "also fits" : "does not fit"}.`,
  ];
}

function otherLines({ seconds, alternatives }: PlanExplanation, others: readonly CompareRow[]): string[] {
  const rows: (Alternative & { readonly isStale?: boolean })[] = [
    ...alternatives,
    ...others.map(({ method, configuration, seconds, memory, status, reason }) => ({
      choice: `${method}${configuration === undefined ? "" : `: ${configuration}`}`,
      // PipeDream trains another way, with weights of earlier updates, so it is no runner-up.
      isStale: method === "PipeDream",
      ...(seconds !== undefined && { seconds, peakBytes: memory!.peakBytes, fits: status === "fits" }),
      reason,
    })),
  ];
  if (rows.length === 0) return ["None was priced."];
  const priced = rows.filter((row) => row.seconds !== undefined);
  const table = textTable([
    ["choice", "step", "against this plan", "peak"],
    ...priced.map(({ choice, seconds: other, peakBytes, fits }) => [
      choice,
      secondsText(other!),
      isEqual(other!, seconds) ? "equal" : `${other! > seconds ? "+" : "−"}${percent(Math.abs(other! / seconds - 1))}`,
      `${bytes(peakBytes!)}${fits ? "" : ", does not fit"}`,
    ]),
  ]);
  const refused = rows.filter((row) => row.seconds === undefined);
  const fitting = priced.filter(({ fits, isStale }) => fits && !isStale);
  const runnerUp = fitting.length > 0 ? fitting.reduce((a, b) => (b.seconds! < a.seconds! ? b : a)) : undefined;
  const line = runnerUp === undefined ? "None of them fits." : runnerUpLine(runnerUp, seconds);
  return [...table.split("\n"), ...refused.map(({ choice, reason }) => `${choice}: ${reason}`), line];
}

/** Whether two predictions differ by less than is shown. */
const isEqual = (a: number, b: number): boolean => Math.abs(a / b - 1) < 5e-4;

function runnerUpLine({ choice, seconds: other }: Alternative, seconds: number): string {
  if (isEqual(other!, seconds)) return `The runner-up, ${choice}, takes as long.`;
  const text = secondsText(Math.abs(other! - seconds));
  if (other! < seconds)
    return `${choice} is faster by ${text} a step (${percent(1 - other! / seconds)}): plan with it, or with --method auto.`;
  return `The runner-up, ${choice}, takes ${text} a step more (${percent(other! / seconds - 1)}).`;
}
