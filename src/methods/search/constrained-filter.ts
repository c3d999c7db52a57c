/**
 * @file Turns the user's constraints into a filter of the choices of the intra-operator problem on one mesh.
 * Constraints that leave no choice are refused before any search.
 */
import { analyzeBatch } from "../../analysis/batch.ts";
import type { Step } from "../../analysis/step.ts";
import { Infeasible, InvalidConfig } from "../../base/errors.ts";
import { suggestion } from "../../base/suggest.ts";
import { opName, type ValueId } from "../../ir/graph.ts";
import { typeText } from "../../ir/types.ts";
import { axesSize, type Mesh, meshSize, type Placement, placementText } from "../../plan/placement.ts";
import type { ChoiceFilter } from "../../sharding/problem/node-choices.ts";
import { enumeratePlacements } from "../../sharding/strategies/op-placements.ts";
import { type Strategy, StrategyTable } from "../../sharding/strategies/strategies.ts";
import { type Split, type StepConstraints, splitsOf, valuesOf } from "./constraints.ts";

/** A requirement on one input, op or value of a step, with its text for errors. */
interface Requirement<Choice> {
  readonly text: string;
  readonly allows: (choice: Choice) => boolean;
}

/** Requirements by input, op or value. */
type Requirements<Choice> = Map<number, Requirement<Choice>[]>;

/**
 * The choices of `step` on `mesh` that both its constraints and the method allow.
 * @param method  the method's name, for errors
 * @param own     the choices that the method itself allows
 * @throws InvalidConfig when the mesh has no axis of a given name, with the nearest name that it has
 * @throws Infeasible when a constraint leaves an input or op no choice, with what would fit
 */
export function constrainedFilter(
  step: Step,
  mesh: Mesh,
  { maxTensorParallel, pins, forbids }: StepConstraints,
  method: string,
  own: ChoiceFilter = {},
): ChoiceFilter {
  const { graph } = step;
  const inputs: Requirements<Placement> = new Map();
  const values: Requirements<Placement> = new Map();
  const ops: Requirements<Strategy> = new Map();
  const add = <Choice>(requirements: Requirements<Choice>, index: number, requirement: Requirement<Choice>): void => {
    requirements.set(index, [...(requirements.get(index) ?? []), requirement]);
  };
  const readers = readersOf(step);

  for (const { text, entry, named } of pins) {
    const splits = splitsOf(entry);
    if ("factors" in entry) {
      checkSplits(text, "factor", splits, mesh);
      for (const op of named.ops)
        add(ops, op, { text, allows: ({ plan }) => matchesSplits(plan.factors, splits, mesh) });
      continue;
    }
    const pinned = (value: ValueId): Requirement<Placement> => {
      checkDims(text, splits, graph.types[value].shape, mesh);
      return { text, allows: ({ dims, partial }) => partial.length === 0 && matchesSplits(dims, splits, mesh) };
    };
    for (const input of named.inputs) add(inputs, input, pinned(graph.inputs[input].value));
    for (const value of valuesOf(step, named)) {
      const { allows } = pinned(value);
      const { op, position, isResult, isShared } = readers[value];
      if (isShared) add(values, value, { text, allows });
      else add(ops, op, { text, allows: (choice) => allows(choice[isResult ? "results" : "operands"][position]) });
    }
  }
  for (const { text, forbidden, named } of forbids) {
    const { dim, axis } = forbidden;
    if (axis !== undefined) checkAxis(text, axis, mesh);
    const isForbidden = (axes: readonly string[]) => (axis === undefined ? axes.length > 0 : axes.includes(axis));
    const requirement = { text, allows: ({ dims }: Placement) => !isForbidden(dims[dim]) };
    for (const input of named.inputs) add(inputs, input, requirement);
    for (const op of named.ops) {
      graph.ops[op].results.forEach((value, position) => {
        add(values, value, requirement);
        add(ops, op, { text, allows: ({ results }) => requirement.allows(results[position]) });
      });
    }
  }
  refuseConflicts(step, mesh, method, own, { inputs, ops, values });

  const limit = maxTensorParallel === undefined ? {} : { op: tensorParallelLimit(step, mesh, maxTensorParallel) };
  return both(both(own, limit), { input: allowedBy(inputs), op: allowedBy(ops), value: allowedBy(values) });
}

