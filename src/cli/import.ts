/** @file `alpa import`: prints the roles, layers, operations and FLOPs of a train step in StableHLO text. */
import type { Command } from "commander";
import { type ArgumentRole, argumentRoles } from "../analysis/argument-roles.ts";
import { findLayers } from "../analysis/layers.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import type { Step } from "../analysis/step.ts";
import { Unsupported } from "../base/errors.ts";
import { bytesText, countText, numberOf } from "../base/units.ts";
import type { Imported } from "../frontends/stablehlo/import.ts";
import type { Graph } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { simplify } from "../ir/simplify.ts";
import { factorRule, opFlops } from "../ir/table.ts";
import { bytesOf, numElements, typeText } from "../ir/types.ts";
import { lossOutput, type RoleChoices } from "../planner/imported-step.ts";
import { traceState } from "../planner/plan-source.ts";
import { rolesSummary } from "../planner/report/roles-summary.ts";
import { rolesTable } from "../planner/report/roles-table.ts";
import { withRoleOptions } from "./role-flags.ts";
import { loadStep } from "./subject.ts";

interface ImportFlags extends RoleChoices {
  readonly json?: boolean;
}

/** Adds the command `import` to `program`. */
export function registerImport(program: Command): void {
  const command = program
    .command("import")
    .description(
      "read a train step in StableHLO text and print its arguments with their roles, layers, operations and FLOPs",
    )
    .argument("<module>", ".mlir or .mlir.gz file; JAX writes it by jax.jit(step).lower(…).as_text(debug_info=True)")
    .option("--json", "print one JSON object");
  withRoleOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ alpa import step.mlir\n  $ alpa import step.mlir.gz --json\n  $ alpa import step.mlir --state params,opt_state --batch-args batch --loss 'result[1]'",
    )
    .action(runImport);
}

/** A module with its analysis. */
interface AnalyzedModule {
  readonly imported: Imported;
  readonly step: Step;
  readonly roles: readonly ArgumentRole[];
  readonly loss?: string;
  readonly numLayers?: number;
  /** Why the step has no layers. */
  readonly noLayersReason?: string;
  /** By kind, the ops that cannot be split, so that every device computes them. Excludes ops that only move data. */
  readonly wholeOps: readonly WholeOps[];
}

interface WholeOps {
  readonly kind: OpKind;
  readonly count: number;
  readonly flops: number;
}

function analyze(path: string, flags: ImportFlags): AnalyzedModule {
  const { imported, ...traced } = loadStep(path, flags);
  const graph = simplify(traced.graph);
  const { stateOf } = traceState(graph, traced);
  const step = splitMicrobatches(graph, { batchInputs: traced.batchInputs, stateOf, microbatches: 1 });
  const loss = lossOutput(graph, stateOf, flags);
  return {
    imported,
    step,
    roles: argumentRoles(
      step,
      graph.inputs.map((_, input) => input),
    ),
    ...(loss !== undefined && { loss: graph.outputs[loss].name }),
    ...layersOf(step),
    wholeOps: wholeOps(graph),
  };
}

function layersOf(step: Step): Pick<AnalyzedModule, "numLayers" | "noLayersReason"> {
  try {
    return { numLayers: findLayers(step, { numLayers: "auto" }).numLayers };
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    return { noLayersReason: error.message };
  }
}

function wholeOps(graph: Graph): WholeOps[] {
  const found = new Map<OpKind, WholeOps>();
  for (const op of graph.ops) {
    const { factors } = factorRule(graph, op);
    const own = opFlops(graph, op);
    const canBeSplit = factors.some(({ kind, size }) => kind !== "whole" && size > 1);
    if (own === 0 || canBeSplit || factors.every(({ size }) => size === 1)) continue;
    const { count = 0, flops = 0 } = found.get(op.kind) ?? {};
    found.set(op.kind, { kind: op.kind, count: count + 1, flops: flops + own });
  }
  return [...found.values()].sort((a, b) => b.flops - a.flops || b.count - a.count);
}

function runImport(path: string, flags: ImportFlags): void {
  const analyzed = analyze(path, flags);
  console.log(flags.json ? JSON.stringify(importJson(analyzed)) : importText(analyzed));
}

const flopsOf = (graph: Graph): number => graph.ops.reduce((total, op) => total + opFlops(graph, op), 0);

function opCounts(graph: Graph): [OpKind, number][] {
  const counts = new Map<OpKind, number>();
  for (const { kind } of graph.ops) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The types of the state arguments. */
const stateTypes = ({ graph, stateOf }: Step): Graph["types"] =>
  stateOf.flatMap((input) => (input < 0 ? [] : [graph.types[graph.inputs[input].value]]));

const parameterElements = ({ graph }: Step, roles: readonly ArgumentRole[]): number =>
  roles.reduce((sum, { role }, input) => {
    const isWeight = role === "parameter" || role === "frozen";
    return isWeight ? sum + numElements(graph.types[graph.inputs[input].value].shape) : sum;
  }, 0);

function importJson({ imported, step, roles, loss, numLayers, wholeOps }: AnalyzedModule) {
  const { graph, notes } = imported;
  const types = stateTypes(step);
  return {
    module: graph.name,
    flops: flopsOf(graph),
    numParameters: parameterElements(step, roles),
    stateElements: types.reduce((sum, { shape }) => sum + numElements(shape), 0),
    stateBytes: types.reduce((sum, type) => sum + bytesOf(type), 0),
    numOps: graph.ops.length,
    ...(numLayers !== undefined && { numLayers }),
    ...(loss !== undefined && { loss }),
    recomputes: imported.recomputes,
    ops: Object.fromEntries(opCounts(graph)),
    wholeOps,
    roles,
    arguments: roles.map(({ path, next }, input) => ({
      name: path,
      type: typeText(graph.types[graph.inputs[input].value]),
      role: next === undefined ? "input" : "state",
      ...(next !== undefined && { replacedBy: next }),
    })),
    results: graph.outputs.map(({ name, value }) => ({ name, type: typeText(graph.types[value]) })),
    notes,
  };
}

function importText({ imported, step, roles, loss, numLayers, noLayersReason, wholeOps }: AnalyzedModule): string {
  const { graph, notes } = imported;
  const flops = flopsOf(graph);
  const types = stateTypes(step);
  const share = (part: number): string =>
    flops > 0 ? `, ${((100 * part) / flops).toPrecision(2)} % of the FLOPs` : "";
  return [
    `${graph.name}: ${numberOf(graph.ops.length, "op")}, ${countText(flops)} FLOPs, ` +
      `${countText(parameterElements(step, roles))} parameters, ` +
      `${countText(types.reduce((sum, { shape }) => sum + numElements(shape), 0))} elements of state ` +
      `(${bytesText(types.reduce((sum, type) => sum + bytesOf(type), 0))})`,
    `recomputation: ${imported.recomputes ? "the backward pass computes values again; plans take --remat full for it" : "none"}`,
    numLayers === undefined ? `layers: none; ${noLayersReason}` : `layers: ${numLayers}`,
    rolesSummary(roles, loss ?? "none"),
    "",
    rolesTable(roles),
    "",
    `ops: ${opCounts(graph)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(", ")}`,
    ...wholeOps.map(
      ({ kind, count, flops: own }) => `kept whole: ${count} ${kind}, which every device computes${share(own)}`,
    ),
    ...notes.map((note) => `note: ${note}`),
  ].join("\n");
}
