/**
 * @file Delays V8's optimizing compiler. Only our own programs (command line, benchmarks) call this; a library must not
 * change its host's flags.
 */
import { setFlagsFromString } from "node:v8";

/**
 * Bytes of bytecode that a function executes before V8 (Node 20 to 24) considers optimizing it: 16 times the default.
 */
const interruptBudget = 16 * 67584;

/**
 * Planning runs much code for only a few seconds, too short for optimization to pay off: by default the compiler takes
 * a quarter of the CPU time of a plan (bench/search.ts). Hot loops, such as the solver's, are still optimized.
 */
export const compileLate = (): void => setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
