/** @file How soon V8 compiles functions for speed. For programs of our own (CLI, benches): a library leaves its host's flags alone. */
import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode that a function runs before V8 (of Node 20 to 24) considers it for compilation: 8 times the default. */
const interruptBudget = 8 * 67584;

/**
 * Compiles later. Planning runs a lot of code for a few seconds, and what compiling it costs takes long to come back: with the default a
 * quarter of the processor seconds of a plan go into the compiler (bench/search.ts). Loops that stay hot, the solver's, are compiled all
 * the same.
 */
export const compileLate = (): void => setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
