/** @file A jax-js function and the arguments that it is called with as a source of traced steps. */
import { memoize } from "../base/memoize.ts";
import { type Traced, traceJaxjs } from "../frontends/jaxjs/trace.ts";
import type { TraceSource } from "../frontends/trace-source.ts";
import { findBatchInputs, findState } from "./argument-ports.ts";
import { shareBatch } from "./share-batch.ts";

// biome-ignore lint/suspicious/noExplicitAny: any jax-js function, whatever its arguments
export type StepFunction = (...args: any[]) => any;

/** What arguments are, by their positions. */
export interface ArgumentPositions {
  /** Those whose dim 0 is the batch; told by shapes and data flow when left out. */
  readonly batchArgs?: readonly number[];
  /** Those that the step returns the next values of; told by structure and data flow when left out. */
  readonly stateArgs?: readonly number[];
  /** Those whose value is compiled in. */
  readonly staticArgs?: readonly number[];
}

export interface JaxjsSource extends TraceSource {
  /** The step on the whole batch. */
  readonly traced: Traced;
}

/** `fn`, called with `args` (arrays, HostArrays or TensorSpecs). */
export function jaxjsSource(
  fn: StepFunction,
  args: readonly unknown[],
  { batchArgs, stateArgs, staticArgs }: ArgumentPositions,
): JaxjsSource {
  const traceShare = memoize((share: number) =>
    traceJaxjs(fn, share === 1 ? args : shareBatch(fn, args, { batchArgs, staticArgs }, share), { staticArgs }),
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
