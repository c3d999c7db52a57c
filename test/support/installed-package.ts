/** @file Packs the npm package and installs it in an empty folder, as a user would, from the npm registry alone. */
import { execFile } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface InstalledPackage {
  /** Paths of the files in the package. */
  readonly packed: readonly string[];
  /** The folder in which it is installed. Its package.json is that of `npm init`, so it is CommonJS. */
  readonly folder: string;
  /** Packages that the installation added. */
  readonly numPackages: number;
  /** Bytes of their files. */
  readonly bytes: number;
  /** Runs a program in the folder. Does not throw on a nonzero exit code. */
  run(program: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }>;
  remove(): void;
}

/** The environment without the variables that npm and vitest set, which a user does not have. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS)/i.test(name)),
);

function runIn(cwd: string, program: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: environment, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) || 1 : 0, output: stdout + stderr });
    });
  });
}

/** Packs and installs the package. Returns undefined, with a warning, if the registry cannot be reached. */
export async function installPackage(): Promise<InstalledPackage | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "alpa-js user "));
  const { stdout } = await promisify(execFile)("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: root,
    env: environment,
    maxBuffer: 1 << 26,
  });
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [
    { filename: string; files: { path: string }[] },
  ];
  writeFileSync(join(folder, "package.json"), '{ "name": "user", "version": "1.0.0", "type": "commonjs" }\n');
  const run = (program: string, ...args: string[]) => runIn(folder, program, args);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const start = performance.now();
  const { code, output } = await run("npm", "install", "--prefer-offline", "--no-audit", "--no-fund", `./${filename}`);
  if (code !== 0 && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output)) {
    remove();
    console.warn("SKIPPED: the npm registry cannot be reached; the package was packed but not installed and run");
    return undefined;
  }
  if (code !== 0) throw new Error(`npm install of the package fails:\n${output}`);
  const numPackages = Number(/added (\d+) packages/.exec(output)?.[1]);
  const bytes = bytesIn(join(folder, "node_modules"));
  const seconds = (performance.now() - start) / 1000;
  console.info(`npm install: ${numPackages} packages, ${(bytes / 1e6).toFixed(0)} MB, ${seconds.toFixed(1)} s`);
  return { numPackages, bytes, packed: files.map(({ path }) => path), folder, run, remove };
}

function bytesIn(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const stats = paths.map((path) => lstatSync(join(folder, path)));
  return stats.filter((stat) => stat.isFile()).reduce((sum, { size }) => sum + size, 0);
}
