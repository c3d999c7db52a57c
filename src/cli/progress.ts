/** @file A search's progress as lines on stderr. */
import { numberOf, secondsText } from "../base/units.ts";
import type { JointProgress } from "../methods/joint/joint-problem.ts";

/** Writes progress to stderr, at most twice a second. */
export function showProgress(): (progress: JointProgress) => void {
  let last = 0;
  return ({ seconds, boundSeconds, numSolved }) => {
    if (performance.now() - last < 500) return;
    last = performance.now();
    const best = Number.isFinite(seconds) ? `best ${secondsText(seconds)}` : "no plan yet";
    const bound = `lower bound ${secondsText(boundSeconds)}`;
    process.stderr.write(`  ${best}, ${bound}, ${numberOf(numSolved, "layer problem")} solved\n`);
  };
}
