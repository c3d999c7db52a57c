/** @file The studio's answers against those of the command line that it shows. */
import { expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import type { PlanReport } from "../planner/report/plan-report.ts";
import { simulatedAnswer } from "./answer.ts";
import { commandOf } from "./command.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion, type Question } from "./question.ts";

const small: Question = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", precision: "f32" };

/** The words of a command line; those in quotes are one. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

test.each<Partial<Question>>([
  {},
  { method: "zero3", memoryGB: 1, microbatches: 2 },
  { method: "megatron", pipelineParallel: 2, tensorParallel: 2, remat: "full", precision: "bf16" },
  { pins: ["params[0].w=_,2"], microbatches: 1 },
])("%o: the command gives the same plan", async (change) => {
  const question = { ...small, ...change };
  const { planned, cluster } = await planQuestion(question);
  const { report } = simulatedAnswer(planned, cluster, question).answer;
  const { out, err, code } = await alpa(...wordsOf(commandOf(question)).slice(2), "--json");
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  const told = JSON.parse(out) as PlanReport;
  expect(report.estimate).toEqual(told.estimate);
  expect(report.parameters).toEqual(told.parameters);
  expect(report.stages.map(({ memory }) => memory)).toEqual(told.stages.map(({ memory }) => memory));
});

test.each<[Partial<Question>, string]>([
  [{ model: "gpt2-smal" }, 'model: unknown model "gpt2-smal"; did you mean "gpt2-small"?'],
  [{ method: "shart" }, 'method: unknown method "shart"; did you mean "shard"?'],
  [{ method: "auto", pins: ["w=2"] }, "pins: are not for auto; remove them or choose Best sharding (solver)"],
])("%o is refused", async (change, message) => {
  await expect(planQuestion({ ...small, ...change })).rejects.toThrow(message);
});
