/**
 * @file The `alpa` command line. Each command has its own file; errors become messages and exit codes here.
 * Exit codes: 0 success, 1 the work failed, 2 invalid command line, 130 stopped by Ctrl-C.
 */
import { Command, CommanderError } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { registerCheckpoint } from "./checkpoint.ts";
import { registerCompare } from "./compare.ts";
import { registerDoctor } from "./doctor.ts";
import { registerDraw } from "./draw.ts";
import { Exit } from "./exit.ts";
import { registerExplain } from "./explain.ts";
import { registerExport } from "./export.ts";
import { registerImport } from "./import.ts";
import { packageVersion } from "./package-info.ts";
import { registerPlan } from "./plan.ts";
import { registerProfile } from "./profile.ts";
import { reportError } from "./report-error.ts";
import { registerRun } from "./run.ts";
import { registerSolve } from "./solve.ts";
import { registerStudio } from "./studio.ts";
import { registerSweep } from "./sweep.ts";
import { registerValidate } from "./validate.ts";
import { registerXla } from "./xla.ts";

export { watchStreams } from "./streams.ts";

/** Builds the command line with all commands. */
export function buildCommandLine(): Command {
  const program = new Command("alpa")
    .description("Automatic inter- and intra-operator parallelism for jax-js training steps (Alpa, OSDI'22).")
    .version(packageVersion())
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      "\nExamples:\n  $ alpa run mlp --devices 2\n  $ alpa plan gpt3-13b --cluster 8x8:a100-80gb --batch 256 --precision bf16 --method auto\n  $ alpa help plan",
    )
    .configureHelp({ sortSubcommands: false })
    .exitOverride();
  registerRun(program);
  registerPlan(program);
  registerCompare(program);
  registerSweep(program);
  registerExplain(program);
  registerDraw(program);
  registerStudio(program);
  registerProfile(program);
  registerSolve(program);
  registerValidate(program);
  registerImport(program);
  registerExport(program);
  registerCheckpoint(program);
  registerXla(program);
  registerDoctor(program);
  for (const command of program.commands) command.exitOverride().showSuggestionAfterError();
  return program;
}

/**
 * Runs one command line and returns its exit code. Errors go to stderr, or as `{"error": …}` to stdout with `--json`.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await buildCommandLine().parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Exit) return error.exitCode;
    reportError(error, args.includes("--json"));
    return error instanceof InvalidConfig ? 2 : 1;
  }
}
