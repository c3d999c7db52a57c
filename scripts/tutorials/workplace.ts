/** @file An empty folder in which the commands of a page run as a reader types them, `npx alpa` being this checkout. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Block } from "./page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The environment of a reader: nothing that npm or vitest set, no colors, no settings of an earlier run. */
function readerEnvironment(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS|FORCE_COLOR)/i.test(name),
  );
  return {
    ...Object.fromEntries(own),
    NO_COLOR: "1",
    npm_config_update_notifier: "false",
    ALPA_ROOT: root,
    PWD: folder,
  };
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs lines of a shell in a folder; the first that fails ends them. */
export function runShell(folder: string, text: string): Promise<Ended> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-eo", "pipefail", "-c", text], {
      cwd: folder,
      env: readerEnvironment(folder),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (part: string) => (texts[name] += part));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, ...texts, seconds: (performance.now() - start) / 1000 }));
  });
}

export class Workplace {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** An empty folder beside an installed alpa-js; what a page calls by path from the checkout is there too. */
  static empty(): Workplace {
    const folder = mkdtempSync(join(tmpdir(), "alpa-tutorial-"));
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, ".bin"), { recursive: true });
    mkdirSync(join(modules, "@jax-js"));
    symlinkSync(join(root, "bin/alpa.mjs"), join(modules, ".bin/alpa"));
    symlinkSync(join(root, "node_modules/.bin/tsx"), join(modules, ".bin/tsx"));
    symlinkSync(root, join(modules, "alpa-js"));
    symlinkSync(join(root, "node_modules/@jax-js/jax"), join(modules, "@jax-js/jax"));
    for (const name of ["bench", "scripts"]) symlinkSync(join(root, name), join(folder, name));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    return new Workplace(folder);
  }

  /** A clone of this repository, with the packages that `npm install` has put here. */
  static clone(): Workplace {
    const folder = mkdtempSync(join(tmpdir(), "alpa-clone-"));
    execFileSync("git", ["clone", "--quiet", root, folder], { stdio: ["ignore", "ignore", "pipe"] });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    return new Workplace(folder);
  }

  /**
   * Writes a file, or runs commands and returns what a page shows of them: what they print, and of those that fail
   * the message.
   */
  async run(block: Block): Promise<string> {
    if (block.kind === "file") {
      mkdirSync(dirname(join(this.folder, block.name)), { recursive: true });
      writeFileSync(join(this.folder, block.name), block.text);
      return "";
    }
    const { code, stdout, stderr } = await runShell(this.folder, block.text);
    if ((code !== 0) !== block.fails) {
      throw new Error(`exit code ${code}${block.fails ? ", an error was expected" : ""} of\n${block.text}${stderr}`);
    }
    const message = stderr.split("\n").filter((line) => line.startsWith("alpa: "));
    return block.fails ? `${stdout}${message.join("\n")}\n` : `${stdout.replace(/^\n+/, "").trimEnd()}\n`;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
