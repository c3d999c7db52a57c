/**
 * @file The file of `alpa run --metrics`: one line per step, JSON or CSV, or an event of TensorBoard, written as the
 * steps end.
 */
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { systemReason } from "../node/system-reason.ts";
import { checkOutputFiles } from "./output-file.ts";
import { TensorBoardFile } from "./tensorboard-file.ts";

/** File name endings, each of which selects a format. */
const endings = [".jsonl", ".csv"];

/** Whether a path names a folder, for TensorBoard: it ends in a slash, or there is one. */
const isFolder = (path: string): boolean =>
  /[\\/]$/.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Refuses a file that cannot be written or has another ending; a folder is made when the run begins. */
export async function checkMetricsPath(path: string | undefined): Promise<void> {
  if (path === undefined || isFolder(path)) return;
  if (!endings.some((ending) => path.endsWith(ending)))
    throw new InvalidConfig(
      "--metrics",
      `got "${path}"; give a file that ends in ${endings.join(" or ")}, or a folder that ends in / for TensorBoard`,
    );
  await checkOutputFiles([["--metrics", path]]);
}

/** One line. Its keys are the columns of the CSV file. */
export interface StepMetrics {
  readonly step: number;
  /** Null in JSON and empty in CSV if not finite. */
  readonly loss: number;
  /** Seconds of the step. */
  readonly seconds: number;
  readonly examplesPerSecond: number;
  /** Of an example that names its schedule. */
  readonly learningRate?: number;
}

const ownColumns = ["step", "loss", "seconds", "examplesPerSecond"] as const;

export class MetricsFile {
  readonly #path: string;
  readonly #isCsv: boolean;
  readonly #columns: readonly (keyof StepMetrics)[];
  readonly #events: TensorBoardFile | undefined;

  /**
   * Begins the file. A run that resumes after `firstStep` keeps the lines up to that step.
   * @param hasLearningRate  whether there is a column for it
   * @throws RuntimeFailure if it cannot be written
   */
  constructor(path: string, firstStep: number, hasLearningRate = false) {
    this.#path = path;
    this.#columns = hasLearningRate ? [...ownColumns, "learningRate"] : ownColumns;
    this.#isCsv = path.endsWith(".csv");
    if (isFolder(path)) {
      this.#events = this.#try(() => new TensorBoardFile(path, firstStep));
      return;
    }
    const kept = firstStep > 0 ? this.#linesUpTo(firstStep) : [];
    const lines = this.#isCsv ? [this.#columns.join(","), ...kept] : kept;
    this.#try(() => writeFileSync(path, lines.map((line) => `${line}\n`).join("")));
  }

  #linesUpTo(step: number): string[] {
    let lines: string[];
    try {
      lines = readFileSync(this.#path, "utf8").split("\n");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw this.#failure(error as Error);
    }
    return lines.filter((line) => {
      const [, digits] = (this.#isCsv ? /^(\d+),/ : /^\{"step":(\d+),/).exec(line) ?? [];
      return digits !== undefined && Number(digits) <= step;
    });
  }

  write(metrics: StepMetrics): void {
    if (this.#events) {
      const { step, ...scalars } = metrics;
      this.#try(() => this.#events!.write(step, scalars));
      return;
    }
    const values = this.#columns.map((column) => (Number.isFinite(metrics[column]) ? metrics[column] : ""));
    const line = this.#isCsv ? values.join(",") : JSON.stringify(metrics);
    this.#try(() => appendFileSync(this.#path, `${line}\n`));
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#failure(error as Error);
    }
  }

  #failure(error: Error): RuntimeFailure {
    return new RuntimeFailure("--metrics", `cannot write ${this.#path}: ${systemReason(error)}; give another file`);
  }
}
