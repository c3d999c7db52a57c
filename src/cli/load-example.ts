/** @file What `alpa run` trains: an example that ships with alpa-js, by name, or a user's own module with the same shape. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import type { AnyExample } from "../frontends/jaxjs/example.ts";

const examplesFolder = new URL("../../examples/", import.meta.url);

/** Names of the shipped examples: the modules of examples/ that define one. */
export function exampleNames(): string[] {
  return readdirSync(fileURLToPath(examplesFolder))
    .filter((file) => /^[\w-]+\.(ts|js)$/.test(file))
    .filter((file) => readFileSync(new URL(file, examplesFolder), "utf8").includes("export default"))
    .map((file) => file.replace(/\.(ts|js)$/, ""));
}

/**
 * @param name  an example's name, or the path of a .ts or .js module whose default export is `defineExample({…})`
 */
export async function loadExample(name: string): Promise<AnyExample> {
  const isFile = /\.[cm]?[tj]s$/.test(name);
  if (!isFile && !exampleNames().includes(name))
    throw new InvalidConfig("example", `unknown example "${name}", and no .ts file${suggestion(name, exampleNames())}`);
  const path = resolve(name);
  if (isFile && !existsSync(path)) throw new InvalidConfig(name, "no such file; give the path of a .ts or .js module");
  const shipped = ["ts", "js"].map((end) => new URL(`${name}.${end}`, examplesFolder)).find((url) => existsSync(url));
  const module = await load(name, isFile ? pathToFileURL(path) : shipped!);
  const example = module.default;
  if (typeof example?.trainStep !== "function" || typeof example.init !== "function" || !example.batches)
    throw new InvalidConfig(
      name,
      "its default export is not an example; export default defineExample({ name, init, trainStep, batchArgs, batches, … })",
    );
  return example as AnyExample;
}

async function load(name: string, url: URL): Promise<{ readonly default?: Partial<AnyExample> }> {
  try {
    return await import(url.href);
  } catch (error) {
    // What the module throws while it runs is told with its stack.
    const { name: kind, code, message } = error as NodeJS.ErrnoException;
    if (kind !== "SyntaxError" && kind !== "TransformError" && code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new InvalidConfig(name, `cannot be loaded: ${message}`);
  }
}
