/** @file Shows the progress of a search on stderr. */
import type { Progress } from "../methods/progress.ts";
import { progressText } from "../planner/report/progress-text.ts";

/** Writes progress to stderr when it has changed, at most twice a second. */
export function showProgress(): (progress: Progress) => void {
  let last = performance.now();
  let shown: string | undefined;
  return (progress) => {
    if (performance.now() - last < 500) return;
    last = performance.now();
    const text = progressText(progress);
    if (text === shown) return;
    shown = text;
    process.stderr.write(`  ${text}\n`);
  };
}
