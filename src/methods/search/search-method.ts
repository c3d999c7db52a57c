/**
 * @file A method that searches the plans within its own space (meshes to try and the choices allowed on each) and the
 * user's constraints.
 */
import type { Step } from "../../analysis/step.ts";
import { Infeasible } from "../../base/errors.ts";
import { bytesText } from "../../base/units.ts";
import type { Mesh } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import type { ChoiceFilter } from "../../sharding/problem/node-choices.ts";
import { type Method, type SearchSpace, stepOf, withOptions } from "../method.ts";
import type { Progress } from "../progress.ts";
import { constrainedFilter } from "./constrained-filter.ts";
import { constrain, constraintsOn, constraintsOnPart, constraintTexts, type StepConstraints } from "./constraints.ts";
import { type PlanSearch, type SearchOptions, searchPlan } from "./search-plan.ts";

/** The search space of the method itself. */
interface OwnSpace extends Pick<SearchSpace, "meshes"> {
  /** The choices that the method allows on a mesh; all by default. */
  filter?(step: Step, mesh: Mesh): ChoiceFilter;
  /**
   * Whether only a memory limit set by the user applies on this machine. For methods with few choices, where the
   * runtime's own check of memory is more accurate.
   */
  readonly isLimitedByUser?: boolean;
}

/** A method that finds the fastest plan within its own space and the user's constraints. */
export function searchMethod(name: string, options: SearchOptions, own: OwnSpace): Method {
  constrain(options);
  return constrainedMethod(name, options, own, (step) => constraintsOn(step, options));
}

function constrainedMethod(
  name: string,
  options: SearchOptions,
  own: OwnSpace,
  constraintsOf: (step: Step) => StepConstraints,
): Method {
  const filterWithin = (constraints: StepConstraints, step: Step, mesh: Mesh): ChoiceFilter =>
    constrainedFilter(step, mesh, constraints, name, own.filter?.(step, mesh));
  return {
    name,
    space: {
      meshes: own.meshes,
      filter: (step, mesh) => filterWithin(constraintsOf(step), step, mesh),
    },
    inStages(whole) {
      const constraints = constraintsOf(whole);
      return (part) => constrainedMethod(name, options, own, () => constraintsOnPart(constraints, part));
    },
    *plan(asked) {
      const request = withOptions(asked, options);
      const step = stepOf(request);
      const meshes = own.meshes(step, request.devices);
      const constraints = constraintsOf(step);
      const isFree = own.isLimitedByUser && !request.cluster && !request.memoryBytes;
      const search: Omit<PlanSearch, "filterOf"> = {
        ...request,
        method: name,
        meshes,
        ...(isFree && { memoryBytes: Number.POSITIVE_INFINITY }),
      };
      try {
        const filterOf = (mesh: Mesh) => filterWithin(constraints, step, mesh);
        return { step, plan: yield* searchPlan(step, { ...search, filterOf }) };
      } catch (error) {
        const texts = constraintTexts(constraints);
        if (!(error instanceof Infeasible) || error.where !== "memory" || texts.length === 0) throw error;
        const filterOf = own.filter && ((mesh: Mesh) => own.filter!(step, mesh));
        throw yield* withoutConstraints(error, texts, searchPlan(step, { ...search, filterOf }));
      }
    },
  };
}

/** Adds to the memory error of a constrained search the peak memory of the best plan without those constraints. */
function* withoutConstraints(
  error: Infeasible,
  texts: readonly string[],
  search: Generator<Progress, Plan>,
): Generator<Progress, Infeasible> {
  let peakBytes: number | undefined;
  try {
    peakBytes = (yield* search).estimate?.peakBytes;
  } catch (other) {
    if (!(other instanceof Infeasible)) throw other;
  }
  if (peakBytes === undefined) return error;
  const what = error.message.slice(`${error.where}: `.length);
  return new Infeasible(
    error.where,
    `${what}; without ${texts.join(", ")} a plan of ${bytesText(peakBytes)} fits the limit`,
    { ...error.details, constraints: texts, unconstrainedBytes: peakBytes },
  );
}
