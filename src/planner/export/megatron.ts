/**
 * @file Exports a plan as command-line arguments of Megatron-LM's `pretrain_*.py`, with notes on what they cannot
 * express.
 */
import type { Step } from "../../analysis/step.ts";
import type { Plan } from "../../plan/plan.ts";
import { findParallelism, type Parallelism } from "./parallelism.ts";

export interface MegatronExport {
  readonly arguments: readonly string[];
  /** Sentences about parts of the plan that the arguments do not express. */
  readonly notExpressed: readonly string[];
}

/**
 * Returns the arguments of a plan.
 * @throws Unsupported for plans that Megatron-LM's degrees cannot express
 */
export function megatronArguments(step: Step, plan: Plan): MegatronExport {
  const found = findParallelism(step, plan, "megatron");
  const { dataParallel, tensorParallel, expertParallel, pipelineParallel, batch, microbatches, numChunks, halfType } =
    found;
  const args: [string, ...(string | number)[]][] = [
    ["--tensor-model-parallel-size", tensorParallel],
    ["--pipeline-model-parallel-size", pipelineParallel],
    ...(expertParallel > 1 ? [["--expert-model-parallel-size", expertParallel] as [string, number]] : []),
    ...(numChunks > 1 ? [["--num-virtual-stages-per-pipeline-rank", numChunks] as [string, number]] : []),
    ["--micro-batch-size", batch / (microbatches * dataParallel)],
    ["--global-batch-size", batch],
    ...zeroArguments(found),
    ...rematArguments(found),
    ...(halfType ? [[halfType === "bf16" ? "--bf16" : "--fp16"] as [string]] : []),
  ];
  const stages = stageArguments(found);
  return {
    arguments: [...args, ...stages.arguments].map((words) => words.join(" ")),
    notExpressed: [...found.rest, ...stages.notExpressed, ...scheduleNotes(found)],
  };
}

function zeroArguments({ zeroStage }: Parallelism): [string, ...string[]][] {
  if (zeroStage === 0) return [];
  if (zeroStage < 3) return [["--use-distributed-optimizer"]];
  // Megatron-FSDP requires the last three arguments.
  return [
    ["--use-megatron-fsdp"],
    ["--data-parallel-sharding-strategy", "optim_grads_params"],
    ["--use-distributed-optimizer"],
    ["--no-gradient-accumulation-fusion"],
    ["--ckpt-format", "fsdp_dtensor"],
  ];
}

function rematArguments({ remat }: Parallelism): [string, ...string[]][] {
  if (remat === "selective") return [["--recompute-granularity", "selective"]];
  if (remat !== "full") return [];
  return [
    ["--recompute-granularity", "full"],
    ["--recompute-method", "uniform"],
    ["--recompute-num-layers", "1"],
  ];
}

/** Megatron-LM gives all stages the same number of layers; only the first and the last can be set separately. */
function stageArguments({ stageLayers, numChunks }: Parallelism): {
  arguments: [string, number][];
  notExpressed: string[];
} {
  const [first, ...others] = stageLayers;
  const last = others.at(-1);
  const middle = others.slice(0, -1);
  if (last === undefined || stageLayers.every((count) => count === first)) return { arguments: [], notExpressed: [] };
  if (numChunks > 1 || middle.some((count) => count !== middle[0]))
    return {
      arguments: [],
      notExpressed: [`layers of the stages: ${stageLayers.join(", ")}; Megatron-LM's are equal`],
    };
  const usual = middle[0];
  return {
    arguments: [
      ...(first === usual ? [] : [["--decoder-first-pipeline-num-layers", first] as [string, number]]),
      ...(last === usual || usual === undefined
        ? []
        : [["--decoder-last-pipeline-num-layers", last] as [string, number]]),
    ],
    notExpressed: [],
  };
}

/** Megatron-LM runs 1F1B, interleaved if stages have several chunks. */
function scheduleNotes({ schedule, numChunks }: Parallelism): string[] {
  if (schedule === undefined || schedule === (numChunks > 1 ? "interleaved-1f1b" : "1f1b")) return [];
  return [`schedule ${schedule}; Megatron-LM runs ${numChunks > 1 ? "interleaved 1F1B" : "1F1B"}`];
}
