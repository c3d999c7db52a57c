/** @file The subject of `alpa plan`: a model as a jax-js function, or a train step in StableHLO text. */
import { existsSync } from "node:fs";
import { batchSize } from "../analysis/step.ts";
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import { type AnyTrainable, exampleSpecs } from "../frontends/jaxjs/example.ts";
import { init as initJax } from "../frontends/jaxjs/jax.ts";
import type { Module } from "../frontends/stablehlo/ast.ts";
import { type Imported, importGraph, unknownOperations } from "../frontends/stablehlo/import.ts";
import type { TracedStep } from "../frontends/trace-source.ts";
import { innerScope } from "../ir/graph.ts";
import { simplify } from "../ir/simplify.ts";
import { sameShape } from "../ir/types.ts";
import type { Pin } from "../methods/search/constraints.ts";
import { modelOfConfig } from "../models/huggingface.ts";
import { readModule } from "../node/mlir-file.ts";
import type { Plan, Remat } from "../plan/plan.ts";
import { argumentOf } from "../planner/argument-ports.ts";
import { planStep } from "../planner/compile.ts";
import { importedStep, type RoleChoices } from "../planner/imported-step.ts";
import { type PlannedGraph, type PlanOptions, planGraph } from "../planner/plan-source.ts";
import { needsUnstackedLayers, type UnstackedGraph, unstackStep } from "../planner/unstack-layers.ts";
import { loadModel, usualBatch } from "./load-model.ts";
import type { PlacedModel } from "./methods.ts";
import { readJson } from "./read-json.ts";
import { refuseModuleOptions, type ShardingFlags } from "./role-flags.ts";

/** Pins by name. */
type Pins = Readonly<Record<string, Pin>>;

export interface Subject extends PlacedModel {
  /** Pins that its sharding annotations ask for. */
  readonly pins?: Pins;
  /** Examples per step. */
  readonly batch: number;
  /** The rematerialization that the step itself asks for, given a method's name; undefined if it asks for none. */
  rematFor?(method: string): Remat | undefined;
  plan(options: PlanOptions): Promise<PlannedSubject>;
}

export interface PlannedSubject extends PlannedGraph {
  /** For each graph input, the position of its argument. */
  readonly argumentOf: readonly number[];
}

interface SubjectFlags extends RoleChoices, ShardingFlags {
  /** Name of the method, or an existing plan. */
  readonly method?: string;
  readonly saved?: Plan;
  readonly batch?: number;
  readonly sequence?: number;
  /** The op to explain, whose line of the source is shown. */
  readonly explain?: string;
}

/** True if `name` is a file of StableHLO text. */
export const isModule = (name: string): boolean => /\.mlir(\.gz)?$/.test(name);

/** True if `name` is a Hugging Face configuration. */
const isConfig = (name: string): boolean => name.endsWith(".json");

/** @param name  a model's name (see load-model.ts), or the path of a StableHLO text file */
export async function loadSubject(name: string, flags: SubjectFlags): Promise<Subject> {
  if (flags.sequence !== undefined && !isConfig(name))
    throw new InvalidConfig("--sequence", `is for config.json files of Hugging Face, got ${name}; leave it out`);
  if (isModule(name)) return moduleSubject(name, stepFor(loadStep(name, flags), flags), flags);
  refuseModuleOptions(name, flags);
  const model = await modelOf(name, flags);
  const batch = flags.batch ?? usualBatch(name, model);
  return {
    name: model.name,
    placements: model.placements,
    batch,
    async plan(options) {
      await initJax("wasm");
      const choices = { batchArgs: model.batchArgs, hasLines: flags.explain !== undefined };
      const planned = await planStep(model.trainStep, exampleSpecs(model, batch), { ...options, ...choices });
      return { ...planned, argumentOf: argumentOf(planned.traced) };
    },
  };
}

/** Loads a model by its name or from a Hugging Face config.json. */
async function modelOf(name: string, { sequence }: SubjectFlags): Promise<AnyTrainable> {
  return isConfig(name) ? modelOfConfig(await readJson("model", name), { where: name, sequence }) : loadModel(name);
}

export interface LoadedStep extends TracedStep {
  readonly imported: Imported;
  /** If stacked layers were unstacked: for each port of the module, the ports of the graph that replace it. */
  readonly parts?: Pick<UnstackedGraph, "inputs" | "outputs">;
}

