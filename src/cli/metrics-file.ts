/** @file The file of `alpa run --metrics`: one line per step, JSON or CSV, written as the steps end. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { RuntimeFailure } from "../base/errors.ts";
import { systemReason } from "../node/system-reason.ts";

/** File name endings, each of which selects a format. */
export const metricsEndings = [".jsonl", ".csv"];

/** One line. Its keys are the columns of the CSV file. */
export interface StepMetrics {
  readonly step: number;
  /** Null in JSON and empty in CSV if not finite. */
  readonly loss: number;
  /** Seconds of the step. */
  readonly seconds: number;
  readonly examplesPerSecond: number;
}

const columns = ["step", "loss", "seconds", "examplesPerSecond"] as const;

export class MetricsFile {
  readonly #path: string;
  readonly #isCsv: boolean;

  /**
   * Begins the file. A run that resumes after `firstStep` keeps the lines up to that step.
   * @throws RuntimeFailure if it cannot be written
   */
  constructor(path: string, firstStep: number) {
    this.#path = path;
    this.#isCsv = path.endsWith(".csv");
    const kept = firstStep > 0 ? this.#linesUpTo(firstStep) : [];
    const lines = this.#isCsv ? [columns.join(","), ...kept] : kept;
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
    const values = columns.map((column) => (Number.isFinite(metrics[column]) ? metrics[column] : ""));
    const line = this.#isCsv ? values.join(",") : JSON.stringify(metrics);
    this.#try(() => appendFileSync(this.#path, `${line}\n`));
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw this.#failure(error as Error);
    }
  }

  #failure(error: Error): RuntimeFailure {
    return new RuntimeFailure("--metrics", `cannot write ${this.#path}: ${systemReason(error)}; give another file`);
  }
}
