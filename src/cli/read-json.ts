/** @file Reads JSON files that options name. */
import { readFile } from "node:fs/promises";
import { InvalidConfig } from "../base/errors.ts";

/** Parses the JSON file that option `flag` names. */
export async function readJson(flag: string, path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new InvalidConfig(flag, `cannot read ${path}; give a JSON file`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidConfig(flag, `${path} is not JSON: ${(error as Error).message}`);
  }
}
