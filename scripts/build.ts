/**
 * @file Makes dist/: the library and the command line as ES modules with their types, the library as CommonJS, and the
 * static files of the studio.
 *
 *     npm run build
 */
import { execSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { buildStudio } from "./studio-files.ts";

rmSync("dist", { recursive: true, force: true });
execSync("tsc -p tsconfig.build.json", { stdio: "inherit" });
buildCommonJs();
await buildStudio("dist/studio");

/**
 * Writes every module of dist/esm/ as CommonJS. Users that `require` alpa-js require jax-js too and get its CommonJS
 * build, which shares nothing with its ES module, so alpa-js has to be of the same kind. Types are the same files, read
 * as CommonJS.
 */
function buildCommonJs(): void {
  const commandLine = join("dist", "esm", "cli");
  cpSync("dist/esm", "dist/cjs", { recursive: true, filter: (file) => file !== commandLine });
  writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
  const modules = filesIn("dist/cjs", ".js");
  const usesUrl = (file: string) => readFileSync(file, "utf8").includes("import.meta.url");
  const common = { outdir: "dist/cjs", outbase: "dist/cjs", allowOverwrite: true } as const;
  const commonJs = { ...common, format: "cjs", platform: "node", target: "node20" } as const;
  buildSync({ ...commonJs, entryPoints: modules.filter((file) => !usesUrl(file)) });
  buildSync({
    ...commonJs,
    entryPoints: modules.filter(usesUrl),
    define: { "import.meta.url": "moduleUrl" },
    banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
}

function filesIn(folder: string, end: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return entries.filter((name) => name.endsWith(end)).map((name) => join(folder, name));
}
