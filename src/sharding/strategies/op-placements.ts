/**
 * @file The placement that an op needs of each operand and the one it gives to each result, by its factor rule and its
 * plan. Splitting a parallel factor splits every dim that the factor leads. Splitting a reduction factor leaves the
 * results partial. An axis that is `partial` in the plan passes through one of the rule's linear operand sets.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { getOrMake, memoizeWeakly } from "../../base/memoize.ts";
import { PairMap } from "../../base/pair-map.ts";
import { suggestion } from "../../base/suggest.ts";
import { numberOf } from "../../base/units.ts";
import type { Graph, ValueId } from "../../ir/graph.ts";
import type { FactorRule } from "../../ir/rule.ts";
import { axesSize, type Mesh, type Placement, withoutTrivialAxes } from "../../plan/placement.ts";
import type { OpPlan } from "../../plan/plan.ts";

export interface OpPlacements {
  /** The placement that the op needs of each operand. */
  readonly operands: readonly Placement[];
  /** The placement in which the op leaves each result. */
  readonly results: readonly Placement[];
}

const text = (axes: readonly string[]) => axes.map((axis) => `"${axis}"`).join(", ");

/** Checks that every axis is one of the mesh and is used once; throws InvalidConfig naming `where`. */
function checkAxes(axes: readonly string[], mesh: Mesh, where: string): void {
  const seen = new Set<string>();
  for (const axis of axes) {
    const names = mesh.axes.map((known) => known.name);
    if (!names.includes(axis)) {
      throw new InvalidConfig(where, `the mesh has no axis "${axis}"${suggestion(axis, names)}`, { axis });
    }
    if (seen.has(axis)) {
      throw new InvalidConfig(where, `axis "${axis}" is used twice; an axis splits one thing at a time`, { axis });
    }
    seen.add(axis);
  }
}

const none: readonly string[] = [];

/**
 * The axes of a dim made of `factors`, major first. A minor factor may be split only if all factors before it are split
 * down to 1; otherwise a device's shard would not be a contiguous block of the dim.
 */
function dimAxes(
  factors: readonly number[],
  rule: FactorRule,
  plan: OpPlan,
  mesh: Mesh,
  where: string,
): readonly string[] {
  let axes = none;
  let isWhole = false;
  for (const factor of factors) {
    const split = plan.factors[factor];
    if (split.length > 0 && isWhole) {
      const sizes = factors.map((f) => rule.factors[f].size).join(" × ");
      throw new InvalidConfig(
        where,
        `axes ${text(split)} would split a dim of factors ${sizes} at a minor factor (size ` +
          `${rule.factors[factor].size}); split the leading factor instead`,
        { axes: split, factor },
      );
    }
    // Most dims have the axes of one factor, so placements share its list.
    if (split.length > 0) axes = axes.length === 0 ? split : axes.concat(split);
    if (axesSize(mesh, split) < rule.factors[factor].size) isWhole = true;
  }
  return axes;
}

/** By mesh: makes equal placements one object. A search has few that differ, and each in thousands of strategies. */
const sharedPlacements = memoizeWeakly((_: Mesh) => {
  const known = new Map<string, Placement>();
  return (placement: Placement): Placement => getOrMake(known, exactText(placement), () => placement);
});

/** A text that is equal for placements that are written alike. */
const exactText = ({ dims, partial, reducer }: Placement): string =>
  `${dims.length} ${dims.join(";")} ${partial.join()} ${reducer ?? ""}`;

/** By mesh, rule and text of a plan: the placements. Equal ops of a step have the same rule and often the same plan. */
const knownPlacements = memoizeWeakly((_: Mesh) => new PairMap<FactorRule, string, OpPlacements>());

/**
 * Placements of an op's operands and results under its plan, without axes of size 1. `where` names the op in errors.
 * @throws InvalidConfig when the plan does not suit the rule or the mesh, naming axis, factor and sizes
 */
export function opPlacements(rule: FactorRule, plan: OpPlan, mesh: Mesh, where: string): OpPlacements {
  let key = "";
  for (const axes of plan.factors) key += axes.length === 0 ? "," : `${JSON.stringify(axes)},`;
  for (const axis in plan.partial) key += `${JSON.stringify(axis)}${plan.partial[axis]}`;
  return knownPlacements(mesh).getOrMake(rule, key, () => newPlacements(rule, plan, mesh, where));
}

