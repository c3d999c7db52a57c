/** @file `alpa doctor`: reports this machine's Node, cores and memory, its kernel executor and the optional engines. */
import { execFile } from "node:child_process";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { promisify } from "node:util";
import type { Command } from "commander";
import { textTable } from "../base/text-table.ts";
import { bytesText } from "../base/units.ts";
import { loadExecutor } from "../engines/threads/executors/load-executor.ts";
import { packageVersion } from "./package-info.ts";

interface Finding {
  readonly name: string;
  readonly value: string;
  /** False if a requirement or an optional engine is missing. */
  readonly ok: boolean;
}

export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check Node, cores, memory, the kernel executor and the optional engines of this machine")
    .option("--json", "print the findings as JSON")
    .addHelpText("after", "\nExamples:\n  $ alpa doctor\n  $ alpa doctor --json")
    .action(async (options: { json?: boolean }) => {
      const findings = await examineMachine();
      if (options.json) console.log(JSON.stringify({ findings }, null, 2));
      else console.log(textTable([["", "", ""], ...findings.map((f) => [f.name, f.value, f.ok ? "ok" : "missing"])]));
    });
}

async function examineMachine(): Promise<Finding[]> {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const jax = await findJax();
  return [
    { name: "alpa-js", value: packageVersion(), ok: true },
    { name: "node", value: process.version, ok: major > 20 || (major === 20 && minor >= 19) },
    { name: "cores", value: `${availableParallelism()} (${cpus()[0]?.model.trim() ?? "unknown"})`, ok: true },
    { name: "memory", value: `${bytesText(totalmem())}, ${bytesText(freemem())} free`, ok: true },
    await findExecutor(),
    { name: "engine xla (optional)", value: jax ?? "no Python with JAX found", ok: jax !== undefined },
  ];
}

/** The executor that compiles kernels on this machine, or the reason why none loads. */
async function findExecutor(): Promise<Finding> {
  try {
    const { executor, description } = await loadExecutor();
    return { name: "executor", value: `${executor.name}: ${description}`, ok: true };
  } catch (error) {
    return { name: "executor", value: (error as Error).message, ok: false };
  }
}

/** The version of JAX that `python3` imports, if any. */
async function findJax(): Promise<string | undefined> {
  try {
    const script = "import importlib.metadata as m; print(m.version('jax'))";
    const { stdout } = await promisify(execFile)("python3", ["-c", script], { timeout: 20_000 });
    return `JAX ${stdout.trim()}`;
  } catch {
    return undefined;
  }
}