/** Choices that two filters both allow. */
export const both = (a: ChoiceFilter, b: ChoiceFilter): ChoiceFilter => ({
  input: bothOf(a.input, b.input),
  op: bothOf(a.op, b.op),
  value: bothOf(a.value, b.value),
});

type Allows<Choice> = ((index: number, choice: Choice) => boolean) | undefined;

const bothOf = <Choice>(a: Allows<Choice>, b: Allows<Choice>): Allows<Choice> =>
  a && b ? (index, choice) => a(index, choice) && b(index, choice) : (a ?? b);

/** The filter that checks all requirements of an index. */
const allowedBy = <Choice>(requirements: Requirements<Choice>): Allows<Choice> =>
  requirements.size === 0
    ? undefined
    : (index, choice) => requirements.get(index)?.every(({ allows }) => allows(choice)) ?? true;

/** The op whose strategy determines a value's placement. */
interface Reader {
  readonly op: number;
  readonly position: number;
  /** Whether the op is the producer of the value, because no op reads the value. */
  readonly isResult: boolean;
  /** Whether the value has several readers, for which it is resharded once. */
  readonly isShared: boolean;
}

/** By ValueId: its reader, marked `isShared` if there are several. */
function readersOf({ graph }: Step): Reader[] {
  const found = new Array<Reader>(graph.types.length);
  const counts = new Int32Array(graph.types.length);
  graph.ops.forEach(({ operands, results }, op) => {
    operands.forEach((value, position) => {
      found[value] = { op, position, isResult: false, isShared: ++counts[value] > 1 };
    });
    results.forEach((value, position) => {
      found[value] = { op, position, isResult: true, isShared: false };
    });
  });
  for (const { value } of graph.outputs)
    if (found[value]) found[value] = { ...found[value], isShared: ++counts[value] > 1 };
  return found;
}

function matchesSplits(all: readonly (readonly string[])[], splits: readonly Split[], mesh: Mesh): boolean {
  if (all.length !== splits.length) return false;
  const isLong = (axis: string): boolean => axesSize(mesh, [axis]) > 1;
  return splits.every((split, i) => {
    if (split === null) return all[i].length === 0;
    if (typeof split === "number") return axesSize(mesh, all[i]) === split;
    const axes = (typeof split === "string" ? [split] : split).filter(isLong);
    return axes.length === all[i].length && axes.every((axis, k) => axis === all[i][k]);
  });
}

const meshText = ({ axes }: Mesh): string => axes.map(({ name, size }) => `${name}=${size}`).join(", ");

function checkAxis(where: string, axis: string, mesh: Mesh): void {
  const names = mesh.axes.map(({ name }) => name);
  if (!names.includes(axis))
    throw new InvalidConfig(where, `the mesh (${meshText(mesh)}) has no axis "${axis}"${suggestion(axis, names)}`);
}

/** Checks that the mesh has the named axes and can make the numbers of parts. */
function checkSplits(where: string, what: string, splits: readonly Split[], mesh: Mesh): void {
  const possible = new Set([1]);
  for (const { size } of mesh.axes) for (const parts of [...possible]) possible.add(parts * size);
  splits.forEach((split, i) => {
    if (typeof split === "number") {
      if (possible.has(split)) return;
      const fits = [...possible].sort((a, b) => a - b);
      throw new Infeasible(
        where,
        `${what} ${i} in ${split} parts cannot be made of the mesh (${meshText(mesh)}), which makes ` +
          `${fits.join(", ")}; use one of these`,
        { limit: "pin", parts: split, fits },
      );
    }
    for (const axis of split === null ? [] : typeof split === "string" ? [split] : split) checkAxis(where, axis, mesh);
  });
}

