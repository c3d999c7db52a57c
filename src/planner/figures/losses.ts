/** @file The figure of losses over time: data parallelism, PipeDream and PipeDream-2BW on a slow network. */
import { drawTimeToLoss, type LossRun } from "../../draw/figures/time-to-loss.ts";
import { type Answers, defineFigure, type Figure, type PlanAnswer, type RunAnswer } from "./figure.ts";
import type { Question } from "./question.ts";

const [model, cluster] = ["conv", "2x1:v100-16gb"];

/** Examples per update (2BW needs more), examples per loss, and the number of losses. */
const [updateExamples, lossExamples, losses] = [16, 64, 32];

/** A run on real data, and the plan that gives its seconds on the cluster. */
const questionsOf = (options: Question["options"], batch: number) => [
  {
    command: "run" as const,
    model,
    options: { devices: 2, steps: (losses * lossExamples) / batch, batch, ...options },
  },
  { command: "plan" as const, model, options: { cluster, batch, ...options } },
];

const pipedream = { microbatches: lossExamples / updateExamples, method: "pipedream", replicas: "1+1" };
const names = ["data parallel", "PipeDream, stashed weights", "PipeDream-2BW"];

/** Means of equal parts of a list. */
const means = (values: readonly number[], size: number): number[] =>
  Array.from(
    { length: Math.floor(values.length / size) },
    (_, i) => values.slice(i * size, (i + 1) * size).reduce((sum, value) => sum + value, 0) / size,
  );

const timeToLoss = defineFigure<"run" | "plan", Parameters<typeof drawTimeToLoss>[0]>({
  name: "time-to-loss",
  source: "PipeDream",
  about: "losses of trained models over simulated time: data parallelism and PipeDream on a slow network",
  questions: [
    ...questionsOf({ method: "data" }, updateExamples),
    ...questionsOf(pipedream, lossExamples),
    ...questionsOf({ ...pipedream, "weight-versions": "2bw" }, lossExamples),
  ],
  data: (answers: readonly Answers["run" | "plan"][]) => {
    const runs = names.map((name, i): Omit<LossRun, "secondsToTarget"> => {
      const { result } = answers[2 * i] as RunAnswer;
      const { report } = answers[2 * i + 1] as PlanAnswer;
      const perLoss = lossExamples / result.batch;
      const { numUpdates = 1 } = (answers[2 * i + 1] as PlanAnswer).planned.plan.pipeline ?? {};
      const stepSeconds = report.pipeline ? report.simulated!.seconds : report.estimate!.seconds;
      return {
        ...{ name, losses: means(result.losses, perLoss), seconds: perLoss * stepSeconds },
        examplesPerUpdate: result.batch / numUpdates,
      };
    });
    // The lowest loss that all of them reach, rounded up.
    const lowest = Math.max(...runs.map((run) => Math.min(...run.losses)));
    const target = Math.ceil(20 * lowest) / 20;
    return {
      ...{ model, cluster, examples: lossExamples, target },
      runs: runs.map((run) => {
        const at = run.losses.findIndex((loss) => loss <= target);
        return { ...run, ...(at >= 0 && { secondsToTarget: (at + 1) * run.seconds }) };
      }),
    };
  },
  draw: drawTimeToLoss,
});

export const lossFigures: readonly Figure[] = [timeToLoss];
