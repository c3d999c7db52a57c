/** @file The TypeScript that trains with the plan of an answer, which is saved as plan.json. */
import { commandOf } from "./command.ts";
import { type Question, studioMethods } from "./question.ts";

/** Reads plan.json beside it and exports the step; a model of a file is imported from the reader's own code. */
export function codeOf(question: Question): string {
  const { model, modelFile, method, precision } = question;
  const own = modelFile
    ? `${imported("trainStep", "./step.ts")} // your train step`
    : imported("catalogue", "alpa-js/models");
  const made = modelFile ? [] : [`const { trainStep, batchArgs } = catalogue.get(${JSON.stringify(model)})!.make();`];
  const options = [
    "method: fixedPlan(plan)",
    ...(modelFile ? [] : ["batchArgs"]),
    ...(precision === "f32" ? [] : [`precision: "${precision}"`]),
  ];
  return [
    `// ${studioMethods[method] ?? method}, the plan of: ${commandOf(question)} --save-plan plan.json`,
    imported("readFileSync", "node:fs"),
    imported("fixedPlan, parallelize, planFromJson", "alpa-js"),
    own,
    "",
    'const plan = planFromJson(readFileSync(new URL("plan.json", import.meta.url), "utf8"), "plan.json");',
    ...made,
    `export const step = parallelize(trainStep, { ${options.join(", ")} });`,
    "",
  ].join("\n");
}

const imported = (names: string, from: string): string => `import { ${names} } from "${from}";`;
