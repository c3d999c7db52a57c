/** @file Answers questions of figures, each as its command does. */
import { Command } from "commander";
import { init } from "../frontends/jaxjs/jax.ts";
import type { Answers } from "../planner/figures/figure.ts";
import { type Question, questionArgs } from "../planner/figures/question.ts";
import { validatePoints } from "../planner/validate/validate-points.ts";
import { answerPlan } from "./answer-plan.ts";
import { answerRun } from "./answer-run.ts";
import { Interrupted } from "./interrupt.ts";
import { type SweepFlags, sweep, sweepCommand } from "./sweep.ts";
import { readPoints } from "./validate.ts";

export async function answerQuestion(question: Question, signal: AbortSignal): Promise<Answers[keyof Answers]> {
  if (question.command === "plan") return answerPlan(question, signal);
  if (question.command === "run") return answerRun(question, signal);
  if (question.command === "validate") {
    const points = await readPoints(question.model);
    await init("wasm");
    const { points: results } = await validatePoints(points, { signal });
    // A part of the points is no figure.
    if (signal.aborted) throw new Interrupted();
    return { question, points, results };
  }
  const flags = sweepCommand(new Command("sweep"))
    .exitOverride()
    .parse(questionArgs(question).slice(1), { from: "user" })
    .opts<SweepFlags>();
  return { question, rows: await sweep(question.model, flags, signal) };
}
