/**
 * @file Plans a companion step, which reads the state of a training step (evaluation, prediction), for the same
 * devices: the state stays where the training plan keeps it, the rest is searched.
 */
import { StageCutter } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import { type Mesh, meshSize, type Placement, samePlacement, withoutTrivialAxes } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { forwardName } from "../schedules/forward-only.ts";
import type { ChoiceFilter } from "../sharding/problem/node-choices.ts";
import type { Method, PlanRequest } from "./method.ts";
import type { Progress } from "./progress.ts";
import { searchPlan } from "./search/search-plan.ts";
import { combineStages, type PlannedStage } from "./stages/combine-stages.ts";
import { followStages, type LentState } from "./stages/follow-stages.ts";

/** Seconds to search for each stage's plan. */
const searchSeconds = 2;

/** Keeps lent state in its places. A pipeline keeps its stages, and its microbatches where the batch divides. */
export function companion(lent: LentState): Method {
  const { plan: trained } = lent;
  const name = `companion(${trained.method})`;
  return {
    name,
    inStages: false,
    *plan(request) {
      if (trained.stages.length === 1) {
        const step = request.step(1);
        const [{ mesh, devices }] = trained.stages;
        const placed = placements(lent, lent.inputs);
        const plan = yield* searchStage(step, { request, mesh, placed, name });
        return { step, plan: { ...plan, stages: [{ mesh, devices }] } };
      }
      const step = microbatched(request, trained.microbatches);
      const assignment = followStages(step, lent);
      const cutter = new StageCutter(step);
      const stages: PlannedStage[] = [];
      for (const [stage, { mesh }] of trained.stages.entries()) {
        const part = cutter.stageStep(assignment, stage);
        const own = part.inputs.flatMap((source, input): [number, number][] => {
          const home = source.kind === "input" ? lent.inputs.get(source.input) : undefined;
          return home !== undefined && trained.inputs[home].stage === stage ? [[input, home]] : [];
        });
        const placed = placements(lent, new Map(own));
        stages.push({ part, plan: yield* searchStage(part.step, { request, mesh, placed, name }) });
      }
      const { schedule, numChunks } = trained.pipeline!;
      const pipeline = { schedule: forwardName(schedule), numChunks, numUpdates: 1 };
      const plan = combineStages(step, assignment, stages, name, pipeline);
      return { step, plan: { ...plan, stages: trained.stages } };
    },
  };
}

/** The step in as many microbatches as training has, or in one. */
function microbatched(request: PlanRequest, microbatches: number): Step {
  try {
    return request.step(microbatches);
  } catch (error) {
    if (error instanceof InvalidConfig || error instanceof Unsupported) return request.step(1);
    throw error;
  }
}

/** By input: the placement of the state that it reads. */
const placements = ({ plan }: LentState, inputs: ReadonlyMap<number, number>): Map<number, Placement> =>
  new Map([...inputs].map(([own, home]) => [own, plan.inputs[home].placement]));

function* searchStage(
  step: Step,
  options: {
    readonly request: PlanRequest;
    readonly mesh: Mesh;
    readonly placed: ReadonlyMap<number, Placement>;
    readonly name: string;
  },
): Generator<Progress, Plan> {
  const { request, mesh, placed, name } = options;
  const fixed = new Map([...placed].map(([input, placement]) => [input, withoutTrivialAxes(placement, mesh)]));
  const filter: ChoiceFilter = {
    input: (input, placement) => {
      const wanted = fixed.get(input);
      return !wanted || samePlacement(withoutTrivialAxes(placement, mesh), wanted);
    },
  };
  return yield* searchPlan(step, {
    cluster: request.cluster,
    profile: request.profile,
    signal: request.signal,
    seconds: searchSeconds,
    gap: 0.01,
    memoryBytes: Number.POSITIVE_INFINITY,
    devices: meshSize(mesh),
    method: name,
    meshes: [mesh],
    filterOf: () => filter,
  });
}
