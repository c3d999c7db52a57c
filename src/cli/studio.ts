/** @file `alpa studio`: serves the studio, the planner in a browser tab, to this machine. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { catalogue } from "../models/catalogue.ts";
import { serveFolder } from "../node/static-site.ts";
import { firstState, linkOf } from "../studio/link.ts";
import { firstQuestion, type Question, studioMethods } from "../studio/question.ts";
import { withInterrupt } from "./interrupt.ts";
import { choiceOption, integerOption } from "./options.ts";
import { packageRoot } from "./package-info.ts";
import { isModelFile, modelFileOf } from "./studio-session.ts";
import { watchModel } from "./studio-watch.ts";

interface StudioFlags extends Partial<Pick<Question, "cluster" | "method" | "batch">> {
  readonly port: number;
  readonly open: boolean;
  readonly printModel?: boolean;
}

export function registerStudio(program: Command): void {
  program
    .command("studio")
    .description("open the planner in a browser tab; it runs there, and no data leaves this machine")
    .argument("[model|file.ts|file.mlir|config.json]", "the model of the first question, as for alpa plan")
    .option("-c, --cluster <text>", "its cluster, for example 8x8:h100")
    .option("-b, --batch <n>", "its examples per step", integerOption("--batch", 1))
    .option("-m, --method <name>", "its method", choiceOption("--method", Object.keys(studioMethods)))
    .option("--port <n>", "port on 127.0.0.1, 0 for any free one", integerOption("--port", 0), 0)
    .option("--no-open", "print the address and open no browser")
    // What a running studio asks when the file is saved.
    .addOption(new Option("--print-model", "print the model of the file as JSON, and end").hideHelp())
    .addHelpText(
      "after",
      "\nThe same files are in the npm package under dist/studio, for any static web server.\n" +
        "\nExamples:\n  $ alpa studio\n  $ alpa studio gpt2-medium --cluster 1x8:h100 --batch 64\n  $ alpa studio step.mlir --cluster 1x8:h100\n  $ alpa studio my-model.ts\n  $ alpa studio --port 8080 --no-open",
    )
    .action(runStudio);
}

async function runStudio(model: string | undefined, flags: StudioFlags): Promise<void> {
  const { port, open, printModel, ...asked } = flags;
  const file = model !== undefined && isModelFile(model) ? await modelFileOf(model, asked.batch) : undefined;
  if (printModel) return console.log(JSON.stringify(file));
  // A path that no other page can guess.
  const session = file ? `${randomBytes(12).toString("hex")}.json` : "";
  const link = file ? linkOfFile(session, file.isModule, asked) : linkOfQuestion(model, asked);
  const site = await serveFolder(await studioFolder(), port, file ? { [`/${session}`]: JSON.stringify(file) } : {});
  const endWatch =
    file && existsSync(model!)
      ? watchModel(model!, asked.batch, file, (now) => site.put(`/${session}`, JSON.stringify(now)))
      : undefined;
  try {
    await withInterrupt(async (signal) => {
      const url = site.url + link;
      console.log(`alpa studio: ${url} (Ctrl-C ends it)`);
      if (open) openBrowser(url);
      await new Promise((resume) => signal.addEventListener("abort", resume));
    });
  } finally {
    endWatch?.();
    await site.close();
  }
}

/** The fragment that asks what the command line asks; "" if it asks nothing. */
function linkOfQuestion(model: string | undefined, asked: Partial<Question>): string {
  if (model !== undefined && !catalogue.has(model))
    throw new InvalidConfig("model", `unknown model "${model}"${suggestion(model, catalogue.keys())}`);
  const change = { ...(model !== undefined && { model, batch: catalogue.get(model)!.batch }), ...asked };
  if (Object.keys(change).length === 0) return "";
  return linkOf({ ...firstState, question: { ...firstQuestion, microbatches: 0, ...change } });
}

/** The fragment that names the model's file. Its own shapes say the batch, or the question does. */
const linkOfFile = (session: string, isModule: boolean, asked: Partial<Question>): string =>
  linkOf({
    ...{ ...firstState, session },
    question: { ...firstQuestion, microbatches: 0, ...(isModule && { precision: "f32" }), ...asked },
  });

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
  try {
    await buildStudio(own);
    if (existsSync(join(folder, "index.html"))) return; // Another command was first.
    // A build that ended early may have left a folder without its page.
    rmSync(folder, { recursive: true, force: true });
    renameSync(own, folder);
  } finally {
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
  // cmd takes a bare & for the end of its command.
  const address = program === "cmd" ? url.replaceAll("&", "^&") : url;
  const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
