/**
 * @file The compiler, as the list of its passes in order: trace → simplify → microbatches → remat → plan → lower.
 * Everything after the plan reads only the step and the plan.
 */
import { findLayers, givenLayers } from "../analysis/layers.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { computeIn, type Precision } from "../analysis/precision.ts";
import { rematerialize } from "../analysis/remat.ts";
import { stateNotices } from "../analysis/state-notices.ts";
import type { Step } from "../analysis/step.ts";
import { runAsync, runToCompletion } from "../base/cooperative.ts";
import { InvalidConfig } from "../base/errors.ts";
import { type Traced, traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { simplify } from "../ir/simplify.ts";
import { lower } from "../lower/lower.ts";
import type { Program } from "../lower/program.ts";
import type { Method } from "../methods/method.ts";
import { graphIdentity } from "../plan/identity.ts";
import type { Plan, Remat } from "../plan/plan.ts";
import { findBatchInputs, findState } from "./argument-ports.ts";
import { shareBatch } from "./share-batch.ts";

export interface CompileOptions {
  readonly method: Method;
  readonly devices: number;
  /** The method's choice, or 1, when left out. */
  readonly microbatches?: number;
  /** Positions of the arguments whose dim 0 is the batch; told by shapes and data flow when left out. */
  readonly batchArgs?: readonly number[];
  /** Positions of the arguments that the step returns the next values of; told by structure and data flow when left out. */
  readonly stateArgs?: readonly number[];
  /** Positions of the arguments whose value is compiled in. */
  readonly staticArgs?: readonly number[];
  /** Element type of the per-example part (analysis/precision.ts); as traced when left out. */
  readonly precision?: Precision;
  /** What the backward part of every layer makes again instead of keeping it (analysis/remat.ts); the method's choice, or "none", when left out. */
  readonly remat?: Remat;
  /** Told the step before it is planned, if it is known by then: not of a method that chooses the number of microbatches. */
  readonly onStep?: (step: Step) => void;
  /** Called when a pass begins. */
  readonly onPass?: (pass: keyof PassSeconds) => void;
}

/** Seconds each pass took, for `--json` and the curious. */
export type PassSeconds = Readonly<Record<"trace" | "simplify" | "plan" | "lower", number>> & {
  /** Not there when the method chooses the number of microbatches, as part of its plan. */
  readonly microbatch?: number;
};

/** A step with its plan, from which everything else follows. */
export interface Planned {
  readonly traced: Traced;
  readonly step: Step;
  readonly method: Method;
  readonly plan: Plan;
  /** What looks like state and is not taken for it, and why. */
  readonly notices: readonly string[];
  readonly seconds: Omit<PassSeconds, "lower">;
}

export interface Compiled extends Planned {
  readonly program: Program;
  readonly seconds: PassSeconds;
}

// biome-ignore lint/suspicious/noExplicitAny: any jax-js function, whatever its arguments
export type StepFunction = (...args: any[]) => any;

/**
 * Compiles `fn`, called with `args` (arrays, HostArrays or TensorSpecs), for `devices` devices.
 * @throws InvalidConfig, Unsupported or Infeasible with what to change
 */
export const compile = (fn: StepFunction, args: readonly unknown[], options: CompileOptions): Compiled =>
  lowered(planStep(fn, args, options), options);

/** {@link compile} that lets other events in while a method searches, so that it can be told to stop. */
export async function compileInSteps(
  fn: StepFunction,
  args: readonly unknown[],
  options: CompileOptions,
): Promise<Compiled> {
  return lowered(await planStepInSteps(fn, args, options), options);
}

function lowered(planned: Planned, options: CompileOptions): Compiled {
  const seconds: Record<string, number> = { ...planned.seconds };
  const program = timed(seconds, options)("lower", () => lower(planned.step, planned.plan));
  return { ...planned, program, seconds: seconds as PassSeconds };
}

/** The passes of `compile` up to the plan. */
export const planStep = (fn: StepFunction, args: readonly unknown[], options: CompileOptions): Planned =>
  runToCompletion(planPasses(fn, args, options));

/** {@link planStep} that lets other events in while a method searches, so that it can be told to stop. */
export const planStepInSteps = (
  fn: StepFunction,
  args: readonly unknown[],
  options: CompileOptions,
): Promise<Planned> => runAsync(planPasses(fn, args, options));

function* planPasses(fn: StepFunction, args: readonly unknown[], options: CompileOptions): Generator<void, Planned> {
  const seconds: Record<string, number> = {};
  const pass = timed(seconds, options);
  const { method, devices } = options;
  const microbatches = options.microbatches ?? method.madeFor?.microbatches ?? 1;
  const remat = options.remat ?? method.madeFor?.remat ?? "none";
  const numUpdates = countUpdates(method, microbatches, devices);
  const { staticArgs, stateArgs } = options;
  const traced = pass("trace", () =>
    traceJaxjs(fn, numUpdates === 1 ? args : shareBatch(fn, args, options, numUpdates), { staticArgs }),
  );
  const batchInputs = findBatchInputs(traced, options.batchArgs);
  const graph = pass("simplify", () => computeIn(options.precision ?? "f32", simplify(traced.graph), batchInputs));
  const stateOf = findState(traced, graph, batchInputs, stateArgs);
  const notices = stateArgs ? [] : stateNotices(graph, batchInputs, stateOf);
  const split = (count: number): Step => splitMicrobatches(graph, { batchInputs, microbatches: count, stateOf });
  if (method.choose) {
    if (remat !== "none")
      throw new InvalidConfig(method.name, "chooses what is computed again in the backward part; leave out remat");
    const batch = batchInputs.map(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim])[0] ?? 1;
    const search = method.choose({ batch, microbatches: options.microbatches, split }, devices);
    const chosen = yield* timedSearch(seconds, options, search);
    return { traced, ...identified(chosen), method, notices, seconds: seconds as Planned["seconds"] };
  }
  const { step, ...again } = pass("microbatch", () =>
    makeAgain(split(microbatches / numUpdates), remat, method.madeFor?.layers),
  );
  options.onStep?.(step);
  const found = method.search
    ? yield* timedSearch(seconds, options, method.search(step, devices))
    : pass("plan", () => method.plan(step, devices, numUpdates));
  return {
    traced,
    ...identified({ step, plan: { ...found, ...again } }),
    method,
    notices,
    seconds: seconds as Planned["seconds"],
  };
}

