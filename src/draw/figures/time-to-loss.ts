/** @file Losses over time: with stale weights a loss may take more steps, each of fewer seconds. */
import { secondsText } from "../../base/units.ts";
import { drawBottomTicks, roundTicks, secondsUnit, tickText } from "../axes.ts";
import { framed, margin } from "../frame.ts";
import { drawLossAxes } from "../loss-axes.ts";
import type { Picture } from "../picture.ts";
import { seriesColor } from "../theme.ts";

export interface LossRun {
  readonly name: string;
  /** Measured losses, each the mean over the same number of examples. */
  readonly losses: readonly number[];
  /** Simulated seconds of that number of examples. */
  readonly seconds: number;
  readonly examplesPerUpdate: number;
  /** Seconds after which the loss is at most the target; absent where it never is. */
  readonly secondsToTarget?: number;
}

export interface TimeToLoss {
  readonly model: string;
  readonly cluster: string;
  /** Examples per loss. */
  readonly examples: number;
  readonly target: number;
  readonly runs: readonly LossRun[];
}

const height = 280;

export const drawTimeToLoss = (
  { model, cluster, examples, target, runs }: TimeToLoss,
  commands: readonly string[],
): Picture =>
  framed(
    {
      title: "Time to a loss",
      about: `Losses of ${model} as trained on threads of one machine, each the mean of ${examples} examples, over the seconds that these examples are simulated to take on ${cluster}. PipeDream computes gradients with older weights, which may need more examples, and takes less time for each.`,
      commands,
    },
    (picture, top) => {
      const entries = [
        ...runs.map(({ name }, i) => ({ name, color: seriesColor(i), mark: "line" }) as const),
        { name: `loss ${target}`, color: "muted", mark: "dash" } as const,
      ];
      const { box, y } = drawLossAxes(picture, top, { entries, curves: runs, height, name: "loss, measured" });
      const end = Math.max(...runs.map(({ losses, seconds }) => losses.length * seconds));
      const x = (seconds: number): number => box.x + (seconds / end) * box.width;
      picture.line(box.x, y(target), box.x + box.width, y(target), { stroke: "muted", dash: "5 4" });
      for (const [i, { losses, seconds, secondsToTarget }] of runs.entries()) {
        picture.polyline(
          losses.map((loss, at) => [x((at + 1) * seconds), y(loss)] as const),
          { stroke: seriesColor(i), strokeWidth: 2 },
        );
        if (secondsToTarget !== undefined)
          picture.circle(x(secondsToTarget), y(target), 4.5, { fill: seriesColor(i), stroke: "paper" });
      }
      const unit = secondsUnit(end);
      const ticks = roundTicks(end * unit.per).map((tick) => ({ at: x(tick / unit.per), words: tickText(tick) }));
      drawBottomTicks(picture, box, ticks, `time, simulated, ${unit.name}`);
      const first = box.y + height + 58;
      runs.forEach(({ name, seconds, examplesPerUpdate, secondsToTarget }, i) => {
        const reached = secondsToTarget === undefined ? "is not reached" : `after ${secondsText(secondsToTarget)}`;
        const words = `${name}: an update after ${examplesPerUpdate} examples, ${secondsText(seconds)} for ${examples}; loss ${target} ${reached}`;
        picture.text(margin, first + 18 * i, words);
      });
      return first + 18 * (runs.length - 1) + 8;
    },
  );
