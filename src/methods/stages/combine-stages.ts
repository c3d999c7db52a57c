/** @file Combines the plans of a pipeline's stages, each made for the stage's own step and mesh, into one plan. */
import type { StageAssignment, StagePlace, StageStep } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import type { OpPlan, PipelinePlan, Plan, PortPlan, ReshardedValue, StagePlan } from "../../plan/plan.ts";

/** A stage's step and the plan made for it. */
export interface PlannedStage {
  readonly part: StageStep;
  /** A plan of one stage on devices 0, 1, …; the combined plan numbers the devices stage by stage. */
  readonly plan: Plan;
}

/**
 * The plan of `step` in which every stage of `assignment` follows its own plan. An op or input that several stages
 * contain takes the plan of the stage to which it is assigned.
 */
export function combineStages(
  step: Step,
  assignment: StageAssignment,
  planned: readonly PlannedStage[],
  method: string,
  pipeline: PipelinePlan,
): Plan {
  const { graph } = step;
  const inputs = new Array<PortPlan>(graph.inputs.length);
  const outputs = new Array<PortPlan>(graph.outputs.length);
  const ops = new Array<OpPlan>(graph.ops.length);
  const reshards: ReshardedValue[] = [];
  const stages: StagePlan[] = [];
  let numDevices = 0;
  for (const { part, plan } of planned) {
    const { stage } = part;
    const [{ mesh, devices }] = plan.stages;
    const first = numDevices;
    stages[stage] = {
      mesh,
      devices: devices.map((device) => first + device),
      ...(planned.length > 1 && { layers: layersOf(assignment, stage, pipeline.numChunks) }),
    };
    numDevices += devices.length;
    const producers = new Map(part.step.graph.ops.flatMap(({ results }, op) => results.map((result) => [result, op])));
    const isOwn = (op: number): boolean => assignment.opPlaces[part.ops[op]].stage === stage;
    part.inputs.forEach((source, input) => {
      if (source.kind !== "input" || assignment.inputStages[source.input] !== stage) return;
      inputs[source.input] = { stage, placement: plan.inputs[input].placement };
    });
    part.outputs.forEach((target, output) => {
      if (target.kind === "output") outputs[target.output] = { stage, placement: plan.outputs[output].placement };
    });
    part.ops.forEach((op, local) => {
      if (!isOwn(local)) return;
      const { factors, partial } = plan.ops[local];
      const { chunk } = assignment.opPlaces[op];
      ops[op] = { stage, ...(pipeline.numChunks > 1 ? { chunk } : {}), factors, partial };
    });
    for (const { value, placement } of plan.reshards ?? [])
      if (isOwn(producers.get(value)!)) reshards.push({ value: part.values[value], placement });
  }
  return {
    version: 1,
    method,
    microbatches: step.microbatches,
    stages,
    pipeline,
    inputs,
    outputs,
    ops,
    ...(reshards.length > 0 && { reshards }),
  };
}

/** The first and the last layer of a stage, per chunk. */
function layersOf({ layerPlaces }: StageAssignment, stage: number, numChunks: number): (readonly [number, number])[] {
  return Array.from({ length: numChunks }, (_, chunk) => {
    const isHere = (place: StagePlace): boolean => place.stage === stage && place.chunk === chunk;
    return [layerPlaces.findIndex(isHere), layerPlaces.findLastIndex(isHere)] as const;
  });
}
