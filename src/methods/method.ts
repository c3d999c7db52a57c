/**
 * @file A method: how a plan is obtained for a step on a number of devices. Fixed recipes (data and tensor parallel), plans by hand and
 * searches are all methods; what comes out is a Plan, and nothing behind it knows which method made it.
 */
import type { StageStep } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { Mesh } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import type { ChoiceFilter } from "../sharding/problem/intra-op.ts";

export interface Method {
  /** With its options, as plans and tables show it: `tensorParallel(degree=2)`. */
  readonly name: string;
  /**
   * A plan for `step` on devices 0 … `devices` − 1, with `numUpdates` updates per call (1 when left out; see `microbatchesPerUpdate`).
   * @throws InvalidConfig when the step and the number of devices do not suit the method, with the numbers and what would
   * @throws Infeasible when no plan is within the method's constraints and the memory, with the limit, the need and what would fit
   */
  readonly plan: (step: Step, devices: number, numUpdates?: number) => Plan;
  /**
   * Of an asynchronous method: how many of a call's `microbatches` go into one update; all when left out. The step is then that of one
   * update, on its share of the batch, and a call does as many as the batch has, as calls one after the other would.
   */
  readonly microbatchesPerUpdate?: (microbatches: number, devices: number) => number;
  /** Of a plan that is there already: what it is for, and what is taken for options that are left out. */
  readonly madeFor?: { readonly devices: number; readonly microbatches: number } & Pick<Plan, "remat" | "layers">;
  /** Of a method that searches: the meshes that it tries. @throws InvalidConfig when the step and the number of devices do not suit it */
  readonly meshes?: (step: Step, devices: number) => readonly Mesh[];
  /** Of a method that searches: the choices it leaves open on a mesh, so that runners-up can be priced within them. */
  readonly filter?: (step: Step, mesh: Mesh) => ChoiceFilter;
  /**
   * Of a method that is told names: the method for each part of `step`, told what the part has of what they name.
   * @throws InvalidConfig for a name that nothing in the whole step has, with the nearest that something has
   */
  readonly ofStages?: (step: Step) => (part: StageStep) => Method;
  /** Of a method that searches for long: called in place of `plan`, yields now and then, so that others may be let in. */
  readonly search?: (step: Step, devices: number) => Generator<void, Plan>;
  /**
   * Of a method that chooses the number of microbatches too: called in place of `plan`, with the step before it is cut. Yields now and then
   * while it searches, so that others may be let in.
   */
  readonly choose?: (source: StepSource, devices: number) => Generator<void, ChosenPlan>;
}

/** A traced step before its batch is cut. */
export interface StepSource {
  /** Examples per step. */
  readonly batch: number;
  /** Cut into so many microbatches. @throws InvalidConfig when they do not divide the batch, Unsupported when the step cannot be cut */
  readonly split: (microbatches: number) => Step;
  /** The number of microbatches that the user asks for; the method's choice when left out. */
  readonly microbatches?: number;
}

export interface ChosenPlan {
  readonly step: Step;
  readonly plan: Plan;
}

/** Checks a number of devices. */
export function checkDevices(devices: number): void {
  if (Number.isInteger(devices) && devices >= 1) return;
  throw new InvalidConfig("devices", `got ${devices}; give an integer of 1 or more`, { devices });
}

/** Checks that every microbatch of `step` can be shared out evenly by `ways` data-parallel replicas. */
export function checkBatchDivides(step: Step, ways: number, method: string): void {
  if (ways > 1 && step.batchInputs.length === 0) {
    throw new InvalidConfig(
      method,
      `no argument is a batch, so ${ways} devices have nothing to share; name the batch arguments`,
    );
  }
  const { graph, microbatches } = step;
  for (const { input, dim } of step.batchInputs) {
    const { name, value } = graph.inputs[input];
    const size = graph.types[value].shape[dim];
    if (size % ways === 0) continue;
    const batch = size * microbatches;
    const cut = microbatches === 1 ? `batch ${batch}` : `batch ${batch} in ${microbatches} microbatches of ${size}`;
    const nearest = [Math.floor(size / ways), Math.ceil(size / ways)]
      .filter((share) => share > 0)
      .map((share) => share * ways * microbatches);
    throw new InvalidConfig(
      method,
      `${cut} (dim ${dim} of ${name}) does not divide by ${ways} devices; use a batch of ${nearest.join(" or ")}, or other devices`,
      { batch, microbatches, devices: ways, input: name },
    );
  }
}

/** How a method plans. */
export type PlanningMethod = Pick<Method, "plan" | "search">;

/** What `method` plans for `step`, in steps where it searches in steps. */
export function* planInSteps(method: PlanningMethod, step: Step, devices: number): Generator<void, Plan> {
  return method.search ? yield* method.search(step, devices) : method.plan(step, devices);
}
