/** @file Writes timelines as drawings (.svg, .png) or as traces for Perfetto and chrome://tracing (.json). */
import type { LaneName, TimelineBar } from "../draw/bars.ts";
import { chromeTrace } from "../draw/chrome-trace.ts";
import { meshLaneNames, programBars } from "../draw/program-timeline.ts";
import { drawTimeline } from "../draw/timeline.ts";
import type { Program } from "../lower/program.ts";
import { type Simulation, simulatedEvents } from "../simulate/simulate.ts";
import { writeOutput } from "./output-file.ts";
import { pictureEndings, writePicture } from "./picture-file.ts";

/**
 * Maximum number of device lanes. Above it, one lane stands for all devices of a mesh; they do the same in a simulated
 * step.
 */
const maxLanes = 32;

/** File name endings of timelines. */
export const timelineEndings = [...pictureEndings, ".json"];

export async function writeTimeline(
  flag: string,
  file: string,
  bars: readonly TimelineBar[],
  title: string,
  laneName?: LaneName,
): Promise<void> {
  if (file.endsWith(".json")) await writeOutput(flag, file, chromeTrace(bars, laneName));
  else await writePicture(flag, file, (theme) => drawTimeline(bars, title, laneName, theme));
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
