/** @file A method that searches: meshes to try, what the method itself leaves open on each, and what the user demands besides. */
import type { Step } from "../../analysis/step.ts";
import { runToCompletion } from "../../base/cooperative.ts";
import { Infeasible } from "../../base/errors.ts";
import { bytesText } from "../../base/units.ts";
import type { Mesh } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import type { ChoiceFilter } from "../../sharding/problem/intra-op.ts";
import { checkDevices, type Method } from "../method.ts";
import { constrainedFilter } from "./constrained-filter.ts";
import { constrain, constraintsOn, constraintsOnPart, constraintTexts, type StepConstraints } from "./constraints.ts";
import { type SearchOptions, searchPlanInSteps } from "./search-plan.ts";

interface Searched {
  /** Mesh shapes to try. @throws InvalidConfig when the method does not suit the step and the number of devices */
  readonly meshes: (step: Step, devices: number) => readonly Mesh[];
  /** What the method leaves open; everything when left out. */
  readonly filter?: (step: Step, mesh: Mesh) => ChoiceFilter;
}

/** The cheapest plan within a method's constraints and the user's. */
export function searchMethod(name: string, options: SearchOptions, searched: Searched): Method {
  constrain(options);
  return constrainedMethod(name, options, searched, (step) => constraintsOn(step, options));
}

function constrainedMethod(
  name: string,
  options: SearchOptions,
  searched: Searched,
  constraintsOf: (step: Step) => StepConstraints,
): Method {
  const { meshes, filter } = searched;
  function* search(step: Step, devices: number): Generator<void, Plan> {
    checkDevices(devices);
    const tried = meshes(step, devices);
    const constraints = constraintsOf(step);
    const within = (filterOf: (mesh: Mesh) => ChoiceFilter): Generator<void, Plan> =>
      searchPlanInSteps(step, devices, tried, name, options, filterOf);
    try {
      return yield* within((mesh) => constrainedFilter(step, mesh, constraints, name, filter?.(step, mesh)));
    } catch (error) {
      const texts = constraintTexts(constraints);
      if (!(error instanceof Infeasible) || error.where !== "memory" || texts.length === 0) throw error;
      throw yield* withoutConstraints(
        error,
        texts,
        within((mesh) => filter?.(step, mesh) ?? {}),
      );
    }
  }
  return {
    name,
    meshes,
    filter: (step, mesh) => constrainedFilter(step, mesh, constraintsOf(step), name, filter?.(step, mesh)),
    ofStages(step) {
      const whole = constraintsOf(step);
      return (part) => constrainedMethod(name, options, searched, () => constraintsOnPart(whole, part));
    },
    search,
    plan: (step, devices) => runToCompletion(search(step, devices)),
  };
}

/** The memory error of a constrained search, with what would fit if it were not for the other constraints. */
function* withoutConstraints(
  error: Infeasible,
  texts: readonly string[],
  search: Generator<void, Plan>,
): Generator<void, Infeasible> {
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
