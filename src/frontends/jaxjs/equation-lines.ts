/**
 * @file The line of the user's source from which each equation of a jax-js trace comes. jax-js keeps none, so each
 * equation's stack is read while it is recorded, which makes a trace twice as long: only on request.
 */
import { isJaxjs, stackLines } from "./stack-places.ts";

/** What identifies an equation: jax-js rewrites its operands but keeps the list of its results. */
interface Equation {
  readonly outBinders: readonly object[];
}

interface Recorder {
  readonly builder: { readonly eqns: readonly Equation[] };
  processPrimitive(...args: unknown[]): unknown;
}

interface Frame {
  getFileName(): string | null | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** V8's settings of stacks; other engines ignore them and write each stack as text. */
const stacks = Error as unknown as {
  stackTraceLimit: number;
  prepareStackTrace: ((error: Error, frames: readonly Frame[]) => unknown) | undefined;
};

const lines = new WeakMap<readonly object[], string>();

/** Frames of a stack that are read: a step's own functions may call each other. */
const maxFrames = 60;

/** `step.ts:12`, the line that an equation comes from; undefined if its trace did not ask for lines. */
export const lineOf = ({ outBinders }: Equation): string | undefined => lines.get(outBinders);

/**
 * Runs `trace`, noting the line of each equation that it records.
 * @param tracer  of the trace that is running
 */
export function notingLines<T>(tracer: object, trace: () => T): T {
  const recorder: Recorder = Object.getPrototypeOf((tracer as { _trace: object })._trace);
  const { processPrimitive } = recorder;
  const { stackTraceLimit } = stacks;
  // Writing a stack as text, with its source maps, takes most of the time.
  const known = new Map<string, string | undefined>();
  stacks.stackTraceLimit = maxFrames;
  recorder.processPrimitive = function (this: Recorder, ...args) {
    const results = processPrimitive.apply(this, args);
    const callers = callersNow();
    if (!known.has(callers)) known.set(callers, lineIn(new Error().stack ?? ""));
    const line = known.get(callers);
    if (line !== undefined) lines.set(this.builder.eqns.at(-1)!.outBinders, line);
    return results;
  };
  try {
    return trace();
  } finally {
    recorder.processPrimitive = processPrimitive;
    stacks.stackTraceLimit = stackTraceLimit;
  }
}

/** The frames of the present stack outside of jax-js, by their places in the code that runs. */
function callersNow(): string {
  const { prepareStackTrace } = stacks;
  stacks.prepareStackTrace = (_, frames) =>
    frames
      .filter((frame) => !isJaxjs(frame.getFileName() ?? ""))
      .map((frame) => `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`)
      .join(" ");
  const { stack } = new Error();
  stacks.prepareStackTrace = prepareStackTrace;
  return stack ?? "";
}

/** The innermost line of a stack; where that is alpa's, with the innermost line of the user's before it. */
function lineIn(stack: string): string | undefined {
  const { inmost, own } = stackLines(stack);
  if (inmost === undefined || own === undefined || own === inmost) return own ?? inmost;
  return `${own} through ${inmost}`;
}
