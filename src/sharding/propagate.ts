/**
 * @file Sharding propagation, in the manner of Shardy: completes placements of some values to a plan for every op. Axes
 * propagate through the factors of ops, forward and backward, until nothing changes. If two axes compete for a factor,
 * or two factors of an op for an axis, the larger tensor wins. Partial sums of split contractions are then carried
 * through linear ops as long as that leaves fewer bytes to reduce.
 */
import { opSections, type Step, summedValues } from "../analysis/step.ts";
import { type Graph, opName, usersOf, type ValueId } from "../ir/graph.ts";
import type { FactorRule } from "../ir/rule.ts";
import { factorRules } from "../ir/signatures.ts";
import { bytesOf } from "../ir/types.ts";
import { axesSize, localType, type Mesh, meshSize, type Placement, replicated } from "../plan/placement.ts";
import type { OpPlan, Plan } from "../plan/plan.ts";
import { checkPlacement, opPlacements, zeroValues } from "./strategies/op-placements.ts";

/** The starting points of propagation. Their placements are fixed: a dim without axes is not split. */
export interface Seeds {
  /** By input index. Other inputs take the placement that their readers suggest. */
  readonly inputs?: ReadonlyMap<number, Placement>;
  /** By output index. Other outputs take the placement of the state that they replace or of their op. */
  readonly outputs?: ReadonlyMap<number, Placement>;
  /** By value: the placement that its readers get, and that its op produces if it can. */
  readonly values?: ReadonlyMap<ValueId, Placement>;
  /** By op index: the axes of each of its factors. */
  readonly ops?: ReadonlyMap<number, OpPlan["factors"]>;
  /** Values that are resharded as soon as their op has produced them; the plan lists them too. */
  readonly reshards?: Plan["reshards"];
}

type Axes = readonly string[];

/**
 * Returns a plan of one stage on `mesh` that follows `seeds`. Values that propagation does not reach are replicated.
 * @param method  the plan's `method` text
 * @param devices the mesh's devices in row-major order; defaults to 0, 1, …
 * @throws InvalidConfig when a seed names an unknown axis or splits a dim that does not divide
 */
export function completePlan(step: Step, mesh: Mesh, seeds: Seeds, method: string, devices?: readonly number[]): Plan {
  checkSeeds(step.graph, mesh, seeds);
  const rules = factorRules(step.graph);
  const { values, factors } = propagateAxes(step, rules, mesh, seeds);
  const ops = carryPartials(step, rules, factors, mesh, seeds.reshards);

  const inputs = step.graph.inputs.map(({ value }) => ({ stage: 0, placement: { dims: values[value], partial: [] } }));
  const made = new Map<ValueId, readonly Axes[]>(
    step.graph.inputs.map(({ value }, index) => [value, inputs[index].placement.dims]),
  );
  step.graph.ops.forEach((op, index) => {
    const { results } = opPlacements(rules[index], ops[index], mesh, opName(step.graph, index));
    op.results.forEach((value, position) => {
      made.set(value, results[position].dims);
    });
  });
  const outputs = step.graph.outputs.map(({ value }, index) => {
    const state = step.stateOf[index];
    const placement =
      state >= 0 ? inputs[state].placement : (seeds.outputs?.get(index) ?? { dims: made.get(value)!, partial: [] });
    return { stage: 0, placement };
  });
  return {
    version: 1,
    method,
    microbatches: step.microbatches,
    stages: [{ mesh, devices: devices ?? Array.from({ length: meshSize(mesh) }, (_, device) => device) }],
    inputs,
    outputs,
    ops,
    ...(seeds.reshards?.length && { reshards: seeds.reshards }),
  };
}

function checkSeeds(graph: Graph, mesh: Mesh, seeds: Seeds): void {
  const check = (where: string, value: ValueId, placement: Placement) => {
    checkPlacement(placement, graph.types[value].shape, mesh, where);
  };
  for (const [index, placement] of seeds.inputs ?? []) {
    check(`input ${graph.inputs[index].name}`, graph.inputs[index].value, placement);
  }
  for (const [index, placement] of seeds.outputs ?? []) {
    check(`output ${graph.outputs[index].name}`, graph.outputs[index].value, placement);
  }
  for (const [value, placement] of seeds.values ?? []) check(`value ${value}`, value, placement);
  for (const [index, factors] of seeds.ops ?? []) {
    opPlacements(factorRules(graph)[index], { stage: 0, factors, partial: {} }, mesh, opName(graph, index));
  }
}

