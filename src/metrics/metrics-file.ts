/** @file MetricsFile: numbers by step in a file, as JSON lines, CSV or events of TensorBoard, written as steps end. */
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { systemReason } from "../node/system-reason.ts";
import { TensorBoardFile } from "./tensorboard-file.ts";

/**
 * What a path names: by its ending, or a folder (it ends in a slash, or there is one) for TensorBoard.
 * @param where  what has the path, for errors
 * @throws InvalidConfig for another ending
 */
export function metricsFormat(path: string, where: string): "lines" | "csv" | "events" {
  if (/[\\/]$/.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory()) return "events";
  if (path.endsWith(".csv")) return "csv";
  if (path.endsWith(".jsonl")) return "lines";
  throw new InvalidConfig(
    where,
    `got "${path}"; give a file that ends in .jsonl or .csv, or a folder that ends in / for TensorBoard`,
  );
}

export interface MetricsFileOptions {
  /** Steps trained before. What the file has about later steps is removed; TensorBoard ignores it. Default: 0. */
  readonly firstStep?: number;
}

/**
 * Metrics by step:
 *
 *     const metrics = new MetricsFile("run.jsonl", { firstStep: readManifest("saved").manifest.step });
 *     metrics.write(i + 1, { loss: await loss.item(), learningRate });
 */
export class MetricsFile {
  readonly #path: string;
  readonly #format: ReturnType<typeof metricsFormat>;
  #events: TensorBoardFile | undefined;
  /** Of a CSV file. */
  #columns: string[] = [];

  /**
   * Begins the file, or continues it.
   * @param path  a file that ends in .jsonl or .csv, or a folder that ends in / for TensorBoard
   * @throws InvalidConfig for another ending
   * @throws RuntimeFailure if it cannot be written
   */
  constructor(path: string, { firstStep = 0 }: MetricsFileOptions = {}) {
    this.#path = path;
    this.#format = metricsFormat(path, "MetricsFile");
    this.#try(() => {
      if (this.#format === "events") this.#events = new TensorBoardFile(path, firstStep);
      else this.#begin(firstStep);
    });
  }

  /** Adds a line. Numbers that are not finite are null in JSON and empty in CSV. CSV files get columns as they come. */
  write(step: number, metrics: Readonly<Record<string, number>>): void {
    this.#try(() => {
      if (this.#events) this.#events.write(step, metrics);
      else if (this.#format === "csv") this.#writeRow({ step, ...metrics });
      else appendFileSync(this.#path, `${JSON.stringify({ step, ...metrics })}\n`);
    });
  }

  #begin(firstStep: number): void {
    const [header = "", ...rows] = firstStep > 0 ? this.#lines() : [];
    const isCsv = this.#format === "csv";
    const kept = (isCsv ? rows : [header, ...rows]).filter((line) => {
      const [, digits] = (isCsv ? /^(\d+)(?:,|$)/ : /^\{"step":(\d+)[,}]/).exec(line) ?? [];
      return digits !== undefined && Number(digits) <= firstStep;
    });
    if (isCsv && header !== "") this.#columns = header.split(",");
    this.#replace(isCsv && header !== "" ? [header, ...kept] : kept);
  }

  #writeRow(values: Readonly<Record<string, number>>): void {
    const added = Object.keys(values).filter((key) => !this.#columns.includes(key));
    if (added.length > 0) {
      const rows = this.#lines().slice(1);
      this.#columns = [...this.#columns, ...added];
      this.#replace([this.#columns.join(","), ...rows.map((row) => `${row}${",".repeat(added.length)}`)]);
    }
    const fields = this.#columns.map((column) => (Number.isFinite(values[column]) ? values[column] : ""));
    appendFileSync(this.#path, `${fields.join(",")}\n`);
  }

  /** The whole lines of the file. */
  #lines(): string[] {
    try {
      return readFileSync(this.#path, "utf8").split("\n").slice(0, -1);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  #replace(lines: readonly string[]): void {
    writeFileSync(this.#path, lines.map((line) => `${line}\n`).join(""));
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      const reason = systemReason(error as Error);
      throw new RuntimeFailure("MetricsFile", `cannot write ${this.#path}: ${reason}; give another file`);
    }
  }
}
