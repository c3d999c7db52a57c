/** @file Plans the model that the user gave as a file: a train step in StableHLO text, or a config.json. */
import { batchSize } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { Recent } from "../base/recent.ts";
import { exampleSpecs } from "../frontends/jaxjs/example.ts";
import { importGraph } from "../frontends/stablehlo/import.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";
import type { TracedStep } from "../frontends/trace-source.ts";
import { modelOfConfig } from "../models/huggingface.ts";
import { planStep } from "../planner/compile.ts";
import { importedStep } from "../planner/imported-step.ts";
import { type PlannedGraph, type PlanOptions, planGraph } from "../planner/plan-source.ts";
import { needsUnstackedLayers, unstackStep } from "../planner/unstack-layers.ts";
import type { ModelFile, Question } from "./question.ts";

/** A planned step, and its examples per step. */
interface PlannedFile {
  readonly planned: PlannedGraph;
  readonly batch: number;
}

/** Plans the model of a file. @throws InvalidConfig or Unsupported with what to change */
export async function planFileModel(
  file: ModelFile,
  { batch, method }: Question,
  options: PlanOptions,
): Promise<PlannedFile> {
  if (!file.isModule) {
    const model = modelOfConfig(JSON.parse(file.text), { where: file.name });
    const { batchArgs } = model;
    const planned = await planStep(model.trainStep, exampleSpecs(model, batch), { ...options, batchArgs });
    return { planned, batch };
  }
  const step = stepOf(file);
  const own = batchSize(step);
  if (batch !== 0 && batch !== own)
    throw new InvalidConfig("batch", `got ${batch}, and the shapes in ${file.name} are for ${own}; lower it anew`);
  const apart = needsUnstackedLayers(method) ? unstackStep(step) : undefined;
  return { planned: await planGraph(apart ?? step, options), batch: own };
}

/** The steps of the files used last, by text; reading a large file takes seconds. */
const steps = new Recent<string, TracedStep>(2);

function stepOf({ name, text, batchArgs }: ModelFile): TracedStep {
  const step = steps.get(text) ?? importedStep(importGraph(parseModule(text, name)), { batchArgs });
  steps.set(text, step);
  return step;
}
