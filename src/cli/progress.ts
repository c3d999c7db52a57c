/** @file Shows the progress of a search on stderr. */
import type { Progress } from "../methods/progress.ts";
import { progressText } from "../planner/report/progress-text.ts";

/** Writes progress to stderr, at most twice a second. */
export function showProgress(): (progress: Progress) => void {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < 500) return;
    last = performance.now();
    process.stderr.write(`  ${progressText(progress)}\n`);
  };
}
