/** @file The model of a file for the studio: what its page gets from the server, since a browser reads no files. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { exampleSpecs } from "../frontends/jaxjs/example.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { printGraph } from "../ir/print.ts";
import { simplify } from "../ir/simplify.ts";
import { readModuleText } from "../node/mlir-file.ts";
import { jaxjsSource } from "../planner/jaxjs-source.ts";
import type { ModelFile } from "../studio/question.ts";
import { exampleNames, loadModel, usualBatch } from "./load-model.ts";
import { readJson } from "./read-json.ts";
import { isModule } from "./subject.ts";

/** True for what names a file, or a shipped example, rather than a model of the catalogue. */
export const isModelFile = (name: string): boolean =>
  isModule(name) || /\.(json|[cm]?[jt]s)$/.test(name) || exampleNames().includes(name);

/**
 * The model of a `.mlir` file, a `config.json` or a module with a train step. The step is traced here, for `batch`
 * examples, so the page gets its graph and runs no code of the user.
 */
export async function modelFileOf(path: string, batch: number | undefined): Promise<Omit<ModelFile, "number">> {
  const name = basename(path);
  if (isModule(path)) return { name, text: readModuleText(path), isModule: true };
  if (path.endsWith(".json")) {
    await readJson("model", path); // Says what is wrong with it.
    return { name, text: readFileSync(path, "utf8"), isModule: false };
  }
  const model = await loadModel(path);
  await init("wasm");
  const specs = exampleSpecs(model, batch ?? usualBatch(path, model));
  const step = jaxjsSource(model.trainStep, specs, { batchArgs: model.batchArgs, hasLines: true });
  const { graph, batchInputs } = step.trace(1);
  const named = batchInputs.map(({ input, dim }) => `${graph.inputs[input].name}:${dim}`);
  return { name, text: printGraph(simplify(graph), { hasLines: true }), isModule: true, batchArgs: named.join(",") };
}