function newPlacements(rule: FactorRule, plan: OpPlan, mesh: Mesh, where: string): OpPlacements {
  if (plan.factors.length !== rule.factors.length) {
    const counts = `${plan.factors.length} factors, the op has ${rule.factors.length}`;
    throw new InvalidConfig(where, `the plan splits ${counts}; make the plan for this graph`);
  }
  const carried = Object.entries(plan.partial);
  checkAxes([...plan.factors.flat(), ...carried.map(([axis]) => axis)], mesh, where);

  const hasFactor = (operand: number, factor: number) => rule.operands[operand].flat().includes(factor);
  const reduced: string[] = [];
  const summed: string[][] = rule.operands.map(() => []);
  plan.factors.forEach((axes, f) => {
    if (axes.length === 0) return;
    const { size, kind } = rule.factors[f];
    const parts = axesSize(mesh, axes);
    if (kind === "whole" && parts > 1) {
      throw new InvalidConfig(where, `factor ${f} (size ${size}) must stay whole, but axes ${text(axes)} split it`, {
        factor: f,
        axes,
      });
    }
    if (size % parts !== 0) {
      throw new InvalidConfig(
        where,
        `factor ${f} has size ${size}, which axes ${text(axes)} of ${parts} devices do not divide; leave it whole`,
        { factor: f, axes, size, parts },
      );
    }
    if (kind !== "reduction") return;
    reduced.push(...axes);
    // An operand without the factor that is added to one with it (a scatter's input) must be added once, not once per
    // device, so it has to be partial on the axes too.
    for (const set of rule.linear) {
      if (!set.some((operand) => hasFactor(operand, f))) continue;
      for (const operand of set) if (!hasFactor(operand, f)) summed[operand].push(...axes);
    }
  });
  for (const [axis, set] of carried) {
    if (rule.linear[set] === undefined) {
      throw new InvalidConfig(
        where,
        `partial.${axis} is ${set}, but the op is linear in ${numberOf(rule.linear.length, "set")} of operands, counted ` +
          "from 0; remove the entry, and its operands are reduced first",
        { axis, set },
      );
    }
  }
  if (carried.length > 0 && reduced.length > 0 && rule.reducer !== "add") {
    throw new InvalidConfig(where, `sums on ${text([carried[0][0]])} cannot pass through a ${rule.reducer} reduction`);
  }

  const dimsOf = (dims: readonly (readonly number[])[]) =>
    dims.map((factors) => dimAxes(factors, rule, plan, mesh, where));
  const shared = sharedPlacements(mesh);
  const operands = rule.operands.map((dims, operand): Placement => {
    const partial = carried.filter(([, set]) => rule.linear[set].includes(operand)).map(([axis]) => axis);
    return shared(withoutTrivialAxes({ dims: dimsOf(dims), partial: partial.concat(summed[operand]) }, mesh));
  });
  const partial = [...reduced, ...carried.map(([axis]) => axis)];
  const isOther = reduced.length > 0 && rule.reducer !== "add";
  const results = rule.results.map((dims): Placement => {
    const made: Placement = { dims: dimsOf(dims), partial };
    return shared(withoutTrivialAxes(isOther ? { ...made, reducer: rule.reducer } : made, mesh));
  });
  return { operands, results };
}

/**
 * Checks a placement that a person or a file gave for a value of `shape`.
 * @throws InvalidConfig naming `where`, the axis, the dim and the sizes
 */
export function checkPlacement(placement: Placement, shape: readonly number[], mesh: Mesh, where: string): void {
  if (placement.dims.length !== shape.length) {
    throw new InvalidConfig(
      where,
      `the placement has ${numberOf(placement.dims.length, "dim")}, the value has ${shape.length} ` +
        `([${shape.join(", ")}])`,
    );
  }
  checkAxes([...placement.dims.flat(), ...placement.partial], mesh, where);
  placement.dims.forEach((axes, dim) => {
    const parts = axesSize(mesh, axes);
    if (shape[dim] % parts === 0) return;
    throw new InvalidConfig(
      where,
      `dim ${dim} has size ${shape[dim]}, which axes ${text(axes)} of ${parts} devices do not divide; ` +
        "do not split it or change the size",
      { dim, axes, size: shape[dim], parts },
    );
  });
}

/** Values that are zero everywhere: they are their own partial sums. */
export const zeroValues = memoizeWeakly((graph: Graph): ReadonlySet<ValueId> => {
  const zeros = new Set<ValueId>();
  for (const op of graph.ops) {
    const isZero =
      op.kind === "constant"
        ? "splat" in op.attrs.data && op.attrs.data.splat === 0
        : (op.kind === "broadcast_in_dim" || op.kind === "reshape" || op.kind === "transpose") &&
          zeros.has(op.operands[0]);
    if (isZero) zeros.add(op.results[0]);
  }
  return zeros;
});

/**
 * Every placement without partial axes of a value of `shape` on `mesh`; the replicated one comes first. Axes of one dim
 * are in the mesh's order.
 */
export function enumeratePlacements(shape: readonly number[], mesh: Mesh): Placement[] {
  let found: Placement[] = [{ dims: shape.map(() => []), partial: [] }];
  for (const { name, size } of mesh.axes) {
    if (size === 1) continue;
    const split = found.flatMap(({ dims }) =>
      dims.flatMap((axes, dim): Placement[] =>
        shape[dim] % (axesSize(mesh, axes) * size) === 0
          ? [{ dims: dims.map((old, d) => (d === dim ? [...old, name] : old)), partial: [] }]
          : [],
      ),
    );
    found = [...found, ...split];
  }
  return found;
}