/** The plan with the identity of the graph that it is for. */
const identified = <T extends Pick<Planned, "step" | "plan">>(planned: T): T => ({
  ...planned,
  plan: { ...planned.plan, graph: graphIdentity(planned.step.graph) },
});

/**
 * The rematerialized step, with the choice of each layer.
 * @param remat one choice for all layers, or one per layer
 * @param opLayers layers of a plan that is there already; found when left out
 */
function makeAgain(
  step: Step,
  remat: Remat | readonly Remat[],
  opLayers?: Plan["layers"],
): { readonly step: Step } & Pick<Plan, "remat" | "layers"> {
  if (remat === "none") return { step };
  const layers =
    opLayers && typeof remat !== "string"
      ? givenLayers(step, opLayers, remat.length)
      : findLayers(step, { numLayers: typeof remat === "string" ? "auto" : remat.length });
  const choices = typeof remat === "string" ? Array<Remat>(layers.numLayers).fill(remat) : remat;
  return { step: rematerialize(step, layers, choices), remat: choices, layers: [...layers.opLayers] };
}

/** Runs passes and notes the seconds that each takes. */
const timed =
  (seconds: Record<string, number>, { onPass }: CompileOptions) =>
  <T>(pass: keyof PassSeconds, work: () => T): T => {
    onPass?.(pass);
    const start = performance.now();
    const result = work();
    seconds[pass] = (performance.now() - start) / 1e3;
    return result;
  };

/** The pass "plan" of a method that lets others in while it searches; its seconds are theirs too. */
function* timedSearch<T>(
  seconds: Record<string, number>,
  { onPass }: CompileOptions,
  search: Generator<void, T>,
): Generator<void, T> {
  onPass?.("plan");
  const start = performance.now();
  const result = yield* search;
  seconds.plan = (performance.now() - start) / 1e3;
  return result;
}

/** Updates of one call. */
function countUpdates(method: Method, microbatches: number, devices: number): number {
  const perUpdate = method.microbatchesPerUpdate?.(microbatches, devices) ?? microbatches;
  if (Number.isInteger(perUpdate) && perUpdate >= 1 && microbatches % perUpdate === 0) return microbatches / perUpdate;
  throw new InvalidConfig(
    method.name,
    `updates after every ${perUpdate} microbatches, which do not divide ${microbatches}; change one of them`,
    { microbatches, perUpdate },
  );
}
