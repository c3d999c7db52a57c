/** @file TraceSource of a jax-js function and its arguments. */
import { memoize } from "../base/memoize.ts";
import { type Traced, traceJaxjs } from "../frontends/jaxjs/trace.ts";
import type { TraceSource } from "../frontends/trace-source.ts";
import { findBatchInputs, findState } from "./argument-ports.ts";
import { shareBatch } from "./share-batch.ts";

// biome-ignore lint/suspicious/noExplicitAny: any jax-js function, whatever its arguments
export type StepFunction = (...args: any[]) => any;

/** Declares what arguments are, by position. */
export interface ArgumentPositions {
  /** Arguments whose dim 0 is the batch; inferred from shapes and data flow when omitted. */
  readonly batchArgs?: readonly number[];
  /** Arguments whose next values the step returns; inferred from tree structure and data flow when omitted. */
  readonly stateArgs?: readonly number[];
  /** Arguments whose values are compiled into the program as constants. */
  readonly staticArgs?: readonly number[];
}

/** How a step is traced. */
export interface TraceChoices extends ArgumentPositions {
  /** Whether each op gets the line of the source that it comes from; the trace takes longer. Default: false. */
  readonly hasLines?: boolean;
}

export interface JaxjsSource extends TraceSource {
  /** The trace of the step on the whole batch. */
  readonly traced: Traced;
}

/** @param args  arrays, HostArrays or TensorSpecs */
export function jaxjsSource(
  fn: StepFunction,
  args: readonly unknown[],
  { batchArgs, stateArgs, staticArgs, hasLines }: TraceChoices,
): JaxjsSource {
  const traceShare = memoize((share: number) =>
    traceJaxjs(fn, share === 1 ? args : shareBatch(fn, args, { batchArgs, staticArgs }, share), {
      staticArgs,
      hasLines,
    }),
  );
  return {
    name: fn.name || "step",
    get traced() {
      return traceShare(1);
    },
    trace(share) {
      const traced = traceShare(share);
      const batchInputs = findBatchInputs(traced, batchArgs);
      return {
        graph: traced.graph,
        batchInputs,
        ...(stateArgs && { findState: (graph) => findState(traced, graph, batchInputs, stateArgs) }),
      };
    },
  };
}
