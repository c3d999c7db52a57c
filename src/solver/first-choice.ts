/** @file Options for a solve that is asked to stop before it has found a choice. */
import type { SolveOptions } from "./types.ts";

/**
 * Options under which `signal` ends the solve once a choice is found. After an abort without a choice, the solve
 * continues for at most `seconds`; it seldom needs that long.
 */
export function untilFirstChoice(options: SolveOptions, seconds: number): SolveOptions {
  const { signal, onProgress } = options;
  if (!signal) return options;
  let hasChoice = false;
  let abortedAt: number | undefined;
  return {
    ...options,
    signal: {
      get aborted() {
        if (!signal.aborted) return false;
        abortedAt ??= performance.now();
        return hasChoice || performance.now() > abortedAt + 1e3 * seconds;
      },
    },
    onProgress: (progress) => {
      hasChoice ||= progress.cost < Number.POSITIVE_INFINITY;
      onProgress?.(progress);
    },
  };
}
