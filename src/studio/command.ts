/** @file The `alpa plan` command line that asks a question. */
import { modelName, type Question } from "./question.ts";

export function commandOf(question: Question): string {
  const { modelFile, cluster, batch, microbatches, precision, method, remat, memoryGB, seconds, pins } = question;
  const parts = ["npx alpa plan", modelName(question), "--cluster", cluster];
  if (batch > 0) parts.push("--batch", `${batch}`);
  if (modelFile?.batchArgs !== undefined) parts.push("--batch-args", modelFile.batchArgs);
  if (microbatches > 0) parts.push("--microbatches", `${microbatches}`);
  if (precision !== "f32") parts.push("--precision", precision);
  parts.push("--method", method);
  if (method === "megatron") {
    parts.push("--pipeline-parallel", `${question.pipelineParallel}`);
    parts.push("--tensor-parallel", `${question.tensorParallel}`);
  }
  if (remat !== "") parts.push("--remat", remat);
  if (memoryGB > 0) parts.push("--memory", `${memoryGB}GB`);
  if (seconds > 0) parts.push("--seconds", `${seconds}`);
  for (const pin of pins) parts.push("--pin", `'${pin.replaceAll("'", "'\\''")}'`);
  return parts.join(" ");
}
