/**
 * @file Assigns roles in a step imported from StableHLO text: which inputs are batch or state, and which output is the
 * loss.
 */
import { batchInputsOf, inferBatchArgs } from "../analysis/batch-arguments.ts";
import { withBatchDims } from "../analysis/batch-dims.ts";
import { matchState } from "../analysis/state.ts";
import type { BatchInput } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { Imported } from "../frontends/stablehlo/import.ts";
import type { TracedStep } from "../frontends/trace-source.ts";
import type { Graph } from "../ir/graph.ts";
import { simplify } from "../ir/simplify.ts";
import { isFloat, sameType, typeText } from "../ir/types.ts";
import { listItems, namedPorts, rootOf } from "./named-ports.ts";

/** The user's declarations of a module's arguments and results. The rest is inferred from structure and data flow. */
export interface RoleChoices {
  /**
   * The state arguments, such as `params,opt_state` or `0-11`; `params=result[0]` also names the results that are their
   * next values. `none` for no state.
   */
  readonly state?: string;
  /** The batch arguments, such as `x,y`; `x:1` if dim 1 is the batch. `none` for no batch. */
  readonly batchArgs?: string;
  /** The result that is the loss. */
  readonly loss?: string;
}

const flags = { state: "--state", batchArgs: "--batch-args", loss: "--loss" } as const;

/**
 * Returns the module's graph with its batch and state.
 * @throws InvalidConfig for names that the module does not have, and for roles that do not fit a type
 */
export function importedStep({ graph, inputs }: Imported, choices: RoleChoices = {}): TracedStep {
  const loss = choices.loss === undefined ? undefined : chosenLoss(graph, choices.loss);
  const batchInputs =
    choices.batchArgs === undefined ? inferBatch(graph) : chosenBatch(graph, listItems(choices.batchArgs));
  const donations = inputs.flatMap(({ donatedTo }, input) =>
    donatedTo !== undefined && donatedTo < graph.outputs.length ? [{ input, output: donatedTo }] : [],
  );
  if (choices.state === undefined && loss === undefined && donations.length === 0) return { graph, batchInputs };
  const chosen = choices.state === undefined ? undefined : chosenState(graph, listItems(choices.state));
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  const both = [...(chosen?.inputs ?? [])].find((input) => isBatch.has(input));
  if (both !== undefined)
    throw new InvalidConfig(
      flags.state,
      `${graph.inputs[both].name} is the batch; leave it out, or name the batch by ${flags.batchArgs}`,
    );
  return {
    graph,
    batchInputs,
    findState(simplified) {
      const stateOf = [...matchState(simplified, batchInputs, chosen?.inputs)];
      if (chosen) applyPairs(stateOf, chosen.pairs);
      // A donated argument is the state of the result it is donated to, unless data flow says otherwise.
      else
        for (const { input, output } of donations)
          if (stateOf[output] < 0 && output !== loss && !stateOf.includes(input) && !isBatch.has(input))
            stateOf[output] = input;
      if (loss !== undefined) stateOf[loss] = -1;
      if (chosen) checkFound(graph, stateOf, chosen.inputs);
      return stateOf;
    },
  };
}

/**
 * Infers the batch from shapes and data flow. Leaves that share an argument name (known from locations) are decided
 * together; if that finds nothing, each leaf is decided alone.
 */
function inferBatch(graph: Graph): readonly BatchInput[] {
  const simplified = simplify(graph);
  const roots = graph.inputs.map(({ name }) => rootOf(name));
  const numbers = new Map([...new Set(roots)].map((root, i) => [root, i + 1]));
  const byArgument = roots.map((root) => numbers.get(root)!);
  const byLeaf = graph.inputs.map((_, input) => input + 1);
  // Positions start at 1: inferBatchArgs never takes argument 0, usually the state, for batch; here any input may be
  // batch.
  for (const argumentOf of [byArgument, byLeaf]) {
    const found = batchInputsOf(simplified, argumentOf, inferBatchArgs(simplified, argumentOf));
    if (found.length > 0) return withBatchDims(simplified, found);
  }
  return withBatchDims(simplified, []);
}

