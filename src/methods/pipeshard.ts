/**
 * @file Pipeshard (Alpa §3): consecutive layers form stages, each on its own devices, and a schedule orders the
 * microbatches. Any other method can plan the inside of a stage. The stages are uniform, given by the user, or found by
 * the stage search.
 */
import { InvalidConfig } from "../base/errors.ts";
import { dataParallel } from "./data-parallel.ts";
import { type JointSearchOptions, planStagesJointly } from "./joint/search-pipeline.ts";
import { type Method, stepOf, withOptions } from "./method.ts";
import { type PlanStage, planStages, type StageOptions } from "./stages/cut-stages.ts";
import { stageRequest } from "./stages/stage-request.ts";

export interface PipeshardOptions extends Omit<StageOptions, "stages"> {
  /**
   * Like {@link StageOptions.stages}, or "auto" for the fastest stages that fit in memory, each with any number of
   * layers and devices.
   */
  readonly stages: StageOptions["stages"] | "auto";
  /** The intra-stage method; defaults to `dataParallel()`. */
  readonly intra?: Method;
  /** Options of the stage search, for stages "auto". */
  readonly search?: JointSearchOptions;
}

/**
 * Plans a pipeline with the step's microbatches. Stages have about equal FLOPs and equal shares of the devices, or are
 * given by the user, or are searched.
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
      `${intra.name} makes pipelines itself; use another method inside the stages, or ${intra.name} in place of ` +
        "pipeshard",
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