const isPrefix = (short: Axes, long: Axes): boolean =>
  short.length <= long.length && short.every((axis, i) => axis === long[i]);

/** The dims of an operand or result: which value it is, and the factors of each dim. */
interface Side {
  readonly value: ValueId;
  readonly dims: readonly (readonly number[])[];
  readonly isResult: boolean;
}

/** Propagates the seeds' axes to the dims of all values and the factors of all ops. */
function propagateAxes(step: Step, rules: readonly FactorRule[], mesh: Mesh, seeds: Seeds) {
  const { graph, stateOf } = step;
  const bytes = graph.types.map(bytesOf);
  const zeros = zeroValues(graph);
  const values = graph.types.map((type): Axes[] => type.shape.map(() => []));
  const isFixed = new Uint8Array(graph.types.length);
  const factors = rules.map((rule, index): Axes[] => [...(seeds.ops?.get(index) ?? rule.factors.map(() => []))]);

  const fix = (value: ValueId, placement: Placement) => {
    values[value] = [...placement.dims];
    isFixed[value] = 1;
  };
  for (const [index, placement] of seeds.inputs ?? []) fix(graph.inputs[index].value, placement);
  for (const [value, placement] of seeds.values ?? []) fix(value, placement);
  for (const [index, placement] of seeds.outputs ?? []) {
    const { value } = graph.outputs[index];
    if (!isFixed[value]) fix(value, placement);
  }

  /** Splits `dim` of a value over `axes` if that only adds axes to it. Returns whether the placement changed. */
  const offer = (value: ValueId, dim: number, axes: Axes): boolean => {
    const held = values[value][dim];
    if (isFixed[value] || axes.length <= held.length || !isPrefix(held, axes)) return false;
    if (values[value].some((other, d) => d !== dim && other.some((axis) => axes.includes(axis)))) return false;
    if (graph.types[value].shape[dim] % axesSize(mesh, axes) !== 0) return false;
    values[value][dim] = axes;
    return true;
  };

  const sides = graph.ops.map((op, index): Side[] => {
    const operands = op.operands.map((value, i) => ({ value, dims: rules[index].operands[i], isResult: false }));
    const results = op.results.map((value, i) => ({ value, dims: rules[index].results[i], isResult: true }));
    return [...operands, ...results].sort((a, b) => bytes[b.value] - bytes[a.value]);
  });

  /**
   * Whether a factor may be split. A reduction that also adds an operand without the factor (scatter) may be split only
   * if that operand is zero.
   */
  const isSplittable = (index: number, factor: number): boolean => {
    const rule = rules[index];
    if (rule.factors[factor].kind !== "reduction") return rule.factors[factor].kind === "parallel";
    const has = (operand: number) => rule.operands[operand].flat().includes(factor);
    return rule.linear.every(
      (set) => !set.some(has) || set.every((operand) => has(operand) || zeros.has(graph.ops[index].operands[operand])),
    );
  };

  /** The longest prefix of `axes` that factor `factor` of op `index` can take. */
  const acceptable = (index: number, factor: number, axes: Axes): Axes => {
    const held = factors[index][factor];
    if (!isPrefix(held, axes)) return held;
    const taken = new Set(factors[index].flatMap((other, f) => (f === factor ? [] : other)));
    let accepted = held;
    for (const axis of axes.slice(held.length)) {
      const longer = [...accepted, axis];
      if (taken.has(axis) || rules[index].factors[factor].size % axesSize(mesh, longer) !== 0) break;
      // The op produces a fixed result in its fixed placement.
      const isUnwanted = sides[index].some(
        ({ value, dims, isResult }) =>
          isResult && isFixed[value] && dims.some((dim, d) => dim[0] === factor && !isPrefix(longer, values[value][d])),
      );
      if (isUnwanted) break;
      accepted = longer;
    }
    return accepted;
  };

  const visit = (index: number): boolean => {
    let isChanged = false;
    if (!seeds.ops?.has(index)) {
      for (const { value, dims } of sides[index]) {
        dims.forEach(([factor], dim) => {
          if (factor === undefined || values[value][dim].length === 0 || !isSplittable(index, factor)) return;
          const accepted = acceptable(index, factor, values[value][dim]);
          if (accepted.length === factors[index][factor].length) return;
          factors[index][factor] = accepted;
          isChanged = true;
        });
      }
    }
    for (const { value, dims } of sides[index]) {
      dims.forEach(([factor], dim) => {
        if (factor !== undefined && offer(value, dim, factors[index][factor])) isChanged = true;
      });
    }
    return isChanged;
  };

  /** State keeps its placement from step to step. */
  const tieState = (): boolean => {
    let isChanged = false;
    stateOf.forEach((input, output) => {
      if (input < 0) return;
      const [from, to] = [graph.inputs[input].value, graph.outputs[output].value];
      for (let dim = 0; dim < values[from].length; dim++) {
        if (offer(to, dim, values[from][dim])) isChanged = true;
        if (offer(from, dim, values[to][dim])) isChanged = true;
      }
    });
    return isChanged;
  };

  for (let isChanged = true; isChanged; ) {
    isChanged = tieState();
    for (let index = 0; index < graph.ops.length; index++) if (visit(index)) isChanged = true;
    for (let index = graph.ops.length - 1; index >= 0; index--) if (visit(index)) isChanged = true;
  }
  return { values, factors };
}

