/** @file A figure: questions, the numbers that it takes from their answers, and how it draws them. */
import type { Cluster } from "../../cluster/cluster.ts";
import type { Picture } from "../../draw/picture.ts";
import type { Program } from "../../lower/program.ts";
import type { JointResult } from "../../methods/joint/joint-problem.ts";
import type { Progress } from "../../methods/progress.ts";
import type { Simulation } from "../../simulate/simulate.ts";
import type { PlannedGraph } from "../plan-source.ts";
import type { PlanReport } from "../report/plan-report.ts";
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
  /** What a joint search tried. */
  readonly results: readonly JointResult[];
  /** The progress of a search, by seconds since it began. */
  readonly progress: readonly (Progress & { readonly atSeconds: number })[];
}

/** The works that a figure is about. */
export const figureSources = ["Alpa", "PipeDream", "Megatron-LM", "ZeRO", "alpa-js"] as const;

interface FigureAbout {
  readonly name: string;
  readonly source: (typeof figureSources)[number];
  /** What it shows, in a few words. */
  readonly about: string;
  readonly questions: readonly Question[];
}

/** Makes a figure's numbers from the answers to its questions, in their order, and draws them. */
export interface PlanFigure<Data = unknown> extends FigureAbout {
  readonly data: (answers: readonly PlanAnswer[]) => Data;
  readonly draw: (data: Data, commands: readonly string[]) => Picture;
}

/** A figure of any data. */
export type Figure = PlanFigure;

export interface DrawnFigure {
  readonly figure: string;
  /** The commands whose `--json` has the numbers. */
  readonly commands: readonly string[];
  /** The numbers that the picture shows. */
  readonly data: unknown;
  readonly picture: Picture;
}

/** Gives a figure of known data the type of all figures. */
export const definePlanFigure = <Data>(figure: PlanFigure<Data>): Figure => figure as PlanFigure as Figure;

/** @param ask  answers a question; equal questions of several figures may be answered once */
export async function drawFigure(
  figure: Figure,
  questions: readonly Question[],
  ask: (question: Question) => Promise<PlanAnswer>,
): Promise<DrawnFigure> {
  const answers: PlanAnswer[] = [];
  for (const question of questions) answers.push(await ask(question));
  const data = figure.data(answers);
  const commands = questions.map(questionText);
  return { figure: figure.name, commands, data, picture: figure.draw(data, commands) };
}
