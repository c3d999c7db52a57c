/** @file Plans and lowers a jax-js training step. Lowering reads only the step and the plan. */
import { lower } from "../lower/lower.ts";
import type { PartitionOptions } from "../lower/partition-facts.ts";
import type { Program } from "../lower/program.ts";
import { type JaxjsSource, jaxjsSource, type StepFunction, type TraceChoices } from "./jaxjs-source.ts";
import { PassClock } from "./pass-clock.ts";
import { type PlannedGraph, type PlanOptions, runPlanning } from "./plan-source.ts";

export interface CompileOptions extends PlanOptions, TraceChoices {}

/** A planned step and the trace of the jax-js function it comes from. */
export interface Planned extends PlannedGraph {
  readonly traced: JaxjsSource["traced"];
}

/** A planned step and the program that its plan lowers to. */
export interface LoweredStep extends PlannedGraph {
  readonly program: Program;
}

export interface Compiled extends Planned, LoweredStep {}

/**
 * Plans `fn` for `args` (arrays, HostArrays or TensorSpecs). Yields to the event loop while it searches.
 * @throws InvalidConfig, Unsupported or Infeasible with what to change
 */
export async function planStep(
  fn: StepFunction,
  args: readonly unknown[],
  { batchArgs, stateArgs, staticArgs, hasLines, ...options }: CompileOptions,
): Promise<Planned> {
  const source = jaxjsSource(fn, args, { batchArgs, stateArgs, staticArgs, hasLines });
  const planned = await runPlanning(source, options);
  return { ...planned, traced: source.traced };
}

/** Lowers a planned step to the program that the devices run. */
export function lowerPlanned<P extends PlannedGraph>(
  planned: P,
  { onPass, ...options }: Pick<PlanOptions, "onPass"> & PartitionOptions = {},
): P & LoweredStep {
  const clock = new PassClock(onPass);
  const program = clock.run("lower", () => lower(planned.step, planned.plan, options));
  return { ...planned, program, seconds: { ...planned.seconds, ...clock.seconds } };
}

/** Plans like {@link planStep}, then lowers the plan to the program that the devices run. */
export async function compile(fn: StepFunction, args: readonly unknown[], options: CompileOptions): Promise<Compiled> {
  return lowerPlanned(await planStep(fn, args, options), { onPass: options.onPass });
}
