/** @file `--dump DIR`: writes the graph after every pass, the plan and the program as numbered text files. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InvalidConfig } from "../base/errors.ts";
import type { Graph } from "../ir/graph.ts";
import { printGraph } from "../ir/print.ts";
import { lower } from "../lower/lower.ts";
import { printProgram } from "../lower/print-program.ts";
import { planToJson } from "../plan/plan-file.ts";
import { perDeviceTexts, shardedTexts } from "../planner/hlo-text.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";

/** Collects graphs during planning; `write` puts everything into a folder. */
export class Dump {
  readonly #folder: string;
  readonly #files: { readonly name: string; readonly text: () => string }[] = [];

  /** Creates the folder, so that a wrong path fails before planning. */
  static async in(folder: string): Promise<Dump> {
    await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new InvalidConfig("--dump", `cannot make the folder ${folder} (${error.code}); give another one`);
    });
    return new Dump(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Records the graph that a pass produced. Graphs are immutable, so printing can wait. */
  readonly onGraph = (pass: string, graph: Graph): void => {
    this.#files.push({ name: `${pass}.mlir`, text: () => printGraph(graph) });
  };

  /**
   * Writes all files: the passes' graphs, `plan.json`, sharded and per-device StableHLO of every stage, and the
   * program.
   */
  async write({ step, plan }: PlannedGraph): Promise<void> {
    const stagesOf = (texts: readonly string[], name: string) =>
      texts.map((text, stage) => ({
        name: texts.length > 1 ? `${name}-stage${stage}.mlir` : `${name}.mlir`,
        text: () => text,
      }));
    const files = [
      ...this.#files,
      { name: "plan.json", text: () => planToJson(plan) },
      ...stagesOf(shardedTexts(step, plan), "sharded"),
      ...stagesOf(perDeviceTexts(step, plan), "per-device"),
      { name: "program.txt", text: () => printProgram(lower(step, plan)) },
    ];
    const digits = Math.max(2, String(files.length).length);
    for (const [index, { name, text }] of files.entries())
      await writeFile(join(this.#folder, `${String(index + 1).padStart(digits, "0")}-${name}`), text());
  }
}
