/** @file The progress of a search in one line. */
import { numberOf, secondsText } from "../../base/units.ts";
import type { Progress } from "../../methods/progress.ts";

/** Best plan so far, lower bound and solved problems. */
export function progressText({ seconds, layersSeconds, boundSeconds, numSolved, simulatedSeconds }: Progress): string {
  const plan = seconds < Number.POSITIVE_INFINITY ? `best ${secondsText(seconds)}` : "no plan yet";
  const simulated = simulatedSeconds === undefined ? "" : ` (${secondsText(simulatedSeconds)} simulated)`;
  const isBetter = layersSeconds !== undefined && layersSeconds < seconds;
  const layers = isBetter ? `, about ${secondsText(layersSeconds)} from its layers` : "";
  const bound = boundSeconds > 0 ? `, lower bound ${secondsText(boundSeconds)}` : "";
  return `${plan}${simulated}${layers}${bound}, ${numberOf(numSolved, "problem")} solved`;
}
