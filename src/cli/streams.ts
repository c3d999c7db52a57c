/** @file What becomes of the process when its output cannot be written. */
import { systemReason } from "./output-file.ts";

/** Exit code of programs that are ended by SIGPIPE: 128 + 13. */
const brokenPipe = 141;

/** Ends the process quietly when nobody reads its output any more (`alpa plan … | head -1`), and with a sentence when a disk is full. */
export function watchStreams(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(brokenPipe);
      if (stream === process.stdout) process.stderr.write(`alpa: cannot write the output: ${systemReason(error)}\n`);
      process.exit(1);
    });
}
