/** @file Writes timelines as drawings (.svg) or as traces for Perfetto and chrome://tracing (.json). */
import { chromeTrace } from "../draw/chrome-trace.ts";
import { meshLaneNames, programBars } from "../draw/program-timeline.ts";
import { drawTimeline, type LaneName, type TimelineBar } from "../draw/timeline.ts";
import type { Program } from "../lower/program.ts";
import { type Simulation, simulatedEvents } from "../simulate/simulate.ts";
import { writeOutput } from "./output-file.ts";

/**
 * Maximum number of device lanes. Above it, one lane stands for all devices of a mesh; they do the same in a simulated
 * step.
 */
const maxLanes = 32;

/** File name endings of timelines. */
export const timelineEndings = [".svg", ".json"];

export async function writeTimeline(
  flag: string,
  file: string,
  bars: readonly TimelineBar[],
  title: string,
  laneName?: LaneName,
): Promise<void> {
  await writeOutput(
    flag,
    file,
    file.endsWith(".svg") ? drawTimeline(bars, title, laneName) : chromeTrace(bars, laneName),
  );
}

export async function writeSimulatedTimeline(
  flag: string,
  file: string,
  program: Program,
  simulation: Simulation,
  title: string,
): Promise<void> {
  const numDevices = program.meshes.reduce((sum, { devices }) => sum + devices.length, 0);
  const isFew = numDevices <= maxLanes;
  const events = simulatedEvents(program, simulation, isFew ? "every device" : "first device");
  await writeTimeline(flag, file, programBars(program, events), title, isFew ? undefined : meshLaneNames(program));
}
