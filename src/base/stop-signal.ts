/** @file The signal that stops long work: the work reads it often. An `AbortSignal` is one. */

/** Becomes `aborted` when the work should stop and return its best result so far. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** A signal that is aborted `seconds` after `signal`: a grace period. */
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

/** A signal that is aborted with `signal`, or after `seconds`. */
export function stopAfter(seconds: number, signal?: StopSignal): StopSignal {
  const end = performance.now() + 1e3 * seconds;
  return {
    get aborted() {
      return signal?.aborted === true || performance.now() > end;
    },
  };
}
