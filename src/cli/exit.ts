/** @file The end of a command that has nothing more to say. */

/** Ends the command line with an exit code, without a word. */
export class Exit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}
