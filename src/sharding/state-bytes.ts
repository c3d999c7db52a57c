/**
 * @file Bytes of training state (parameters, gradients, optimizer state) on each device under a plan, and the formula
 * of ZeRO to compare with (Rajbhandari et al. 2020, §5 and figure 1).
 */
import { findRoles, isWeightRole } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { definingOps, usersOf, type ValueId } from "../ir/graph.ts";
import { bytesOf } from "../ir/types.ts";
import { localType } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planPlacements, valuePlacements } from "./check-plan.ts";
import { frozenCopies } from "./copy-placement.ts";

/** Bytes on one device. */
export interface StateBytes {
  /** Frozen weights included. */
  readonly parameters: number;
  readonly gradients: number;
  readonly optimizer: number;
}

/**
 * State bytes of `step` on a device of each stage. A gradient counts in the placement in which it waits for the update.
 * With several microbatches, that is the placement of their sum. With one microbatch, it is that of the gradient or
 * that in which the update reads it, whichever is smaller. A partial sum is as large as the sum.
 */
export function stateBytesOfStages(step: Step, plan: Plan): StateBytes[] {
  const { graph } = step;
  const placements = valuePlacements(graph, plan);
  const roles = findRoles(step);
  const definers = definingOps(graph);
  const stages = plan.stages.map(() => ({ parameters: 0, gradients: 0, optimizer: 0 }));
  const stageOf = (value: ValueId): number => plan.ops[definers[value]].stage;
  const localBytes = (value: ValueId, stage: number, placement = placements[value]): number =>
    bytesOf(localType(graph.types[value], placement, plan.stages[stage].mesh));
  const users = usersOf(graph);
  const opPlacements = planPlacements(graph, plan);
  const gradientBytes = (value: ValueId): number => {
    const made = localBytes(value, stageOf(value));
    if (step.microbatches > 1 || users[value].length === 0) return made;
    const read = users[value].flatMap((op) =>
      graph.ops[op].operands.flatMap((operand, position) =>
        operand === value ? [localBytes(value, plan.ops[op].stage, opPlacements[op].operands[position])] : [],
      ),
    );
    return Math.min(made, Math.max(...read));
  };
  graph.inputs.forEach(({ value }, input) => {
    const { stage } = plan.inputs[input];
    const role = roles.inputs[input];
    if (isWeightRole(role)) stages[stage].parameters += localBytes(value, stage);
    else if (role === "optimizer") stages[stage].optimizer += localBytes(value, stage);
  });
  for (const { stage, bytes } of frozenCopies(step, plan, roles)) stages[stage].parameters += bytes;
  for (const [input, terms] of roles.gradients) {
    if (terms.length === 0) continue;
    stages[plan.inputs[input].stage].gradients += Math.min(...terms.map(gradientBytes));
  }
  return stages;
}

/** State bytes on a device of the stage that holds the most. */
export function stateBytes(step: Step, plan: Plan): StateBytes {
  const total = ({ parameters, gradients, optimizer }: StateBytes) => parameters + gradients + optimizer;
  return stateBytesOfStages(step, plan).reduce((a, b) => (total(b) > total(a) ? b : a));
}

/**
 * Bytes of state for one parameter: 4, 4 and 8 for Adam in float32; 2, 2 and 12 in mixed precision (K = 12 of the
 * paper).
 */
export type BytesPerParameter = { readonly [kind in keyof StateBytes]: number };

/**
 * ZeRO's formula: bytes per device of a model of `numParameters` on `devices` devices.
 * @param stage  0 is plain data parallel; 1 splits optimizer state, 2 gradients too, 3 parameters too
 */
export function zeroStateBytes(
  stage: 0 | 1 | 2 | 3,
  numParameters: number,
  devices: number,
  bytes: BytesPerParameter,
): StateBytes {
  if (!(numParameters >= 0) || !(devices >= 1))
    throw new InvalidConfig(
      "zeroStateBytes",
      `got ${numParameters} parameters on ${devices} devices; give 0 or more parameters and 1 or more devices`,
    );
  const share = (from: number): number => numParameters / (stage >= from ? devices : 1);
  return {
    parameters: bytes.parameters * share(3),
    gradients: bytes.gradients * share(2),
    optimizer: bytes.optimizer * share(1),
  };
}
