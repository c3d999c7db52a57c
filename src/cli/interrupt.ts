/** @file Ctrl-C as a value: long work asks for a signal, stops cleanly, and the command ends with exit code 130. */

import { Exit } from "./exit.ts";

/** Thrown by a command that was stopped by Ctrl-C after it has cleaned up. */
export class Interrupted extends Exit {
  constructor() {
    super(130);
  }
}

/**
 * Runs `work` with a signal that Ctrl-C (or SIGTERM) aborts. A second Ctrl-C ends the process at once.
 */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    return await work(controller.signal);
  } finally {
    // A second Ctrl-C may have come while nobody was let in.
    if (controller.signal.aborted) await new Promise((resume) => setImmediate(resume));
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}
