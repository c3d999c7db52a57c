/** @file The `alpa plan` command line that asks a question. */
import type { Question } from "./question.ts";

export function commandOf(question: Question): string {
  const { model, cluster, batch, microbatches, precision, method, remat, memoryGB, seconds, pins } = question;
  const parts = ["npx alpa plan", model, "--cluster", cluster, "--batch", `${batch}`];
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
