/**
 * @file `alpa solve`: finds a choice of strategies for a sharding problem in the contest's JSON form, with a lower
 * bound.
 */
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { readProblem } from "../node/problem-file.ts";
import { solveShardingOnThreads } from "../node/solver-portfolio.ts";
import { evaluateChoice } from "../solver/problem.ts";
import type { SolveProgress } from "../solver/types.ts";
import { withInterrupt } from "./interrupt.ts";
import { integerOption } from "./options.ts";

interface SolveFlags {
  readonly seconds: number;
  readonly threads: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** Adds the command `solve` to `program`. */
export function registerSolve(program: Command): void {
  program
    .command("solve")
    .description("solve a sharding problem (ASPLOS'25 IOPDDL JSON) and prove a lower bound")
    .argument("<instance>", ".json or .json.gz file")
    .option("--seconds <n>", "time limit, not counting the reading of the file", number("--seconds"), 10)
    .option("--threads <n>", "threads; each searches from its own seed", integerOption("--threads", 1), 1)
    .option("--seed <n>", "seed of the search", integerOption("--seed", 0), 0)
    .option("--json", "print one JSON object: cost, bound, gap, seconds, optimal, solution")
    .addHelpText(
      "after",
      "\nExamples:\n  $ alpa solve asplos-2025-iopddl-G.json.gz\n  $ alpa solve instance.json --seconds 60 --threads 2 --json",
    )
    .action(runSolve);
}

function number(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidConfig(flag, `got "${text}"; give a number`);
    return value;
  };
}

async function runSolve(path: string, flags: SolveFlags): Promise<void> {
  const problem = await readProblem(path);
  const { seconds, threads, seed } = flags;
  const onProgress = progressPrinter();
  const solution = await withInterrupt((signal) =>
    solveShardingOnThreads(problem, { seconds, threads, seed, onProgress, signal }),
  );
  const { cost, bound, gap, optimal, choice } = solution;
  if (!evaluateChoice(problem, choice).isExact)
    console.error(
      `${problem.name}: costs or usages add up to 2^53 = ${2 ** 53} or more, from where integers are rounded; ` +
        "cost, bound and memory hold up to rounding; divide all costs, or all usages and the limit, by a common factor",
    );
  if (flags.json) {
    const result = { cost, bound, gap, seconds: solution.seconds, optimal, solution: Array.from(choice) };
    console.log(JSON.stringify(result));
    return;
  }
  const proof = optimal
    ? "optimal"
    : gap === 0
      ? "optimal up to rounding"
      : `gap ${(100 * gap).toFixed(3)} %, bound ${bound}`;
  console.log(`${problem.name}: cost ${cost}, ${proof}, ${solution.seconds.toFixed(2)} s`);
  console.log(`[${choice.join(", ")}]`);
}

/** Writes progress to stderr, at most once a second. */
function progressPrinter(): (progress: SolveProgress) => void {
  let last = 0;
  return ({ seconds, cost, bound, stage }) => {
    if (seconds - last < 1) return;
    last = seconds;
    const gap = cost < Infinity ? `${((100 * (cost - bound)) / Math.abs(cost)).toFixed(3)} %` : "-";
    process.stderr.write(`${seconds.toFixed(1)} s  ${stage.padEnd(7)} cost ${cost}  bound ${bound}  gap ${gap}\n`);
  };
}
