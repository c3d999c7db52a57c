/**
 * @file Stages of a companion step, which has no gradients and reads the state of a pipeline: every op goes where the
 * training step reads the same parameters, and never before what it reads.
 */

import type { StageAssignment, StagePlace } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { range } from "../../base/integers.ts";
import { definingOps, usersOf } from "../../ir/graph.ts";
import type { Plan } from "../../plan/plan.ts";
import { findSchedule } from "../../schedules/registry.ts";

/** The state that a training step lends to a companion step. */
export interface LentState {
  readonly step: Step;
  readonly plan: Plan;
  /** By input of the companion: the training step's state input whose value it reads. */
  readonly inputs: ReadonlyMap<number, number>;
}

export function followStages(step: Step, { step: trained, plan, inputs: lent }: LentState): StageAssignment {
  const { graph } = step;
  const [numStages, { numChunks, schedule }] = [plan.stages.length, plan.pipeline!];
  const { positionOf } = findSchedule(schedule);
  /** By position on a microbatch's way through the model: its stage and chunk. */
  const places: StagePlace[] = [];
  for (const stage of range(numStages))
    for (const chunk of range(numChunks)) places[positionOf(stage, chunk, numStages)] = { stage, chunk };

  const users = usersOf(trained.graph);
  const positionsOf = (input: number): number[] => {
    const readers = users[trained.graph.inputs[input].value].map((op) => plan.ops[op]);
    const own = readers.map(({ stage, chunk = 0 }) => positionOf(stage, chunk, numStages));
    return own.length > 0 ? own : [positionOf(plan.inputs[input].stage, 0, numStages)];
  };
  const readAt = new Map([...lent].map(([own, input]) => [graph.inputs[own].value, positionsOf(input)]));

  const unknown = -1;
  const definers = definingOps(graph);
  const positions = new Int32Array(graph.ops.length).fill(unknown);
  graph.ops.forEach(({ operands }, op) => {
    let position = Math.max(
      unknown,
      ...operands.map((value) => (definers[value] < 0 ? unknown : positions[definers[value]])),
    );
    for (const value of operands) {
      const later = readAt.get(value)?.filter((each) => each >= position) ?? [];
      if (later.length > 0) position = Math.min(...later);
    }
    positions[op] = position;
  });
  // What depends on the batch alone is computed where it is first read.
  const ownUsers = usersOf(graph);
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    if (positions[op] !== unknown) continue;
    const readers = graph.ops[op].results.flatMap((value) => ownUsers[value]).map((reader) => positions[reader]);
    positions[op] = readers.length > 0 ? Math.min(...readers) : 0;
  }
  const inputStages = Int32Array.from(graph.inputs, ({ value }, input) => {
    const home = lent.get(input);
    if (home !== undefined) return plan.inputs[home].stage;
    const [reader] = ownUsers[value];
    return reader === undefined ? 0 : places[positions[reader]].stage;
  });
  return {
    numStages,
    layerPlaces: places,
    opPlaces: [...positions].map((position) => places[position]),
    inputStages,
  };
}
