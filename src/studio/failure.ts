/** @file Errors as the data of a failure, which the page shows. */
import { AlpaError } from "../base/errors.ts";
import type { Failure } from "./messages.ts";

export function failureOf(error: unknown): Failure {
  if (error instanceof AlpaError) return { code: error.code, where: error.where, message: error.message };
  return { code: "internal", where: "", message: String((error as Error)?.stack ?? error) };
}
