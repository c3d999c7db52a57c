/** @file Handles failing writes to stdout and stderr. */
import { systemReason } from "../node/system-reason.ts";

/** Exit code of programs that SIGPIPE ends: 128 + 13. */
const brokenPipe = 141;

/**
 * Ends the process without a message when the reader of its output has closed the pipe (`alpa plan … | head -1`), and
 * with an error message when output cannot be written for another reason, such as a full disk.
 */
export function watchStreams(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(brokenPipe);
      if (stream === process.stdout) process.stderr.write(`alpa: cannot write the output: ${systemReason(error)}\n`);
      process.exit(1);
    });
}