/**
 * Chooses which ops keep their results partial when operands are. An op carries a partial value if no reader needs the
 * value reduced and the readers' results together have no more bytes than the value, so that reducing later moves no
 * more. The choices of readers depend on each other, so they are repeated until they no longer change.
 * @param reshards  values whose readers get a given placement, whatever their op produces
 */
function carryPartials(
  step: Step,
  rules: readonly FactorRule[],
  factors: readonly Axes[][],
  mesh: Mesh,
  reshards: Seeds["reshards"] = [],
): OpPlan[] {
  const { graph } = step;
  const users = usersOf(graph);
  const zeros = zeroValues(graph);
  const sections = opSections(step);
  const isOutput = new Set(graph.outputs.map(({ value }) => value));
  const isSummed = summedValues(step);
  const resharded = new Map(reshards.map(({ value, placement }) => [value, placement]));
  const maxRounds = 4;

  let carries = rules.map((): Record<string, number> | undefined => undefined);
  let plans: OpPlan[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const placements = graph.types.map((type) => replicated(type.shape.length));
    const isPartial = (value: ValueId, axis: string) =>
      placements[value].partial.includes(axis) && placements[value].reducer === undefined;

    /**
     * Bytes of the results that reader `index` computes from a value partial on `axis`; infinite if it needs the value
     * reduced. A sum over the microbatches is reduced once per step, so only one microbatch's share of its bytes
     * counts: a 16-bit gradient may be carried through its conversion to f32.
     */
    const bytesMadeBy = (index: number, value: ValueId, axis: string): number => {
      if (factors[index].some((axes) => axes.includes(axis))) return Number.POSITIVE_INFINITY;
      const position = graph.ops[index].operands.indexOf(value);
      const isLinear = rules[index].linear.some((set) => set.includes(position));
      const before = carries[index];
      if (!isLinear || (before && before[axis] === undefined)) return Number.POSITIVE_INFINITY;
      const { results } = graph.ops[index];
      // A result that is resharded is reduced to its part.
      const part = results.length === 1 ? resharded.get(results[0]) : undefined;
      const bytes = part
        ? bytesOf(localType(graph.types[results[0]], part, mesh))
        : localBytes(graph, rules[index], factors[index], results, mesh);
      return results.every((value) => isSummed.has(value)) ? bytes / step.microbatches : bytes;
    };

    plans = graph.ops.map((op, index): OpPlan => {
      const used = new Set(factors[index].flat());
      const partial: Record<string, number> = {};
      for (const { name: axis } of mesh.axes) {
        if (used.has(axis)) continue;
        const terms = op.operands.filter((value) => isPartial(value, axis));
        if (terms.length === 0) continue;
        const set = rules[index].linear.findIndex(
          (members) =>
            members.every((operand) => isPartial(op.operands[operand], axis) || zeros.has(op.operands[operand])) &&
            op.operands.every((value, operand) => !isPartial(value, axis) || members.includes(operand)),
        );
        if (set < 0 || (rules[index].reducer !== "add" && used.size > 0)) continue;
        const isWorthIt = terms.every((value) => {
          if (isOutput.has(value)) return false;
          const readers = users[value].filter((reader) => sections[reader] === sections[index]);
          const made = readers.reduce((total, reader) => total + bytesMadeBy(reader, value, axis), 0);
          // An op with several partial operands turns them all into one result.
          return made <= terms.length * bytesOf(localType(graph.types[value], placements[value], mesh));
        });
        if (isWorthIt) partial[axis] = set;
      }
      const plan = { stage: 0, factors: factors[index], partial };
      const { results } = opPlacements(rules[index], plan, mesh, opName(graph, index));
      op.results.forEach((value, position) => {
        placements[value] = resharded.get(value) ?? results[position];
      });
      return plan;
    });
    const next = plans.map(({ partial }) => partial);
    const isStable = next.every((partial, index) => isSameCarry(partial, carries[index]));
    carries = next;
    if (isStable) break;
  }
  return withoutIdleCarries(step, rules, plans, users, resharded);
}

