/** @file Shows the progress of a search on stderr. */
import { numberOf, secondsText } from "../base/units.ts";
import type { Progress } from "../methods/progress.ts";

/** Writes progress to stderr, at most twice a second. */
export function showProgress(): (progress: Progress) => void {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < 500) return;
    last = performance.now();
    process.stderr.write(`  ${progressText(progress)}\n`);
  };
}

function progressText({ seconds, layersSeconds, boundSeconds, numSolved, simulatedSeconds }: Progress): string {
  const plan = seconds < Number.POSITIVE_INFINITY ? `best ${secondsText(seconds)}` : "no plan yet";
  const simulated = simulatedSeconds === undefined ? "" : ` (${secondsText(simulatedSeconds)} simulated)`;
  const isBetter = layersSeconds !== undefined && layersSeconds < seconds;
  const layers = isBetter ? `, about ${secondsText(layersSeconds)} from its layers` : "";
  const bound = `lower bound ${secondsText(boundSeconds)}`;
  return `${plan}${simulated}${layers}, ${bound}, ${numberOf(numSolved, "problem")} solved`;
}
