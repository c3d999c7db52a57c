/** @file The Python of tests that need jax: `$ALPA_PYTHON`, or the environment that `alpa xla setup` made. */
import { findPython } from "../../src/engines/xla/find-python.ts";

/** Returns undefined if there is none, and prints which tests are skipped. */
export function pythonWithJax(untested: string): string | undefined {
  const { python, from } = findPython();
  if (from !== "default") return python;
  console.warn(`SKIPPED: ${untested}; alpa xla setup makes a Python with jax, and ALPA_PYTHON names another one`);
  return undefined;
}

/** Whether only the short form of long tests with jax runs, as in .ci/run. */
export const isShort = process.env.ALPA_SHORT !== undefined;

/** The rows of a table of tests; in the short form the first ones. */
export const shortRows = <T>(count: number, rows: readonly T[]): T[] => rows.slice(0, isShort ? count : rows.length);
