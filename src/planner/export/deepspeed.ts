/** @file Exports a plan as DeepSpeed's JSON configuration, with notes on what it cannot express. */
import type { Step } from "../../analysis/step.ts";
import type { Plan } from "../../plan/plan.ts";
import { findParallelism } from "./parallelism.ts";

export interface DeepspeedExport {
  /** The argument of `deepspeed.initialize(config=…)`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Sentences about parts of the plan that the configuration does not express. */
  readonly notExpressed: readonly string[];
}

/**
 * Returns the configuration of a plan.
 * @throws Unsupported for plans that DeepSpeed's degrees cannot express
 */
export function deepspeedConfig(step: Step, plan: Plan): DeepspeedExport {
  const found = findParallelism(step, plan, "deepspeed");
  const { dataParallel, tensorParallel, pipelineParallel, zeroStage, batch, microbatches, halfType, remat } = found;
  const config = {
    train_batch_size: batch,
    train_micro_batch_size_per_gpu: batch / (microbatches * dataParallel),
    gradient_accumulation_steps: microbatches,
    zero_optimization: { stage: zeroStage },
    ...(tensorParallel > 1 && { tensor_parallel: { autotp_size: tensorParallel } }),
    ...(halfType && { [halfType === "bf16" ? "bf16" : "fp16"]: { enabled: true } }),
  };
  const pipeline =
    pipelineParallel === 1
      ? []
      : [
          `${pipelineParallel} stages of ${found.stageLayers.join(", ")} layers: make the model a ` +
            `PipelineModule(num_stages=${pipelineParallel})`,
          ...(zeroStage > 1 ? [`ZeRO-${zeroStage}: DeepSpeed's pipelines take ZeRO-1 at most`] : []),
          ...(found.schedule !== "1f1b" ? [`schedule ${found.schedule}; DeepSpeed runs 1F1B`] : []),
        ];
  return {
    config,
    notExpressed: [
      ...found.rest,
      ...(remat === "full" || remat === "selective"
        ? [`${remat} recomputation: call deepspeed.checkpointing.checkpoint in the model`]
        : []),
      ...(found.expertParallel > 1
        ? [
            `experts on ${found.expertParallel} replicas: make their layer a deepspeed.moe.layer.MoE(ep_size=${found.expertParallel})`,
          ]
        : []),
      ...pipeline,
    ],
  };
}
