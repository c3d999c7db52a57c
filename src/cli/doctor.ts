/** @file `alpa doctor`: reports this machine's Node, cores and memory, its kernel executor and the optional engines. */
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import type { Command } from "commander";
import { textTable } from "../base/text-table.ts";
import { bytesText, numberOf } from "../base/units.ts";
import { loadExecutor } from "../engines/threads/executors/load-executor.ts";
import { findPython, probePython } from "../engines/xla/find-python.ts";
import { jaxWarning } from "../engines/xla/python-package.ts";
import { packageVersion } from "./package-info.ts";

interface Finding {
  readonly name: string;
  readonly value: string;
  /** False if a requirement or an optional engine is missing. */
  readonly ok: boolean;
  /** True if it is there and does not work. */
  readonly failed?: boolean;
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
      else
        console.log(
          textTable([
            ["", "", ""],
            ...findings.map((f) => [f.name, f.value, f.ok ? "ok" : f.failed ? "failed" : "missing"]),
          ]),
        );
    });
}

async function examineMachine(): Promise<Finding[]> {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return [
    { name: "alpa-js", value: packageVersion(), ok: true },
    { name: "node", value: process.version, ok: major > 20 || (major === 20 && minor >= 19) },
    { name: "cores", value: `${availableParallelism()} (${cpus()[0]?.model.trim() ?? "unknown"})`, ok: true },
    { name: "memory", value: `${bytesText(totalmem())}, ${bytesText(freemem())} free`, ok: true },
    await findExecutor(),
    ...(await findJax()),
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

/** The Python of the xla engine, its versions, devices, and whether a sum over two of them is right. */
async function findJax(): Promise<Finding[]> {
  const name = "engine xla (optional)";
  const setup = "alpa xla setup makes an environment";
  let named = "";
  try {
    const { python, from } = findPython();
    const source = from === "default" ? "" : `, by ${from}`;
    if (from !== "default") named = python;
    const facts = await probePython(python);
    if (facts.missing !== undefined)
      return [{ name, value: `${python}${source} has no ${facts.missing}; ${setup}`, ok: false }];
    const { jax, jaxlib, numpy, devices, platform, kind, reducedOver, error } = facts;
    const versions = `jax ${jax}, jaxlib ${jaxlib}, numpy ${numpy}`;
    const warning = jaxWarning(jax!);
    const value = error ?? `the sum over ${numberOf(reducedOver!, "device")} is right`;
    return [
      { name, value: warning === undefined ? versions : `${versions}; ${warning}`, ok: true },
      { name: "xla: Python", value: `${facts.python}: ${python}${source}`, ok: true },
      {
        name: "xla: devices",
        value: platform === "cpu" ? "cpu, as many as asked for" : `${devices} × ${kind}`,
        ok: true,
      },
      { name: "xla: all-reduce", value, ok: error === undefined, failed: error !== undefined },
    ].filter((finding) => devices !== undefined || finding.name !== "xla: devices");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === undefined ? message : named ? `cannot start ${named} (${code})` : "no Python with JAX found";
    return [{ name, value: `${reason}; ${setup}`, ok: false }];
  }
}
