/** @file Version and root folder of the installed package, from source or from dist/. */
import { existsSync, readFileSync } from "node:fs";

/** The package's root folder (where package.json is), as a file URL ending in "/". */
export function packageRoot(): URL {
  for (const up of ["../../", "../../../"]) {
    const root = new URL(up, import.meta.url);
    if (existsSync(new URL("package.json", root))) return root;
  }
  throw new Error("alpa-js: package.json not found above the sources");
}

export const packageVersion = (): string =>
  (JSON.parse(readFileSync(new URL("package.json", packageRoot()), "utf8")) as { version: string }).version;
