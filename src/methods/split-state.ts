/**
 * @file ZeRO (Rajbhandari et al. 2020) on top of a plan with replicas: training state is split over the axes of the
 * replicas that share it. Stage 1 splits the optimizer state. Stage 2 also splits the gradients, which are
 * reduce-scattered in every microbatch, and stage 3 the weights, which are gathered where they are used. Ops that
 * compute examples stay as they are; the update follows its state.
 */
import { isWeightRole, type Role } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { divisorsOf } from "../base/integers.ts";
import { definingOps, usersOf, type ValueId } from "../ir/graph.ts";
import { bytesOf, isHalf, type TensorType } from "../ir/types.ts";
import { axesSize, type Mesh, type Placement } from "../plan/placement.ts";
import type { Plan, ReshardedValue } from "../plan/plan.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { completePlan, type Seeds } from "../sharding/propagate.ts";

export type ZeroStage = 0 | 1 | 2 | 3;

/** Whether inputs of a role are split. */
export const isSplitState = (role: Role, zero: ZeroStage): boolean =>
  (zero >= 1 && role === "optimizer") || (zero === 3 && isWeightRole(role));

/**
 * The number of replicas over which state is split. If a tensor has no dim that divides by all of them, the divisor of
 * their number with the fewest bytes per device.
 */
export function numShards(states: readonly TensorType[], replicas: number): number {
  const bytesPerDevice = (shards: number): number =>
    states.reduce((sum, type) => {
      const divides = type.shape.some((size) => size % shards === 0);
      return sum + (divides ? bytesOf(type) / shards : bytesOf(type));
    }, 0);
  const all = divisorsOf(replicas).reverse();
  return all.reduce((best, shards) => (bytesPerDevice(shards) < bytesPerDevice(best) ? shards : best), replicas);
}

/**
 * Also splits the first dim of `placement` that divides evenly over the replicas that share the state; if possible one
 * that no other axis splits, so that replicas reduce and gather in one collective.
 */
function overReplicas(
  axes: readonly string[],
  mesh: Mesh,
  { shape }: TensorType,
  { dims, partial }: Placement,
): Placement {
  const shards = axesSize(mesh, axes);
  if (shards === 1) return { dims, partial };
  const others = dims.map((held) => held.filter((axis) => !axes.includes(axis)));
  const possible = [...shape.keys()].filter((dim) => shape[dim] % (axesSize(mesh, others[dim]) * shards) === 0);
  const chosen = possible.find((dim) => others[dim].length === 0) ?? possible[0];
  if (chosen === undefined) return { dims, partial };
  const split = others.map((held, dim) => (dim === chosen ? [...held, ...axes] : held));
  return { dims: split, partial: partial.filter((axis) => !axes.includes(axis)) };
}

/** What a stage knows of its step. */
export interface StateRoles {
  /** The axes of the replicas that share one copy of a value of the state, by its placement without ZeRO. */
  readonly axesOf: (placement: Placement) => readonly string[];
  /** Placements of outputs that are fixed. */
  readonly outputs: Seeds["outputs"];
  readonly roleOfInput: (input: number) => Role;
  readonly isGradient: (value: ValueId) => boolean;
}

/** `plain`, a plan of one stage whose replicas hold equal state, with its state split. */
export function splitState(plain: Plan, step: Step, zero: ZeroStage, roles: StateRoles): Plan {
  const { graph } = step;
  const [{ mesh }] = plain.stages;
  const placements = valuePlacements(graph, plain);
  const over = (value: ValueId, placement: Placement): Placement =>
    overReplicas(roles.axesOf(placement), mesh, graph.types[value], placement);
  const split = (value: ValueId): Placement => over(value, placements[value]);
  const inputs = new Map(
    plain.inputs.map(({ placement }, input): [number, Placement] => {
      const isSplit = isSplitState(roles.roleOfInput(input), zero);
      return [input, isSplit ? over(graph.inputs[input].value, placement) : placement];
    }),
  );
  const ops = new Map(plain.ops.slice(0, step.numAccumulateOps).map(({ factors }, op) => [op, factors]));
  const values = new Map<ValueId, Placement>();
  const reshards: ReshardedValue[] = [];
  for (const sum of step.accumulated) {
    const { dims } = split(sum);
    // A gradient without a dim that divides is reduced once in a step.
    const axes = roles.axesOf(placements[sum]);
    if (zero < 2 || !roles.isGradient(sum) || !axes.every((axis) => dims.flat().includes(axis))) {
      if (step.microbatches > 1) values.set(sum, { dims: placements[sum].dims, partial: [] });
      continue;
    }
    values.set(sum, { dims, partial: [] });
    // A 16-bit gradient is reduced before it becomes f32: its conversion computes only the part of each replica.
    const made = convertedFrom(step, sum);
    if (made) ops.delete(made.op);
    const value = made?.operand ?? sum;
    reshards.push({ value, placement: { ...split(value), dims } });
  }
  return completePlan(step, mesh, { inputs, outputs: roles.outputs, ops, values, reshards }, plain.method);
}

/** The conversion that makes a value from 16 bits, if nothing else reads these. */
function convertedFrom(
  { graph }: Step,
  value: ValueId,
): { readonly op: number; readonly operand: ValueId } | undefined {
  const op = definingOps(graph)[value];
  if (op < 0 || graph.ops[op].kind !== "convert") return undefined;
  const [operand] = graph.ops[op].operands;
  const isOnly = usersOf(graph)[operand].length === 1;
  return isHalf(graph.types[operand].dtype) && isOnly ? { op, operand } : undefined;
}
