/** @file `alpa import`: what is understood of a train step in StableHLO text. */
import type { Command } from "commander";
import { matchState } from "../analysis/state.ts";
import { Unsupported } from "../base/errors.ts";
import { bytesText, countText, numberOf } from "../base/units.ts";
import { type Imported, importGraph, unknownOperations } from "../frontends/stablehlo/import.ts";
import type { OpKind } from "../ir/ops.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf, numElements, type TensorType, typeText } from "../ir/types.ts";
import { readModule } from "../node/mlir-file.ts";

/** Adds the command `import` to `program`. */
export function registerImport(program: Command): void {
  program
    .command("import")
    .description("read a train step in StableHLO text and print what is understood: arguments, operations, FLOPs")
    .argument("<module>", ".mlir or .mlir.gz file, in JAX jax.jit(step).lower(…).as_text(debug_info=True)")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExamples:\n  $ alpa import step.mlir\n  $ alpa import step.mlir.gz --json")
    .action(runImport);
}

/** An argument with the result that replaces it in the next call, if any. */
interface Argument {
  readonly name: string;
  readonly type: TensorType;
  /** `state` comes back updated; anything else is an `input`. */
  readonly role: "state" | "input";
  readonly replacedBy?: string;
}

function argumentsOf({ graph, inputs }: Imported): Argument[] {
  const stateOf = matchState(graph, []);
  // What the text says of memory that is handed on is what its writer meant.
  inputs.forEach(({ donatedTo }, input) => {
    if (donatedTo === undefined || donatedTo >= stateOf.length || stateOf.includes(input)) return;
    if (stateOf[donatedTo] < 0) stateOf[donatedTo] = input;
  });
  return graph.inputs.map(({ name, value }, input): Argument => {
    const output = stateOf.indexOf(input);
    const type = graph.types[value];
    if (output < 0) return { name, type, role: "input" };
    return { name, type, role: "state", replacedBy: graph.outputs[output].name };
  });
}

function runImport(path: string, flags: { readonly json?: boolean }): void {
  const module = readModule(path);
  const unknown = unknownOperations(module);
  if (unknown.length > 0) {
    const list = unknown.map(({ name, count, first }) => `${name} (${count}, first at ${first})`).join(", ");
    throw new Unsupported(path, `has operations without a form in alpa-js: ${list}; compute them otherwise`, {
      unknown,
    });
  }
  const imported = importGraph(module);
  const { graph, notes } = imported;
  const args = argumentsOf(imported);
  const counts = new Map<OpKind, number>();
  for (const { kind } of graph.ops) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const ops = [...counts].sort(([, a], [, b]) => b - a);
  const flops = graph.ops.reduce((total, op) => total + opFlops(graph, op), 0);
  const state = args.filter(({ role }) => role === "state");
  const stateElements = state.reduce((total, { type }) => total + numElements(type.shape), 0);
  const stateBytes = state.reduce((total, { type }) => total + bytesOf(type), 0);
  if (flags.json) {
    const results = graph.outputs.map(({ name, value }) => ({ name, type: typeText(graph.types[value]) }));
    const written = args.map((argument) => ({ ...argument, type: typeText(argument.type) }));
    const summary = { module: graph.name, flops, stateElements, stateBytes, numOps: graph.ops.length };
    console.log(JSON.stringify({ ...summary, ops: Object.fromEntries(ops), arguments: written, results, notes }));
    return;
  }
  console.log(
    `${graph.name}: ${numberOf(graph.ops.length, "op")}, ${countText(flops)} FLOPs, ` +
      `${countText(stateElements)} elements of state (${bytesText(stateBytes)})`,
  );
  const width = Math.max(...args.map(({ name }) => name.length));
  const typeWidth = Math.max(...args.map(({ type }) => typeText(type).length));
  for (const { name, type, role, replacedBy } of args) {
    const line = `  ${name.padEnd(width)}  ${typeText(type).padEnd(typeWidth)}  ${role}`;
    console.log(replacedBy === undefined ? line : `${line}, next ${replacedBy}`);
  }
  console.log(`ops: ${ops.map(([kind, count]) => `${count} ${kind}`).join(", ")}`);
  for (const note of notes) console.log(`note: ${note}`);
}
