/** @file Turns Ctrl-C into an AbortSignal. Long work stops cleanly, and the command ends with exit code 130. */
import { Exit } from "./exit.ts";

/** Thrown by a command that Ctrl-C stopped, after its cleanup. */
export class Interrupted extends Exit {
  constructor() {
    super(130);
  }
}

/** Runs `work` with a signal that Ctrl-C (or SIGTERM) aborts. A second Ctrl-C ends the process at once. */
export const withInterrupt = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  withLaterInterrupt((signal, listen) => {
    listen();
    return work(signal);
  });

/** Like {@link withInterrupt}, but until `work` calls `listen`, the first Ctrl-C already ends the process at once. */
export async function withLaterInterrupt<T>(work: (signal: AbortSignal, listen: () => void) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  let isListening = false;
  const listen = (): void => {
    if (!isListening) process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
    isListening = true;
  };
  try {
    return await work(controller.signal, listen);
  } finally {
    // Let the event loop deliver a second Ctrl-C that arrived while `work` was blocking it.
    if (controller.signal.aborted) await new Promise((resume) => setImmediate(resume));
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}
