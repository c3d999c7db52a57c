/** @file The times of a simulated pipeline, for the schedule lab. */
import { type Bars, barKinds, type Lane, type Timeline } from "./bars.ts";
import type { LabSettings } from "./lab.ts";

/** Settings with the number of stages and the mean times of a simulated pipeline; undefined for one stage. */
export function labOfTimeline({ lanes }: Timeline): Partial<LabSettings> | undefined {
  const microbatches =
    1 + Math.max(...lanes.map(({ blocks }) => blocks.microbatch.reduce((a, b) => Math.max(a, b), -1)));
  if (lanes.length < 2 || microbatches < 1) return undefined;
  /** Milliseconds of tasks of these kinds, by stage: per microbatch, for the update per step. */
  const times = (...kinds: readonly string[]): number[] =>
    lanes.map(({ blocks }: Lane) => (1e3 * secondsOf(blocks, kinds)) / (kinds[0] === "update" ? 1 : microbatches));
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const work = times("forward", "backward", "backward-input", "backward-weight");
  const [whole, input, weight] = [times("backward"), times("backward-input"), times("backward-weight")].map(mean);
  return {
    stages: lanes.length,
    microbatches,
    forward: mean(times("forward")),
    // A backward pass in one piece has both gradients, of equal work.
    backwardInput: input + whole / 2,
    backwardWeight: weight + whole / 2,
    update: mean(times("update")),
    transfer: 0,
    factors: work.map((own) => own / mean(work)),
  };
}

const secondsOf = ({ start, end, kind }: Bars, kinds: readonly string[]): number =>
  start.reduce((sum, from, bar) => sum + (kinds.includes(barKinds[kind[bar]]) ? end[bar] - from : 0), 0);
