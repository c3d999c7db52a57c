/**
 * @file The type of a figure: questions (command lines), the numbers that it takes from their answers, and a function
 * that draws them. `drawFigure` asks the questions and draws.
 */
import type { Cluster } from "../../cluster/cluster.ts";
import type { Picture } from "../../draw/picture.ts";
import type { Program } from "../../lower/program.ts";
import type { JointResult } from "../../methods/joint/joint-problem.ts";
import type { Progress } from "../../methods/progress.ts";
import type { Explanation } from "../../sharding/explain.ts";
import type { Simulation } from "../../simulate/simulate.ts";
import type { PlannedGraph } from "../plan-source.ts";
import type { PlanReport } from "../report/plan-report.ts";
import type { SweepRow } from "../sweep/sweep-row.ts";
import type { Point } from "../validate/point.ts";
import type { PointResult } from "../validate/validate-points.ts";
import { type Question, questionText } from "./question.ts";

/** The answer to `alpa plan`. */
export interface PlanAnswer {
  readonly question: Question;
  readonly planned: PlannedGraph;
  /** What `--json` prints. */
  readonly report: PlanReport;
  readonly cluster: Cluster;
  readonly program: Program;
  readonly simulation: Simulation;
  /** The explanation of the op that the question names by `--explain`. */
  readonly explanation?: Explanation;
  /** The results that a joint search reported. */
  readonly results: readonly JointResult[];
  /** The progress of a search, by seconds since it began. */
  readonly progress: readonly (Progress & { readonly atSeconds: number })[];
}

/** The answer to `alpa sweep`. */
export interface SweepAnswer {
  readonly question: Question;
  readonly rows: readonly SweepRow[];
}

/** The answer to `alpa validate`. */
export interface ValidateAnswer {
  readonly question: Question;
  readonly points: readonly Point[];
  readonly results: readonly PointResult[];
}

/** The answer to `alpa run`: the part of its `--json` that figures use. */
export interface RunAnswer {
  readonly question: Question;
  readonly result: { readonly batch: number; readonly losses: readonly number[] };
}

/** The answers by command. */
export interface Answers {
  readonly run: RunAnswer;
  readonly plan: PlanAnswer;
  readonly sweep: SweepAnswer;
  readonly validate: ValidateAnswer;
}
export type Ask = (question: Question) => Promise<Answers[keyof Answers]>;

/** The papers and systems that figures are about. */
export const figureSources = ["Alpa", "PipeDream", "Megatron-LM", "ZeRO", "alpa-js"] as const;

interface FigureAbout {
  readonly name: string;
  readonly source: (typeof figureSources)[number];
  /** What it shows, in a few words. */
  readonly about: string;
}

/** A figure's questions, the function from their answers (in the same order) to its numbers, and the drawing. */
interface FigureOf<Command extends keyof Answers, Data> extends FigureAbout {
  readonly questions: readonly (Question & { readonly command: Command })[];
  readonly data: (answers: readonly Answers[Command][]) => Data;
  readonly draw: (data: Data, commands: readonly string[]) => Picture;
}

export interface Figure extends FigureAbout {
  readonly questions: readonly Question[];
  readonly make: (answers: readonly Answers[keyof Answers][], commands: readonly string[]) => Made;
}

interface Made {
  /** The numbers that the picture shows. */
  readonly data: unknown;
  readonly picture: Picture;
}

export interface DrawnFigure extends Made {
  readonly figure: string;
  /** The commands whose `--json` has the numbers. */
  readonly commands: readonly string[];
}

export function defineFigure<Command extends keyof Answers, Data>({
  data: dataOf,
  draw,
  ...about
}: FigureOf<Command, Data>): Figure {
  return {
    ...about,
    make(answers, commands) {
      const data = dataOf(answers as readonly Answers[Command][]);
      return { data, picture: draw(data, commands) };
    },
  };
}

/** @param ask  answers a question; equal questions of several figures may be answered once */
export async function drawFigure(figure: Figure, questions: readonly Question[], ask: Ask): Promise<DrawnFigure> {
  const answers: Answers[keyof Answers][] = [];
  for (const question of questions) answers.push(await ask(question));
  const commands = questions.map(questionText);
  return { figure: figure.name, commands, ...figure.make(answers, commands) };
}
