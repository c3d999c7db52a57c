/** @file The signal that stops long work: the work reads it often. An `AbortSignal` is one. */

/** Turns `aborted` when the work is to stop and to return the best that it has. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** Aborted `seconds` after `signal` is: time for a last answer. */
export function graceAfter(signal: StopSignal | undefined, seconds: number): StopSignal {
  let abortedAt: number | undefined;
  return {
    get aborted() {
      if (!signal?.aborted) return false;
      abortedAt ??= performance.now();
      return performance.now() > abortedAt + 1e3 * seconds;
    },
  };
}

/** Aborted when `signal` is, and once `seconds` have passed. */
export function stopAfter(seconds: number, signal?: StopSignal): StopSignal {
  const end = performance.now() + 1e3 * seconds;
  return {
    get aborted() {
      return signal?.aborted === true || performance.now() > end;
    },
  };
}