/**
 * The step in the form that a method needs. Pipelines put the layers of a scan on several stages, so its stacked
 * weights are unstacked for them. For a saved plan, the number of its inputs determines the form.
 */
export function stepFor(
  loaded: LoadedStep,
  { method = "", saved }: Pick<SubjectFlags, "method" | "saved">,
): LoadedStep {
  const isApart = saved ? saved.inputs.length !== loaded.graph.inputs.length : needsUnstackedLayers(method);
  const unstacked = isApart ? unstackStep(loaded) : undefined;
  if (!unstacked) return loaded;
  const { inputs, outputs, ...traced } = unstacked;
  return { ...traced, imported: loaded.imported, parts: { inputs, outputs } };
}

/** Loads a train step from a StableHLO text file. */
export function loadStep(path: string, choices: RoleChoices): LoadedStep {
  if (!existsSync(path)) throw new InvalidConfig(path, "no such file; give the path of a .mlir or .mlir.gz file");
  const imported = importModule(readModule(path), path);
  return { ...importedStep(imported, choices), imported };
}

/** @throws Unsupported that names every unsupported operation, not only the first */
function importModule(module: Module, path: string): Imported {
  try {
    return importGraph(module);
  } catch (error) {
    const unknown = error instanceof Unsupported ? unknownOperations(module) : [];
    if (unknown.length === 0) throw error;
    const list = unknown.map(({ name, count, first }) => `${name} (${count}, first at ${first})`).join(", ");
    throw new Unsupported(path, `has operations without a form in alpa-js: ${list}; compute them otherwise`, {
      unknown,
    });
  }
}

/** For each input of the graph, the position of the module's argument that it is or is a layer of. */
export function argumentsOf({ graph, parts }: LoadedStep): number[] {
  const positions = graph.inputs.map((_, input) => input);
  parts?.inputs.forEach((ports, argument) => {
    for (const port of ports) positions[port] = argument;
  });
  return positions;
}

/**
 * The rematerialization that replaces a module's own recomputation (`jax.checkpoint`), because simplification merges
 * recomputed values with the original ones. The method auto makes its own choice.
 */
export const moduleRemat = ({ imported }: LoadedStep, method: string): Remat | undefined =>
  imported.recomputes && method !== "auto" ? "full" : undefined;

/** @throws InvalidConfig if the requested batch differs from that of the module's shapes */
export function checkBatch(path: string, batch: number, asked: number | undefined): void {
  if (asked === undefined || asked === batch) return;
  throw new InvalidConfig(
    "--batch",
    `got ${asked}, and the shapes in ${path} are for a batch of ${batch}; lower the step with another batch`,
  );
}

/** The pins that keep the shardings of a module's arguments and values, if the flags ask for it. */
export function shardingPins({ graph, imported, parts }: LoadedStep, { shardings }: ShardingFlags): Pins {
  if (shardings !== "keep") return {};
  const pins = imported.inputs.flatMap(({ parts: splits }, argument): [string, Pin][] => {
    if (!splits) return [];
    return (parts?.inputs[argument] ?? [argument]).map((port) => {
      const { name, value } = graph.inputs[port];
      // A layer of a stacked argument lacks its first dim.
      const own = splits.slice(splits.length - graph.types[value].shape.length);
      return [name, own.map((count) => (count === 1 ? null : count))];
    });
  });
  const { ops, types } = simplify(graph);
  const inner = imported.constraints.flatMap(({ name, parts: splits, shape }): [string, Pin][] => {
    const made = ops.filter((op) => innerScope(op) === name);
    const isKept = made.length > 0 && made.every(({ results }) => sameShape(types[results[0]].shape, shape));
    return isKept ? [[name, splits.map((count) => (count === 1 ? null : count))]] : [];
  });
  return Object.fromEntries([...pins, ...inner]);
}

function moduleSubject(path: string, traced: LoadedStep, flags: SubjectFlags): Subject {
  const batch = batchSize(traced);
  checkBatch(path, batch, flags.batch);
  return {
    name: traced.graph.name,
    batch,
    pins: shardingPins(traced, flags),
    rematFor: (method) => moduleRemat(traced, method),
    plan: async (options) => ({
      ...(await planGraph(traced, options)),
      argumentOf: argumentsOf(traced),
    }),
  };
}
