/** @file `alpa draw`: figures of plans and simulated steps, as SVG or PNG. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import { secondsText } from "../base/units.ts";
import { type Theme, themes } from "../draw/theme.ts";
import { compileLate } from "../node/compile-late.ts";
import { systemReason } from "../node/system-reason.ts";
import { type Ask, type DrawnFigure, drawFigure, type Figure, figureSources } from "../planner/figures/figure.ts";
import { figures, findFigure } from "../planner/figures/figures.ts";
import { type Changes, type Question, questionText, withChanges } from "../planner/figures/question.ts";
import { answerQuestion } from "./answer-question.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";
import { choiceOption, integerOption, precisionOption } from "./options.ts";
import { checkOutputFiles } from "./output-file.ts";
import { pictureEndings, writePicture } from "./picture-file.ts";

interface DrawFlags {
  readonly out?: string;
  readonly theme: Theme;
  readonly cluster?: string;
  readonly batch?: number;
  readonly microbatches?: number;
  readonly precision?: string;
  readonly json?: boolean;
}

const examples = [
  "alpa draw pipeline-parallel --out pipeline.svg",
  "alpa draw data-parallel gpt2-medium --cluster 1x8:h100 --batch 64 --out data.png --theme dark",
  "alpa draw zero-memory --json",
  "alpa draw all --out pictures",
];

const figureHelp = (): string =>
  figureSources
    .map((source) => ({ source, own: figures.filter((figure) => figure.source === source) }))
    .filter(({ own }) => own.length > 0)
    .map(
      ({ source, own }) => `${source}:\n${own.map(({ name, about }) => `    ${name.padEnd(25)} ${about}`).join("\n")}`,
    )
    .join("\n  ");

export function registerDraw(program: Command): void {
  program
    .command("draw")
    .description(
      "draw a figure from real plans and simulated steps; its caption has the commands that print its numbers",
    )
    .argument("<figure>", "one of those below, or all")
    .argument("[model]", "another model than the figure's own, as for alpa plan")
    .option("-o, --out <file|folder>", "the picture, .svg or .png; with all, a folder of .svg files")
    .option(
      "--theme <name>",
      "auto (follows the reader's system), light or dark",
      choiceOption("--theme", themes),
      "auto",
    )
    .option("-c, --cluster <text|file.json>", "another cluster, as for alpa plan")
    .option("-b, --batch <n>", "another number of examples per step", integerOption("--batch", 1))
    .option("--microbatches <n>", "another number of microbatches", integerOption("--microbatches", 1))
    .addOption(precisionOption().default(undefined))
    .option("--json", "print the figure's numbers: figure, commands, data")
    .addHelpText(
      "after",
      `\nFigures:\n  ${figureHelp()}\n\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}`,
    )
    .action(runDraw);
}

async function runDraw(name: string, model: string | undefined, flags: DrawFlags): Promise<void> {
  compileLate();
  const { out, theme, json } = flags;
  if (!out && !json) throw new InvalidConfig("--out", "is missing; give a file that ends in .svg or .png, or --json");
  const changes = changesOf(model, flags);
  if (name === "all") return drawAll(flags, changes);
  const figure = findFigure(name);
  await checkOutputFiles([["--out", out, pictureEndings]]);
  await withInterrupt(async (signal) => {
    const drawn = await draw(figure, changes, asker(signal));
    if (out) await writePicture("--out", out, (of) => drawn.picture.svg(of), theme);
    if (json) console.log(JSON.stringify(jsonOf(drawn)));
    if (signal.aborted) throw new Interrupted();
  });
}

async function drawAll({ out, theme, json }: DrawFlags, changes: Changes): Promise<void> {
  if (changes.model || Object.keys(changes.options).length > 0)
    throw new InvalidConfig("all", "draws every figure of its own model; leave the model and its options out");
  if (out && /\.\w+$/.test(out)) throw new InvalidConfig("--out", `got "${out}"; give a folder for all figures`);
  if (out)
    await mkdir(out, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new RuntimeFailure("--out", `cannot make ${out}: ${systemReason(error)}; give another folder`);
    });
  await withInterrupt(async (signal) => {
    const ask = asker(signal);
    const all: DrawnFigure[] = [];
    for (const figure of figures) {
      const start = performance.now();
      const drawn = await draw(figure, changes, ask);
      if (signal.aborted) throw new Interrupted();
      all.push(drawn);
      if (out) await writePicture("--out", join(out, `${figure.name}.svg`), (of) => drawn.picture.svg(of), theme);
      process.stderr.write(`${figure.name}: ${secondsText((performance.now() - start) / 1e3)}\n`);
    }
    if (json) console.log(JSON.stringify(all.map(jsonOf)));
  });
}

const jsonOf = ({ figure, commands, data }: DrawnFigure): Omit<DrawnFigure, "picture"> => ({ figure, commands, data });

const draw = (figure: Figure, changes: Changes, ask: Ask): Promise<DrawnFigure> =>
  drawFigure(
    figure,
    figure.questions.map((question) => withChanges(question, changes)),
    ask,
  );

/** Answers each question once. */
function asker(signal: AbortSignal): Ask {
  const questions = new Map<string, Question>();
  const answer = memoize((text: string) => answerQuestion(questions.get(text)!, signal));
  return (question) => {
    const text = questionText(question);
    questions.set(text, question);
    return answer(text);
  };
}

function changesOf(model: string | undefined, { cluster, batch, microbatches, precision }: DrawFlags): Changes {
  const given = { cluster, batch, microbatches, precision };
  const options = Object.fromEntries(
    Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [[option, value]])),
  );
  return { ...(model !== undefined && { model }), options };
}
