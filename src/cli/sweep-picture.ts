/** @file The picture of `alpa sweep --plot`: a heat map of two variables, or lines over one. */
import { drawHeatMap } from "../draw/figures/heat-map.ts";
import { drawSweepPlot, flopsMeasure, secondsMeasure } from "../draw/figures/sweep-plot.ts";
import { type Variable, variables } from "../draw/figures/sweep-variables.ts";
import type { Picture } from "../draw/picture.ts";
import type { SweepRow } from "../planner/sweep/sweep-row.ts";

/** What a picture says of its sweep, and the variables' values. */
interface Swept {
  readonly cluster: string;
  readonly scaling: "strong" | "weak";
  readonly devices: readonly number[];
  readonly network: readonly string[];
  readonly batch: readonly number[];
  readonly sequence: readonly number[];
  readonly microbatches: readonly number[];
}

export function sweepPicture(model: string, flags: Swept, rows: readonly SweepRow[], command: string): Picture {
  const { cluster, scaling } = flags;
  const isWeak = scaling === "weak";
  const varied = variables.filter((name) => valuesOf(flags, name).length > 1);
  const title = `${model} on ${cluster}: ${isWeak ? "weak scaling: the batch grows with the devices" : "a step"}`;
  const [across, down, ...others] = varied;
  if (down !== undefined && others.length === 0) {
    const measure = varied.includes("sequence")
      ? "tokensPerSecond"
      : isWeak || varied.includes("batch")
        ? "examplesPerSecond"
        : "seconds";
    const about = `Each cell is one plan, its step simulated: ${heatTexts[measure]}, and the peak memory of a device. Dashed does not fit or is refused; the ring is the best that fits.`;
    return drawHeatMap({ title, about, commands: [command] }, rows, { measure, variables: [across, down] });
  }
  const about = `Each point is one plan, its step simulated. ${isWeak ? "A level line is perfect scaling." : "Lower is better."}`;
  return drawSweepPlot({ title, about, commands: [command] }, rows, {
    measure: isWeak ? flopsMeasure : secondsMeasure,
    variables: varied,
  });
}

const heatTexts = {
  seconds: "seconds of a step (more blue is slower)",
  examplesPerSecond: "examples per second (more blue is more)",
  tokensPerSecond: "tokens per second (more blue is more)",
};

const valuesOf = (flags: Swept, name: Variable): readonly unknown[] =>
  name === "networkBytesPerSecond" ? flags.network : flags[name];
