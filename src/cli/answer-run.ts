/** @file Answers a question of a figure by `alpa run`, in a process of its own: what it prints is the answer. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RuntimeFailure } from "../base/errors.ts";
import type { RunAnswer } from "../planner/figures/figure.ts";
import { type Question, questionArgs, questionText } from "../planner/figures/question.ts";
import { Interrupted } from "./interrupt.ts";
import { packageRoot } from "./package-info.ts";

export async function answerRun(question: Question, signal: AbortSignal): Promise<RunAnswer> {
  const command = fileURLToPath(new URL("bin/alpa.mjs", packageRoot()));
  const child = spawn(process.execPath, [command, ...questionArgs(question), "--json"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const end = (): void => void child.kill();
  signal.addEventListener("abort", end);
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  signal.removeEventListener("abort", end);
  if (signal.aborted) throw new Interrupted();
  const line = out.trim();
  if (code === 0 && line !== "") return { question, result: JSON.parse(line) as RunAnswer["result"] };
  const message = line === "" ? `ended with code ${code}` : JSON.parse(line).error?.message;
  throw new RuntimeFailure(questionText(question), `${message}; run the command to see why`);
}
