/** @file Finds a Chromium on this machine and runs a page in it, headless. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Path of a browser: `ALPA_CHROMIUM`, or the first one on PATH; undefined if there is none. */
export function findChromium(): string | undefined {
  if (process.env.ALPA_CHROMIUM) return process.env.ALPA_CHROMIUM;
  for (const name of names) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // Not under this name.
    }
  }
  return undefined;
}

/** Opens a page until `done` settles, and returns its result. */
export async function withPage<T>(browser: string, url: string, done: Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), "alpa-chromium-"));
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const child: ChildProcess = spawn(browser, [...flags, `--user-data-dir=${profile}`, url], {
    stdio: "ignore",
    detached: true,
  });
  const gone = new Promise<never>((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${browser} ended with code ${code} before the page was done`)));
  });
  gone.catch(() => undefined);
  try {
    return await Promise.race([done, gone]);
  } finally {
    // The browser's helper processes belong to its process group and write to the profile folder until they end.
    process.kill(-child.pid!, "SIGKILL");
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
