/** @file The calls of `alpa` in commands of a page, as the shell would make them, and whether their flags parse. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { buildCommandLine } from "../../src/cli/main.ts";
import { runShell } from "./workplace.ts";

/** `npx` writes down its arguments, and no other program is found: bash itself reads quotes, loops and pipes. */
const recording = `set +eo pipefail; PATH=
npx() { printf '%s\\n' "$@" '' >&3; }
cd() { :; }
command_not_found_handle() { :; }
exec 3> calls
`;

/** The arguments of every `npx alpa` in the text of a shell, in order. Nothing is run. */
export async function alpaCalls(text: string): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "alpa-calls-"));
  try {
    await runShell(folder, recording + text);
    const calls = readFileSync(join(folder, "calls"), "utf8").split("\n\n").slice(0, -1);
    return calls.map((call) => call.split("\n")).flatMap(([program, ...args]) => (program === "alpa" ? [args] : []));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Parses a command line without doing what it says. Throws what is wrong with it. */
export async function parseCall(args: readonly string[]): Promise<void> {
  const program = buildCommandLine().configureOutput({ writeErr: () => {} });
  const disarm = (command: Command): void => {
    if (command.commands.length === 0) command.action(() => {});
    command.configureOutput({ writeErr: () => {} }).exitOverride();
    command.commands.forEach(disarm);
  };
  disarm(program);
  await program.parseAsync(args, { from: "user" });
}