/** Whether two carries are of the same axes through the same sets. */
function isSameCarry(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>> | undefined): boolean {
  if (!b) return false;
  for (const axis in a) if (a[axis] !== b[axis]) return false;
  return Object.keys(a).length === Object.keys(b).length;
}

/**
 * Drops carries that save nothing. If a result is reduced right away and the op's partial operands have no more bytes
 * than the result, the operands are reduced instead. For example, the gradient is reduced rather than the gradient
 * times the learning rate, so that the update remains one fused pass. A result that is summed over microbatches stays
 * partial because it is reduced once, after the sum. So does one that is resharded, because it is reduced to parts, and
 * a scalar (the loss times 1/batch): reducing it earlier would only split the computation.
 */
function withoutIdleCarries(
  step: Step,
  rules: readonly FactorRule[],
  plans: readonly OpPlan[],
  users: readonly (readonly number[])[],
  resharded: ReadonlyMap<ValueId, Placement>,
): OpPlan[] {
  const { graph } = step;
  const isSummed = summedValues(step);
  const result = [...plans];
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const op = graph.ops[index];
    const made = op.results.reduce((total, value) => total + bytesOf(graph.types[value]), 0);
    const isIdle = ([axis, set]: [string, number]): boolean => {
      const isScalar = graph.types[op.results[0]].shape.length === 0;
      const isSplit = (value: ValueId): boolean => resharded.get(value)?.dims.flat().includes(axis) === true;
      if (isScalar || op.results.some((value) => isSummed.has(value) || isSplit(value))) return false;
      if (op.results.some((value) => users[value].some((reader) => result[reader].partial[axis] !== undefined)))
        return false;
      const members = rules[index].linear[set];
      const terms = members.reduce((total, operand) => total + bytesOf(graph.types[op.operands[operand]]), 0);
      return made >= terms;
    };
    const carried = Object.entries(plans[index].partial);
    if (carried.length === 0) continue;
    result[index] = { ...plans[index], partial: Object.fromEntries(carried.filter((entry) => !isIdle(entry))) };
  }
  return result;
}

/** Bytes of the results of an op on one device. */
function localBytes(graph: Graph, rule: FactorRule, factors: readonly Axes[], results: readonly ValueId[], mesh: Mesh) {
  return results.reduce((total, value, position) => {
    const axes = rule.results[position].flat().flatMap((factor) => factors[factor]);
    return total + bytesOf(graph.types[value]) / axesSize(mesh, axes);
  }, 0);
}