function chosenBatch(graph: Graph, items: readonly string[]): BatchInput[] {
  if (items.join() === "none") return [];
  return items.flatMap((item) => {
    const [, name, digits] = /^(.*?)(?::(\d+))?$/.exec(item)!;
    const dim = Number(digits ?? 0);
    return namedPorts(name, graph.inputs, flags.batchArgs, "argument").map((input) => {
      const type = graph.types[graph.inputs[input].value];
      if (dim < type.shape.length) return { input, dim };
      throw new InvalidConfig(
        flags.batchArgs,
        `${graph.inputs[input].name} is ${typeText(type)} and has no dim ${dim}; name arguments that hold examples, ` +
          "x:1 for dim 1",
      );
    });
  });
}

interface ChosenState {
  readonly inputs: ReadonlySet<number>;
  readonly pairs: readonly { readonly input: number; readonly output: number }[];
}

function chosenState(graph: Graph, items: readonly string[]): ChosenState {
  if (items.join() === "none") return { inputs: new Set(), pairs: [] };
  const inputs = new Set<number>();
  const pairs: { input: number; output: number }[] = [];
  for (const item of items) {
    const [name, next] = item.split("=");
    const own = namedPorts(name, graph.inputs, flags.state, "argument");
    for (const input of own) inputs.add(input);
    if (next === undefined) continue;
    const outputs = namedPorts(next, graph.outputs, flags.state, "result");
    if (own.length !== outputs.length)
      throw new InvalidConfig(
        flags.state,
        `${name} has ${own.length} leaves and ${next} has ${outputs.length}; give a result of the same tree`,
      );
    own.forEach((input, i) => {
      const [from, to] = [graph.inputs[input], graph.outputs[outputs[i]]];
      if (!sameType(graph.types[from.value], graph.types[to.value]))
        throw new InvalidConfig(
          flags.state,
          `${from.name} is ${typeText(graph.types[from.value])} and ${to.name} is ` +
            `${typeText(graph.types[to.value])}; the next value has the same type`,
        );
      pairs.push({ input, output: outputs[i] });
    });
  }
  return { inputs, pairs };
}

/** Sets the given pairs, replacing what was found for the same inputs and outputs. */
function applyPairs(stateOf: number[], pairs: ChosenState["pairs"]): void {
  for (const { input, output } of pairs) {
    const found = stateOf.indexOf(input);
    if (found >= 0) stateOf[found] = -1;
    stateOf[output] = input;
  }
}

function checkFound(graph: Graph, stateOf: readonly number[], inputs: ReadonlySet<number>): void {
  const unmatched = [...inputs].find((input) => !stateOf.includes(input));
  if (unmatched === undefined) return;
  const { name, value } = graph.inputs[unmatched];
  throw new InvalidConfig(
    flags.state,
    `no result is found as the next value of ${name} (${typeText(graph.types[value])}); ` +
      `give it, as in ${flags.state} '${name}=${graph.outputs[0]?.name ?? "result"}', or leave the argument out`,
  );
}

function chosenLoss(graph: Graph, text: string): number {
  const found = namedPorts(text, graph.outputs, flags.loss, "result");
  const [output] = found;
  const type = graph.types[graph.outputs[output].value];
  if (found.length === 1 && type.shape.length === 0 && isFloat(type.dtype)) return output;
  const what = found.length === 1 ? `is ${typeText(type)}` : `has ${found.length} leaves`;
  throw new InvalidConfig(flags.loss, `${text} ${what}; name a result that is one floating-point number`);
}

/**
 * The loss output: the user's choice, or the first scalar floating-point output that is not state; one that is called a
 * loss comes before others.
 */
export function lossOutput(graph: Graph, stateOf: readonly number[], { loss }: RoleChoices = {}): number | undefined {
  if (loss !== undefined) return chosenLoss(graph, loss);
  const found = [...graph.outputs.keys()].filter((output) => {
    const { shape, dtype } = graph.types[graph.outputs[output].value];
    return stateOf[output] < 0 && shape.length === 0 && isFloat(dtype);
  });
  return found.find((output) => /(^|[^a-z])(loss|cost|nll)/i.test(graph.outputs[output].name)) ?? found[0];
}
