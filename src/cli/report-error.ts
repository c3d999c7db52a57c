/** @file Prints errors: a message on stderr, or a JSON object with the key `error` on stdout. */
import { AlpaError, type ErrorDetails } from "../base/errors.ts";

export interface ErrorJson {
  readonly code: string;
  readonly where: string;
  readonly message: string;
  readonly details: ErrorDetails;
}

export function errorJson(error: unknown): ErrorJson {
  const { code, where, details } = error instanceof AlpaError ? error : { code: "crash", where: "", details: {} };
  return { code, where, message: error instanceof Error ? error.message : String(error), details };
}

export function reportError(error: unknown, json: boolean): void {
  if (json) console.log(JSON.stringify({ error: errorJson(error) }));
  else if (error instanceof AlpaError && error.code !== "internal") console.error(`alpa: ${error.message}`);
  else console.error(error);
}
