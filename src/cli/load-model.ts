/**
 * @file Loads the model that `alpa run` trains or `alpa plan` plans: a shipped example or a catalogue model, by name,
 * or the user's own module.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { type AnyExample, type AnyTrainable, defineTrainable } from "../frontends/jaxjs/example.ts";
import { catalogue } from "../models/catalogue.ts";
import { packageRoot } from "./package-info.ts";

const examplesFolder = new URL("examples/", packageRoot());

/** Names of the shipped examples: the modules in examples/ with a default export. */
export const exampleNames = (): string[] =>
  readdirSync(fileURLToPath(examplesFolder))
    .filter((file) => /^[\w-]+\.ts$/.test(file))
    .filter((file) => readFileSync(new URL(file, examplesFolder), "utf8").includes("export default"))
    .map((file) => file.replace(/\.ts$/, ""));

/** Help text with the names of all models, one line per source. */
export function modelHelp(): string {
  const lines = new Map([["examples", exampleNames()]]);
  for (const [name, { about }] of catalogue) lines.set(about, [...(lines.get(about) ?? []), name]);
  return [...lines].map(([about, names]) => `${about}: ${names.join(", ")}`).join("\n  ");
}

/**
 * Loads a model.
 * @param name  an example, a catalogue model, or the path of a .ts or .js module whose default export is
 *     `defineExample({…})` or `defineTrainable({…})`
 * @param kind  word for it in errors
 */
export async function loadModel(name: string, kind: "model" | "example" = "model"): Promise<AnyTrainable | AnyExample> {
  const found = catalogue.get(name);
  if (found) return found.make();
  const isFile = /\.[cm]?[tj]s$/.test(name);
  const names = [...exampleNames(), ...catalogue.keys()];
  if (!isFile && !names.includes(name))
    throw new InvalidConfig(kind, `unknown ${kind} "${name}", and no .ts file${suggestion(name, names)}`);
  if (isFile && !existsSync(name)) throw new InvalidConfig(name, "no such file; give the path of a .ts or .js module");
  if (/\.c[tj]s$/.test(name))
    throw new InvalidConfig(name, "is CommonJS, but the command line runs ES modules; name it .ts or .mts");
  const model = await importDefault(
    name,
    isFile ? pathToFileURL(resolve(name)) : new URL(`${name}.ts`, examplesFolder),
  );
  if (typeof model?.trainStep !== "function" || typeof model.init !== "function")
    throw new InvalidConfig(
      name,
      "its default export is not an example; export default defineExample({ name, init, trainStep, batch, batches, … })",
    );
  return model.batchArgs ? (model as AnyTrainable) : defineTrainable(model as AnyTrainable);
}

/** The default batch size: as published, or the example's own. */
export function usualBatch(name: string, model: AnyTrainable | AnyExample): number {
  const batch = catalogue.get(name)?.batch ?? ("defaults" in model ? model.defaults.batch : undefined);
  if (batch === undefined) throw new InvalidConfig("--batch", `${name} has no default; give the examples per step`);
  return batch;
}

/** Loads a model that has training data; `name` as in {@link loadModel}. */
export async function loadExample(name: string): Promise<AnyExample> {
  if (catalogue.has(name))
    throw new InvalidConfig(
      "example",
      `${name} is a model of the catalogue: shapes without data; try alpa plan ${name}`,
    );
  const model = await loadModel(name, "example");
  if ("batches" in model) return model;
  throw new InvalidConfig(name, "has no data to train on; give batches and defaults, as in examples/mlp.ts");
}

async function importDefault(name: string, url: URL): Promise<Partial<AnyExample> | undefined> {
  try {
    return ((await import(url.href)) as { readonly default?: Partial<AnyExample> }).default;
  } catch (error) {
    const { name: kind, code = "", message } = error as NodeJS.ErrnoException;
    if (code === "ERR_REQUIRE_CYCLE_MODULE" || code === "ERR_REQUIRE_ESM")
      throw new InvalidConfig(name, "is CommonJS, and alpa-js is made of modules; write it with import and export");
    // Errors that the module's own code throws keep their stack.
    const isNotFound = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes(code);
    if (kind !== "SyntaxError" && kind !== "TransformError" && !isNotFound) throw error;
    throw new InvalidConfig(name, `cannot be loaded: ${message}`);
  }
}
