/** @file The Python environment that `alpa xla setup` made, remembered in the user's configuration. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import * as z from "zod";
import { InvalidConfig } from "../../base/errors.ts";

const schema = z.object({
  /** The environment's python. */
  python: z.string(),
  accelerator: z.enum(["cpu", "cuda", "tpu"]),
});

export type RememberedPython = z.infer<typeof schema>;

/** A folder of the user: by the XDG variable if it is absolute, else the system's usual place. */
function userFolder(variable: "XDG_CONFIG_HOME" | "XDG_DATA_HOME", windows: "APPDATA" | "LOCALAPPDATA", usual: string) {
  const named = process.env[variable];
  if (named !== undefined && isAbsolute(named)) return named;
  return (process.platform === "win32" && process.env[windows]) || join(homedir(), usual);
}

export const rememberedFile = (): string =>
  join(userFolder("XDG_CONFIG_HOME", "APPDATA", ".config"), "alpa-js", "xla.json");

/** The folder of an environment unless the user names one. */
export const environmentFolder = (accelerator: string): string =>
  join(userFolder("XDG_DATA_HOME", "LOCALAPPDATA", ".local/share"), "alpa-js", `xla-${accelerator}`);

/** @throws InvalidConfig if the file is damaged */
export function rememberedPython(): RememberedPython | undefined {
  const file = rememberedFile();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new InvalidConfig(file, "is damaged; run alpa xla setup again, which writes it");
  }
}

export function rememberPython(remembered: RememberedPython): void {
  const file = rememberedFile();
  mkdirSync(dirname(file), { recursive: true });
  // Written and renamed, so that another process never reads half of it.
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(remembered, undefined, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

export const forgetPython = (): void => rmSync(rememberedFile(), { force: true });
