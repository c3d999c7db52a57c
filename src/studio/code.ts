/** @file The TypeScript that trains with the plan of an answer, which is saved as plan.json. */
import { commandOf } from "./command.ts";
import { type Question, studioMethods } from "./question.ts";

/** Reads plan.json beside it and exports the step; a model of a file is imported from the reader's own code. */
export function codeOf(question: Question): string {
  const { model, modelFile, method, precision } = question;
  const own = modelFile
    ? ['import { trainStep } from "./step.ts"; // your train step']
    : ['import { catalogue } from "alpa-js/models";'];
  const made = modelFile ? [] : [`const { trainStep, batchArgs } = catalogue.get(${JSON.stringify(model)})!.make();`];
  const options = [
    "method: fixedPlan(plan)",
    ...(modelFile ? [] : ["batchArgs"]),
    ...(precision === "f32" ? [] : [`precision: "${precision}"`]),
  ];
  return [
    `// ${studioMethods[method] ?? method}, the plan of: ${commandOf(question)} --save-plan plan.json`,
    'import { readFileSync } from "node:fs";',
    'import { fixedPlan, parallelize, planFromJson } from "alpa-js";',
    ...own,
    "",
    'const plan = planFromJson(readFileSync(new URL("plan.json", import.meta.url), "utf8"), "plan.json");',
    ...made,
    `export const step = parallelize(trainStep, { ${options.join(", ")} });`,
    "",
  ].join("\n");
}
