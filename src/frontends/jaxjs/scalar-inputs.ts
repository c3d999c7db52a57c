/**
 * @file Determines which plain numbers and booleans of a step are inputs, by tracing the step more than once: those
 * that it uses as arrays. A value that the step may only compare (`mode === 2`) is compiled in. A value whose truth
 * value the step reads (`rate || 0.1`) is compiled in if it is false.
 */
import {
  type ArgumentLeaf,
  type ClassifiedArguments,
  type CompiledIn,
  classifyArguments,
  compileIn,
} from "./arguments.ts";
import type { ClosedJaxpr, Jaxpr } from "./jax.ts";
import { type JaxTrace, runJaxTrace } from "./jax-trace.ts";
import { leafKind } from "./leaf-kinds.ts";
import { isMentioned, parameterNames } from "./names.ts";
import { type AnyFunction, explainTraceError } from "./trace-errors.ts";
import { sameButForNumbers, withFalseValues } from "./truth-values.ts";

export interface TraceOptions {
  /** Positions of arguments whose value is compiled in. */
  readonly staticArgs?: readonly number[];
  /** Whether each op gets the line of the source that it comes from; the trace takes longer. Default: false. */
  readonly hasLines?: boolean;
}

export interface ScalarTrace {
  readonly trace: JaxTrace;
  readonly compiledIn: CompiledIn;
  /** Arrays to which other attempts at the trace refer, to be released. */
  readonly discarded: ClosedJaxpr["consts"];
}

/** Traces `fn`, called with `exampleArgs`, with as many numbers as possible as inputs. */
export function traceWithScalars(fn: AnyFunction, exampleArgs: readonly unknown[], options: TraceOptions): ScalarTrace {
  const names = parameterNames(fn, exampleArgs.length);
  return new Attempts(fn, classifyArguments(exampleArgs, { ...options, names }), options.hasLines).run();
}

const isScalar = ({ value }: ArgumentLeaf): boolean => leafKind(value) === "scalar";
const namesOf = (leaves: readonly ArgumentLeaf[]): string[] => leaves.map(({ name }) => name);

class Attempts {
  readonly #fn: AnyFunction;
  readonly #args: ClassifiedArguments;
  readonly #hasLines: boolean;
  readonly #made: JaxTrace[] = [];

  constructor(fn: AnyFunction, args: ClassifiedArguments, hasLines = false) {
    this.#fn = fn;
    this.#hasLines = hasLines;
    this.#args = args;
  }

  run(): ScalarTrace {
    try {
      let [trace, always] = this.#settle([]);
      const whenFalse = this.#truthAsked(trace);
      const false_ = trace.args.inputs.filter(({ name, value }) => !value && whenFalse.includes(name));
      if (false_.length > 0) [trace, always] = this.#settle([...always, ...namesOf(false_)]);
      const others = this.#made.filter((each) => each !== trace);
      return { trace, compiledIn: { always, whenFalse }, discarded: others.flatMap(({ closed }) => closed.consts) };
    } catch (error) {
      throw explainTraceError(error, this.#fn, this.#args, (names) => this.#try(names) !== undefined);
    }
  }

  /**
   * A trace in which every number that is an input is read, and the numbers compiled in to achieve that: `always` and
   * possibly others.
   */
  #settle(always: readonly string[]): [JaxTrace, readonly string[]] {
    let compiledIn = always;
    let trace: JaxTrace;
    // The function may have compared a number that no op reads, so trace it again with the number's value, which may
    // take another branch.
    for (;;) {
      trace = this.#trace(compiledIn);
      const unread = this.#unread(trace);
      if (unread.length === 0) break;
      compiledIn = [...compiledIn, ...unread];
    }
    // On the correct branch, ops may read some of the numbers.
    if (compiledIn.length > 1) {
      for (const name of compiledIn) {
        if (always.includes(name)) continue;
        const fewer = compiledIn.filter((other) => other !== name);
        const again = this.#try(fewer);
        if (again && this.#unread(again).length === 0) [trace, compiledIn] = [again, fewer];
      }
    }
    return [trace, compiledIn];
  }

  #trace(always: readonly string[], args = compileIn(this.#args, { always, whenFalse: [] })): JaxTrace {
    const trace = runJaxTrace(this.#fn, args, this.#hasLines);
    this.#made.push(trace);
    return trace;
  }

  #try(always: readonly string[], args?: ClassifiedArguments): JaxTrace | undefined {
    try {
      return this.#trace(always, args);
    } catch {
      return undefined;
    }
  }

  /** Names of numbers and booleans that are inputs, that no op and no result reads, and that the function mentions. */
  #unread({ args, closed }: JaxTrace): string[] {
    const read = readBy(closed.jaxpr);
    const binders = closed.jaxpr.inBinders.slice(closed.consts.length);
    const unread = args.inputs.filter((leaf, i) => isScalar(leaf) && !read.has(binders[i]));
    return namesOf(unread.filter(({ argument }) => isMentioned(this.#fn, argument)));
  }

  /** Names of the numbers and booleans whose truth value the function reads. */
  #truthAsked({ args, closed }: JaxTrace): string[] {
    const scalars = namesOf(args.inputs.filter(isScalar));
    const isAsked = (names: readonly string[]): boolean => {
      const isInQuestion = ({ name }: ArgumentLeaf): boolean => names.includes(name);
      const other = this.#try([], withFalseValues(args, names));
      return !other || !sameButForNumbers(closed, args.inputs, isInQuestion, other.closed);
    };
    if (scalars.length === 0 || !isAsked(scalars)) return [];
    const guilty = scalars.filter((name) => isAsked([name]));
    return guilty.length > 0 ? guilty : scalars;
  }
}

/** The values that the ops of a Jaxpr, those of nested functions included, and its results read. */
function readBy(jaxpr: Jaxpr): Set<unknown> {
  const read = new Set<unknown>(jaxpr.outs);
  for (const { primitive, params, inputs } of jaxpr.eqns) {
    const inner = `${primitive}` === "jit" ? (params as { jaxpr: Jaxpr }).jaxpr : undefined;
    const innerRead = inner && readBy(inner);
    inputs.forEach((atom, i) => {
      if (!innerRead || innerRead.has(inner.inBinders[i])) read.add(atom);
    });
  }
  return read;
}
