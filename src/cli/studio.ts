/** @file `alpa studio`: serves the studio, the planner in a browser tab, to this machine. */
import { spawn } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { serveFolder } from "../node/static-site.ts";
import { withInterrupt } from "./interrupt.ts";
import { integerOption } from "./options.ts";
import { packageRoot } from "./package-info.ts";

interface StudioFlags {
  readonly port: number;
  readonly open: boolean;
}

export function registerStudio(program: Command): void {
  program
    .command("studio")
    .description("open the planner in a browser tab; it plans there, and nothing leaves this machine")
    .option("--port <n>", "port on 127.0.0.1, 0 for any free one", integerOption("--port", 0), 0)
    .option("--no-open", "print the address and open no browser")
    .addHelpText(
      "after",
      "\nThe same files are in the npm package under dist/studio, for any static web server.\n" +
        "\nExamples:\n  $ alpa studio\n  $ alpa studio --port 8080 --no-open",
    )
    .action(runStudio);
}

async function runStudio({ port, open }: StudioFlags): Promise<void> {
  const site = await serveFolder(await studioFolder(), port);
  try {
    await withInterrupt(async (signal) => {
      console.log(`alpa studio: ${site.url} (Ctrl-C ends it)`);
      if (open) openBrowser(site.url);
      await new Promise((resume) => signal.addEventListener("abort", resume));
    });
  } finally {
    await site.close();
  }
}

/** The folder of the studio's static files. In a checkout they are built when they are first asked for. */
export async function studioFolder(): Promise<string> {
  const folder = new URL("dist/studio/", packageRoot());
  if (!existsSync(new URL("index.html", folder))) await buildFor(fileURLToPath(folder));
  return fileURLToPath(folder);
}

async function buildFor(folder: string): Promise<void> {
  const builder = new URL("scripts/studio-files.ts", packageRoot());
  if (!existsSync(builder))
    throw new InvalidConfig("studio", "its pages are missing in this installation; install alpa-js again");
  process.stderr.write("building the studio's pages, once (npm run build:studio builds them again) …\n");
  const { buildStudio } = (await import(builder.href)) as { buildStudio(folder: string): Promise<void> };
  // Whole at once, for commands that run at the same time.
  const own = `${folder.replace(/[\\/]$/, "")}-${process.pid}`;
  await buildStudio(own);
  try {
    renameSync(own, folder);
  } catch {
    // Another command was first.
    rmSync(own, { recursive: true, force: true });
  }
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Opens the user's browser. Where there is none, the printed address is what the user has. */
function openBrowser(url: string): void {
  const [program, ...args] = openers[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
