/**
 * @file The compiler, as the list of its passes in order: trace → simplify → microbatches → plan → lower.
 * Everything after the plan reads only the step and the plan.
 */
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { computeIn, type Precision } from "../analysis/precision.ts";
import { matchState } from "../analysis/state.ts";
import type { BatchInput, Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { tree } from "../frontends/jaxjs/jax.ts";
import { type Traced, traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { simplify } from "../ir/simplify.ts";
import { lower } from "../lower/lower.ts";
import type { Program } from "../lower/program.ts";
import type { Method } from "../methods/method.ts";
import type { Plan } from "../plan/plan.ts";

export interface CompileOptions {
  readonly method: Method;
  readonly devices: number;
  readonly microbatches: number;
  /** Positions of the arguments whose dim 0 is the batch. */
  readonly batchArgs: readonly number[];
  /** Element type of the per-example part (analysis/precision.ts); as traced when left out. */
  readonly precision?: Precision;
  /** Called when a pass begins. */
  readonly onPass?: (pass: keyof PassSeconds) => void;
}

/** Seconds each pass took, for `--json` and the curious. */
export type PassSeconds = Readonly<Record<"trace" | "simplify" | "microbatch" | "plan" | "lower", number>>;

export interface Compiled {
  readonly traced: Traced;
  readonly step: Step;
  readonly plan: Plan;
  readonly program: Program;
  readonly seconds: PassSeconds;
}

// biome-ignore lint/suspicious/noExplicitAny: any jax-js function, whatever its arguments
export type StepFunction = (...args: any[]) => any;

/**
 * Compiles `fn`, called with `args` (arrays, HostArrays or TensorSpecs), for `devices` devices.
 * @throws InvalidConfig, Unsupported or Infeasible with what to change
 */
export function compile(fn: StepFunction, args: readonly unknown[], options: CompileOptions): Compiled {
  const seconds = {} as Record<keyof PassSeconds, number>;
  const timed = <T>(pass: keyof PassSeconds, work: () => T): T => {
    options.onPass?.(pass);
    const start = performance.now();
    const result = work();
    seconds[pass] = (performance.now() - start) / 1e3;
    return result;
  };
  const traced = timed("trace", () => traceJaxjs(fn, args));
  const batchInputs = findBatchInputs(fn, traced, args, options.batchArgs);
  const graph = timed("simplify", () => computeIn(options.precision ?? "f32", simplify(traced.graph), batchInputs));
  const { microbatches, devices } = options;
  const step = timed("microbatch", () =>
    splitMicrobatches(graph, { batchInputs, microbatches, stateOf: matchState(graph, batchInputs) }),
  );
  const plan = timed("plan", () => options.method.plan(step, devices));
  const program = timed("lower", () => lower(step, plan));
  return { traced, step, plan, program, seconds };
}

/** Graph inputs that belong to the batch arguments; scalars among them (a learning rate in a batch object) are no batch. */
function findBatchInputs(
  fn: StepFunction,
  traced: Traced,
  args: readonly unknown[],
  batchArgs: readonly number[],
): BatchInput[] {
  const batch: BatchInput[] = [];
  let input = 0;
  for (const position of batchArgs) {
    if (position < 0 || position >= args.length)
      throw new InvalidConfig(
        "batchArgs",
        `names argument ${position}, but ${fn.name || "the step"} was called with ${args.length} arguments; count from 0`,
      );
  }
  args.forEach((arg, position) => {
    if (!traced.args.isDynamic[position]) return;
    for (let leaf = 0; leaf < tree.leaves(arg as never).length; leaf++, input++) {
      const { value } = traced.graph.inputs[input];
      if (batchArgs.includes(position) && traced.graph.types[value].shape.length > 0) batch.push({ input, dim: 0 });
    }
  });
  return batch;
}
