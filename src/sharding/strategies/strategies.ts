/**
 * @file Strategies of an op: every way to assign the mesh axes. An axis splits one factor of the op, keeps a linear
 * operand set partial through the op, or does nothing (all devices of the axis compute the same). Alpa §4.1 lists
 * strategies per operator by hand. Here they follow from the factor rule, so contractions, convolutions, gathers and
 * elementwise ops share one enumeration.
 */
import type { Graph } from "../../ir/graph.ts";
import type { FactorRule } from "../../ir/rule.ts";
import { factorRules, signaturesOf } from "../../ir/signatures.ts";
import type { Mesh, Placement } from "../../plan/placement.ts";
import type { OpPlan } from "../../plan/plan.ts";
import { opPlacements } from "./op-placements.ts";

export interface Strategy {
  readonly plan: OpPlan;
  readonly operands: readonly Placement[];
  readonly results: readonly Placement[];
}

/** The use of one axis: it splits factor `factor`, carries linear set `linear` partial, or neither. */
type AxisUse = { readonly factor: number } | { readonly linear: number } | null;

/** All legal strategies of an op with factor rule `rule` on `mesh`; the first one splits nothing. */
export function enumerateStrategies(rule: FactorRule, mesh: Mesh): Strategy[] {
  const uses: AxisUse[] = [null];
  rule.factors.forEach(({ kind, size }, factor) => {
    if (kind !== "whole" && size > 1) uses.push({ factor });
  });
  rule.linear.forEach((_, linear) => {
    uses.push({ linear });
  });

  const strategies: Strategy[] = [];
  const remaining = rule.factors.map(({ size }) => size);
  const chosen: AxisUse[] = [];
  const extend = (axis: number): void => {
    if (axis === mesh.axes.length) {
      const strategy = makeStrategy(rule, mesh, chosen);
      if (strategy) strategies.push(strategy);
      return;
    }
    const { size } = mesh.axes[axis];
    for (const use of uses) {
      if (size === 1 && use !== null) continue;
      if (use && "factor" in use) {
        if (remaining[use.factor] % size !== 0) continue;
        remaining[use.factor] /= size;
      }
      chosen.push(use);
      extend(axis + 1);
      chosen.pop();
      if (use && "factor" in use) remaining[use.factor] *= size;
    }
  };
  extend(0);
  return strategies;
}

const none: readonly string[] = [];
const noSums: OpPlan["partial"] = {};

/**
 * The strategy that uses axis i of the mesh as `uses[i]` says; undefined if a partial sum would have to pass through a
 * reduction other than a sum.
 */
function makeStrategy(rule: FactorRule, mesh: Mesh, uses: readonly AxisUse[]): Strategy | undefined {
  const factors = rule.factors.map((): readonly string[] => none);
  let partial = noSums;
  let reduces = false;
  uses.forEach((use, axis) => {
    const { name } = mesh.axes[axis];
    if (use === null) return;
    if ("linear" in use) partial = { ...partial, [name]: use.linear };
    else {
      factors[use.factor] = factors[use.factor].concat(name);
      reduces ||= rule.factors[use.factor].kind === "reduction";
    }
  });
  if (reduces && rule.reducer !== "add" && Object.keys(partial).length > 0) return undefined;
  const plan: OpPlan = { stage: 0, factors, partial };
  return { plan, ...opPlacements(rule, plan, mesh, "strategy") };
}

/** Strategies of the ops of graphs on one mesh, enumerated once per signature. */
export class StrategyTable {
  readonly mesh: Mesh;
  readonly #known = new Map<number, readonly Strategy[]>();

  constructor(mesh: Mesh) {
    this.mesh = mesh;
  }

  /** The strategies of op number `op` of `graph`. */
  of(graph: Graph, op: number): readonly Strategy[] {
    const signature = signaturesOf(graph)[op];
    let strategies = this.#known.get(signature);
    if (!strategies) {
      strategies = enumerateStrategies(factorRules(graph)[op], this.mesh);
      this.#known.set(signature, strategies);
    }
    return strategies;
  }
}
