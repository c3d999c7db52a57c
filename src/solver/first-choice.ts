/** @file Options for a solve that may be stopped before it has found a choice. */
import { graceAfter } from "../base/stop-signal.ts";
import type { SolveOptions } from "./types.ts";

/**
 * Returns options under which `signal` ends the solve once a choice is found. After an abort without a choice, the
 * solve continues for at most `seconds`; it rarely needs that long.
 */
export function untilFirstChoice(options: SolveOptions, seconds: number): SolveOptions {
  const { signal, onProgress } = options;
  if (!signal) return options;
  let hasChoice = false;
  const isOver = graceAfter(signal, seconds);
  return {
    ...options,
    signal: {
      get aborted() {
        return isOver.aborted || (hasChoice && signal.aborted);
      },
    },
    onProgress: (progress) => {
      hasChoice ||= progress.cost < Number.POSITIVE_INFINITY;
      onProgress?.(progress);
    },
  };
}
