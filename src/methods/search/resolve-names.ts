/** @file Resolves the names that users give to arguments, results and ops of a step, with `*` for any characters. */
import type { StageStep } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { InvalidConfig } from "../../base/errors.ts";
import { nearestName } from "../../base/suggest.ts";
import { innerScope, opName } from "../../ir/graph.ts";

/**
 * The inputs, outputs and ops that a name stands for. A result that becomes an argument of the next step counts as that
 * argument.
 */
export interface Named {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly ops: readonly number[];
}

/**
 * Resolves a pattern: an argument or result by its traced name (`state.params[0].w`, or its last part `params[0].w`),
 * or an op (`dot_general.12`, or the last part of its scope). `*` stands for any characters: `params[*].w`.
 * @param option  the option that the name was given to, for the error
 * @throws InvalidConfig with the nearest name when nothing matches
 */
export function findNamed({ graph, stateOf }: Step, pattern: string, option: string): Named {
  const matches = matcher(pattern);
  const inputs = new Set<number>();
  const outputs: number[] = [];
  graph.inputs.forEach(({ name }, input) => {
    if (matches(name)) inputs.add(input);
  });
  graph.outputs.forEach(({ name }, output) => {
    if (!matches(name)) return;
    if (stateOf[output] < 0) outputs.push(output);
    else inputs.add(stateOf[output]);
  });
  const ops = graph.ops.flatMap((_, op) =>
    matches(opName(graph, op)) || innerScope(graph.ops[op]) === pattern ? [op] : [],
  );
  if (inputs.size + outputs.length + ops.length === 0) refuseName(pattern, graph, option);
  return { inputs: [...inputs], outputs, ops };
}

/**
 * Maps named items of the whole step to one stage: to the arguments and state that the stage holds and to its own ops.
 */
export function namedInPart(part: StageStep): (named: Named) => Named {
  const inputs = new Map<number, number>();
  const outputs = new Map<number, number>();
  part.inputs.forEach((source, local) => {
    if (source.kind === "input" && source.isHeld) inputs.set(source.input, local);
  });
  part.outputs.forEach((target, local) => {
    if (target.kind === "output") outputs.set(target.output, local);
  });
  const ops = new Map(part.ops.map((op, local) => [op, local]));
  const localOf = (all: readonly number[], locals: ReadonlyMap<number, number>): number[] =>
    all.flatMap((index) => locals.get(index) ?? []);
  return (named) => ({
    inputs: localOf(named.inputs, inputs),
    outputs: localOf(named.outputs, outputs),
    ops: localOf(named.ops, ops),
  });
}

/** Returns a function that tests whether a name matches the pattern, as a whole or from a dot to its end. */
function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const expression = new RegExp(`^(?:.*\\.)?${escaped}$`);
  return (name) => expression.test(name);
}

const numShown = 8;

function refuseName(pattern: string, graph: Step["graph"], option: string): never {
  const names = [...graph.inputs, ...graph.outputs].map((port) => port.name);
  const lastParts = names.flatMap((full) => full.split(/(?<=\w)\./).map((_, i, parts) => parts.slice(i).join(".")));
  const nearest = nearestName(pattern, [...lastParts, ...graph.ops.map((_, index) => opName(graph, index))]);
  const known = `; arguments: ${graph.inputs
    .slice(0, numShown)
    .map((port) => port.name)
    .join(", ")}`;
  const more = graph.inputs.length > numShown ? ` and ${graph.inputs.length - numShown} more` : "";
  const hint = nearest === undefined ? known + more : `; did you mean "${nearest}"?`;
  throw new InvalidConfig(option, `no argument, result or op is called "${pattern}"${hint}`, { pattern });
}
