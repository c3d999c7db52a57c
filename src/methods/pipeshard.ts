/**
 * @file Pipeshard (Alpa §3): consecutive layers on stages, each stage on its own devices, the microbatches going
 * through them by a schedule; inside a stage any other method decides. The stages are uniform, by hand, or those of the
 * stage search.
 */
import { InvalidConfig } from "../base/errors.ts";
import { dataParallel } from "./data-parallel.ts";
import { type JointSearchOptions, planStagesJointly } from "./joint/search-pipeline.ts";
import { type Method, stepOf, withOptions } from "./method.ts";
import { type PlanStage, planStages, type StageOptions } from "./stages/cut-stages.ts";
import { stageRequest } from "./stages/stage-request.ts";

export interface PipeshardOptions extends Omit<StageOptions, "stages"> {
  /**
   * As in {@link StageOptions}; or "auto": the fastest stages, of any number of layers and devices each, that fit in
   * memory.
   */
  readonly stages: StageOptions["stages"] | "auto";
  /** The method inside each stage; `dataParallel()` when left out. */
  readonly intra?: Method;
  /** Options of the search for stages "auto". */
  readonly search?: JointSearchOptions;
}

/**
 * Stages of about equal FLOPs on equal shares of the devices, by hand, or searched. The microbatches are the step's.
 */
export function pipeshard({ intra = dataParallel(), search, ...options }: PipeshardOptions): Method {
  const { stages, layers: numLayers = "auto", schedule = "1f1b", chunks: numChunks } = options;
  const shown = [
    `stages=${typeof stages === "object" ? JSON.stringify(stages) : stages}`,
    `schedule=${schedule}`,
    ...(numChunks === undefined ? [] : [`chunks=${numChunks}`]),
    `intra=${intra.name}`,
  ];
  const name = `pipeshard(${shown.join(", ")})`;
  const { inStages } = intra;
  if (inStages === false)
    throw new InvalidConfig(
      "pipeshard: intra",
      `${intra.name} makes pipelines itself; use another method inside the stages, or ${intra.name} in place of pipeshard`,
    );
  if (stages === "auto") {
    return {
      name,
      plan: (request) =>
        planStagesJointly(
          withOptions(request, search ?? {}),
          { schedule, numChunks, numLayers, intra },
          name,
          search?.onResult,
        ),
    };
  }
  if (search !== undefined) throw new InvalidConfig("pipeshard: search", 'is for stages "auto"; leave it out');
  return {
    name,
    *plan(request) {
      const step = stepOf(request);
      const methodOf = inStages?.(step) ?? (() => intra);
      const planStage: PlanStage = function* (part, devices) {
        return (yield* methodOf(part).plan(stageRequest(request, part.step, devices))).plan;
      };
      return { step, plan: yield* planStages(step, request.devices, { ...options, stages }, name, planStage) };
    },
  };
}