/** Checks the split of every dim of a value of `shape`. */
function checkDims(where: string, splits: readonly Split[], shape: readonly number[], mesh: Mesh): void {
  checkSplits(where, "dim", splits, mesh);
  splits.forEach((split, dim) => {
    const parts = typeof split === "number" ? split : axesSize(mesh, split === null ? [] : [split].flat());
    if (shape[dim] % parts === 0) return;
    const fits = Array.from({ length: meshSize(mesh) }, (_, i) => i + 1).filter((n) => shape[dim] % n === 0);
    throw new Infeasible(
      where,
      `dim ${dim} has size ${shape[dim]}, which leaves ${shape[dim] % parts} over in ${parts} parts; ` +
        `split it in ${fits.join(" or ")}`,
      { limit: "pin", dim, size: shape[dim], parts, fits },
    );
  });
}

/** Refuses requirements that leave an input, op or value no choice that the method also allows. */
function refuseConflicts(
  step: Step,
  mesh: Mesh,
  method: string,
  own: ChoiceFilter,
  requirements: { inputs: Requirements<Placement>; ops: Requirements<Strategy>; values: Requirements<Placement> },
): void {
  const { graph } = step;
  const check = <Choice>(
    what: string,
    list: readonly Requirement<Choice>[],
    all: readonly Choice[],
    isOwn: (choice: Choice) => boolean,
    textOf: (choice: Choice) => string,
  ): void => {
    const left = all.filter((choice) => list.every(({ allows }) => allows(choice)));
    if (left.some(isOwn)) return;
    const texts = list.map(({ text }) => text).join(" and ");
    const fits = [...new Set(all.filter(isOwn).map(textOf))];
    const shown = fits.slice(0, 6).join(" ") + (fits.length > 6 ? ` and ${fits.length - 6} more` : "");
    const ofMethod = left.length > 0 ? ` that ${method} allows` : "";
    throw new Infeasible(
      texts,
      `${what} has no such choice on mesh (${meshText(mesh)})${ofMethod}; what would fit: ${shown}`,
      { limit: texts, fits },
    );
  };
  for (const [input, list] of requirements.inputs) {
    const { name, value } = graph.inputs[input];
    const all = enumeratePlacements(graph.types[value].shape, mesh);
    const isOwn = (placement: Placement): boolean => own.input?.(input, placement) ?? true;
    check(`${name} ${typeText(graph.types[value])}`, list, all, isOwn, placementText);
  }
  const table = new StrategyTable(mesh);
  const textOf = ({ operands, results }: Strategy): string =>
    `${operands.map(placementText).join(" ")} → ${results.map(placementText).join(" ")}`;
  for (const [op, list] of requirements.ops) {
    const isOwn = (strategy: Strategy): boolean => own.op?.(op, strategy) ?? true;
    check(opName(graph, op), list, table.of(graph, op), isOwn, textOf);
  }
  for (const [value, list] of requirements.values) {
    // A shared value may have the placement that its op produces, or one that any of its readers needs.
    const all = new Map<string, Placement>();
    graph.ops.forEach((each, op) => {
      const positions = (list: readonly ValueId[]) => list.flatMap((other, i) => (other === value ? [i] : []));
      const [operands, results] = [positions(each.operands), positions(each.results)];
      if (operands.length + results.length === 0) return;
      for (const strategy of table.of(graph, op)) {
        if (own.op && !own.op(op, strategy)) continue;
        const places = [...operands.map((i) => strategy.operands[i]), ...results.map((i) => strategy.results[i])];
        for (const placement of places) all.set(placementText(placement), placement);
      }
    });
    const isOwn = (placement: Placement): boolean => own.value?.(value, placement) ?? true;
    check(`value ${typeText(graph.types[value])}`, list, [...all.values()], isOwn, placementText);
  }
}

/** Allows the strategies that split the computation of one example over at most `degree` devices. */
function tensorParallelLimit(
  { graph, batchInputs }: Step,
  mesh: Mesh,
  degree: number,
): NonNullable<ChoiceFilter["op"]> {
  const { states, batchFactors } = analyzeBatch(graph, batchInputs, 1);
  const isPerExample = graph.ops.map(({ operands }) => operands.some((value) => states[value].kind === "split"));
  return (op, { plan }) => {
    if (!isPerExample[op]) return true;
    const others = plan.factors.filter((_, factor) => factor !== batchFactors[op]);
    return axesSize(mesh, others.flat()) <= degree;
  };
}
